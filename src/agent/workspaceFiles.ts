import path from 'node:path';
import * as vscode from 'vscode';
import { ValidationError } from '../api/errors.ts';
import type { ImageFile } from '../api/field.ts';
import { MAX_FILE_BYTES } from '../api/validate.ts';
import { statOf } from '../editor/fileFacts.ts';
import { staysInside } from '../editor/inside.ts';
import { labelOf, type OutputFolder } from '../editor/outputFolder.ts';
import { checkInside } from '../editor/save.ts';
import { type ImageInfo, recogniseImage } from '../images/format.ts';

/** A path of a model's own making, inside the workspace by its words. */
interface Inside {
	readonly uri: vscode.Uri;
	readonly workspaceFolder: vscode.WorkspaceFolder;
	/** Of several folders, it names the one that it is in. */
	readonly isNamed: boolean;
}

/** An image of the workspace, to be sent. */
export interface WorkspaceImage extends Pick<Inside, 'uri' | 'workspaceFolder'> {
	readonly file: ImageFile;
	readonly info: ImageInfo;
}

/**
 * Reads an image that a model named. Throws `ValidationError` for anything but a
 * PNG, JPEG or WebP file of at most 10 MB inside the workspace; a symbolic link
 * that leads out of it is not followed.
 */
export async function readWorkspaceImage(text: string, field: string): Promise<WorkspaceImage> {
	const refuse = (message: string) => new ValidationError(message, field);
	const candidates = await insideWorkspace(text, field);
	for (const { uri, workspaceFolder } of candidates) {
		const found = await statOf(uri);
		if (!found) {
			continue;
		}
		if (!(found.type & vscode.FileType.File)) {
			throw refuse(vscode.l10n.t('{0} is not a file.', text));
		}
		if (found.size > MAX_FILE_BYTES) {
			throw refuse(vscode.l10n.t('{0} is over 10 MB: make it smaller first.', text));
		}
		const bytes = await vscode.workspace.fs.readFile(uri);
		const info = bytes.length > MAX_FILE_BYTES ? undefined : recogniseImage(bytes);
		if (!info) {
			throw refuse(vscode.l10n.t('{0} is not a PNG, JPEG or WebP image.', text));
		}
		return {
			uri,
			workspaceFolder,
			info,
			file: { name: path.posix.basename(uri.path), bytes, path: uri.toString() },
		};
	}
	throw refuse(vscode.l10n.t('There is no file {0} in this workspace.', text));
}

/**
 * The folder that a model chose for new images. Of several workspace folders it
 * is of the one that it names, else of one that has it, else of the first.
 * Throws `ValidationError`.
 */
export async function chosenFolder(text: string): Promise<OutputFolder> {
	const inside = await insideWorkspace(text, 'folder');
	const types = await Promise.all(inside.map(async ({ uri }) => (await statOf(uri))?.type));
	const there = inside.filter((_, index) => (types[index] ?? 0) & vscode.FileType.Directory);
	const chosen = inside.find(({ isNamed }) => isNamed) ?? there[0] ?? inside[0];
	if (!chosen) {
		throw new ValidationError(
			vscode.l10n.t('No folder is open to save into: leave the folder out.'),
			'folder',
		);
	}
	if (types[inside.indexOf(chosen)] !== undefined && !there.includes(chosen)) {
		throw new ValidationError(vscode.l10n.t('{0} is not a folder.', text), 'folder');
	}
	const { uri, workspaceFolder } = chosen;
	return {
		workspaceFolder,
		label: labelOf(uri, workspaceFolder),
		fileUri: (name) => vscode.Uri.joinPath(uri, name),
	};
}

/** Where in the workspace a path may lead, the likeliest first: in several folders, a relative one may be of any. */
async function insideWorkspace(text: string, field: string): Promise<readonly Inside[]> {
	const outside = () =>
		new ValidationError(
			vscode.l10n.t('{0} is outside of this workspace: give a path inside it.', text.slice(0, 200)),
			field,
		);
	// A scheme has two letters or more; one is a drive of Windows.
	if (/^[a-z][a-z\d+.-]+:/i.test(text) || /\p{Cc}/u.test(text)) {
		throw outside();
	}
	const folders = vscode.workspace.workspaceFolders ?? [];
	const candidates = folders
		.flatMap((workspaceFolder) => waysInto(workspaceFolder, text.replaceAll('\\', '/')))
		.sort((one, other) => Number(other.isNamed) - Number(one.isNamed));
	const inside = candidates.filter(({ uri, workspaceFolder }) => isInside(uri, workspaceFolder));
	if (inside.length === 0 && folders.length > 0) {
		throw outside();
	}
	for (const { uri, workspaceFolder } of inside) {
		if (!(await staysInside(uri, workspaceFolder))) {
			throw outside();
		}
	}
	return inside;
}

function waysInto(workspaceFolder: vscode.WorkspaceFolder, text: string): readonly Inside[] {
	const { uri, name } = workspaceFolder;
	const way = (to: vscode.Uri, isNamed = false): Inside => ({ uri: to, workspaceFolder, isNamed });
	if (path.isAbsolute(text)) {
		const { path: absolute } = vscode.Uri.file(text);
		const drive = absolute.replace(/^\/[A-Z]:/, (letter) => letter.toLowerCase());
		return [way(uri.with({ path: path.posix.normalize(drive) }))];
	}
	const relative = way(vscode.Uri.joinPath(uri, text));
	// With several folders open, the editor names a file by its folder first.
	const isNamed = `${text}/`.startsWith(`${name}/`) && (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
	return isNamed ? [way(vscode.Uri.joinPath(uri, text.slice(name.length + 1)), true), relative] : [relative];
}

function isInside(uri: vscode.Uri, workspaceFolder: vscode.WorkspaceFolder): boolean {
	try {
		checkInside(uri, workspaceFolder);
		return true;
	} catch {
		return false;
	}
}
