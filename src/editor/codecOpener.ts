import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { Codec } from '../images/codec.ts';

/** What decodes and encodes images, loaded once and only when it is needed. */
export interface CodecOpener {
	open(): Promise<Codec>;
	close(): Promise<void>;
}

export function createCodecOpener(extensionUri: vscode.Uri): CodecOpener {
	let opening: Promise<Codec> | undefined;
	return {
		open() {
			opening ??= import('../images/codec.ts').then(({ createCodec }) =>
				createCodec({ workerUrl: builtFile(extensionUri, 'image-worker.js') }),
			);
			return opening;
		},
		async close() {
			await (await opening?.catch(() => undefined))?.close();
		},
	};
}

/** The address of a file that the build has put beside the extension. */
export function builtFile(extensionUri: vscode.Uri, name: string): URL {
	return pathToFileURL(vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath);
}
