import path from 'node:path';
import * as vscode from 'vscode';
import { filterFiles, openDocuments } from '../manyFiles.ts';
import type { TextEdit } from '../text/reference.ts';
import { retarget } from '../text/retarget.ts';

/** A document, and what is to be changed in it so that it refers to another file. */
export interface ReferenceEdits {
	readonly document: vscode.TextDocument;
	readonly edits: readonly TextEdit[];
}

const MAX_FILES = 20_000;
const EXCLUDED =
	'**/{node_modules,bower_components,vendor,.git,.hg,.svn,.next,.nuxt,.svelte-kit,.astro,.cache,.venv,venv,target}/**';
const NO_TEXT =
	/\.(?:png|jpe?g|gif|webp|avif|bmp|ico|icns|tiff?|psd|pdf|zip|gz|tgz|7z|rar|woff2?|ttf|otf|eot|mp[34]|m4[av]|mov|webm|ogg|wav|wasm|sqlite3?|db|exe|dll|so|dylib|class|jar|bin|vsix)$/i;

/** What in the workspace refers to a file, as it has to be to refer to another one. */
export async function referencesTo(from: vscode.Uri, to: vscode.Uri): Promise<readonly ReferenceEdits[]> {
	const found: ReferenceEdits[] = [];
	for (const document of await documentsNaming(from)) {
		const edits = retarget(
			{ languageId: document.languageId, path: document.uri.path, text: document.getText() },
			{ from: from.path, to: to.path, workspaceFolder: folderOf(from).path },
		);
		if (edits.length > 0) {
			found.push({ document, edits });
		}
	}
	return found;
}

/**
 * The text files of the workspace that name a file, as they are in the editor, in
 * whatever way: also where nobody can tell whether the name is a reference.
 */
export async function documentsNaming(uri: vscode.Uri): Promise<readonly vscode.TextDocument[]> {
	const name = path.posix.basename(uri.path);
	const naming = await filterFiles(await textFiles(folderOf(uri)), (content) => isNamed(content, name));
	const found = await openDocuments(naming);
	return found.toSorted((one, other) => one.uri.path.localeCompare(other.uri.path));
}

/** Few files of many have the name in them: only these are made text. */
const isNamed = (content: Buffer, name: string): boolean =>
	waysToWrite(name).some((written) => content.includes(written)) && names(content.toString(), name);

/** Whether a text has the name in it, as it is or as addresses write it, and not as the end of a longer one. */
export function names(text: string, name: string): boolean {
	return waysToWrite(name).some((written) => {
		for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1)) {
			if (
				!/[\p{L}\p{N}_.-]/u.test(text.charAt(at - 1)) &&
				!/[\p{L}\p{N}_-]/u.test(text.charAt(at + written.length))
			) {
				return true;
			}
		}
		return false;
	});
}

const waysToWrite = (name: string): readonly string[] => [
	...new Set([name, encodeURI(name), encodeURIComponent(name)]),
];

/** One edit of the workspace for all of them. */
export function workspaceEdit(changes: readonly ReferenceEdits[]): vscode.WorkspaceEdit {
	const edit = new vscode.WorkspaceEdit();
	for (const { document, edits } of changes) {
		for (const { start, end, text } of edits) {
			const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
			edit.replace(document.uri, range, text);
		}
	}
	return edit;
}

/**
 * The same for the person to go through in the editor's own preview. That shows
 * where something needs to be confirmed, and has what does so left out at first:
 * a file that is there already is the one thing that makes no difference.
 */
export function previewedEdit(changes: readonly ReferenceEdits[], present: vscode.Uri): vscode.WorkspaceEdit {
	const edit = workspaceEdit(changes);
	edit.createFile(
		present,
		{ ignoreIfExists: true },
		{ needsConfirmation: true, label: vscode.l10n.t('The new image, which is there already') },
	);
	return edit;
}

const folderOf = (uri: vscode.Uri): vscode.Uri =>
	vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..');

async function textFiles(folder: vscode.Uri): Promise<vscode.Uri[]> {
	const pattern = new vscode.RelativePattern(folder, '**/*');
	const files = await vscode.workspace.findFiles(pattern, EXCLUDED, MAX_FILES);
	return files.filter((uri) => !NO_TEXT.test(uri.path));
}
