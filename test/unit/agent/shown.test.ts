import assert from 'node:assert/strict';
import { keepShown, takeShown } from '../../../src/agent/shown.ts';

describe('What a person was shown of a call', () => {
	const EDIT = 'ideogram_editImage';
	const DESCRIBE = 'ideogram_describeImage';

	it('is found by the tool and its input, and counts for one call', () => {
		keepShown(DESCRIBE, { image: 'a.png' }, 0);
		keepShown(DESCRIBE, { image: 'b.png' }, 10_000);
		assert.equal(takeShown(EDIT, { image: 'a.png' }), undefined);
		assert.equal(takeShown(DESCRIBE, { image: 'b.png' }), 10_000);
		assert.equal(takeShown(DESCRIBE, { image: 'a.png' }), 0);
		assert.equal(takeShown(DESCRIBE, { image: 'a.png' }), undefined);
	});

	it('is the lowest amount first where the same was asked about twice', () => {
		for (const amount of [20, 0, 10]) {
			keepShown(EDIT, { prompt: 'x' }, amount);
		}
		assert.deepEqual(
			[1, 2, 3, 4].map(() => takeShown(EDIT, { prompt: 'x' })),
			[0, 10, 20, undefined],
		);
	});

	it('is forgotten in the end where no call comes', () => {
		for (let number = 0; number <= 100; number++) {
			keepShown(EDIT, { number }, number);
		}
		assert.equal(takeShown(EDIT, { number: 0 }), undefined);
		assert.equal(takeShown(EDIT, { number: 100 }), 100);
	});
});
