import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { builtFile } from '../../src/editor/codecOpener.ts';
import { contentOf } from '../../src/editor/fix/content.ts';
import type { Parts } from '../../src/editor/parts.ts';
import { type Codec, createCodec } from '../../src/images/codec.ts';
import { recogniseImage } from '../../src/images/format.ts';
import type { HistoryEntry } from '../../src/store/history.ts';
import { revertReplacement } from '../../src/store/replacing.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createSaveAs } from '../../src/studio/saveAs.ts';
import { draw } from '../unit/images/samples.ts';
import { outsideFolder, removeFolders, replaced, scratchFolder } from './support.ts';

const extensionUri = (): vscode.Uri => {
	const extension = vscode.extensions.getExtension('ideogram-assets.ideogram-assets');
	assert.ok(extension);
	return extension.extensionUri;
};

describe('An image that is saved under a name of the person’s choice', () => {
	const form = { type: 'webp', width: 16, quality: 80 } as const;
	let scratch: vscode.Uri;
	let folder: string;
	let store: Store;
	let codec: Codec;
	let entry: HistoryEntry;

	beforeEach(async () => {
		scratch = await scratchFolder();
		folder = await outsideFolder();
		store = await openStore({ folder, workerUrl: builtFile(extensionUri(), 'store-worker.js') });
		codec = createCodec({ workerUrl: builtFile(extensionUri(), 'image-worker.js') });
		await mkdir(path.join(folder, 'images/call'), { recursive: true });
		const image = await codec.encodePng(draw(16, 16, (x, y) => [x * 9, y * 9, 120]));
		await writeFile(path.join(folder, 'images/call/fox.png'), image);
		entry = { callId: 'call', position: 0, file: 'call/fox.png' } as HistoryEntry;
	});

	afterEach(async () => {
		await codec.close();
		await store.close();
		await removeFolders(scratch, folder);
	});

	async function save(name: string): Promise<string | undefined> {
		const parts = { store: async () => store, codec: { open: async () => codec, close: async () => {} } };
		using _ = replaced(vscode.window, 'showSaveDialog', async () => vscode.Uri.joinPath(scratch, name));
		return await createSaveAs(parts as unknown as Parts).save(entry, form);
	}
	const listed = () => store.records.listReplacements({ limit: 10 });

	it('is a new file of the form that was asked for, and nothing else', async () => {
		assert.equal(await save('new.webp'), 'new.webp');
		const bytes = await readFile(vscode.Uri.joinPath(scratch, 'new.webp').fsPath);
		assert.equal(recogniseImage(bytes)?.type, 'webp');
		assert.deepEqual(await readdir(scratch.fsPath), ['new.webp']);
		assert.deepEqual(await listed(), []);
	});

	it('takes the place of a file that can be brought back', async () => {
		const logo = vscode.Uri.joinPath(scratch, 'logo.webp');
		await vscode.workspace.fs.writeFile(logo, Buffer.from('what the person had'));
		assert.equal(await save('logo.webp'), 'logo.webp');
		assert.equal(recogniseImage(await readFile(logo.fsPath))?.type, 'webp');
		const [replacement] = await listed();
		assert.ok(replacement);
		await revertReplacement(store, contentOf(logo), replacement);
		assert.equal(await readFile(logo.fsPath, 'utf8'), 'what the person had');
	});
});

describe('The files of the build', () => {
	it('are found wherever the extension is installed', () => {
		for (const home of ['/home/a b', '/home/a#b', '/home/50%25', '/home/what?']) {
			const file = path.join(home, 'dist', 'image-worker.js');
			assert.equal(builtFile(vscode.Uri.file(home), 'image-worker.js').href, pathToFileURL(file).href);
		}
	});
});
