import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ChosenFolders } from '../../src/editor/outputFolder.ts';

/** The extension under test, as the editor has it. */
export function extension(): vscode.Extension<unknown> {
	const found = vscode.extensions.getExtension('ideogram-assets.ideogram-assets');
	assert.ok(found);
	return found;
}

/** A file of the extension as it was built, such as a worker. */
export const built = (name: string): URL =>
	new URL(vscode.Uri.joinPath(extension().extensionUri, 'dist', name).toString());

/** Where the editor lets the extension keep files. */
export function globalStorage(): string {
	const { HOST_RESULT, TEST_USER_DATA } = process.env;
	// The server of test/vscode keeps its data beside the result; the desktop editor where run.ts says.
	const data = HOST_RESULT ? path.join(path.dirname(HOST_RESULT), 'data/data') : TEST_USER_DATA;
	assert.ok(data);
	return path.join(data, 'User/globalStorage', extension().id);
}

/** The folder that the window has open. */
export function openedFolder(): vscode.WorkspaceFolder {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	assert.ok(folder);
	return folder;
}

/** A person's choice of folder in the opened one; none: they chose nothing. */
export const chosenHere = (folder: string | undefined): ChosenFolders =>
	folder === undefined ? {} : { [openedFolder().uri.toString()]: folder };

/** A new folder in the opened one, for one test. */
export async function scratchFolder(): Promise<vscode.Uri> {
	const uri = vscode.Uri.joinPath(openedFolder().uri, `scratch-${randomUUID().slice(0, 8)}`);
	await vscode.workspace.fs.createDirectory(uri);
	return uri;
}

/** A new folder that is in no workspace. */
export async function outsideFolder(): Promise<string> {
	return realpath(await mkdtemp(path.join(tmpdir(), 'ideogram-outside-')));
}

export async function removeFolders(...folders: readonly (vscode.Uri | string)[]): Promise<void> {
	for (const folder of folders) {
		await rm(typeof folder === 'string' ? folder : folder.fsPath, { recursive: true, force: true });
	}
}

/** Makes files, and folders where a name ends with a slash. */
export async function writeFiles(base: vscode.Uri, files: Readonly<Record<string, string>>): Promise<void> {
	for (const [name, content] of Object.entries(files)) {
		const uri = vscode.Uri.joinPath(base, name);
		await (name.endsWith('/')
			? vscode.workspace.fs.createDirectory(uri)
			: vscode.workspace.fs.writeFile(uri, Buffer.from(content)));
	}
}

/** Writes a file and shows it. */
export async function showFile(base: vscode.Uri, name: string, content: string): Promise<vscode.TextEditor> {
	await writeFiles(base, { [name]: content });
	return vscode.window.showTextDocument(vscode.Uri.joinPath(base, name));
}

export async function closeEditors(): Promise<void> {
	await vscode.workspace.saveAll();
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Every file, folder and link below, with slashes, sorted; what a link leads to is not looked at. */
export async function everythingIn(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	const names = await Promise.all(
		entries.map(async (entry) => {
			const inner = entry.isDirectory() ? await everythingIn(path.join(folder, entry.name)) : [];
			return [entry.name, ...inner.map((name) => `${entry.name}/${name}`)];
		}),
	);
	return names.flat().sort();
}

/** Looks again until it is so; Mocha's time ends a vain wait. */
export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await what())) {
		await delay(20);
	}
}

/** Sets a setting in the workspace, whole: an object is not mixed with what was there. */
export async function setForWorkspace(name: string, value: unknown): Promise<void> {
	await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
}

/** Changes a document as another extension would: again and again until the editor takes it. */
export async function change(
	document: vscode.TextDocument,
	offset: number,
	length: number,
	text: string,
): Promise<void> {
	let applied = false;
	while (!applied) {
		const edit = new vscode.WorkspaceEdit();
		const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
		edit.replace(document.uri, range, text);
		applied = await vscode.workspace.applyEdit(edit);
	}
}

/** Has a property of the editor's API be another one, until it is disposed of. */
export function replaced<T extends object, K extends keyof T>(api: T, name: K, value: T[K]): Disposable {
	const before = Object.getOwnPropertyDescriptor(api, name);
	assert.ok(before);
	Object.defineProperty(api, name, { configurable: true, enumerable: true, value });
	return { [Symbol.dispose]: () => Object.defineProperty(api, name, before) };
}

/** Several as one, disposed of from the last to the first; the oldest editor's Node has no stack of them. */
export function together(ends: readonly Disposable[]): Disposable {
	return {
		[Symbol.dispose]: () => {
			for (const end of ends.toReversed()) {
				end[Symbol.dispose]();
			}
		},
	};
}
