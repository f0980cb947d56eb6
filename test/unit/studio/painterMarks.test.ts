import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeKept } from '../../../media/studio/painter/keeping.ts';
import { createMask, fillSpan, isSet, type Mask, type Rect } from '../../../media/studio/painter/mask.ts';
import { createPattern, drawMarks } from '../../../media/studio/painter/overlay.ts';
import { isBlack, isTransparent, isWhite, setRows } from '../../../media/studio/painter/pixels.ts';
import { readPainted, toSamples } from '../../../src/studio/maskText.ts';

/** Some pixels set at random. */
const anyMask = fc
	.record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 60 }) })
	.chain(({ width, height }) =>
		fc.array(fc.tuple(fc.nat(height - 1), fc.nat(width), fc.nat(width)), { maxLength: 15 }).map((spans) => {
			const mask = createMask(width, height);
			for (const [y, from, to] of spans) {
				fillSpan(mask, y, from, to, true);
			}
			return mask;
		}),
	);

describe('The marks of the mask painter', () => {
	const area: Rect = { left: 3, top: 2, right: 43, bottom: 37 };
	const anyPlace = fc.record({
		scale: fc.oneof(fc.constantFrom(0.125, 0.5, 1, 2, 7), fc.double({ min: 0.05, max: 8, noNaN: true })),
		x: fc.integer({ min: -40, max: 40 }),
		y: fc.integer({ min: -40, max: 40 }),
	});
	const marked = (mask: Mask, view: { scale: number; x: number; y: number }) =>
		drawMarks(mask, view, area, createPattern(1));

	it('are on every screen pixel over a pixel that will change, and on no other', () => {
		fc.assert(
			fc.property(anyMask, anyPlace, (mask, view) => {
				const marks = marked(mask, view);
				for (let y = area.top, at = 0; y < area.bottom; y++) {
					for (let x = area.left; x < area.right; x++, at++) {
						assert.equal(marks[at] !== 0, isUnder(mask, view, x, y), `${x}, ${y}`);
					}
				}
			}),
		);
	});

	it('are the same whether drawn at once or in pieces', () => {
		fc.assert(
			fc.property(
				anyMask,
				anyPlace,
				fc.integer({ min: 4, max: 42 }),
				fc.integer({ min: 3, max: 36 }),
				(mask, view, x, y) => {
					const whole = marked(mask, view);
					const piece = drawMarks(mask, view, { ...area, left: x, top: y }, createPattern(1));
					const width = area.right - area.left;
					for (let row = y, at = 0; row < area.bottom; row++) {
						for (let column = x; column < area.right; column++, at++) {
							assert.equal(piece[at], whole[(row - area.top) * width + column - area.left]);
						}
					}
				},
			),
		);
	});

	it('take up what was drawn before in the memory that they are given', () => {
		fc.assert(
			fc.property(anyMask, anyPlace, (mask, view) => {
				const room = new Uint32Array(40 * 35 + 9).fill(7);
				const marks = drawMarks(mask, view, area, createPattern(1), room);
				assert.equal(marks.buffer, room.buffer);
				assert.deepEqual(marks, marked(mask, view));
				assert.ok(room.subarray(marks.length).every((value) => value === 7));
			}),
		);
	});

	it('have an edge where one of the four beside them is not marked, and stripes elsewhere', () => {
		const [stripe, edge] = [5, 9];
		const pattern = { stripes: Uint32Array.of(stripe), edge: [edge, edge], dash: 3 } as const;
		fc.assert(
			fc.property(anyMask, anyPlace, (mask, view) => {
				const marks = drawMarks(mask, view, area, pattern);
				for (let y = area.top, at = 0; y < area.bottom; y++) {
					for (let x = area.left; x < area.right; x++, at++) {
						const isInside = [
							[0, -1],
							[0, 1],
							[-1, 0],
							[1, 0],
						].every(([across = 0, down = 0]) => isUnder(mask, view, x + across, y + down));
						const wanted = isUnder(mask, view, x, y) ? (isInside ? stripe : edge) : 0;
						assert.equal(marks[at], wanted, `${x}, ${y}`);
					}
				}
			}),
		);
	});

	it('have light and dark beside each other, inside and along the edge', () => {
		const mask = createMask(100, 100);
		for (let y = 20; y < 80; y++) {
			fillSpan(mask, y, 20, 80, true);
		}
		const all = { left: 0, top: 0, right: 100, bottom: 100 };
		const marks = drawMarks(mask, { scale: 1, x: 0, y: 0 }, all, createPattern(1));
		const [black, white] = [0xff000000, 0xffffffff];
		for (const row of [20, 50]) {
			const colours = new Set(marks.subarray(row * 100 + 25, row * 100 + 75));
			assert.ok(colours.has(black) && colours.has(white));
		}
	});

	function isUnder(mask: Mask, view: { scale: number; x: number; y: number }, x: number, y: number): boolean {
		const span = (at: number, corner: number): [number, number] =>
			view.scale >= 1
				? [Math.floor((at + 0.5 - corner) / view.scale), Math.floor((at + 0.5 - corner) / view.scale)]
				: [Math.floor((at - corner) / view.scale), Math.ceil((at + 1 - corner) / view.scale) - 1];
		const [[left, right], [top, bottom]] = [span(x, view.x), span(y, view.y)];
		for (let row = top; row <= bottom; row++) {
			for (let column = left; column <= right; column++) {
				if (isSet(mask, column, row)) {
					return true;
				}
			}
		}
		return false;
	}
});

describe('Masks as pictures', () => {
	it('are black where the image changes and white where it stays, and are read as they were written', () => {
		fc.assert(
			fc.property(anyMask, (mask) => {
				const painted = readPainted(writeKept({ mask, tool: 'brush', size: 4 }), mask);
				assert.ok(painted);
				assert.equal(painted.count, mask.count);
				const samples = toSamples(painted, 0);
				assert.equal(samples.length, mask.width * mask.height);
				const pixels = new Uint8ClampedArray(samples.length * 4).fill(255);
				for (let y = 0, at = 0; y < mask.height; y++) {
					for (let x = 0; x < mask.width; x++, at++) {
						assert.equal(samples[at], isSet(mask, x, y) ? 0 : 255);
						pixels.fill(samples[at] as number, at * 4, at * 4 + 3);
					}
				}
				assert.deepEqual(
					toSamples(painted, 255),
					samples.map((sample) => 255 - sample),
				);
				const read = createMask(mask.width, mask.height);
				const half = Math.floor(mask.height / 2);
				setRows(read, pixels.subarray(0, half * mask.width * 4), 0, isBlack);
				setRows(read, pixels.subarray(half * mask.width * 4), half, isBlack);
				assert.deepEqual(read, mask);
			}),
		);
	});

	it('are hard: every grey is black or white, every opacity there or not', () => {
		for (let value = 0; value < 256; value++) {
			assert.equal(isBlack(value, value, value, 255), value < 128);
			assert.equal(isTransparent(0, 0, 0, value), value < 128);
			assert.equal(isWhite(value, value, value, 255), value >= 128);
			assert.equal(isWhite(255, 255, 255, value), value >= 128);
		}
		assert.equal(isBlack(0, 0, 0, 0), false);
		assert.equal(isBlack(255, 0, 0, 255), true);
		assert.equal(isBlack(255, 255, 0, 255), false);
	});
});
