import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DamagedImageError } from '../../../src/images/errors.ts';
import { recogniseImage } from '../../../src/images/format.ts';
import { encodePng } from '../../../src/images/png.ts';
import { decodePng } from '../../../src/images/png-decode.ts';
import { anyPixels, PNG_CHANNELS, type RawPng, writePng } from './samples.ts';

const kinds = fc.constantFrom<readonly [colourType: number, depth: number]>(
	...[1, 2, 4, 8, 16].map((depth) => [0, depth] as const),
	...[1, 2, 4, 8].map((depth) => [3, depth] as const),
	...[2, 4, 6].flatMap((type) => [[type, 8] as const, [type, 16] as const]),
);

const anyPng: fc.Arbitrary<RawPng> = fc
	.record({
		kind: kinds,
		width: fc.integer({ min: 1, max: 19 }),
		height: fc.integer({ min: 1, max: 19 }),
		interlaced: fc.boolean(),
		filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 7 }),
	})
	.chain(({ kind: [colourType, depth], width, height, ...rest }) => {
		const channels = PNG_CHANNELS[colourType] as number;
		const bytes = (length: number) =>
			fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));
		return fc.record({
			...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, fc.constant(value)])),
			colourType: fc.constant(colourType),
			depth: fc.constant(depth),
			width: fc.constant(width),
			height: fc.constant(height),
			samples: fc.array(fc.integer({ min: 0, max: 2 ** depth - 1 }), {
				minLength: width * height * channels,
				maxLength: width * height * channels,
			}),
			...(colourType === 3 ? { palette: bytes(3 * 2 ** depth) } : {}),
			...(colourType === 3 ? { transparency: fc.integer({ min: 0, max: 2 ** depth }).chain(bytes) } : {}),
		}) as unknown as fc.Arbitrary<RawPng>;
	})
	.chain((raw) =>
		// Of grey and RGB, the colour of some pixel is the transparent one.
		raw.colourType === 0 || raw.colourType === 2
			? fc.boolean().map((clear) => (clear ? { ...raw, transparency: colourOf(raw, 0) } : raw))
			: fc.constant(raw),
	);

function colourOf(raw: RawPng, pixel: number): Buffer {
	const channels = PNG_CHANNELS[raw.colourType] as number;
	const colour = Buffer.alloc(channels * 2);
	raw.samples
		.slice(pixel * channels, (pixel + 1) * channels)
		.forEach((sample, index) => void colour.writeUInt16BE(sample, index * 2));
	return colour;
}

/** By the words of the standard. */
function expected(raw: RawPng, pixel: number): readonly number[] {
	const { colourType, depth, palette, transparency } = raw;
	const channels = PNG_CHANNELS[colourType] as number;
	const samples = raw.samples.slice(pixel * channels, (pixel + 1) * channels);
	if (colourType === 3) {
		const index = samples[0] as number;
		return [...(palette as Buffer).subarray(index * 3, index * 3 + 3), transparency?.[index] ?? 255];
	}
	const clear = transparency?.equals(colourOf(raw, pixel));
	const [a = 0, b = 0, c = 0, d = 0] = samples.map((value) => Math.round((value * 255) / (2 ** depth - 1)));
	switch (colourType) {
		case 0:
			return [a, a, a, clear ? 0 : 255];
		case 2:
			return [a, b, c, clear ? 0 : 255];
		case 4:
			return [a, a, a, b];
		default:
			return [a, b, c, d];
	}
}

describe('decodePng', () => {
	it('reads every colour type, depth, filter and interlacing that there is', () => {
		fc.assert(
			fc.property(anyPng, (raw) => {
				const file = writePng(raw);
				assert.ok(recogniseImage(file));
				const { width, height, data } = decodePng(file);
				assert.deepEqual([width, height], [raw.width, raw.height]);
				for (let pixel = 0; pixel < width * height; pixel += 1) {
					assert.deepEqual([...data.subarray(pixel * 4, pixel * 4 + 4)], expected(raw, pixel));
				}
			}),
			{ numRuns: 1000 },
		);
	});

	it('reads what encodePng writes, with each of its settings', () => {
		fc.assert(
			fc.property(anyPixels, fc.boolean(), ({ width, height, data }, adaptive) => {
				const pixels = decodePng(encodePng(data, width, height, { channels: 4, adaptive }));
				assert.deepEqual(pixels, { width, height, data });
				const rgb = data.filter((_, index) => index % 4 !== 3);
				const opaque = decodePng(encodePng(rgb, width, height, { adaptive }));
				assert.deepEqual(
					opaque.data,
					data.map((value, index) => (index % 4 === 3 ? 255 : value)),
				);
			}),
		);
	});

	it('says of a cut or altered file that it is damaged, unless all pixels are there', () => {
		fc.assert(
			fc.property(anyPng, fc.nat(), fc.integer({ min: 1, max: 255 }), (raw, place, change) => {
				const file = writePng(raw);
				const whole = decodePng(file);
				const altered = Buffer.from(file);
				const at = place % file.length;
				altered[at] = (altered[at] as number) ^ change;
				for (const bad of [file.subarray(0, at), altered]) {
					if (recogniseImage(bad)) {
						try {
							const { width, height } = decodePng(bad);
							assert.deepEqual([width, height], [whole.width, whole.height]);
						} catch (error) {
							assert.ok(error instanceof DamagedImageError, String(error));
						}
					}
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('refuses pixels that are missing and colours that the palette has not', () => {
		const raw: RawPng = {
			width: 2,
			height: 2,
			depth: 8,
			colourType: 3,
			interlaced: false,
			samples: [0, 1, 2, 3],
			filters: [0],
			palette: Buffer.alloc(12),
		};
		assert.equal(decodePng(writePng(raw)).data.length, 16);
		assert.throws(() => decodePng(writePng({ ...raw, palette: Buffer.alloc(9) })), DamagedImageError);
		assert.throws(() => decodePng(writePng({ ...raw, filters: [5] })), DamagedImageError);
		assert.throws(() => decodePng(writePng({ ...raw, height: 3 })), DamagedImageError);
		const file = writePng(raw);
		const end = file.indexOf('tEXt') - 4;
		assert.doesNotThrow(() => decodePng(file.subarray(0, end)));
		assert.throws(() => decodePng(file.subarray(0, end - 1)), DamagedImageError);
	});

	it('unpacks no more than the image can hold', () => {
		const small = writePng({
			width: 1,
			height: 1,
			depth: 8,
			colourType: 0,
			interlaced: false,
			samples: [0],
			filters: [0],
		});
		const large = encodePng(new Uint8Array(3 * 4096 * 4096), 4096, 4096);
		const bomb = Buffer.concat([small.subarray(0, 33), large.subarray(33)]);
		assert.throws(() => decodePng(bomb), DamagedImageError);
	});
});
