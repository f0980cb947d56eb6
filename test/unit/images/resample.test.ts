import assert from 'node:assert/strict';
import fc from 'fast-check';
import { crop, orient } from '../../../src/images/arrange.ts';
import { ImageTooLargeError } from '../../../src/images/errors.ts';
import type { Pixels } from '../../../src/images/pixels.ts';
import { resize } from '../../../src/images/resample.ts';
import { anyPixels, difference, draw, gradient } from './samples.ts';

const side = fc.integer({ min: 1, max: 40 });
const at = ({ width, data }: Pixels, x: number, y: number) => [
	...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

describe('resize', () => {
	it('keeps one colour one colour, in any size', () => {
		const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.integer({ min: 1, max: 255 }));
		fc.assert(
			fc.property(side, side, side, side, colour, (width, height, toWidth, toHeight, [r, g, b, a]) => {
				const result = resize(
					draw(width, height, () => [r, g, b, a]),
					toWidth,
					toHeight,
				);
				assert.deepEqual([result.width, result.height], [toWidth, toHeight]);
				for (let index = 0; index < result.data.length; index += 1) {
					assert.ok(Math.abs((result.data[index] as number) - ([r, g, b, a][index % 4] as number)) <= 1);
				}
			}),
		);
	});

	it('gives the same image in its own size', () => {
		fc.assert(
			fc.property(anyPixels, (pixels) => {
				assert.deepEqual(resize(pixels, pixels.width, pixels.height), pixels);
			}),
		);
	});

	it('makes each pixel of a smaller image the mean of those it stands for', () => {
		fc.assert(
			fc.property(anyPixels, side, side, (pixels, divisorX, divisorY) => {
				const width = Math.ceil(pixels.width / divisorX);
				const height = Math.ceil(pixels.height / divisorY);
				const opaque = {
					...pixels,
					data: pixels.data.map((value, index) => (index % 4 === 3 ? 255 : value)),
				};
				const result = resize(opaque, width, height);
				const share = (from: number, start: number, end: number) =>
					Math.max(0, Math.min(end, from + 1) - Math.max(start, from));
				const [scaleX, scaleY] = [pixels.width / width, pixels.height / height];
				for (let y = 0; y < height; y += 1) {
					for (let x = 0; x < width; x += 1) {
						let sum = 0;
						for (let fromY = 0; fromY < pixels.height; fromY += 1) {
							for (let fromX = 0; fromX < pixels.width; fromX += 1) {
								sum +=
									share(fromX, x * scaleX, (x + 1) * scaleX) *
									share(fromY, y * scaleY, (y + 1) * scaleY) *
									(at(opaque, fromX, fromY)[0] as number);
							}
						}
						assert.ok(Math.abs((at(result, x, y)[0] as number) - sum / (scaleX * scaleY)) < 0.51);
					}
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('does not let the colour of what is transparent bleed', () => {
		const pixels = draw(64, 64, (x) => (x < 31 ? [0, 255, 0, 0] : [200, 0, 0, 255]));
		for (const size of [7, 20, 63, 65, 200]) {
			const { data } = resize(pixels, size, size);
			for (let index = 0; index < data.length; index += 4) {
				assert.equal(data[index + 1], 0);
				assert.ok(data[index + 3] === 0 || Math.abs((data[index] as number) - 200) <= 8);
			}
		}
	});

	it('brings a soft picture back from twice the size and from half', () => {
		const pixels = gradient(64, 48);
		assert.ok(difference(resize(resize(pixels, 128, 96), 64, 48), pixels) < 0.6);
		assert.ok(difference(resize(resize(pixels, 32, 24), 64, 48), pixels) < 1.5);
		const wave = (width: number, height: number) =>
			draw(width, height, (x, y) => [
				128 + 100 * Math.sin((9 * (x + 0.5)) / width),
				128 + 100 * Math.cos((7 * (y + 0.5)) / height),
				99,
			]);
		for (const [width, height] of [
			[101, 90],
			[40, 31],
			[150, 20],
		] as const) {
			assert.ok(difference(resize(wave(64, 48), width, height), wave(width, height)) < 1.5);
		}
	});

	it('keeps what is symmetric symmetric', () => {
		const pixels = draw(31, 9, (x) => [Math.abs(x - 15) * 16, 0, 0]);
		for (const width of [3, 10, 15, 62, 77]) {
			const result = resize(pixels, width, 9);
			const mirrored = orient(result, 2);
			assert.ok(difference(result, mirrored) <= 0.5, String(width));
		}
	});

	it('refuses sizes that are none, and those beyond bounds', () => {
		for (const size of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
			assert.throws(() => resize(gradient(2, 2), size, 2), RangeError);
			assert.throws(() => resize(gradient(2, 2), 2, size), RangeError);
		}
		assert.throws(() => resize(gradient(2, 2), 16_385, 2), ImageTooLargeError);
	});
});

describe('crop', () => {
	it('is the part of the image that was asked for', () => {
		fc.assert(
			fc.property(anyPixels, fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), (pixels, [a, b, c, d]) => {
				const left = a % pixels.width;
				const top = b % pixels.height;
				const width = 1 + (c % (pixels.width - left));
				const height = 1 + (d % (pixels.height - top));
				const part = crop(pixels, { left, top, width, height });
				assert.deepEqual([part.width, part.height], [width, height]);
				for (let y = 0; y < height; y += 1) {
					for (let x = 0; x < width; x += 1) {
						assert.deepEqual(at(part, x, y), at(pixels, left + x, top + y));
					}
				}
			}),
		);
	});

	it('refuses what is not within the image', () => {
		const whole = { left: 0, top: 0, width: 4, height: 3 };
		assert.deepEqual(crop(gradient(4, 3), whole), gradient(4, 3));
		for (const wrong of [{ left: -1 }, { left: 1 }, { top: 1 }, { width: 0 }, { height: 2.5 }]) {
			assert.throws(() => crop(gradient(4, 3), { ...whole, ...wrong }), RangeError);
		}
	});
});

describe('orient', () => {
	// The letter F as it looks, and as each orientation stores it (from the EXIF standard).
	const upright = ['###', '#..', '##.', '#..'];
	const stored: readonly (readonly string[])[] = [
		['###', '#..', '##.', '#..'],
		['###', '..#', '.##', '..#'],
		['..#', '.##', '..#', '###'],
		['#..', '##.', '#..', '###'],
		['####', '#.#.', '#...'],
		['#...', '#.#.', '####'],
		['...#', '.#.#', '####'],
		['####', '.#.#', '...#'],
	];
	const picture = (rows: readonly string[]) =>
		draw(rows[0]?.length ?? 0, rows.length, (x, y) => (rows[y]?.[x] === '#' ? [9, 8, 7] : [255, 255, 255]));

	it('sets upright each of the eight ways to store an image', () => {
		stored.forEach((rows, index) => {
			assert.deepEqual(orient(picture(rows), index + 1), picture(upright), String(index + 1));
		});
	});

	it('refuses any other', () => {
		for (const orientation of [0, 9, 1.5]) {
			assert.throws(() => orient(picture(upright), orientation), RangeError);
		}
	});
});
