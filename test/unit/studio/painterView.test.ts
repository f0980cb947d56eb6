import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeKept } from '../../../media/studio/painter/keeping.ts';
import { createMask, fillSpan, isSet, type Mask, type Rect } from '../../../media/studio/painter/mask.ts';
import { createPattern, drawMarks } from '../../../media/studio/painter/overlay.ts';
import { isBlack, isTransparent, isWhite, setRows } from '../../../media/studio/painter/pixels.ts';
import {
	bounded,
	fitted,
	moved,
	offsetOf,
	revealed,
	sightOf,
	toImage,
	toStage,
	viewOf,
	zoomed,
} from '../../../media/studio/painter/viewport.ts';
import { shareText } from '../../../media/studio/painter/words.ts';
import { readPainted, toSamples } from '../../../src/studio/maskText.ts';

const format = { number: (value: number) => String(value) };
const size = fc.record({
	width: fc.integer({ min: 1, max: 3_000 }),
	height: fc.integer({ min: 1, max: 3_000 }),
});
const stageSize = fc.record({
	width: fc.integer({ min: 100, max: 1_500 }),
	height: fc.integer({ min: 100, max: 1_500 }),
});
const coordinate = fc.double({ min: -4_000, max: 4_000, noNaN: true });
const anyPoint = fc.record({ x: coordinate, y: coordinate });
const anyView = fc.record({
	scale: fc.double({ min: 0.01, max: 100, noNaN: true }),
	x: coordinate,
	y: coordinate,
});
const isNear = (one: number, other: number) => Math.abs(one - other) < 1e-6 * Math.max(1, Math.abs(one));

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

describe('The view of the mask painter', () => {
	it('fits the whole image, and no smaller than it needs to be', () => {
		fc.assert(
			fc.property(stageSize, size, (stage, image) => {
				const { scale, x, y } = fitted(stage, image);
				assert.ok(x > -1e-6 && y > -1e-6);
				assert.ok(isNear(image.width * scale, stage.width) || isNear(image.height * scale, stage.height));
			}),
		);
	});

	it('leaves no gap where the image could be, however it is moved and zoomed', () => {
		fc.assert(
			fc.property(stageSize, size, anyView, anyPoint, (stage, image, view, by) => {
				const { scale, x, y } = moved(bounded(view, stage, image), by, stage, image);
				for (const [at, room, length] of [
					[x, stage.width, image.width * scale],
					[y, stage.height, image.height * scale],
				] as const) {
					assert.ok(
						length <= room + 1e-6 ? isNear(at, (room - length) / 2) : at <= 0 && at + length >= room - 1e-6,
					);
				}
			}),
		);
	});

	it('zooms about the point that is pointed at, as far as the image reaches', () => {
		fc.assert(
			fc.property(
				stageSize,
				size,
				anyView,
				fc.double({ min: 1, max: 10, noNaN: true }),
				fc.double({ min: 0.3, max: 0.7, noNaN: true }),
				(stage, image, start, factor, share) => {
					const view = bounded(start, stage, image);
					const fills = image.width * view.scale >= stage.width && image.height * view.scale >= stage.height;
					fc.pre(fills);
					const at = { x: stage.width * share, y: stage.height * share };
					const [before, after] = [toImage(view, at), toImage(zoomed(view, factor, at, stage, image), at)];
					assert.ok(isNear(before.x, after.x) && isNear(before.y, after.y));
				},
			),
		);
	});

	it('knows of a step of whole pixels, and of nothing else', () => {
		fc.assert(
			fc.property(
				anyView,
				fc.integer({ min: -900, max: 900 }),
				fc.integer({ min: -900, max: 900 }),
				(view, x, y) => {
					const after = { ...view, x: view.x + x, y: view.y + y };
					assert.deepEqual(offsetOf(view, after), { x, y });
					assert.equal(offsetOf(view, { ...after, y: after.y + 0.25 }), undefined);
					assert.equal(offsetOf(view, { ...after, scale: view.scale * 1.01 }), undefined);
				},
			),
		);
	});

	it('shows the same again after a reload, and no gap on a stage of another size', () => {
		fc.assert(
			fc.property(stageSize, stageSize, size, anyView, (stage, other, image, start) => {
				const view = bounded(start, stage, image);
				const sight = sightOf(view, stage, image);
				const again = viewOf(sight, stage, image);
				for (const name of ['scale', 'x', 'y'] as const) {
					assert.ok(Math.abs(again[name] - view[name]) < 1e-6 * Math.max(1, view.scale * 3_000));
				}
				const elsewhere = viewOf(sight, other, image);
				assert.deepEqual(bounded(elsewhere, other, image), elsewhere);
			}),
		);
	});

	it('shows the cursor after moving, wherever in the image that is', () => {
		fc.assert(
			fc.property(
				stageSize,
				size,
				anyView,
				fc.double({ min: 0, max: 1, noNaN: true }),
				(stage, image, start, share) => {
					const point = { x: image.width * share, y: image.height * share };
					const { x, y } = toStage(revealed(bounded(start, stage, image), point, stage, image), point);
					assert.ok(x > -1e-6 && x < stage.width + 1e-6 && y > -1e-6 && y < stage.height + 1e-6);
				},
			),
		);
	});
});

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

describe('What the mask painter says', () => {
	it('never rounds some to nothing, nor almost all to everything', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 2_048 }),
				fc.integer({ min: 1, max: 2_048 }),
				fc.nat(),
				(width, height, some) => {
					const count = some % (width * height + 1);
					const text = shareText(format, { width, height, count });
					assert.equal(text === 'Nothing will change', count === 0);
					assert.equal(text === 'Everything will change', count === width * height);
				},
			),
		);
		assert.equal(shareText(format, { width: 100, height: 100, count: 1_234 }), '12% will change');
		assert.equal(shareText(format, { width: 100, height: 100, count: 9_999 }), '99% will change');
		assert.equal(shareText(format, { width: 100, height: 100, count: 1 }), 'Less than 1% will change');
		assert.equal(
			shareText(format, { width: 10, height: 10, count: 12 }, 'character'),
			'12% is the character',
		);
	});
});
