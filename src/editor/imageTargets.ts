import * as vscode from 'vscode';
import { exists } from './outputFolder.ts';
import { ownPublicFolders } from './settings.ts';
import type { ImageReference } from './text/reference.ts';
import { resolveTarget } from './text/resolveTarget.ts';

/** The files that a reference may lead to, the likeliest first. Empty for what is no file of this workspace. */
export function candidatesFor(
	document: vscode.TextDocument,
	reference: ImageReference,
): readonly vscode.Uri[] {
	const folder = vscode.workspace.getWorkspaceFolder(document.uri);
	return folder
		? resolveTarget(reference, document.uri.path, folder.uri.path, {
				publicFolders: ownPublicFolders(document.uri),
			}).map((path) => document.uri.with({ path }))
		: [];
}

/** The file that a reference leads to; undefined: there is none. */
export async function existingTarget(
	document: vscode.TextDocument,
	reference: ImageReference,
): Promise<vscode.Uri | undefined> {
	for (const uri of candidatesFor(document, reference)) {
		if (await exists(uri)) {
			return uri;
		}
	}
	return undefined;
}
