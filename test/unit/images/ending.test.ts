import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createCodec } from '../../../src/images/codec.ts';
import { createEndWatch } from '../../../src/images/ending.ts';
import { encodePng } from '../../../src/images/png.ts';
import { chunk, jpeg, png, segment } from './headers.ts';
import { animate, flatJpeg, gradient } from './samples.ts';

/** What is said of a file that comes in pieces of these lengths, by turns. */
function isWhole(file: Uint8Array, lengths: readonly number[] = [file.length || 1]): boolean {
	const ending = createEndWatch();
	for (let at = 0, turn = 0; at < file.length; turn += 1) {
		const length = lengths[turn % lengths.length] as number;
		ending.add(file.subarray(at, at + length));
		at += length;
	}
	return ending.isWhole;
}

describe('The end of an image file', () => {
	const codec = createCodec({ workerUrl: new URL('../../../src/images/worker.ts', import.meta.url) });
	const files: Record<string, Uint8Array> = {};
	before(async () => {
		const pixels = gradient(40, 30);
		const lossless = await codec.encodeWebp(pixels, 'lossless');
		const photograph = await codec.encodeJpeg(pixels, 90);
		// A small picture of its own in the header, as cameras write it, with an end of its own.
		const preview = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), flatJpeg({ components: 3 })]));
		Object.assign(files, {
			PNG: encodePng(pixels.data, 40, 30, { channels: 4 }),
			'PNG with its end written in a text': png(1, 1, 2, 8, [chunk('tEXt', chunk('IEND', Buffer.alloc(0)))]),
			JPEG: photograph,
			'JPEG with a preview': flatJpeg({ components: 3, extra: [preview] }),
			'JPEG with fill bytes': jpeg({ width: 9, height: 9, frame: 0xc2, exif: null, fill: 3 }),
			WebP: lossless,
			'WebP with loss': await codec.encodeWebp(pixels, 80),
			'WebP that moves': animate(lossless, 40, 30),
		});
	});
	after(() => codec.close());

	const anyFile = fc
		.nat()
		.map((index) => Object.entries(files)[index % Object.keys(files).length] as [string, Uint8Array]);
	const anyPieces = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 });

	it('is found in whatever pieces the file comes, and whatever follows it', () => {
		fc.assert(
			fc.property(anyFile, anyPieces, fc.uint8Array({ maxLength: 50 }), ([name, file], pieces, more) => {
				assert.ok(isWhole(Buffer.concat([file, more]), pieces), name);
			}),
			{ numRuns: 500 },
		);
	});

	it('is missed wherever the file is cut off', () => {
		for (const [name, file] of Object.entries(files)) {
			for (let length = 0; length < file.length; length += 1) {
				assert.ok(!isWhole(file.subarray(0, length)), `${name}, ${length} of ${file.length}`);
			}
		}
	});

	it('is not in a file that begins anew within itself', () => {
		const file = files.PNG as Uint8Array;
		assert.ok(!isWhole(Buffer.concat([file.subarray(0, 100), file])));
	});

	it('is not in what is no image', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), anyPieces, (bytes, pieces) => {
				fc.pre(![0x89, 0x52, 0xff].includes(bytes[0] ?? 0));
				assert.ok(!isWhole(bytes, pieces));
			}),
		);
		assert.ok(!isWhole(Buffer.from('<html><body>Blocked</body></html>')));
	});
});
