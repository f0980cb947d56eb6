import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { orient } from '../../../src/images/arrange.ts';
import { type Codec, createCodec } from '../../../src/images/codec.ts';
import { DamagedImageError, UnsupportedImageError } from '../../../src/images/errors.ts';
import { finishImage, fitImage, nameOfType, typeOfName } from '../../../src/images/fit.ts';
import { displayedSize, isAnimated, recogniseImage } from '../../../src/images/format.ts';
import { chunk, png, segment, tiff, webp } from './headers.ts';
import { difference, draw, gradient } from './samples.ts';

const MEGABYTES = 1_000_000;

describe('An image', () => {
	let codec: Codec;

	before(() => {
		codec = createCodec({ workerUrl: new URL('../../../src/images/worker.ts', import.meta.url) });
	});

	after(() => codec.close());

	const sizeOf = (bytes: Uint8Array) => {
		const info = recogniseImage(bytes);
		assert.ok(info);
		return displayedSize(info);
	};
	const turnedJpeg = async (width: number, height: number, orientation: number) => {
		const file = await codec.encodeJpeg(gradient(width, height), 95);
		const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(orientation, true)]));
		return Buffer.concat([file.subarray(0, 2), exif, file.subarray(2)]);
	};

	it('that can be sent as it is keeps every byte', async () => {
		const file = await codec.encodeWebp(gradient(40, 30), 90);
		assert.equal(await fitImage(file, codec, { maxBytes: MEGABYTES }), file);
		const square = await codec.encodePng(gradient(30, 30));
		assert.equal(await fitImage(square, codec, { maxBytes: MEGABYTES, square: true }), square);
	});

	it('is sent upright, whichever way it lies', async () => {
		for (let orientation = 2; orientation <= 8; orientation += 1) {
			const file = await turnedJpeg(48, 32, orientation);
			const fitted = await fitImage(file, codec, { maxBytes: MEGABYTES });
			assert.equal(recogniseImage(fitted)?.orientation, 1);
			assert.deepEqual(sizeOf(fitted), sizeOf(file));
			const upright = orient(await codec.decode(file), orientation);
			assert.ok(difference(await codec.decode(fitted), upright) < 4, String(orientation));
		}
	});

	it('that is too large is made no smaller than it must be', async () => {
		const width = 400;
		const noise = { width, height: 300, data: new Uint8ClampedArray(randomBytes(width * 300 * 4)) };
		for (const file of [await codec.encodePng(noise), await codec.encodeWebp(noise, 100)]) {
			const maxBytes = Math.round(file.length / 3);
			const fitted = await fitImage(file, codec, { maxBytes });
			assert.ok(fitted.length <= maxBytes);
			assert.ok(fitted.length > maxBytes / 3, `${fitted.length} of ${maxBytes}`);
			const size = sizeOf(fitted);
			assert.ok(Math.abs(size.width / size.height - 4 / 3) < 0.03);
		}
	});

	it('is cut to the square in its middle', async () => {
		const file = await codec.encodePng(draw(60, 20, (x) => (x >= 20 && x < 40 ? [255, 0, 0] : [0, 0, 255])));
		const fitted = await codec.decode(await fitImage(file, codec, { maxBytes: MEGABYTES, square: true }));
		assert.deepEqual([fitted.width, fitted.height], [20, 20]);
		assert.deepEqual([...fitted.data.slice(0, 3), ...fitted.data.slice(-4, -1)], [255, 0, 0, 255, 0, 0]);
	});

	it('that is damaged is found out before it is sent', async () => {
		const file = await codec.encodePng(gradient(40, 30));
		const cut = file.subarray(0, file.length - 40);
		await assert.rejects(fitImage(cut, codec, { maxBytes: MEGABYTES }), DamagedImageError);
		await assert.rejects(fitImage(Buffer.from('text'), codec, { maxBytes: MEGABYTES }), DamagedImageError);
	});

	it('that only others can read is sent where nothing needs to be done to it', async () => {
		const file = await codec.encodePng(gradient(8, 8));
		const unreadable = { ...codec, decode: () => Promise.reject(new UnsupportedImageError('encoding')) };
		assert.equal(await fitImage(file, unreadable, { maxBytes: MEGABYTES }), file);
		await assert.rejects(fitImage(file, unreadable, { maxBytes: 10 }), UnsupportedImageError);
	});

	it('is finished in the size and format asked for, and never drawn out', async () => {
		const disc = draw(90, 60, (x, y) => (Math.hypot(x - 45, y - 30) < 20 ? [200, 0, 0] : [0, 0, 0, 0]));
		const file = await codec.encodePng(disc);
		const same = await finishImage(file, codec, { type: 'png', size: { width: 90, height: 60 } });
		assert.equal(same.bytes, file);
		for (const type of ['png', 'webp', 'jpeg'] as const) {
			const { bytes, pixels } = await finishImage(file, codec, { type, size: { width: 120, height: 120 } });
			assert.equal(recogniseImage(bytes)?.type, type);
			assert.deepEqual([pixels.width, pixels.height], [120, 120]);
			// The disc is as wide as it is high.
			const opaque = (x: number, y: number) => (pixels.data[(y * 120 + x) * 4 + 3] as number) > 128;
			const across = Array.from({ length: 120 }, (_, x) => opaque(x, 60)).filter(Boolean).length;
			const down = Array.from({ length: 120 }, (_, y) => opaque(60, y)).filter(Boolean).length;
			assert.ok(Math.abs(across - down) <= 2, `${across} ${down}`);
		}
	});

	it('keeps or gets the ending of its format, and never that of another', () => {
		for (const [name, type, expected] of [
			['/a/fox.png', 'png', '/a/fox.png'],
			['/a/fox.JPEG', 'jpeg', '/a/fox.JPEG'],
			['/a/fox.png', 'webp', '/a/fox.webp'],
			['/a/fox.webp', 'jpeg', '/a/fox.jpg'],
			['/a.b/fox', 'png', '/a.b/fox.png'],
			['/a/fox.v2', 'png', '/a/fox.v2.png'],
		] as const) {
			assert.equal(nameOfType(name, type), expected);
			assert.equal(typeOfName(nameOfType(name, type)), type);
		}
	});

	it('is written in the quality that is asked for, also where it has that format already', async () => {
		const file = await codec.encodeJpeg(gradient(200, 100), 90);
		assert.equal((await finishImage(file, codec, { type: 'jpeg' })).bytes, file);
		const { bytes } = await finishImage(file, codec, { type: 'jpeg', quality: 20 });
		assert.ok(bytes.length < file.length, `${bytes.length} ${file.length}`);
		const png = await codec.encodePng(gradient(200, 100));
		assert.equal((await finishImage(png, codec, { type: 'png', quality: 20 })).bytes, png);
	});

	it('that moves is told from one that does not', () => {
		const control = chunk('acTL', Buffer.alloc(8));
		const data = chunk('IDAT', Buffer.alloc(10));
		assert.equal(isAnimated(png(8, 8, 2, 8, [control, data])), true);
		assert.equal(isAnimated(png(8, 8, 2, 8, [data, control])), false);
		const extended = (flags: number) => webp(['VP8X', Buffer.from([flags, 0, 0, 0, 7, 0, 0, 7, 0, 0])]);
		assert.equal(isAnimated(extended(2)), true);
		assert.equal(isAnimated(extended(0x10)), false);
		fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof isAnimated(bytes) === 'boolean'));
	});
});
