import path from 'node:path';
import * as vscode from 'vscode';
import { diskContent, LinkedAwayError } from '../../store/diskContent.ts';
import { type Content, checkHolds, ReadOnlyFileError } from '../../store/replacing.ts';

/**
 * A file of the person's, as it is replaced: within its workspace folder or, where
 * it is in none, within the folder it is in.
 */
export function contentOf(uri: vscode.Uri): Content {
	const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
	return uri.scheme === 'file'
		? diskContent(uri.fsPath, (root ?? vscode.Uri.joinPath(uri, '..')).fsPath)
		: providerContent(uri, root);
}

/** A file that an earlier window was at. On disks nothing of it is ever written then. */
export function contentToMend(uri: string): Content {
	const parsed = vscode.Uri.parse(uri, true);
	return parsed.scheme === 'file'
		? diskContent(parsed.fsPath, path.parse(parsed.fsPath).root)
		: contentOf(parsed);
}

/**
 * A file behind another extension or a remote connection: written in place, by
 * whatever means there are, and only where no part of its path is a link.
 */
function providerContent(uri: vscode.Uri, root: vscode.Uri | undefined): Content {
	const checkLinks = async () => {
		const base = root ?? uri.with({ path: '/' });
		let current = base;
		for (const segment of path.posix.relative(base.path, uri.path).split('/').filter(Boolean)) {
			current = vscode.Uri.joinPath(current, segment);
			const found = await orMissing(vscode.workspace.fs.stat(current));
			if (found && found.type & vscode.FileType.SymbolicLink) {
				throw new LinkedAwayError(path.posix.basename(uri.path));
			}
		}
	};
	const checkWritable = async () => {
		await checkLinks();
		const found = await orMissing(vscode.workspace.fs.stat(uri));
		const isReadOnly = ((found?.permissions ?? 0) & vscode.FilePermission.Readonly) !== 0;
		if (isReadOnly || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) {
			throw new ReadOnlyFileError(path.posix.basename(uri.path));
		}
	};
	const read = () => orMissing(vscode.workspace.fs.readFile(uri));
	return {
		atomic: false,
		read,
		checkWritable,
		async write(bytes, _id, expected) {
			await checkWritable();
			await checkHolds({ read }, expected);
			await vscode.workspace.fs.writeFile(uri, bytes);
		},
		async remove(expected) {
			await checkLinks();
			await checkHolds({ read }, expected);
			await vscode.workspace.fs.delete(uri);
		},
		async tidy() {},
	};
}

async function orMissing<T>(asked: Thenable<T>): Promise<T | undefined> {
	try {
		return await asked;
	} catch (error) {
		if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
			return undefined;
		}
		throw error;
	}
}
