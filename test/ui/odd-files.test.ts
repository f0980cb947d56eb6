import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createCodec } from '../../src/images/codec.ts';
import { displayedSize, recogniseImage } from '../../src/images/format.ts';
import { encodePng } from '../../src/images/png.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { segment, tiff } from '../unit/images/headers.ts';
import { animate, draw, flatJpeg, gradient, writePng } from '../unit/images/samples.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

/** A disc of noise, which does not pack, on a plain ground. */
function disc(side: number): Buffer {
	const pixels = randomBytes(side * side * 3);
	for (let y = 0, at = 0; y < side; y += 1) {
		for (let x = 0; x < side; x += 1, at += 3) {
			if (Math.hypot(x - side / 2, y - side / 2) > side * 0.45) {
				pixels.fill(240, at, at + 3);
			}
		}
	}
	return encodePng(pixels, side, side, { channels: 3 });
}

async function samples(): Promise<Readonly<Record<string, Uint8Array>>> {
	const codec = createCodec({ workerUrl: new URL('../../src/images/worker.ts', import.meta.url) });
	try {
		const plain = draw(120, 80, (x, y) =>
			Math.hypot(x - 60, y - 40) < 28 ? [160, 40, 60] : [235, 240, 244],
		);
		const photograph = await codec.encodeJpeg(plain, 90);
		const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(6, true)]));
		const side = 96;
		return {
			'animated.webp': animate(await codec.encodeWebp(gradient(64, 64), 80), 64, 64),
			'cmyk.jpg': flatJpeg({ components: 4 }),
			'deep.png': writePng({
				width: side,
				height: side,
				depth: 16,
				colourType: 2,
				interlaced: true,
				samples: Array.from({ length: side * side * 3 }, (_, at) => (at * 977) % 65_536),
				filters: [1, 2],
			}),
			'empty.png': new Uint8Array(),
			'large.png': disc(2200),
			'larger.png': disc(2600),
			'locked.png': encodePng(plain.data, 120, 80, { channels: 4 }),
			'phone.jpg': Buffer.concat([photograph.subarray(0, 2), exif, photograph.subarray(2)]),
			'words.png': Buffer.from('These are words.\n'),
		};
	} finally {
		await codec.close();
	}
}

describe('Odd files', () => {
	let api: Sandbox;
	let window: EditorWindow;
	let files: Readonly<Record<string, Uint8Array>>;

	const folder = () => path.join(window.workspaceDir, 'odd');
	const read = (name: string) => readFileSync(path.join(folder(), name));

	withWindow(
		{
			settings: { 'explorer.autoReveal': false },
			prepare: async (workspace) => {
				files = await samples();
				mkdirSync(path.join(workspace, 'odd'));
				for (const [name, bytes] of Object.entries(files)) {
					writeFileSync(path.join(workspace, 'odd', name), bytes);
				}
				chmodSync(path.join(workspace, 'odd/locked.png'), 0o444);
			},
		},
		async (rig) => {
			({ api, window } = rig);
			await window.palette('View: Show Explorer');
		},
	);

	it('are each done or named with the reason, and none of them is changed', async () => {
		await window.contextMenu(window.treeItem('odd'), 'Ideogram', 'Remove Background');
		await window.quickInput.waitForTitle(/Remove Background/);
		await window.screenshotWhenStill('odd-choose');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle(/Remove Background, \d files/);
		await window.screenshotWhenStill('odd-question');
		await window.quickInput.accept();
		await window.dialogButton('Send It').click();
		const summary = await window.notification(/Remove Background: \d done, \d failed/);
		await window.screenshotWhenStill('odd-summary');
		await summary.press('Show Failed');
		await window.quickInput.waitForTitle(/failed$/);
		await window.screenshotWhenStill('odd-failures');
		assert.deepEqual(
			(await window.quickInput.rows()).map((row) => row.replace(/^(\w+\.\w+)odd /, '')),
			[
				'animated.webp is animated: use a still image.',
				'empty.png is empty.',
				'words.png is not a PNG, JPEG or WebP image, or it is damaged.',
				'Ideogram says: The image cannot be decoded.',
				'Retry Failed ($0.01)',
			],
		);
		await window.quickInput.cancel();
		await (await window.notification('5 done, 4 failed')).dismiss();
		assert.deepEqual(
			readdirSync(folder()).filter((name) => !(name in files)),
			[
				'deep.no-background.png',
				'large.no-background.png',
				'larger.no-background.png',
				'locked.no-background.png',
				'phone.no-background.webp',
			],
		);
		for (const [name, bytes] of Object.entries(files)) {
			assert.ok(read(name).equals(bytes), name);
		}
		const info = recogniseImage(read('phone.no-background.webp'));
		assert.deepEqual(info && displayedSize(info), { width: 80, height: 120 });
	});

	it('are not paid for where they may not be replaced', async () => {
		const calls = api.requests.length;
		await window.treeItem('odd').click();
		await window.contextMenu(window.treeItem('locked.png'), 'Ideogram', 'Remove Background');
		await window.quickInput.waitForTitle('Remove Background, locked.png');
		await window.quickInput.pick('Replace the Original');
		const refusal = await window.notification('read-only');
		assert.equal(
			await refusal.text(),
			'locked.png is read-only, so it was left as it is: make it writable first.',
		);
		await window.screenshotWhenStill('odd-read-only');
		assert.equal(api.requests.length, calls);
		assert.ok(read('locked.png').equals(files['locked.png'] ?? Buffer.alloc(0)));
	});
});
