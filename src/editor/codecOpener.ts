import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { lazy } from '../api/lazy.ts';
import type { Codec } from '../images/codec.ts';

/** What decodes and encodes images, loaded once and only when it is needed. */
export interface CodecOpener {
	open(): Promise<Codec>;
	close(): Promise<void>;
}

export function createCodecOpener(extensionUri: vscode.Uri): CodecOpener {
	const codec = lazy(async () => {
		const { createCodec } = await import('../images/codec.ts');
		return createCodec({ workerUrl: builtFile(extensionUri, 'image-worker.js') });
	});
	return {
		open: codec.get,
		async close() {
			await (await codec.current())?.close();
		},
	};
}

/** The address of a file that the build has put beside the extension. */
export function builtFile(extensionUri: vscode.Uri, name: string): URL {
	return pathToFileURL(vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath);
}
