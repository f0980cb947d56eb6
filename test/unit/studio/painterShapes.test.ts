import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SIZES } from '../../../media/studio/painter/brushwork.ts';
import {
	clear,
	createMask,
	fillSpan,
	invert,
	isSet,
	type Mask,
	type Rect,
} from '../../../media/studio/painter/mask.ts';
import {
	brushPlace,
	type HalfPixels,
	paintCapsule,
	paintRectangle,
	rectangleOf,
} from '../../../media/studio/painter/shapes.ts';

const side = fc.integer({ min: 1, max: 70 });
const place = fc.record({ x: fc.integer({ min: -60, max: 200 }), y: fc.integer({ min: -60, max: 200 }) });
const anySize = fc.integer({ min: 1, max: 60 });

/**
 * Whether the centre of a pixel is within half of `size` of the line between two places, in whole numbers
 * without a limit: nothing of it is rounded.
 */
function isWithin(x: number, y: number, from: HalfPixels, to: HalfPixels, size: number): boolean {
	const [px, py] = [BigInt(2 * x + 1 - from.x), BigInt(2 * y + 1 - from.y)];
	const [dx, dy] = [BigInt(to.x - from.x), BigInt(to.y - from.y)];
	const radius = BigInt(size);
	const [along, square] = [px * dx + py * dy, dx * dx + dy * dy];
	if (along <= 0n) {
		return px * px + py * py <= radius * radius;
	}
	if (along >= square) {
		return (px - dx) ** 2n + (py - dy) ** 2n <= radius * radius;
	}
	return (px * dy - py * dx) ** 2n <= radius * radius * square;
}

function everyPixel(mask: Mask, check: (x: number, y: number, on: boolean) => void): void {
	for (let y = 0; y < mask.height; y++) {
		for (let x = 0; x < mask.width; x++) {
			check(x, y, isSet(mask, x, y));
		}
	}
}

function isIn({ left, top, right, bottom }: Rect, x: number, y: number): boolean {
	return x >= left && x < right && y >= top && y < bottom;
}

/** The count is right, and the bits beyond a row's end are clear. */
function assertSound(mask: Mask): void {
	let count = 0;
	everyPixel(mask, (_x, _y, on) => {
		count += on ? 1 : 0;
	});
	assert.equal(mask.count, count);
	const bits = [...mask.bits].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
	assert.equal(bits, count);
}

describe('A stroke of the mask painter', () => {
	it('sets every pixel whose centre is within the radius of the line, and no other', () => {
		fc.assert(
			fc.property(side, side, place, place, anySize, (width, height, from, to, size) => {
				const mask = createMask(width, height);
				const area = paintCapsule(mask, from, to, size, true);
				everyPixel(mask, (x, y, on) => {
					assert.equal(on, isWithin(x, y, from, to, size), `${x}, ${y}`);
					assert.ok(!on || isIn(area, x, y));
				});
				assertSound(mask);
			}),
			{ numRuns: 300 },
		);
	});

	it('of many points is the union of those between each two, and takes away just as exactly', () => {
		fc.assert(
			fc.property(
				side,
				side,
				fc.array(place, { minLength: 1, maxLength: 6 }),
				anySize,
				fc.boolean(),
				(width, height, points, size, on) => {
					const mask = createMask(width, height);
					if (!on) {
						invert(mask);
					}
					const pairs = points.map((point, at) => [points[at - 1] ?? point, point] as const);
					for (const [from, to] of pairs) {
						paintCapsule(mask, from, to, size, on);
					}
					everyPixel(mask, (x, y, isOn) => {
						const isHit = pairs.some(([from, to]) => isWithin(x, y, from, to, size));
						assert.equal(isOn, isHit ? on : !on);
					});
					assertSound(mask);
				},
			),
		);
	});

	it('has the same edge at the far end of a large image with the widest brush', () => {
		const mask = createMask(2048, 64);
		const [from, to] = [
			{ x: 3, y: -401 },
			{ x: 4093, y: 470 },
		];
		paintCapsule(mask, from, to, 512, true);
		everyPixel(mask, (x, y, on) => {
			if (on !== isWithin(x, y, from, to, 512)) {
				assert.fail(`${x}, ${y}`);
			}
		});
	});

	it('of the smallest brush is the pixel that is pointed at', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 20, maxExcluded: true, noNaN: true }),
				fc.double({ min: 0, max: 20, maxExcluded: true, noNaN: true }),
				(x, y) => {
					const mask = createMask(20, 20);
					const at = brushPlace(x, y, 1);
					paintCapsule(mask, at, at, 1, true);
					assert.equal(mask.count, 1);
					assert.ok(isSet(mask, Math.floor(x), Math.floor(y)));
				},
			),
		);
	});

	it('of every brush has no gaps, whatever its direction', () => {
		fc.assert(
			fc.property(place, place, fc.constantFrom(...SIZES.slice(0, 5)), (one, other, size) => {
				const mask = createMask(120, 120);
				const [from, to] = [
					brushPlace(one.x / 2, one.y / 2, size),
					brushPlace(other.x / 2, other.y / 2, size),
				];
				paintCapsule(mask, from, to, size, true);
				const isSteep = Math.abs(to.y - from.y) > Math.abs(to.x - from.x);
				const [first, last] = isSteep ? [from.y, to.y].sort(order) : [from.x, to.x].sort(order);
				for (let at = Math.ceil((first as number) / 2); at < Math.floor((last as number) / 2); at++) {
					const line = Array.from({ length: 120 }, (_, across) =>
						isSteep ? isSet(mask, across, at) : isSet(mask, at, across),
					);
					const middle = crossing(from, to, at, isSteep);
					assert.ok(
						at < 0 || at >= 120 || middle < 0.5 || middle > 119.5 || line.some(Boolean),
						`line ${at}`,
					);
				}
			}),
		);
	});
});

const order = (one: number, other: number) => one - other;

/** Where the line between two places crosses the middle of a row or column, pixels. */
function crossing(from: HalfPixels, to: HalfPixels, at: number, isSteep: boolean): number {
	const [a, b, c, d] = isSteep ? [from.y, to.y, from.x, to.x] : [from.x, to.x, from.y, to.y];
	return (c + ((d - c) * (2 * at + 1 - a)) / (b - a)) / 2;
}

describe('A rectangle of the mask painter', () => {
	it('is all between two corners in any order, both of them in it', () => {
		fc.assert(
			fc.property(side, side, place, place, (width, height, one, other) => {
				const mask = createMask(width, height);
				paintRectangle(mask, rectangleOf(one, other), true);
				everyPixel(mask, (x, y, on) => {
					const inside = (at: number, from: number, to: number) =>
						at >= Math.min(from, to) && at <= Math.max(from, to);
					assert.equal(on, inside(x, one.x, other.x) && inside(y, one.y, other.y));
				});
				assertSound(mask);
			}),
		);
	});
});

describe('A mask', () => {
	const spans = fc.array(
		fc.record({
			y: fc.integer({ min: -2, max: 70 }),
			from: fc.integer({ min: -9, max: 80 }),
			to: fc.integer({ min: -9, max: 80 }),
			on: fc.boolean(),
		}),
		{ maxLength: 20 },
	);

	it('is what its spans have made of it, and counts what is set', () => {
		fc.assert(
			fc.property(side, side, spans, (width, height, all) => {
				const mask = createMask(width, height);
				for (const { y, from, to, on } of all) {
					fillSpan(mask, y, from, to, on);
				}
				everyPixel(mask, (x, y, on) => {
					const last = all.findLast((span) => span.y === y && x >= span.from && x < span.to);
					assert.equal(on, last?.on ?? false);
				});
				assertSound(mask);
			}),
		);
	});

	it('inverted twice is itself, inverted once the opposite, and cleared nothing', () => {
		fc.assert(
			fc.property(side, side, spans, (width, height, all) => {
				const mask = createMask(width, height);
				for (const { y, from, to, on } of all) {
					fillSpan(mask, y, from, to, on);
				}
				const before = Uint8Array.from(mask.bits);
				const { count } = mask;
				invert(mask);
				assertSound(mask);
				assert.equal(mask.count, width * height - count);
				invert(mask);
				assert.deepEqual(mask.bits, before);
				clear(mask);
				assertSound(mask);
				assert.equal(mask.count, 0);
			}),
		);
	});
});
