import assert from 'node:assert/strict';
import fc from 'fast-check';
import { listPrices } from '../../../src/api/price-terms.ts';
import { createDispatcher, type Handlers } from '../../../src/studio/dispatcher.ts';
import { describeForms } from '../../../src/studio/forms.ts';
import {
	type FieldValue,
	type FormField,
	MAX_JSON,
	MAX_LINE,
	MAX_TEXT,
} from '../../../src/studio/makeMessages.ts';
import { INITIAL_STATE } from '../../../src/studio/messages.ts';
import { readState } from '../../../src/studio/state.ts';

const text = (most: number) =>
	fc.oneof(
		fc.constant('x'.repeat(most)),
		fc.nat(most).map((length) => 'ü'.repeat(length)),
	);
const texts = (each: fc.Arbitrary<string>, maxLength: number) =>
	fc.oneof(fc.array(each, { minLength: maxLength, maxLength }), fc.array(each, { maxLength }));
const handles = (maxLength: number) => texts(fc.constant('h'.repeat(32)), maxLength);

/** Whatever the page lets a person fill in, and as much of it as it lets them. */
function filling(field: FormField): fc.Arbitrary<FieldValue> {
	switch (field.kind) {
		case 'text':
			return text(MAX_TEXT);
		case 'json':
			return text(MAX_JSON);
		case 'model':
			return text(MAX_LINE);
		case 'integer':
			return fc.double({ noNaN: true, noDefaultInfinity: true });
		case 'boolean':
			return fc.boolean();
		case 'choice':
			return fc.constantFrom(...field.values.map(({ value }) => value));
		case 'texts':
			return texts(text(MAX_LINE), field.maxItems);
		case 'images':
			return handles(field.maxItems);
		case 'mask':
			return handles(1);
		case 'palette':
			return texts(fc.constant('#aa3311'), field.maxColors);
	}
}

const forms = describeForms(listPrices);
/** Of all forms: what was filled in for one is kept for the others. */
const all: fc.Arbitrary<Record<string, FieldValue>> = fc.record(
	Object.fromEntries(forms.flatMap(({ fields }) => fields).map((field) => [field.name, filling(field)])),
	{ noNullPrototype: true },
);

describe('Whatever the fields of all forms take', () => {
	it('is kept while the panel is hidden', () => {
		fc.assert(
			fc.property(all, (values) => {
				const state = {
					...INITIAL_STATE,
					make: { ...INITIAL_STATE.make, operation: 'generate/4.0', values },
				};
				assert.deepEqual(readState(structuredClone(state)), state);
			}),
		);
	});

	it('gets to whoever prices and makes it', async () => {
		let got: unknown;
		const take = async (args: { readonly values: unknown }) => {
			got = args.values;
			return {};
		};
		const handlers = { 'make/preview': take, 'make/start': take, 'make/expand': take };
		const answer = createDispatcher({
			handlers: handlers as unknown as Handlers,
			sentence: String,
			log: () => {},
		});
		await fc.assert(
			fc.asyncProperty(all, async (values) => {
				for (const [type, more] of [
					['make/preview', {}],
					['make/expand', {}],
					['make/start', { price: '$0.06' }],
				] as const) {
					got = undefined;
					const args = { operation: 'generate/4.0', values, ...more };
					assert.equal((await answer({ id: 1, type, args })).kind, 'answer');
					assert.deepEqual(got, values);
				}
			}),
		);
	});
});
