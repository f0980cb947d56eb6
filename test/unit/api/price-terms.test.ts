import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dollars } from '../../../src/api/money.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { discounted, isOld, listPrices } from '../../../src/api/price-terms.ts';
import { estimate, priceTable } from '../../../src/api/prices.ts';

const rate = fc.integer({ min: 0, max: 1_000_000_000 });
const perCent = fc.double({ min: 0, max: 100, noNaN: true });

describe('An agreement on prices', () => {
	it('is never shown lower than it is, and at most a micro-dollar and a thousandth of a per cent higher', () => {
		fc.assert(
			fc.property(rate, perCent, (listed, discount) => {
				const agreed = discounted(listed, discount);
				const exact = (listed * (100 - discount)) / 100;
				assert.ok(Number.isSafeInteger(agreed));
				assert.ok(agreed >= exact - 1e-6, `${agreed} for ${exact}`);
				assert.ok(agreed <= exact + 1 + listed / 100_000);
			}),
		);
		assert.equal(discounted(60_000, 0), 60_000);
		assert.equal(discounted(60_000, 100), 0);
		assert.equal(discounted(60_000, 12.5), 52_500);
		assert.equal(discounted(25_000, 33), 16_750);
	});

	it('gives the customer’s own rate as it is, whatever the discount', () => {
		fc.assert(
			fc.property(rate, perCent, fc.integer({ min: 1, max: 8 }), (own, discount, numImages) => {
				const terms = { overrides: { '3.0/DEFAULT': own }, discount };
				const price = estimate(generateV3, { prompt: 'x', numImages }, terms);
				assert.deepEqual(price, {
					amount: own * numImages,
					rate: own,
					count: numImages,
					row: '3.0/DEFAULT',
					confirmed: '',
					about: false,
					terms: 'override',
				});
			}),
		);
	});

	it('takes its discount off every other rate', () => {
		const terms = { overrides: { '3.0/TURBO': 1 }, discount: 20 };
		const price = estimate(generateV3, { prompt: 'x', renderingSpeed: 'QUALITY' }, terms);
		assert.deepEqual([price.amount, price.terms], [dollars(0.072), 'discount']);
	});

	it('can price what has no published price', () => {
		const input = { prompt: 'x', renderingSpeed: 'FLASH', customModelUri: 'model/x/version/1' } as const;
		assert.throws(() => estimate(generateV3, input), /publishes no price/);
		const price = estimate(generateV3, input, { ...listPrices, overrides: { '3.0 custom/FLASH': 50_000 } });
		assert.equal(price.amount, 50_000);
	});

	it('takes no rate from what every object has', () => {
		assert.equal(estimate(generateV3, { prompt: 'x' }, listPrices).terms, 'list');
		assert.ok(!Object.hasOwn(listPrices.overrides, 'constructor'));
	});
});

describe('The age of a price', () => {
	it('counts from its day, or from the last day of its month, to half a year later', () => {
		const day = (text: string) => new Date(`${text}T12:00:00`);
		assert.equal(isOld('2026-07', day('2027-01-31')), false);
		assert.equal(isOld('2026-07', day('2027-02-01')), true);
		assert.equal(isOld('2026-11-16', day('2027-05-16')), false);
		assert.equal(isOld('2026-11-16', day('2027-05-17')), true);
		assert.equal(isOld('', day('2100-01-01')), false);
	});

	it('is known for every row of the table', () => {
		for (const [name, { confirmed }] of Object.entries(priceTable)) {
			assert.equal(isOld(confirmed, new Date('2100-01-01')), true, name);
		}
	});
});
