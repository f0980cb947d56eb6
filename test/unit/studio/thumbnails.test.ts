import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Codec, createCodec } from '../../../src/images/codec.ts';
import { CodecError } from '../../../src/images/errors.ts';
import { recogniseImage } from '../../../src/images/format.ts';
import { createThumbnails } from '../../../src/studio/thumbnails.ts';
import { TemporaryFolder } from '../../vscode/temporary.ts';
import { segment, tiff } from '../images/headers.ts';
import { draw, gradient } from '../images/samples.ts';

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

describe('Thumbnails', () => {
	const temporary = new TemporaryFolder();
	const codec = createCodec({ workerUrl: new URL('../../../src/images/worker.ts', import.meta.url) });
	after(async () => {
		await codec.close();
		temporary.remove();
	});

	let count = 0;
	/** `wrap`: the codec as the thumbnails see it. */
	const rig = (wrap: (thumbnail: Codec['thumbnail']) => Codec['thumbnail'] = (as) => as) => {
		count += 1;
		const folder = path.join(temporary.path, `thumbnails-${count}`);
		const logged: string[] = [];
		const seen = { calls: 0 };
		const thumbnail = wrap(codec.thumbnail);
		const counted: Codec = {
			...codec,
			thumbnail(...args) {
				seen.calls += 1;
				return thumbnail(...args);
			},
		};
		const thumbnails = createThumbnails({
			folder,
			codec: async () => counted,
			log: (message) => logged.push(message),
		});
		return { folder, thumbnails, logged, seen };
	};
	const image = async (name: string, width: number, height: number) => {
		const file = path.join(temporary.path, name);
		writeFileSync(file, await codec.encodePng(gradient(width, height)));
		return { path: file, version: name.replace('.png', '').padStart(64, '0') };
	};

	it('are WebP of 256 pixels at most, in the shape of the image, and never larger than it', async () => {
		const { thumbnails } = rig();
		for (const [width, height, expected] of [
			[1024, 512, [256, 128]],
			[300, 900, [85, 256]],
			[64, 32, [64, 32]],
			[2000, 1, [256, 1]],
		] as const) {
			const source = await image(`${width}x${height}.png`, width, height);
			const made = recogniseImage(readFileSync((await thumbnails.of(source)) ?? ''));
			assert.deepEqual([made?.type, made?.width, made?.height], ['webp', ...expected]);
		}
	});

	it('keep what can be seen through', async () => {
		const { thumbnails } = rig();
		const file = path.join(temporary.path, 'clear.png');
		writeFileSync(file, await codec.encodePng(draw(600, 600, (x) => [200, 30, 30, x < 300 ? 0 : 255])));
		const made = await codec.decode(readFileSync((await thumbnails.of({ path: file, version: 'cc' })) ?? ''));
		assert.equal(made.data[3], 0);
		assert.equal(made.data.at(-1), 255);
	});

	it('are turned as the image is to be shown', async () => {
		const { thumbnails } = rig();
		const file = path.join(temporary.path, 'turned.jpg');
		const jpeg = await codec.encodeJpeg(gradient(400, 200), 80);
		const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(6, true)]));
		writeFileSync(file, Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]));
		const made = recogniseImage(readFileSync((await thumbnails.of({ path: file, version: 'ff' })) ?? ''));
		assert.deepEqual([made?.width, made?.height], [128, 256]);
	});

	it('are made once, also when asked for twice at once or by another window', async () => {
		const source = await image('once.png', 300, 300);
		const { thumbnails, folder, seen } = rig();
		const [one, two] = await Promise.all([thumbnails.of(source), thumbnails.of(source)]);
		assert.equal(one, two);
		assert.equal(await thumbnails.of(source), one);
		assert.equal(seen.calls, 1);
		const other = createThumbnails({ folder, codec: async () => assert.fail('made again'), log: () => {} });
		assert.equal(await other.of(source), one);
		assert.deepEqual(readdirSync(folder), [path.basename(one ?? '')]);
	});

	it('are made two at a time at most, the last asked for first', async () => {
		const started: number[] = [];
		const gates: (() => void)[] = [];
		const { thumbnails } = rig((thumbnail) => async (...args) => {
			started.push(recogniseImage(args[0])?.width ?? 0);
			await new Promise<void>((resolve) => gates.push(resolve));
			return thumbnail(...args);
		});
		const [one, two, ...later] = await Promise.all(
			[1, 2, 3, 4, 5].map((width) => image(`order-${width}.png`, width, 1)),
		);
		assert.ok(one && two);
		const asked = [thumbnails.of(one), thumbnails.of(two)];
		await until(() => gates.length === 2);
		asked.push(...later.map(thumbnails.of));
		// Whatever looks for files later than those three, one after the other, looks for longer than they do.
		for (let look = 0; look < 200; look++) {
			await stat(path.join(temporary.path, 'none')).catch(() => undefined);
		}
		assert.equal(started.length, 2);
		for (const expected of [5, 4, 3]) {
			gates.shift()?.();
			await until(() => started.length === 2 + 6 - expected);
			assert.equal(started.at(-1), expected);
		}
		for (const release of gates) {
			release();
		}
		assert.equal(new Set(await Promise.all(asked)).size, 5);
	});

	it('are none for a damaged image or one that is gone, and it is read only once', async () => {
		const { thumbnails, logged, seen, folder } = rig();
		const damaged = path.join(temporary.path, 'damaged.png');
		writeFileSync(damaged, (await codec.encodePng(gradient(300, 300))).subarray(0, 500));
		for (let time = 0; time < 3; time += 1) {
			assert.equal(await thumbnails.of({ path: damaged, version: 'dd' }), undefined);
			assert.equal(await thumbnails.of({ path: `${damaged}.gone`, version: 'ee' }), undefined);
		}
		assert.equal(seen.calls, 1);
		assert.equal(logged.length, 2);
		assert.deepEqual(
			readdirSync(temporary.path).filter((name) => name === path.basename(folder)),
			[],
		);
	});

	it('are tried again where it was the codec that failed', async () => {
		let failures = 1;
		const source = await image('again.png', 40, 40);
		const { thumbnails } = rig((thumbnail) => async (...args) => {
			failures -= 1;
			if (failures >= 0) {
				throw new CodecError('It stopped.');
			}
			return thumbnail(...args);
		});
		assert.equal(await thumbnails.of(source), undefined);
		assert.ok(await thumbnails.of(source));
	});

	it('never leave their folder, whatever the store says', async () => {
		const { thumbnails, folder } = rig();
		const { path: file } = await image('escape.png', 20, 20);
		for (const version of ['../../escape', '/etc/passwd', 'a/b\\c', '..', 'x'.repeat(5_000), '\0']) {
			const made = await thumbnails.of({ path: file, version });
			assert.equal(path.dirname(made ?? ''), folder);
		}
	});
});
