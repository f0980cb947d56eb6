import * as vscode from 'vscode';

/** False in an untrusted workspace, after saying why. */
export async function requireTrust(): Promise<boolean> {
	if (vscode.workspace.isTrusted) {
		return true;
	}
	const manage = vscode.l10n.t('Manage Workspace Trust');
	const picked = await vscode.window.showWarningMessage(
		vscode.l10n.t('Ideogram Assets sends and writes nothing until you trust this workspace.'),
		manage,
	);
	if (picked === manage) {
		await vscode.commands.executeCommand('workbench.trust.manage');
	}
	return false;
}
