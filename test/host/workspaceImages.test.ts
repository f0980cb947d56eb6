import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { ValidationError } from '../../src/api/errors.ts';
import { MAX_FILE_BYTES } from '../../src/api/validate.ts';
import { readImage, uriInWorkspace } from '../../src/editor/workspaceImages.ts';
import { createCodec } from '../../src/images/codec.ts';
import { recogniseImage } from '../../src/images/format.ts';
import { sha256Of } from '../../src/store/replacing.ts';
import { createInputImages } from '../../src/studio/inputImages.ts';
import { createMaskKeeper } from '../../src/studio/maskKeeper.ts';
import { createMasks } from '../../src/studio/masks.ts';
import { createUpright } from '../../src/studio/upright.ts';
import { samplePicture } from '../page/pictures.ts';
import { png } from '../unit/images/headers.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { extension, outsideFolder, removeFolders, replaced, until } from './support.ts';

function memory(): vscode.Memento {
	const kept = new Map<string, unknown>();
	return {
		get: (key: string) => kept.get(key),
		update: async (key: string, value: unknown) => void kept.set(key, value),
		keys: () => [...kept.keys()],
	} as vscode.Memento;
}

describe('images that a form is given', () => {
	let folder: string;
	let outside: string;
	const file = (name: string) => path.join(folder, name);
	const picture = samplePicture(1);

	before(async () => {
		folder = path.join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'dropped');
		outside = await outsideFolder();
		mkdirSync(folder);
		writeFileSync(file('fox.png'), picture);
		writeFileSync(file('fox.txt'), picture);
		writeFileSync(file('words.png'), 'not an image');
		writeFileSync(file('large.png'), new Uint8Array(10 * 1024 * 1024 + 1));
		writeFileSync(path.join(outside, 'secret.png'), picture);
		symlinkSync(path.join(outside, 'secret.png'), file('link.png'));
	});
	after(async () => {
		rmSync(folder, { recursive: true });
		await removeFolders(outside);
	});

	const refused = (error: unknown) => error instanceof ValidationError;

	it('are taken from the workspace, and known by their content', async () => {
		for (const name of ['fox.png', 'fox.txt']) {
			const uri = await uriInWorkspace(vscode.Uri.file(file(name)).toString());
			assert.equal((await readImage(uri)).name, name);
		}
		for (const name of ['words.png', 'large.png', 'gone.png', '.']) {
			await assert.rejects(readImage(vscode.Uri.file(file(name))), refused, name);
		}
	});

	it('are from nowhere else, however that is written', async () => {
		const here = vscode.Uri.file(folder).toString();
		for (const text of [
			vscode.Uri.file(path.join(outside, 'secret.png')).toString(),
			vscode.Uri.file(file('link.png')).toString(),
			`${here}/../../${path.basename(outside)}/secret.png`,
			`${here}/..%2f..%2fsecret.png`,
			`${here}/fox.png?version=1`,
			`${here}/fox.png#1`,
			`${here}/fox.png%00.txt`,
			file('fox.png'),
			here.replace('file:', 'http:'),
			here.replace('file://', 'file://server'),
			'https://example.com/fox.png',
			'vscode-userdata:/User/settings.json',
			'data:image/png;base64,AAAA',
			'',
			'\0',
		]) {
			await assert.rejects(uriInWorkspace(text), refused, text);
		}
	});

	it('are not reached through a link of a remote workspace, which may lead anywhere there', async () => {
		const { Directory, File, SymbolicLink } = vscode.FileType;
		const files = new MemoryFiles();
		const registration = vscode.workspace.registerFileSystemProvider('ideogram-drop-test', files);
		const root = vscode.Uri.parse('ideogram-drop-test://host/p');
		const workspaceFolder = { uri: root, name: 'p', index: 0 };
		using _ = replaced(vscode.workspace, 'getWorkspaceFolder', () => workspaceFolder);
		try {
			for (const [name, type] of [
				['/p', Directory],
				['/p/fox.png', File],
				['/p/out', Directory | SymbolicLink],
				['/p/out/secret.png', File],
				['/p/link.png', File | SymbolicLink],
			] as const) {
				files.put(name, type);
			}
			assert.equal((await uriInWorkspace(`${root}/fox.png`)).path, '/p/fox.png');
			for (const name of ['out/secret.png', 'link.png']) {
				await assert.rejects(uriInWorkspace(`${root}/${name}`), refused, name);
			}
		} finally {
			registration.dispose();
		}
	});

	it('are taken where the workspace is a whole disk', async () => {
		const disk = { uri: vscode.Uri.file(path.parse(folder).root), name: 'disk', index: 0 };
		using _ = replaced(vscode.workspace, 'getWorkspaceFolder', () => disk);
		const uri = vscode.Uri.file(file('fox.png'));
		assert.equal((await uriInWorkspace(uri.toString())).path, uri.path);
	});

	it('of over 10 MB are made smaller, once, and painted on in the size that is sent', async () => {
		const codec = createCodec({
			workerUrl: new URL(vscode.Uri.joinPath(extension().extensionUri, 'dist/image-worker.js').toString()),
		});
		try {
			const [width, height] = [1800, 1600];
			const data = new Uint8ClampedArray(randomBytes(width * height * 4));
			const large = await codec.encodePng({ width, height, data });
			assert.ok(large.length > MAX_FILE_BYTES);
			writeFileSync(file('noise.png'), large);
			const open = async () => codec;
			const images = createInputImages({
				folder: path.join(outside, 'large'),
				isShared: false,
				thumbnails: { of: async ({ path: source }) => source },
				codec: { open },
				memento: memory(),
				imagePath: (name) => file(name),
				log: (message) => assert.fail(message),
			});
			const uri = vscode.Uri.file(file('noise.png')).toString();
			const { handle, isSmaller } = await images.open(uri);
			assert.ok(isSmaller);
			const sent = await images.read(handle);
			assert.ok(sent.bytes.length <= MAX_FILE_BYTES);
			assert.deepEqual([sent.path, sent.fileSha256], [uri, sha256Of(large)]);
			assert.equal(await images.read(handle), sent);
			const size = recogniseImage(sent.bytes);
			assert.ok(size && size.width < width);
			const masks = createMasks({
				keeper: createMaskKeeper(path.join(outside, 'masks'), (message) => assert.fail(message)),
				images,
				upright: createUpright({ folder: path.join(outside, 'pictures'), codec: open }),
				pickFile: async () => undefined,
			});
			const shown = await masks.open('mask', handle);
			assert.deepEqual([shown.width, shown.height], [size.width, size.height]);
			writeFileSync(file('noise.png'), picture);
			assert.deepEqual(Buffer.from((await images.read(handle)).bytes), picture);
		} finally {
			await codec.close();
		}
	});

	it('come back under their handles in another window, but not what is gone', async () => {
		const memento = memory();
		const create = () =>
			createInputImages({
				folder: path.join(outside, 'inputs'),
				isShared: false,
				thumbnails: { of: async ({ path: source }) => source },
				codec: { open: async () => assert.fail('These can be sent as they are.') },
				memento,
				imagePath: (name) => file(name),
				log: (message) => assert.fail(message),
			});
		const images = create();
		const pasted = await images.keep('../../evil\\fox.png', new Uint8Array(picture));
		assert.equal(pasted.name, 'fox.png');
		const dropped = await images.drop([vscode.Uri.file(file('fox.png')).toString()]);
		await assert.rejects(images.keep('words.png', new Uint8Array([1, 2, 3])), refused);
		const vast = new Uint8Array(png(100_000, 100_000, 6, 8, []));
		await assert.rejects(
			images.keep('vast.png', vast),
			/too many pixels \(100000x100000\): make it smaller first\.$/,
		);
		const handles = [pasted.handle, dropped[0]?.handle ?? '', 'made-up-handle'];
		const next = create();
		assert.deepEqual(
			(await next.restore(handles)).map(({ handle }) => handle),
			handles.slice(0, 2),
		);
		const source = await pasted.thumbnail;
		assert.equal(path.dirname(source ?? ''), path.join(outside, 'inputs'));
		writeFileSync(file('fox.png'), samplePicture(2));
		assert.deepEqual(Buffer.from((await next.read(handles[1] ?? '')).bytes), samplePicture(2));
		rmSync(file('fox.png'));
		assert.equal((await next.restore(handles)).length, 1);
		await assert.rejects(next.read(handles[1] ?? ''), refused);
		await assert.rejects(next.read('made-up-handle'), refused);
	});

	it('stay where another window without a workspace has its own in the same folder', async () => {
		const shared = path.join(outside, 'shared');
		const create = () =>
			createInputImages({
				folder: shared,
				isShared: true,
				thumbnails: { of: async ({ path: source }) => source },
				codec: { open: async () => assert.fail('These can be sent as they are.') },
				memento: memory(),
				imagePath: (name) => file(name),
				log: (message) => assert.fail(message),
			});
		const images = create();
		const { handle } = await images.keep('fox.png', new Uint8Array(picture));
		mkdirSync(path.join(shared, 'masks'));
		const forgotten = path.join(shared, 'masks/forgotten.mask');
		writeFileSync(forgotten, '');
		utimesSync(forgotten, new Date(0), new Date(0));
		create();
		// The masks are what a window looks at last.
		await until(() => !existsSync(forgotten));
		assert.deepEqual(Buffer.from((await images.read(handle)).bytes), picture);
	});
});
