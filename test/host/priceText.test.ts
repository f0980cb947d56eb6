import assert from 'node:assert/strict';
import { describe as describeOperation } from '../../src/api/operations/describe.ts';
import { describeV4 } from '../../src/api/operations/describe-v4.ts';
import { generateV3 } from '../../src/api/operations/generate-v3.ts';
import { estimate } from '../../src/api/prices.ts';
import { priceText } from '../../src/editor/priceText.ts';
import { withAnyNotice, withoutNotices } from '../priceNotice.ts';

const image = { name: 'a.png', bytes: new Uint8Array() };
const EARLY = new Date(2027, 0, 31);
const LATE = new Date(2027, 1, 1);

describe('A price before it is paid', () => {
	it('says when it was last confirmed once that is more than half a year ago', () => {
		const old = estimate(describeOperation, { image });
		assert.equal(priceText(old, EARLY), '$0.01');
		assert.equal(priceText(old, LATE), '$0.01 (price of July 2026)');
		const recent = estimate(generateV3, { prompt: 'A fox', numImages: 2 });
		assert.equal(priceText(recent, LATE), '$0.12');
		const vague = estimate(describeV4, { image });
		assert.equal(priceText(vague, new Date(2027, 2, 1)), 'about $0.015 (price of August 2026)');
	});

	it('is the same to tests on any day', () => {
		const shown = (now: Date) => `Describe, ${priceText(estimate(describeOperation, { image }), now)}?`;
		for (const now of [EARLY, LATE]) {
			assert.equal(withoutNotices(shown(now)), 'Describe, $0.01?');
			assert.match(shown(now), new RegExp(`^${withAnyNotice('Describe, $0.01?')}$`));
			assert.doesNotMatch(shown(now), new RegExp(`^${withAnyNotice('Describe, $0.02?')}$`));
		}
	});
});
