import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, open, realpath, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { syncFolder } from '../api/download.ts';
import { isLegalFileName, withoutCollision } from '../images/names.ts';
import { isWithin } from '../store/within.ts';
import { statOf } from './fileFacts.ts';

/** A file would land outside of the workspace; nothing was written. */
export class OutsideWorkspaceError extends Error {
	constructor(folder: string) {
		super(
			vscode.l10n.t('{0} is outside of this workspace: choose a folder inside it for new images.', folder),
		);
		this.name = 'OutsideWorkspaceError';
	}
}

/** No file can have this name on every system; nothing was written. */
export class FileNameError extends Error {
	constructor(name: string) {
		super(vscode.l10n.t('{0} is no file name that every system takes: use another one.', name));
		this.name = 'FileNameError';
	}
}

/** The folder cannot be written; the image is still in History. */
export class SaveError extends Error {
	constructor(file: string, cause: unknown) {
		const code = (cause as NodeJS.ErrnoException).code;
		super(
			vscode.l10n.t(
				'{0} could not be written ({1}); the image is kept in History.',
				file,
				code ?? String(cause),
			),
			{
				cause,
			},
		);
		this.name = 'SaveError';
	}
}

export interface SaveRequest {
	/** Absolute path of the image in the store, or the bytes that were made of it. */
	readonly source: string | Uint8Array;
	/** Where it goes if nothing has this place yet. */
	readonly target: vscode.Uri;
	readonly workspaceFolder: vscode.WorkspaceFolder;
}

interface CheckedRequest {
	readonly source: string | Uint8Array;
	readonly folder: vscode.Uri;
	readonly name: string;
	readonly workspaceFolder: vscode.WorkspaceFolder;
}

/**
 * Puts an image into the workspace under a name that nothing has, and returns
 * where it is. An existing file is never touched. Throws
 * `OutsideWorkspaceError`, also for a way out through a symbolic link,
 * `FileNameError` and `SaveError`.
 */
export async function saveIntoWorkspace(request: SaveRequest): Promise<vscode.Uri> {
	const { source, target, workspaceFolder } = request;
	const folder = vscode.Uri.joinPath(target, '..');
	const name = path.posix.basename(target.path);
	if (!isLegalFileName(name)) {
		throw new FileNameError(name);
	}
	checkInside(folder, workspaceFolder);
	const checked = { source, folder, name, workspaceFolder };
	try {
		return target.scheme === 'file' ? await saveOnDisk(checked) : await saveByProvider(checked);
	} catch (error) {
		if (error instanceof OutsideWorkspaceError) {
			throw error;
		}
		throw new SaveError(vscode.workspace.asRelativePath(target), error);
	}
}

/** Throws `OutsideWorkspaceError` where the path leaves the folder by its own words (`..`). */
export function checkInside(folder: vscode.Uri, workspaceFolder: vscode.WorkspaceFolder): void {
	const { uri } = workspaceFolder;
	const inside =
		folder.scheme === uri.scheme &&
		folder.authority === uri.authority &&
		isWithin(path.posix.normalize(uri.path), path.posix.normalize(folder.path), path.posix);
	if (!inside) {
		throw new OutsideWorkspaceError(folder.fsPath);
	}
}

/**
 * Throws `OutsideWorkspaceError` where the folder is, or would be made, outside
 * of the workspace, also through a symbolic link: known before anything is paid.
 */
export async function checkFolder(
	folder: vscode.Uri,
	workspaceFolder: vscode.WorkspaceFolder,
): Promise<void> {
	checkInside(folder, workspaceFolder);
	if (folder.scheme === 'file') {
		const root = await realpath(workspaceFolder.uri.fsPath);
		await checkReal(await existingAncestor(folder.fsPath), root, folder);
	}
}

async function saveOnDisk({ source, folder, name, workspaceFolder }: CheckedRequest): Promise<vscode.Uri> {
	await checkFolder(folder, workspaceFolder);
	const root = await realpath(workspaceFolder.uri.fsPath);
	await mkdir(folder.fsPath, { recursive: true });
	const real = await checkReal(folder.fsPath, root, folder);
	const temporary = path.join(real, `.${randomUUID()}.tmp`);
	try {
		await (typeof source === 'string'
			? copyFile(source, temporary, constants.COPYFILE_EXCL)
			: writeFile(temporary, source, { flag: 'wx' }));
		await flush(temporary);
		for (let candidate = name, tries = 0; ; tries++) {
			if (await placeExclusively(temporary, path.join(real, candidate))) {
				await syncFolder(real);
				return vscode.Uri.joinPath(folder, candidate);
			}
			// A race for a name with another window: look again, and past a while stop looking for order.
			const taken = await namesIn(folder);
			candidate = withoutCollision(tries < 20 ? name : `${randomUUID()}-${name}`, (other) =>
				taken.has(comparable(other)),
			);
		}
	} finally {
		await rm(temporary, { force: true });
	}
}

/** False where something has the name already. */
async function placeExclusively(temporary: string, target: string): Promise<boolean> {
	try {
		// A link either appears whole or fails because the name is taken; a rename would replace.
		await link(temporary, target);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
			return false;
		}
	}
	try {
		await copyFile(temporary, target, constants.COPYFILE_EXCL); // File systems without hard links.
		await flush(target);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
			return false;
		}
		throw error;
	}
}

/** Saves by provider under way, by folder: the next one looks at the names when the one before has its own. */
const underWay = new Map<string, Promise<unknown>>();

async function saveByProvider(request: CheckedRequest): Promise<vscode.Uri> {
	const folder = request.folder.toString();
	const before = underWay.get(folder);
	const saving = (async () => {
		await before?.catch(() => undefined);
		return saveAlone(request);
	})();
	underWay.set(folder, saving);
	try {
		return await saving;
	} finally {
		if (underWay.get(folder) === saving) {
			underWay.delete(folder);
		}
	}
}

async function saveAlone({ source, folder, name, workspaceFolder }: CheckedRequest): Promise<vscode.Uri> {
	const segments = path.posix.relative(workspaceFolder.uri.path, folder.path).split('/').filter(Boolean);
	let current = workspaceFolder.uri;
	for (const segment of segments) {
		current = vscode.Uri.joinPath(current, segment);
		const found = await statOf(current);
		if (found && found.type & vscode.FileType.SymbolicLink) {
			throw new OutsideWorkspaceError(vscode.workspace.asRelativePath(current));
		}
	}
	await vscode.workspace.fs.createDirectory(folder);
	const bytes =
		typeof source === 'string' ? await vscode.workspace.fs.readFile(vscode.Uri.file(source)) : source;
	const temporary = vscode.Uri.joinPath(folder, `.${randomUUID()}.tmp`);
	await vscode.workspace.fs.writeFile(temporary, bytes);
	try {
		for (let tries = 0; ; tries++) {
			const taken = await namesIn(folder);
			const wanted = tries < 20 ? name : `${randomUUID()}-${name}`;
			const target = vscode.Uri.joinPath(
				folder,
				withoutCollision(wanted, (other) => taken.has(comparable(other))),
			);
			if (await renameExclusively(temporary, target)) {
				return target;
			}
		}
	} catch (error) {
		await Promise.resolve(vscode.workspace.fs.delete(temporary)).catch(() => undefined);
		throw error;
	}
}

/** False where something has the name already: another program's, or the same in the eyes of the file system. */
async function renameExclusively(temporary: vscode.Uri, target: vscode.Uri): Promise<boolean> {
	try {
		await vscode.workspace.fs.rename(temporary, target, { overwrite: false });
		return true;
	} catch (error) {
		if (error instanceof vscode.FileSystemError && error.code === 'FileExists') {
			return false;
		}
		throw error;
	}
}

/** Two names that differ by case alone, or by how accents are put together, are one file on half of all machines. */
const comparable = (name: string): string => name.normalize('NFC').toLowerCase();

async function namesIn(folder: vscode.Uri): Promise<ReadonlySet<string>> {
	const entries = await vscode.workspace.fs.readDirectory(folder);
	return new Set(entries.map(([name]) => comparable(name)));
}

async function checkReal(existing: string, root: string, folder: vscode.Uri): Promise<string> {
	// A link that leads nowhere yet may lead anywhere once somebody makes its target.
	const real = await realpath(existing).catch(() => undefined);
	if (real === undefined || !isWithin(root, real)) {
		throw new OutsideWorkspaceError(vscode.workspace.asRelativePath(folder));
	}
	return real;
}

// The nearest thing that exists decides where new folders would really be made; a link without a target counts.
async function existingAncestor(folder: string): Promise<string> {
	for (let current = folder; ; current = path.dirname(current)) {
		try {
			await lstat(current);
			return current;
		} catch (error) {
			if (path.dirname(current) === current) {
				throw error;
			}
		}
	}
}

async function flush(file: string): Promise<void> {
	const handle = await open(file, 'r+');
	await handle.sync().finally(() => handle.close());
}
