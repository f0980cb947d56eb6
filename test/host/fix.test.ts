import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { deliver, undoDelivery } from '../../src/editor/deliver.ts';
import { contentOf } from '../../src/editor/fix/content.ts';
import { filesToFix, fileToPaint } from '../../src/editor/fix/files.ts';
import { type FixName, fixJob } from '../../src/editor/fix/fixJobs.ts';
import { NotPlacedError, placeResult } from '../../src/editor/fix/placing.ts';
import { inspect, type Source } from '../../src/editor/fix/sources.ts';
import { type Codec, createCodec } from '../../src/images/codec.ts';
import { recogniseImage } from '../../src/images/format.ts';
import type { Pixels } from '../../src/images/pixels.ts';
import type { JobResult } from '../../src/jobs/request.ts';
import { LinkedAwayError } from '../../src/store/diskContent.ts';
import type { StoredOutput } from '../../src/store/outputs.ts';
import { revertReplacement, sha256Of } from '../../src/store/replacing.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { png, segment, tiff } from '../unit/images/headers.ts';
import { draw } from '../unit/images/samples.ts';
import {
	built,
	closeEditors,
	everythingIn,
	outsideFolder,
	removeFolders,
	replaced,
	scratchFolder,
	setForWorkspace,
	showFile,
} from './support.ts';

const photograph = (width: number, height: number) => draw(width, height, (x, y) => [x * 4, y * 4, 120]);
const cutOut = (width: number, height: number) =>
	draw(width, height, (x, y) =>
		Math.hypot(x - width / 2, y - height / 2) < height / 3 ? [200, 40, 40] : [0, 0, 0, 0],
	);

describe('What is made of an image file', () => {
	let scratch: vscode.Uri;
	let folder: string;
	let store: Store;
	let codec: Codec;

	before(() => {
		codec = createCodec({ workerUrl: built('image-worker.js') });
	});

	after(() => codec.close());

	beforeEach(async () => {
		scratch = await scratchFolder();
		folder = await outsideFolder();
		store = await openStore({ folder, workerUrl: built('store-worker.js') });
	});

	afterEach(async () => {
		await store.close();
		await closeEditors();
		await setForWorkspace('ideogram.format', undefined);
		await removeFolders(scratch, folder);
	});

	const opener = () => ({ open: async () => codec, close: async () => undefined });
	const parts = () => ({ store: async () => store, codec: opener() });
	const at = (name: string) => vscode.Uri.joinPath(scratch, name);

	async function source(name: string, bytes: Uint8Array): Promise<Source> {
		await vscode.workspace.fs.writeFile(at(name), bytes);
		const { sources } = await inspect([at(name)]);
		const [found] = sources;
		assert.ok(found);
		return found;
	}

	/** A result of the API as the store has it. */
	async function stored(pixels: Pixels): Promise<StoredOutput> {
		const bytes = await codec.encodePng(pixels);
		await mkdir(path.join(folder, 'images/call'), { recursive: true });
		await writeFile(path.join(folder, 'images/call/result.png'), bytes);
		return {
			callId: 'call',
			position: 0,
			state: 'saved',
			url: null,
			prompt: 'A fox',
			expandedPrompt: null,
			seed: 1,
			width: pixels.width,
			height: pixels.height,
			file: 'call/result.png',
			sha256: sha256Of(bytes),
			sandbox: false,
			account: '',
			created: 0,
			message: null,
		};
	}

	async function place(name: FixName, from: Source, where: 'beside' | 'replace', pixels: Pixels) {
		const outputs = [await stored(pixels)];
		const result = { outputs, label: 'charged' } as unknown as JobResult;
		return placeResult(parts(), fixJob(name), from, where, result);
	}

	const fileOf = ({ uri }: { readonly uri: vscode.Uri }) => path.basename(uri.fsPath);

	it('is named after it and what was done, and overwrites nothing', async () => {
		const logo = await source('logo.png', await codec.encodePng(photograph(60, 40)));
		const pixels = cutOut(60, 40);
		assert.equal(fileOf(await place('removeBackground', logo, 'beside', pixels)), 'logo.no-background.png');
		assert.equal(fileOf(await place('removeBackground', logo, 'beside', pixels)), 'logo.no-background-1.png');
		assert.equal(fileOf(await place('upscale', logo, 'beside', photograph(120, 80))), 'logo.120x80.png');
		assert.equal(fileOf(await place('remix', logo, 'beside', photograph(60, 40))), 'logo.remix.png');
		const photo = await source('Photo.JPEG', await codec.encodeJpeg(photograph(60, 40), 90));
		assert.equal(fileOf(await place('remix', photo, 'beside', photograph(60, 40))), 'Photo.remix.JPEG');
		assert.equal(
			fileOf(await place('removeBackground', photo, 'beside', pixels)),
			'Photo.no-background.webp',
		);
		await setForWorkspace('ideogram.format', 'png');
		assert.equal(fileOf(await place('remix', photo, 'beside', photograph(60, 40))), 'Photo.remix.png');
	});

	it('takes on its size, format and way of lying where it replaces it, and can be taken back', async () => {
		const file = await codec.encodeJpeg(photograph(60, 40), 90);
		const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(6, true)]));
		const turned = Buffer.concat([file.subarray(0, 2), exif, file.subarray(2)]);
		const photo = await source('photo.jpg', turned);
		const made = await place('replaceBackground', photo, 'replace', photograph(832, 1248));
		const info = recogniseImage(await readFile(at('photo.jpg').fsPath));
		assert.deepEqual([info?.type, info?.width, info?.height, info?.orientation], ['jpeg', 40, 60, 1]);
		assert.ok(made.replacement);
		await revertReplacement(store, contentOf(made.uri), made.replacement);
		assert.deepEqual(await readFile(at('photo.jpg').fsPath), turned);
		assert.deepEqual(await everythingIn(scratch.fsPath), ['photo.jpg']);
	});

	it('keeps the size that was asked for where that is what was done', async () => {
		const logo = await source('logo.webp', await codec.encodeWebp(photograph(60, 40), 90));
		await place('upscale', logo, 'replace', photograph(120, 80));
		const info = recogniseImage(await readFile(at('logo.webp').fsPath));
		assert.deepEqual([info?.type, info?.width, info?.height], ['webp', 120, 80]);
	});

	it('goes beside it where its format cannot hold the result', async () => {
		const bytes = await codec.encodeJpeg(photograph(60, 40), 90);
		const photo = await source('photo.jpg', bytes);
		const made = await place('removeBackground', photo, 'replace', cutOut(120, 80));
		assert.equal(made.instead, true);
		assert.equal(fileOf(made), 'photo.webp');
		const info = recogniseImage(await readFile(made.uri.fsPath));
		assert.deepEqual([info?.type, info?.width, info?.hasAlpha], ['webp', 60, true]);
		assert.deepEqual(await readFile(at('photo.jpg').fsPath), Buffer.from(bytes));
	});

	it('is not passed on where nothing was cut out, or where squares were painted', async () => {
		const bytes = await codec.encodePng(photograph(60, 40));
		const logo = await source('logo.png', bytes);
		const squares = draw(120, 120, (x, y) => (((x >> 3) + (y >> 3)) % 2 ? [255, 255, 255] : [204, 204, 204]));
		for (const [pixels, why] of [
			[photograph(60, 40), /no transparency/],
			[squares, /checkerboard/],
		] as const) {
			for (const where of ['beside', 'replace'] as const) {
				await assert.rejects(place('removeBackground', logo, where, pixels), (error: Error) => {
					assert.ok(error instanceof NotPlacedError);
					assert.match(error.message, why);
					return true;
				});
			}
		}
		assert.deepEqual(await everythingIn(scratch.fsPath), ['logo.png']);
		assert.deepEqual(await readFile(at('logo.png').fsPath), Buffer.from(bytes));
	});

	it('is WebP in documents of the web and PNG elsewhere, unless a setting says otherwise', async () => {
		const delivery = {
			store,
			codec: opener(),
			output: await stored(photograph(60, 40)),
			prompt: 'A fox',
			alt: 'A fox',
			folders: {},
		};
		const into = async (name: string, text: string) => {
			const { document } = await showFile(scratch, name, text);
			const place = {
				document,
				newLine: false,
				indent: '',
				offset: () => text.length,
				decorate() {},
				dispose() {},
			};
			const delivered = await deliver(delivery, place);
			assert.ok(delivered.uri);
			const bytes = await readFile(delivered.uri.fsPath);
			assert.equal(delivered.sha256, sha256Of(bytes));
			const type = recogniseImage(bytes)?.type;
			await undoDelivery(delivered);
			assert.equal(
				(await everythingIn(path.dirname(delivered.uri.fsPath))).includes(fileOf({ uri: delivered.uri })),
				false,
			);
			return type;
		};
		assert.equal(await into('page.html', '<p></p>'), 'webp');
		assert.equal(await into('card.tsx', 'export const a = 1;\n'), 'webp');
		assert.equal(await into('notes.md', ''), 'png');
		// The editor knows these by their names alone, without their extensions.
		for (const name of ['Card.svelte', 'Card.astro', 'card.mdx', 'Card.vue']) {
			assert.equal(await into(name, ''), 'webp', name);
		}
		await setForWorkspace('ideogram.format', 'png');
		assert.equal(await into('page.html', '<p></p>'), 'png');
		await setForWorkspace('ideogram.format', 'webp');
		assert.equal(await into('notes.md', ''), 'webp');
		assert.equal(recogniseImage(await readFile(store.imagePath('call/result.png')))?.type, 'png');
	});

	it('is kept as it came where it is too large to be looked into', async () => {
		const huge = png(100_000, 100_000, 2, 8, []);
		const logo = await source('logo.png', await codec.encodePng(photograph(60, 40)));
		const output = { ...(await stored(photograph(1, 1))), sha256: sha256Of(huge) };
		await writeFile(store.imagePath('call/result.png'), huge);
		const result = { outputs: [output], label: 'charged' } as unknown as JobResult;
		await assert.rejects(placeResult(parts(), fixJob('upscale'), logo, 'replace', result), (error: Error) => {
			assert.ok(error instanceof NotPlacedError);
			assert.match(error.message, /too large to be worked on here, .* kept in History/);
			return true;
		});
		const { document } = await showFile(scratch, 'page.html', '<p></p>');
		const place = { document, newLine: false, indent: '', offset: () => 0, decorate() {}, dispose() {} };
		const delivery = { store, codec: opener(), output, prompt: 'A fox', alt: 'A fox', folders: {} };
		const { uri } = await deliver(delivery, place);
		assert.ok(uri);
		assert.equal(path.extname(uri.path), '.png');
		assert.deepEqual(await readFile(uri.fsPath), huge);
	});

	it('needs a file that is an image: each other one is refused in one sentence', async () => {
		const refuse = async (name: string, bytes: Uint8Array | string) => {
			await vscode.workspace.fs.writeFile(at(name), Buffer.from(bytes));
			const { sources, refused } = await inspect([at(name)]);
			assert.equal(sources.length, 0);
			return refused[0]?.reason;
		};
		assert.match((await refuse('text.png', 'no image')) ?? '', /^text\.png is not a PNG/);
		assert.match((await refuse('empty.png', '')) ?? '', /^empty\.png is empty\.$/);
		const moving = await codec.encodeWebp(photograph(8, 8), 90);
		const extended = Buffer.concat([
			Buffer.from('RIFF\0\0\0\0WEBPVP8X'),
			Buffer.from([10, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 7, 0, 0]),
			moving.subarray(12),
		]);
		assert.match((await refuse('moving.webp', extended)) ?? '', /is animated: use a still image\.$/);
		const { refused } = await inspect([at('missing.png')]);
		assert.match(refused[0]?.reason ?? '', /^missing\.png cannot be read\.$/);
	});

	it('is made of everything that is selected, or of the one file that was clicked', async () => {
		const uris = [at('a.png'), at('b.png')];
		assert.deepEqual(await filesToFix('', [uris[0], uris]), uris);
		assert.deepEqual(await filesToFix('', [uris[1], { groupId: 0, editorIndex: 0 }]), [uris[1]]);
	});

	it('is made of one of several that are selected where it is painted on, the clicked one first', async () => {
		const uris = ['a.png', 'notes.txt', 'b.webp', 'c.jpg'].map(at);
		let offered: readonly string[] = [];
		const showQuickPick = async (items: readonly { readonly label: string }[]) => {
			offered = items.map(({ label }) => label);
			return items[1];
		};
		using _ = replaced(vscode.window, 'showQuickPick', showQuickPick as never);
		assert.equal(await fileToPaint('', [uris[2], uris]), uris[0]);
		assert.deepEqual(offered, ['b.webp', 'a.png', 'c.jpg']);
		// One of them is no image, by its name.
		assert.equal(String(await fileToPaint('', [uris[0], uris.slice(0, 2)])), String(uris[0]));
	});

	it('is made of one of the images in a folder where it is painted on', async () => {
		for (const name of ['album/one.png', 'album/deep/two.jpg', 'album/notes.txt', 'single/only.webp']) {
			await mkdir(path.dirname(at(name).fsPath), { recursive: true });
			await writeFile(at(name).fsPath, '');
		}
		let offered: readonly string[] = [];
		const showQuickPick = async (items: readonly { readonly label: string }[]) => {
			offered = items.map(({ label }) => label);
			return items[0];
		};
		using _ = replaced(vscode.window, 'showQuickPick', showQuickPick as never);
		assert.equal(String(await fileToPaint('', [at('album')])), String(at('album/deep/two.jpg')));
		assert.deepEqual(offered, ['two.jpg', 'one.png']);
		assert.equal(String(await fileToPaint('', [at('single')])), String(at('single/only.webp')));
	});

	it('never follows a link out of the workspace', async () => {
		const outside = path.join(folder, 'outside.png');
		await writeFile(outside, await codec.encodePng(photograph(60, 40)));
		await symlink(outside, at('linked.png').fsPath);
		const { sources } = await inspect([at('linked.png')]);
		const [linked] = sources;
		assert.ok(linked);
		await copyFile(outside, path.join(folder, 'before.png'));
		await assert.rejects(place('removeBackground', linked, 'replace', cutOut(60, 40)), LinkedAwayError);
		assert.deepEqual(await readFile(outside), await readFile(path.join(folder, 'before.png')));
	});
});
