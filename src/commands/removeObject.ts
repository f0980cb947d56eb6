import * as vscode from 'vscode';

/** Removes from an image what the person marks: in the Studio. Until that takes files, it says so. */
export async function removeObject(): Promise<void> {
	await vscode.window.showInformationMessage(
		vscode.l10n.t('Remove Object needs the Studio, which cannot open files yet.'),
	);
}
