import assert from 'node:assert/strict';
import fc from 'fast-check';
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
import { type Marks, pixelText, shareText } from '../../../media/studio/painter/words.ts';

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

	it('says of each mask what comes of what is painted', () => {
		const share = (count: number, marks: Marks) => shareText(format, { width: 10, height: 10, count }, marks);
		assert.deepEqual(
			[0, 12, 100].map((count) => share(count, 'removed')),
			['Nothing will be removed', '12% will be removed', 'Everything will be removed'],
		);
		assert.deepEqual(
			[0, 12, 100].map((count) => share(count, 'character')),
			['Nothing is painted', '12% is the character', 'All of it is the character'],
		);
		assert.equal(pixelText('1, 2', true, 'removed'), '1, 2, will be removed');
		assert.equal(pixelText('1, 2', false, 'removed'), '1, 2, stays');
	});
});
