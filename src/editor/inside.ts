import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { isLegalFileName } from '../images/names.ts';
import { statOf } from './fileFacts.ts';
import { checkFolder, checkInside, FileNameError, OutsideWorkspaceError } from './save.ts';

/** Nothing can be put into a folder; nothing was tried. */
export class ReadOnlyFolderError extends Error {
	constructor(folder: string, cause?: unknown) {
		super(vscode.l10n.t('Nothing can be written into {0}: make it a folder that is writable.', folder), {
			cause,
		});
		this.name = 'ReadOnlyFolderError';
	}
}

/**
 * Whether a file or folder is within a workspace folder, there or not, and no
 * symbolic link on the way leads out. Where a link's target cannot be told,
 * there may be no link at all.
 */
export async function staysInside(
	uri: vscode.Uri,
	workspaceFolder: vscode.WorkspaceFolder,
): Promise<boolean> {
	try {
		await checkFolder(uri, workspaceFolder);
	} catch {
		return false;
	}
	return uri.scheme === 'file' || !(await hasLink(uri, workspaceFolder));
}

/**
 * Throws where it is known beforehand that `saveIntoWorkspace` would refuse the
 * target, which is to be before anything is paid for it: `FileNameError`,
 * `OutsideWorkspaceError` or `ReadOnlyFolderError`.
 */
export async function checkTarget(
	target: vscode.Uri,
	workspaceFolder: vscode.WorkspaceFolder,
): Promise<void> {
	const name = path.posix.basename(target.path);
	if (!isLegalFileName(name)) {
		throw new FileNameError(name);
	}
	const folder = vscode.Uri.joinPath(target, '..');
	checkInside(folder, workspaceFolder);
	if (!(await staysInside(folder, workspaceFolder))) {
		throw new OutsideWorkspaceError(vscode.workspace.asRelativePath(folder));
	}
	await checkWritable(await existing(folder, workspaceFolder.uri));
}

async function hasLink(uri: vscode.Uri, { uri: root }: vscode.WorkspaceFolder): Promise<boolean> {
	let current = root;
	for (const segment of path.posix.relative(root.path, uri.path).split('/').filter(Boolean)) {
		current = vscode.Uri.joinPath(current, segment);
		if (((await statOf(current))?.type ?? 0) & vscode.FileType.SymbolicLink) {
			return true;
		}
	}
	return false;
}

/** The nearest folder that is there: others are made in it. */
async function existing(folder: vscode.Uri, root: vscode.Uri): Promise<vscode.Uri> {
	let current = folder;
	while (!(await statOf(current))) {
		const parent = vscode.Uri.joinPath(current, '..');
		if (current.path === root.path || parent.path === current.path) {
			break;
		}
		current = parent;
	}
	return current;
}

async function checkWritable(folder: vscode.Uri): Promise<void> {
	const name = vscode.workspace.asRelativePath(folder);
	if (folder.scheme === 'file') {
		try {
			if (!(await stat(folder.fsPath)).isDirectory()) {
				throw new ReadOnlyFolderError(name);
			}
			await access(folder.fsPath, constants.W_OK);
		} catch (error) {
			throw error instanceof ReadOnlyFolderError ? error : new ReadOnlyFolderError(name, error);
		}
		return;
	}
	const found = await statOf(folder);
	const isReadOnly = ((found?.permissions ?? 0) & vscode.FilePermission.Readonly) !== 0;
	const isFolder = found === undefined || (found.type & vscode.FileType.Directory) !== 0;
	if (isReadOnly || !isFolder || vscode.workspace.fs.isWritableFileSystem(folder.scheme) === false) {
		throw new ReadOnlyFolderError(name);
	}
}
