import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ValidationError } from '../../../src/api/errors.ts';
import { dollars, formatMoney } from '../../../src/api/money.ts';
import type { AnyOperation } from '../../../src/api/operation.ts';
import { catalog, estimate, priceTable } from '../../../src/api/prices.ts';
import { validate } from '../../../src/api/validate.ts';
import { inputFor, tinyPng } from './inputs.ts';

/** Inputs that differ in all that a price can depend on. */
function pricedInputs(operation: AnyOperation): fc.Arbitrary<Readonly<Record<string, unknown>>> {
	const choices = Object.entries(operation.fields).flatMap(
		([name, field]): [string, fc.Arbitrary<unknown>][] => {
			switch (field.kind) {
				case 'choice':
					return [[name, fc.constantFrom(...field.values)]];
				case 'integer':
					return name === 'numImages' ? [[name, fc.integer({ min: 1, max: 8 })]] : [];
				case 'list':
					return name === 'characterReferenceImages' ? [[name, fc.constant([tinyPng])]] : [];
				case 'text':
					return name === 'customModelUri' ? [[name, fc.constant('model/x/version/1')]] : [];
				default:
					return [];
			}
		},
	);
	const optional = fc.record(Object.fromEntries(choices), { requiredKeys: [] });
	return optional.map((some) => ({ ...inputFor(operation), ...some }));
}

const billed = catalog.filter(({ billing }) => billing);

describe('A price', () => {
	for (const operation of billed) {
		it(`of ${operation.id} is a whole number of micro-dollars, count times rate, or refused in a sentence`, () => {
			let priced = 0;
			fc.assert(
				fc.property(pricedInputs(operation), (input) => {
					try {
						validate(operation, input);
						const price = estimate(operation, input);
						const count = (input.numImages as number | undefined) ?? 1;
						assert.ok(Number.isSafeInteger(price.amount) && price.amount > 0);
						assert.equal(price.amount, price.rate * count);
						assert.equal(price.rate, priceTable[price.row]?.rate);
						assert.match(price.confirmed, /^20\d\d-\d\d(-\d\d)?$/);
						priced++;
					} catch (error) {
						assert.ok(error instanceof ValidationError, String(error));
						assert.match(error.message, /^[A-Z].*\.$/);
					}
				}),
			);
			assert.ok(priced > 0, 'some input has a price');
		});
	}

	it('of the table is asked for by some input, in every row', () => {
		const rows = new Set<string>();
		for (const operation of billed) {
			for (const input of fc.sample(pricedInputs(operation), 1500)) {
				rows.add(operation.billing?.(input as never).row ?? '');
			}
		}
		assert.deepEqual(
			Object.keys(priceTable).filter((row) => !rows.has(row)),
			[],
		);
	});

	it('that is published per image is the published one', () => {
		const published: Readonly<Record<string, string>> = {
			'3.0/DEFAULT': '$0.06',
			'3.0 character/QUALITY': '$0.20',
			'2a/TURBO': '$0.025',
			'describe 4.0': '$0.015',
			'transparent X4/DEFAULT': '$0.23',
			'4.0 custom/QUALITY': '$0.20',
			'layerize text': '$0.09',
		};
		for (const [row, text] of Object.entries(published)) {
			assert.equal(formatMoney(priceTable[row]?.rate ?? 0, 'en-US'), text, row);
		}
	});

	it('of a description is that of the model that looks', () => {
		const describing = catalog.find(({ id }) => id === 'describe/3.0') as AnyOperation;
		const of = (model?: string) =>
			formatMoney(
				estimate(describing, { ...inputFor(describing), describeModelVersion: model }).amount,
				'en-US',
			);
		assert.deepEqual([of(), of('V_2'), of('V_3'), of('V_4')], ['$0.01', '$0.01', '$0.01', '$0.015']);
	});

	it('from one source only says so', () => {
		const single = Object.entries(priceTable).filter(([, row]) => row.singleSource);
		assert.deepEqual(
			single.map(([name]) => name.split('/')[0]).filter((name, i, all) => all.indexOf(name) === i),
			['transparent X2', 'transparent X4', 'describe 4.0'],
		);
	});

	it('that is not published stops the call before it is sent', () => {
		const refused: readonly [string, Readonly<Record<string, unknown>>][] = [
			['generate/3.0', { renderingSpeed: 'BALANCED' }],
			['generate/3.0', { renderingSpeed: 'FLASH', characterReferenceImages: [tinyPng] }],
			['generate/3.0', { customModelUri: 'model/x', characterReferenceImages: [tinyPng] }],
			['generate/4.0', { renderingSpeed: 'FLASH' }],
			['generateTransparent/3.0', { renderingSpeed: 'FLASH' }],
			['generateTransparent/3.0', { customModelUri: 'model/x' }],
			['generate/2.0', { model: 'V_3' }],
			['generate/2.0', { model: 'AUTO' }],
			['describe/3.0', { describeModelVersion: 'CUSTOM' }],
		];
		for (const [id, extra] of refused) {
			const operation = catalog.find((other) => other.id === id) as AnyOperation;
			const input = { ...inputFor(operation), ...extra };
			assert.throws(
				() => {
					validate(operation, input);
					estimate(operation, input);
				},
				ValidationError,
				`${id} ${JSON.stringify(extra)}`,
			);
		}
	});
});

describe('An amount of money', () => {
	it('in dollars and cents is exact in micro-dollars', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 1e9 }), (cents) =>
				assert.equal(dollars(cents / 100), cents * 10_000),
			),
		);
	});

	it('is shown with as many decimals as it needs', () => {
		const shown = [60_000, 25_000, 8_000, 0, 1_000_000, 123_456].map((amount) =>
			formatMoney(amount, 'en-US'),
		);
		assert.deepEqual(shown, ['$0.06', '$0.025', '$0.008', '$0.00', '$1.00', '$0.123456']);
	});

	it('reads back from what is shown', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 1e12 }), (amount) => {
				const shown = formatMoney(amount, 'en-US').replace(/[$,]/g, '');
				assert.equal(dollars(Number(shown)), amount);
			}),
		);
	});

	it('that is none is refused', () => {
		for (const amount of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e12]) {
			assert.throws(() => dollars(amount), RangeError);
		}
	});
});
