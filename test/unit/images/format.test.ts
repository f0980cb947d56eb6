import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	displayedSize,
	isWithinPixelBounds,
	MAX_PIXELS,
	MAX_PIXELS_PER_SIDE,
	recogniseImage,
} from '../../../src/images/format.ts';
import { chunk, jpeg, png, segment, tiff, webp } from './headers.ts';

const orientations = fc.integer({ min: 1, max: 8 });

describe('recogniseImage', () => {
	it('reads size, orientation and alpha of any PNG', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 0x7fffffff }),
				fc.integer({ min: 1, max: 0x7fffffff }),
				fc.constantFrom<[number, number]>([0, 1], [0, 16], [2, 8], [3, 4], [4, 8], [6, 8], [6, 16]),
				fc.boolean(),
				fc.option(fc.record({ orientation: orientations, little: fc.boolean() })),
				(width, height, [colourType, depth], transparent, exif) => {
					const bytes = png(width, height, colourType, depth, [
						...(transparent ? [chunk('tRNS', Buffer.from([0, 0]))] : []),
						chunk('IDAT', Buffer.alloc(9)),
						...(exif ? [chunk('eXIf', tiff(exif.orientation, exif.little))] : []),
					]);
					assert.deepEqual(recogniseImage(bytes), {
						type: 'png',
						mimeType: 'image/png',
						extension: 'png',
						width,
						height,
						orientation: exif?.orientation ?? 1,
						hasAlpha: transparent || colourType === 4 || colourType === 6,
					});
				},
			),
		);
	});

	it('refuses a PNG whose header does not match its checksum', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 12, max: 32 }),
				fc.integer({ min: 1, max: 255 }),
				(position, difference) => {
					const bytes = png(640, 480, 6, 8, []);
					bytes[position] = (bytes[position] ?? 0) ^ difference;
					assert.equal(recogniseImage(bytes), undefined);
				},
			),
		);
	});

	it('refuses a PNG with a bit depth that its colour type has not', () => {
		assert.equal(recogniseImage(png(1, 1, 6, 4, [])), undefined);
		assert.equal(recogniseImage(png(1, 1, 5, 8, [])), undefined);
		assert.equal(recogniseImage(png(0, 1, 6, 8, [])), undefined);
	});

	it('reads size and orientation of any JPEG, baseline or progressive', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 65535 }),
				fc.integer({ min: 1, max: 65535 }),
				fc.constantFrom(0xc0, 0xc1, 0xc2, 0xc9),
				fc.option(fc.record({ orientation: orientations, little: fc.boolean() })),
				fc.integer({ min: 0, max: 3 }),
				(width, height, frame, exif, fill) => {
					const bytes = jpeg({ width, height, frame, exif, fill });
					assert.deepEqual(recogniseImage(bytes), {
						type: 'jpeg',
						mimeType: 'image/jpeg',
						extension: 'jpg',
						width,
						height,
						orientation: exif?.orientation ?? 1,
						hasAlpha: false,
					});
				},
			),
		);
	});

	it('does not take a Huffman table for a frame', () => {
		const table = segment(0xc4, Buffer.alloc(15, 3));
		const bytes = Buffer.concat([Buffer.from([0xff, 0xd8]), table, segment(0xda, Buffer.alloc(6))]);
		assert.equal(recogniseImage(bytes), undefined);
	});

	it('reads size and alpha of any lossless WebP', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 16384 }),
				fc.integer({ min: 1, max: 16384 }),
				fc.boolean(),
				(width, height, hasAlpha) => {
					const data = Buffer.alloc(5);
					data[0] = 0x2f;
					data.writeUInt32LE(((width - 1) | ((height - 1) << 14) | ((hasAlpha ? 1 : 0) << 28)) >>> 0, 1);
					assert.deepEqual(recogniseImage(webp(['VP8L', data])), webpInfo({ width, height, hasAlpha }));
				},
			),
		);
	});

	it('reads the size of any lossy WebP', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 16383 }),
				fc.integer({ min: 1, max: 16383 }),
				fc.integer({ min: 0, max: 3 }),
				(width, height, scale) => {
					const data = Buffer.from([0x10, 0, 0, 0x9d, 0x01, 0x2a, 0, 0, 0, 0]);
					data.writeUInt16LE(width | (scale << 14), 6);
					data.writeUInt16LE(height, 8);
					assert.deepEqual(recogniseImage(webp(['VP8 ', data])), webpInfo({ width, height }));
				},
			),
		);
	});

	it('reads size, alpha and orientation of any extended WebP', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 1 << 24 }),
				fc.integer({ min: 1, max: 1 << 24 }),
				fc.boolean(),
				orientations,
				fc.boolean(),
				fc.integer({ min: 0, max: 40 }),
				(width, height, hasAlpha, orientation, prefixed, imageBytes) => {
					const data = Buffer.alloc(10);
					data[0] = hasAlpha ? 0x18 : 0x08;
					data.writeUIntLE(width - 1, 4, 3);
					data.writeUIntLE(height - 1, 7, 3);
					const exif = Buffer.concat([Buffer.from(prefixed ? 'Exif\0\0' : ''), tiff(orientation, prefixed)]);
					const bytes = webp(['VP8X', data], ['VP8 ', Buffer.alloc(imageBytes)], ['EXIF', exif]);
					assert.deepEqual(recogniseImage(bytes), webpInfo({ width, height, hasAlpha, orientation }));
				},
			),
		);
	});

	it('never throws and never reads outside its bytes, wherever a file is cut or damaged', () => {
		const whole = [
			png(3, 2, 3, 8, [chunk('tRNS', Buffer.from([0])), chunk('eXIf', tiff(6, true))]),
			jpeg({ width: 3, height: 2, frame: 0xc0, exif: { orientation: 6, little: false }, fill: 1 }),
			webp(['VP8X', Buffer.alloc(10, 8)], ['EXIF', tiff(6, true)]),
			webp(['VP8L', Buffer.from([0x2f, 1, 0, 1, 0])]),
		];
		fc.assert(
			fc.property(
				fc.constantFrom(...whole),
				fc.nat(),
				fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
				(file, cut, damage) => {
					const part = Buffer.from(file.subarray(0, cut % (file.length + 1)));
					for (const [position, byte] of damage) {
						part[position % Math.max(1, part.length)] = byte;
					}
					// What lies around the view in memory must not show through.
					const results = [0x00, 0xff].map((around) => {
						const memory = new Uint8Array(part.length + 64).fill(around);
						memory.set(part, 32);
						return recogniseImage(memory.subarray(32, 32 + part.length));
					});
					assert.deepEqual(results[0], results[1]);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('recognises every file from its header alone', () => {
		const info = recogniseImage(
			jpeg({ width: 9, height: 7, frame: 0xc2, exif: null, fill: 0 }).subarray(0, 32),
		);
		assert.equal(info?.width, 9);
		assert.equal(recogniseImage(png(9, 7, 2, 8, []).subarray(0, 33))?.height, 7);
	});

	it('recognises nothing in other bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				assert.equal(recogniseImage(bytes), undefined);
			}),
		);
		assert.equal(recogniseImage(Buffer.from('GIF89a'.padEnd(64, '\x01'))), undefined);
		assert.equal(recogniseImage(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), undefined);
	});

	it('reads a chain of chunks that leads nowhere in time that grows with its length alone', () => {
		const many = png(1, 1, 6, 8, [Buffer.alloc(8 << 20)]);
		assert.equal(recogniseImage(many)?.width, 1);
	});
});

describe('isWithinPixelBounds', () => {
	it('bounds each side and the product', () => {
		assert.equal(isWithinPixelBounds({ width: MAX_PIXELS_PER_SIDE, height: 1 }), true);
		assert.equal(isWithinPixelBounds({ width: MAX_PIXELS_PER_SIDE + 1, height: 1 }), false);
		assert.equal(isWithinPixelBounds({ width: 1, height: MAX_PIXELS_PER_SIDE + 1 }), false);
		assert.equal(isWithinPixelBounds({ width: 10_000, height: MAX_PIXELS / 10_000 }), true);
		assert.equal(isWithinPixelBounds({ width: 10_000, height: MAX_PIXELS / 10_000 + 1 }), false);
		assert.equal(isWithinPixelBounds({ width: 0, height: 1 }), false);
	});
});

describe('displayedSize', () => {
	it('swaps the sides of what lies on its side', () => {
		for (let orientation = 1; orientation <= 8; orientation++) {
			const bytes = jpeg({ width: 3, height: 2, frame: 0xc0, exif: { orientation, little: true }, fill: 0 });
			const info = recogniseImage(bytes);
			assert.ok(info);
			const expected = orientation < 5 ? { width: 3, height: 2 } : { width: 2, height: 3 };
			assert.deepEqual(displayedSize(info), expected);
		}
	});
});

function webpInfo(info: { width: number; height: number; hasAlpha?: boolean; orientation?: number }) {
	return {
		type: 'webp',
		mimeType: 'image/webp',
		extension: 'webp',
		orientation: 1,
		hasAlpha: false,
		...info,
	};
}
