import * as vscode from 'vscode';

/** What lies at an address, whatever its file system; undefined where nothing can be seen there. */
export async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
	try {
		return await vscode.workspace.fs.stat(uri);
	} catch {
		return undefined;
	}
}

/** Whether there is a file or folder. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
	return (await statOf(uri)) !== undefined;
}

/** Whether there is a folder, or a link to one. */
export async function isFolder(uri: vscode.Uri): Promise<boolean> {
	return Boolean(((await statOf(uri))?.type ?? 0) & vscode.FileType.Directory);
}

/** A small text file, in UTF-8; undefined where none can be read. */
export async function textOf(uri: vscode.Uri): Promise<string | undefined> {
	try {
		return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
	} catch {
		return undefined;
	}
}
