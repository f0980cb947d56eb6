import { readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';

const MAX_BYTES = 2_000_000;
const PARALLEL = 16;

/**
 * Those of many text files that pass a test of their bytes, in their order. An
 * open document counts as it is in the editor. What is over 2 MB, gone or not to
 * be read is passed over.
 */
export async function filterFiles(
	uris: readonly vscode.Uri[],
	passes: (content: Buffer, uri: vscode.Uri) => boolean,
): Promise<readonly vscode.Uri[]> {
	const open = new Map(
		vscode.workspace.textDocuments
			.filter(({ isClosed }) => !isClosed)
			.map((document) => [document.uri.toString(), document]),
	);
	const found = new Set<vscode.Uri>();
	const queue = uris.values();
	const worker = async () => {
		for (const uri of queue) {
			const document = open.get(uri.toString());
			const content = document ? Buffer.from(document.getText()) : await contentOf(uri);
			if (content && passes(content, uri)) {
				found.add(uri);
			}
		}
	};
	await Promise.all(Array.from({ length: PARALLEL }, worker));
	return uris.filter((uri) => found.has(uri));
}

async function contentOf(uri: vscode.Uri): Promise<Buffer | undefined> {
	try {
		// Through the editor, thousands of files take many times as long.
		const isLocal = uri.scheme === 'file';
		const { size } = await (isLocal ? stat(uri.fsPath) : vscode.workspace.fs.stat(uri));
		if (size > MAX_BYTES) {
			return undefined;
		}
		return isLocal ? await readFile(uri.fsPath) : Buffer.from(await vscode.workspace.fs.readFile(uri));
	} catch {
		return undefined;
	}
}

/**
 * Their documents, each once; what the editor takes for no text is left out. The
 * editor holds some fifty that nobody sees: of more, the earlier ones are closed
 * again by the end, and have the text that they had.
 */
export async function openDocuments(uris: readonly vscode.Uri[]): Promise<readonly vscode.TextDocument[]> {
	const found = new Set<vscode.TextDocument>();
	for (const uri of uris) {
		// One after another: asked for more than it holds at once, the editor gives none.
		const document = await openDocument(uri);
		if (document) {
			found.add(document);
		}
	}
	return [...found];
}

/** Undefined where the file is gone, or no text. */
export async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
	try {
		return await vscode.workspace.openTextDocument(uri);
	} catch {
		return undefined;
	}
}
