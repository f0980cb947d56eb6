import assert from 'node:assert/strict';
import fc from 'fast-check';
import { invertMask, maskFromAlpha, maskProblem, thresholdMask } from '../../../src/images/mask.ts';
import { anyPixels, draw } from './samples.ts';

const half = (colour: readonly [number, number, number, number?]) =>
	draw(4, 2, (x) => (x < 2 ? colour : [255, 255, 255]));

describe('A mask', () => {
	it('has the size of its image', () => {
		const mask = half([0, 0, 0]);
		assert.equal(maskProblem(mask, { width: 4, height: 2 }), undefined);
		assert.equal(maskProblem(mask, { width: 2, height: 4 }), 'size');
		assert.equal(maskProblem(mask, { width: 4, height: 3 }), 'size');
	});

	it('has black and white, by how it looks on white paper', () => {
		const size = { width: 4, height: 2 };
		for (const colour of [
			[0, 0, 0],
			[127, 127, 127],
			[255, 0, 0],
			[0, 0, 255],
			[0, 0, 0, 140],
		] as const) {
			assert.equal(maskProblem(half(colour), size), undefined, String(colour));
		}
		for (const colour of [
			[255, 255, 255],
			[128, 128, 128],
			[0, 255, 0],
			[255, 255, 0],
			[0, 0, 0, 0],
			[0, 0, 0, 110],
		] as const) {
			assert.equal(maskProblem(half(colour), size), 'one-colour', String(colour));
		}
		assert.equal(
			maskProblem(
				draw(4, 2, () => [0, 0, 0]),
				size,
			),
			'one-colour',
		);
	});

	it('has hard edges after thresholdMask, and the same meaning', () => {
		fc.assert(
			fc.property(anyPixels, (mask) => {
				const hard = thresholdMask(mask);
				for (let at = 0; at < hard.data.length; at += 4) {
					assert.match(hard.data.subarray(at, at + 4).join(), /^(0,0,0|255,255,255),255$/);
				}
				assert.equal(maskProblem(hard, mask), maskProblem(mask, mask));
				assert.deepEqual(thresholdMask(hard), hard);
			}),
		);
	});

	it('has the opposite meaning at every pixel after invertMask, and its own after two', () => {
		fc.assert(
			fc.property(anyPixels, (mask) => {
				const hard = thresholdMask(mask);
				const inverted = thresholdMask(invertMask(mask));
				for (let at = 0; at < hard.data.length; at += 4) {
					assert.equal((hard.data[at] as number) + (inverted.data[at] as number), 255);
				}
				assert.deepEqual(inverted, invertMask(hard));
				assert.deepEqual(thresholdMask(invertMask(invertMask(mask))), hard);
			}),
		);
	});

	it('is black where the image is transparent', () => {
		const mask = maskFromAlpha(draw(4, 1, (x) => [255, 0, 255, [0, 127, 128, 255][x]]));
		assert.deepEqual(
			mask,
			draw(4, 1, (x) => (x < 2 ? [0, 0, 0] : [255, 255, 255])),
		);
	});
});
