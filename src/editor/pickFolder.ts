import path from 'node:path';
import * as vscode from 'vscode';
import type { ChosenFolders } from './outputFolder.ts';

/**
 * Lets the person choose a folder inside the document's workspace folder, else
 * the first. Undefined: none was chosen.
 */
export async function pickFolder(
	document: vscode.TextDocument | undefined,
): Promise<ChosenFolders | undefined> {
	const workspaceFolder =
		(document && vscode.workspace.getWorkspaceFolder(document.uri)) ?? vscode.workspace.workspaceFolders?.[0];
	if (!workspaceFolder) {
		void vscode.window.showInformationMessage(
			vscode.l10n.t('Open a folder first: images are saved into a workspace.'),
		);
		return undefined;
	}
	const [folder] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t('Folder for New Images'),
			openLabel: vscode.l10n.t('Use Folder'),
			defaultUri: workspaceFolder.uri,
			canSelectFiles: false,
			canSelectFolders: true,
		})) ?? [];
	if (!folder) {
		return undefined;
	}
	const relative = path.posix.relative(workspaceFolder.uri.path, folder.path);
	if (relative === '..' || relative.startsWith('../')) {
		void vscode.window.showWarningMessage(
			vscode.l10n.t(
				'Choose a folder inside {0}: images are saved into this workspace only.',
				workspaceFolder.name,
			),
		);
		return undefined;
	}
	return { [workspaceFolder.uri.toString()]: relative || '.' };
}
