import path from 'node:path';
import * as vscode from 'vscode';
import { findSources, type Sources } from '../generatedFolders.ts';
import { filterFiles, openDocuments } from '../manyFiles.ts';
import { servedSiteOf } from '../project.ts';
import { mayMention, mentions } from '../text/mentions.ts';
import type { TextEdit } from '../text/reference.ts';
import { retarget } from '../text/retarget.ts';
import { projectAliases } from '../text/siteTargets.ts';

/** A document, and what is to be changed in it so that it refers to another file. */
export interface ReferenceEdits {
	readonly document: vscode.TextDocument;
	readonly edits: readonly TextEdit[];
}

const MAX_FILES = 50_000;
const NO_TEXT =
	/\.(?:png|jpe?g|gif|webp|avif|bmp|ico|icns|tiff?|psd|pdf|zip|gz|tgz|7z|rar|woff2?|ttf|otf|eot|mp[34]|m4[av]|mov|webm|ogg|wav|wasm|sqlite3?|db|exe|dll|so|dylib|class|jar|bin|vsix)$/i;

/** What in the workspace refers to a file, as it has to be to refer to another one. */
export async function referencesTo(from: vscode.Uri, to: vscode.Uri): Promise<readonly ReferenceEdits[]> {
	const found: ReferenceEdits[] = [];
	const { documents } = await documentsNaming(from);
	for (const document of documents) {
		const edits = retarget(
			{ languageId: document.languageId, path: document.uri.path, text: document.getText() },
			{
				from: from.path,
				to: to.path,
				workspaceFolder: folderOf(from).path,
				aliases: await aliasesIn(document),
			},
		);
		if (edits.length > 0) {
			found.push({ document, edits });
		}
	}
	return found;
}

async function aliasesIn({ uri }: vscode.TextDocument): Promise<Readonly<Record<string, string>>> {
	const folder = vscode.workspace.getWorkspaceFolder(uri);
	return folder ? projectAliases(await servedSiteOf(uri, folder)) : {};
}

/** The documents that name a file, as far as they could be looked through. */
export interface Naming {
	readonly documents: readonly vscode.TextDocument[];
	/** Whether not all files could be looked through: then another one may name it. */
	readonly isPartial: boolean;
}

/**
 * The text files of the workspace, all its folders, that name a file, as they are in the editor, in whatever way:
 * also where nobody can tell whether the name is a reference.
 */
export async function documentsNaming(uri: vscode.Uri): Promise<Naming> {
	const name = path.posix.basename(uri.path);
	const { files, isPartial } = await textFiles(uri);
	// Few files of many have the name in them: only these are made text.
	const naming = await filterFiles(
		files,
		(content) => mayMention(content, name) && mentions(content.toString(), name),
	);
	const found = await openDocuments(naming);
	return { documents: found.toSorted((one, other) => one.uri.path.localeCompare(other.uri.path)), isPartial };
}

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

/** However a disk and a search spell the same name. */
const alike = (uri: vscode.Uri): string => uri.path.normalize('NFC').toLowerCase();

async function textFiles(uri: vscode.Uri): Promise<Sources> {
	const isOfWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
	const pattern = isOfWorkspace ? '**/*' : new vscode.RelativePattern(folderOf(uri), '**/*');
	const { files, isPartial } = await findSources(pattern, MAX_FILES, uri);
	// Not every file system can be searched: where not even the file itself is found, nothing is known of others.
	const isBlind = !files.some((file) => alike(file) === alike(uri));
	return { files: files.filter(({ path: file }) => !NO_TEXT.test(file)), isPartial: isPartial || isBlind };
}
