import * as vscode from 'vscode';
import { imagesIn } from './documents.ts';
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

/** The image that a document shows at an offset, and what the text says of it. */
export async function imageAt(
	document: vscode.TextDocument,
	at: number,
): Promise<{ readonly uri: vscode.Uri; readonly about: string } | undefined> {
	for (const reference of imagesIn(document)) {
		if (reference.range.start <= at && at <= reference.range.end) {
			const uri = await existingTarget(document, reference);
			if (uri) {
				return { uri, about: (reference.alt?.text ?? '').trim().replace(/\.$/, '') };
			}
		}
	}
	return undefined;
}
