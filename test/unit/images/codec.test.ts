import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { createCodec } from '../../../src/images/codec.ts';
import {
	CodecError,
	DamagedImageError,
	ImageTooLargeError,
	UnsupportedImageError,
} from '../../../src/images/errors.ts';
import { recogniseImage } from '../../../src/images/format.ts';
import { onWhite } from '../../../src/images/pixels.ts';
import { pngHeader } from '../../../src/images/png.ts';
import { resize } from '../../../src/images/resample.ts';
import { png, segment, tiff } from './headers.ts';
import { animate, anyPixels, difference, draw, flatJpeg, gradient } from './samples.ts';

const workerUrl = new URL('../../../src/images/worker.ts', import.meta.url);

/** The worker, but for encoding as JPEG of quality 13, which ends it in the way of `fault`. */
function faultyWorker(fault: string): URL {
	const code = `
		import { parentPort } from 'node:worker_threads';
		parentPort.on('message', ({ quality }) => { if (quality === 13) { ${fault} } });
		await import(${JSON.stringify(workerUrl)});`;
	return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

describe('The image codec', () => {
	const codec = createCodec({ workerUrl });
	after(() => codec.close());

	it('gives back the same pixels from PNG and lossless WebP, whatever they are', async () => {
		await fc.assert(
			fc.asyncProperty(anyPixels, async (pixels) => {
				const before = new Uint8ClampedArray(pixels.data);
				assert.deepEqual(await codec.decode(await codec.encodePng(pixels)), pixels);
				assert.deepEqual(await codec.decode(await codec.encodeWebp(pixels, 'lossless')), pixels);
				assert.deepEqual(pixels.data, before);
			}),
		);
	});

	it('keeps the look of a picture in JPEG and WebP, and less of it at less quality', async () => {
		for (const [width, height] of [
			[256, 160],
			[33, 77],
			[1, 1],
		] as const) {
			const pixels = gradient(width, height);
			for (const encode of [codec.encodeJpeg, codec.encodeWebp]) {
				const fine = await encode(pixels, 95);
				const coarse = await encode(pixels, 10);
				assert.ok(difference(await codec.decode(fine), pixels) < 3, `${encode.name} ${width}x${height}`);
				assert.ok(difference(await codec.decode(coarse), pixels) < 16, `${encode.name} ${width}x${height}`);
				assert.ok(width < 33 || coarse.length < fine.length);
			}
		}
	});

	it('tells whether anything can be seen through a file', async () => {
		const opaque = gradient(20, 10);
		const clear = draw(20, 10, (x, y) => [200, 100, 50, x + y === 0 ? 254 : 255]);
		const { encodePng, encodeWebp, encodeJpeg } = codec;
		for (const [file, isOpaque] of [
			[await encodePng(opaque), true],
			[await encodePng(clear), false],
			[await encodeWebp(opaque, 80), true],
			[await encodeWebp(clear, 'lossless'), false],
			[await encodeJpeg(clear, 80), true],
		] as const) {
			assert.equal(await codec.isOpaque(file), isOpaque);
		}
		await assert.rejects(codec.isOpaque(new Uint8Array([1, 2, 3])), DamagedImageError);
	});

	it('writes what it says, with an alpha channel only where there is something to see through', async () => {
		const opaque = gradient(20, 10);
		const clear = draw(20, 10, (x) => [200, 100, 50, x * 12]);
		const headers = async (files: readonly Promise<Uint8Array>[]) =>
			(await Promise.all(files)).map((file) => {
				const { type, width, height, hasAlpha } = recogniseImage(file) ?? {};
				return [type, width, height, hasAlpha];
			});
		assert.deepEqual(
			await headers([
				codec.encodePng(opaque),
				codec.encodePng(clear),
				codec.encodeWebp(opaque, 80),
				codec.encodeWebp(clear, 80),
				codec.encodeJpeg(clear, 80),
			]),
			[
				['png', 20, 10, false],
				['png', 20, 10, true],
				['webp', 20, 10, false],
				['webp', 20, 10, true],
				['jpeg', 20, 10, false],
			],
		);
	});

	it('brings to another size in the worker, and leaves the caller its pixels', async () => {
		const pixels = gradient(60, 40);
		assert.deepEqual(await codec.resize(pixels, 30, 10), resize(pixels, 30, 10));
		assert.equal(pixels.data.length, 60 * 40 * 4);
		await assert.rejects(codec.resize(pixels, 20_000, 20_000), ImageTooLargeError);
	});

	it('puts what is transparent on white in a JPEG, and keeps it in a WebP', async () => {
		const pixels = draw(64, 64, (x) => [0, 60, 120, Math.floor(x / 16) * 85]);
		assert.ok(difference(await codec.decode(await codec.encodeJpeg(pixels, 95)), onWhite(pixels)) < 3);
		const { data } = await codec.decode(await codec.encodeWebp(pixels, 80));
		for (let at = 3; at < data.length; at += 4) {
			assert.equal(data[at], pixels.data[at]);
		}
	});

	it('gives a JPEG as it is stored, whatever the orientation', async () => {
		const pixels = draw(32, 16, (x) => (x < 16 ? [255, 0, 0] : [0, 0, 255]));
		const file = await codec.encodeJpeg(pixels, 90);
		const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(6, true)]));
		const turned = Buffer.concat([file.subarray(0, 2), exif, file.subarray(2)]);
		assert.equal(recogniseImage(turned)?.orientation, 6);
		assert.deepEqual(await codec.decode(turned), await codec.decode(file));
	});

	it('reads grey JPEGs, and those with a few bytes too many', async () => {
		const grey = draw(8, 8, () => [128, 128, 128]);
		assert.deepEqual(await codec.decode(flatJpeg({ components: 1 })), grey);
		assert.deepEqual(await codec.decode(flatJpeg({ components: 3 })), grey);
		const file = flatJpeg({ components: 1 });
		const withGarbage = Buffer.concat([file.subarray(0, -2), Buffer.from([1, 2, 3]), file.subarray(-2)]);
		assert.deepEqual(await codec.decode(withGarbage), grey);
	});

	it('says clearly which kinds it does not read', async () => {
		const still = await codec.encodeWebp(gradient(16, 16), 80);
		const animation = animate(still, 16, 16);
		assert.equal(recogniseImage(animation)?.width, 16);
		for (const [file, kind] of [
			[animation, 'animated'],
			[flatJpeg({ components: 4 }), 'encoding'],
			[flatJpeg({ components: 1, precision: 12, frame: 0xc1 }), 'encoding'],
			[flatJpeg({ components: 1, frame: 0xc3 }), 'encoding'],
		] as const) {
			await assert.rejects(codec.decode(file), (error) => {
				assert.ok(error instanceof UnsupportedImageError, String(error));
				assert.equal(error.kind, kind);
				return true;
			});
		}
	});

	it('refuses before decoding what is too large, and what is no image', async () => {
		// With a worker that cannot be started, an answer must have come from elsewhere.
		const idle = createCodec({ workerUrl: new URL('no-such-worker.ts', workerUrl) });
		await assert.rejects(idle.decode(pngHeader(16_385, 1)), ImageTooLargeError);
		await assert.rejects(idle.decode(png(12_000, 12_000, 6, 8, [])), ImageTooLargeError);
		for (const bytes of [Buffer.alloc(0), Buffer.from('<svg/>'), pngHeader(9, 9).subarray(0, 30)]) {
			await assert.rejects(idle.decode(bytes), DamagedImageError);
		}
		const wide = { width: 16_385, height: 1, data: new Uint8ClampedArray(16_385 * 4) };
		await assert.rejects(idle.encodePng(wide), ImageTooLargeError);
		await assert.rejects(idle.encodePng({ ...wide, width: 5 }), RangeError);
		await assert.rejects(idle.encodeJpeg(gradient(2, 2), 101), RangeError);
		await assert.rejects(idle.encodeWebp(gradient(2, 2), Number.NaN), RangeError);
		await assert.rejects(idle.encodePng(gradient(2, 2)), CodecError);
		await idle.close();
		const long = { width: 16_384, height: 1, data: new Uint8ClampedArray(16_384 * 4) };
		await assert.rejects(codec.encodeWebp(long, 80), ImageTooLargeError);
	});

	it('says of a cut file that it is damaged, in every format', async () => {
		const pixels = gradient(64, 64);
		for (const file of [
			await codec.encodePng(pixels),
			await codec.encodeJpeg(pixels, 90),
			await codec.encodeWebp(pixels, 90),
			await codec.encodeWebp(pixels, 'lossless'),
		]) {
			for (const share of [0.1, 0.5, 0.9]) {
				await assert.rejects(codec.decode(file.subarray(0, file.length * share)), DamagedImageError);
			}
		}
	});

	it('survives any damage: each file gives pixels or an error of its own, and the next one is read', async () => {
		const pixels = draw(48, 40, (x, y) => [x * 5, y * 6, (x * y) % 256, x > 24 ? 255 : 40]);
		const isKnown = (error: unknown) =>
			[DamagedImageError, UnsupportedImageError, ImageTooLargeError].some((type) => error instanceof type);
		for (const file of [
			await codec.encodePng(pixels),
			await codec.encodeJpeg(pixels, 80),
			await codec.encodeWebp(pixels, 80),
			await codec.encodeWebp(pixels, 'lossless'),
		]) {
			const good = await codec.decode(file);
			const bits = fc.array(fc.record({ at: fc.nat(file.length - 1), bit: fc.nat(7) }), { maxLength: 8 });
			await fc.assert(
				fc.asyncProperty(bits, fc.option(fc.nat(file.length)), async (flips, length) => {
					const bad = Buffer.from(file.subarray(0, length ?? file.length));
					for (const { at, bit } of flips) {
						if (at < bad.length) {
							bad[at] = (bad[at] as number) ^ (1 << bit);
						}
					}
					await codec.decode(bad).catch((error) => assert.ok(isKnown(error), String(error?.cause ?? error)));
				}),
				{ numRuns: 300 },
			);
			assert.deepEqual(await codec.decode(file), good);
		}
	}).timeout(300_000);

	it('answers many at once, each with its own', async () => {
		const sizes = Array.from({ length: 12 }, (_, index) => index + 1);
		const results = await Promise.all(
			sizes.map(async (size) => {
				const pixels = gradient(size, 3);
				const file = await (size % 2 ? codec.encodePng(pixels) : codec.encodeWebp(pixels, 50));
				return (await codec.decode(file)).width;
			}),
		);
		assert.deepEqual(results, sizes);
	});

	for (const [how, fault] of [
		['ends', 'process.exit(3)'],
		['throws', 'throw new Error("fault")'],
		['does not answer', 'for (;;);'],
	] as const) {
		it(`lets all that is pending fail where its worker ${how}, and starts another one`, async () => {
			const patience = fault.startsWith('for') ? { patienceMs: 20_000 } : {};
			const faulty = createCodec({ workerUrl: faultyWorker(fault), ...patience });
			const pixels = gradient(4, 4);
			await faulty.encodePng(pixels);
			const pending = [
				faulty.encodeJpeg(pixels, 13),
				faulty.encodePng(pixels),
				faulty.decode(flatJpeg({ components: 1 })),
			];
			for (const result of await Promise.allSettled(pending)) {
				assert.ok(result.status === 'rejected' && result.reason instanceof CodecError);
			}
			assert.deepEqual(await faulty.decode(await faulty.encodePng(pixels)), pixels);
			await faulty.close();
		});
	}

	it('ends what is pending when it is closed, and takes nothing more', async () => {
		const closing = createCodec({ workerUrl });
		const pending = assert.rejects(closing.encodePng(gradient(9, 9)), CodecError);
		await closing.close();
		await pending;
		await assert.rejects(closing.encodePng(gradient(9, 9)), CodecError);
		await createCodec({ workerUrl }).close();
	});

	it('keeps a process alive for its work, and no longer', async () => {
		const script = `
			const { createCodec } = await import(${JSON.stringify(new URL('codec.ts', workerUrl))});
			const codec = createCodec({ workerUrl: new URL(${JSON.stringify(workerUrl)}) });
			const data = new Uint8ClampedArray(16);
			const file = await codec.encodePng({ width: 2, height: 2, data });
			console.log((await codec.decode(file)).data.join());`;
		const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
		assert.equal(stdout.trim(), Array(16).fill(0).join());
	});
});
