import * as vscode from 'vscode';

/** Repaints a part of an image that the person marks: in the Studio. Until that takes files, it says so. */
export async function editImage(): Promise<void> {
	await vscode.window.showInformationMessage(
		vscode.l10n.t('Edit needs the Studio, which cannot open files yet.'),
	);
}
