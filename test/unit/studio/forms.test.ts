import assert from 'node:assert/strict';
import fc from 'fast-check';
import { listPrices } from '../../../src/api/price-terms.ts';
import { catalog, estimate } from '../../../src/api/prices.ts';
import { validate } from '../../../src/api/validate.ts';
import { inputFromForm } from '../../../src/studio/formInput.ts';
import {
	describeForm,
	describeForms,
	offeredOperation,
	offeredOperations,
} from '../../../src/studio/forms.ts';
import type { FieldValue, Form, FormField } from '../../../src/studio/makeMessages.ts';
import { samplePicture } from '../../page/pictures.ts';

const forms = describeForms(listPrices);
const bytes = new Uint8Array(samplePicture(0));

const JSON_PROMPT = {
	high_level_description: 'A fox',
	compositional_deconstruction: { background: 'a forest', elements: [{ type: 'obj', desc: 'a fox' }] },
};

/** Something that can be filled into a field. */
function filling(field: FormField): fc.Arbitrary<FieldValue> {
	switch (field.kind) {
		case 'json':
			return fc.constant(JSON.stringify(JSON_PROMPT));
		case 'text':
		case 'model':
			return fc.constantFrom('A fox', 'ideogram:model:1');
		case 'integer':
			return fc.integer({ min: field.minimum ?? 0, max: field.maximum ?? 1_000_000 });
		case 'boolean':
			return fc.boolean();
		case 'choice':
			return fc.constantFrom(...field.values.map(({ value }) => value));
		case 'texts':
			return fc.constant(['0123abcd', ' ', '89abcdef'].slice(0, field.maxItems));
		case 'mask':
			return fc.constant(['image-0001']);
		case 'images':
			return fc.array(fc.constantFrom('image-0001', 'image-0002'), {
				minLength: 1,
				maxLength: Math.min(3, field.maxItems),
			});
		case 'palette':
			return fc.oneof(
				fc.constantFrom(...field.names.map(({ value }) => value)),
				fc.array(fc.constantFrom('#aabbcc', '#123456'), { minLength: 1, maxLength: field.maxColors }),
			);
	}
}

describe('The forms of Make', () => {
	it('are offered for all that is paid for and takes a prompt or an image', () => {
		assert.deepEqual(
			offeredOperations().map(({ id }) => id),
			[
				'generate/3.0',
				'generate/4.0',
				'generateTransparent/3.0',
				'generate/2.0',
				'remix/3.0',
				'remix/4.0',
				'remix/2.0',
				'edit/3.0',
				'edit/2.0',
				'instructEdit',
				'reframe/3.0',
				'reframe/2.0',
				'replaceBackground/3.0',
				'removeBackground',
				'removeObject',
				'upscale',
				'describe/3.0',
				'describe/4.0',
				'layerizeText/3.0',
			],
		);
		for (const { id } of catalog) {
			if (!offeredOperations().some((operation) => operation.id === id)) {
				assert.throws(() => offeredOperation(id), /not offered here/);
			}
		}
		assert.throws(() => offeredOperation('__proto__'), /not offered here/);
	});

	it('are plain data', () => {
		assert.deepEqual(structuredClone(forms), forms);
		assert.deepEqual(JSON.parse(JSON.stringify(forms)), forms);
	});

	it('ask for everything that an operation takes', () => {
		for (const form of forms) {
			const asked = form.fields.map(({ name }) => name);
			const all = Object.keys(offeredOperation(form.operation).fields);
			assert.deepEqual(
				all.filter((name) => !asked.includes(name)),
				[],
				form.operation,
			);
		}
	});

	it('make every single value of every field an input that the operation takes or answers in words', async () => {
		const one = fc.constantFrom(...forms).chain((form: Form) =>
			fc
				.record(Object.fromEntries(form.fields.map((field) => [field.name, filling(field)])), {
					requiredKeys: form.fields.filter(({ required }) => required).map(({ name }) => name),
				})
				.map((values) => ({ form, values })),
		);
		await fc.assert(
			fc.asyncProperty(one, async ({ form, values }) => {
				const operation = offeredOperation(form.operation);
				const file = async (name: string) => ({ name, bytes });
				try {
					const input = await inputFromForm(operation, values as Record<string, FieldValue>, {
						image: file,
						mask: file,
						model: (name) => `model/${name}`,
					});
					validate(operation, input);
				} catch (error) {
					// Only what is between fields: each by itself is sound.
					assert.doesNotMatch((error as Error).message, /must be|is not a field|not valid/);
				}
			}),
		);
	});

	it('offer no value that has no price, and every value that the person has agreed on a rate for', () => {
		const speeds = (overrides: Readonly<Record<string, number>>) => {
			const form = describeForm(offeredOperation('generate/3.0'), { overrides, discount: 0 });
			const field = form.fields.find(({ name }) => name === 'renderingSpeed');
			return field?.kind === 'choice' ? field.values.map(({ value }) => value) : [];
		};
		assert.deepEqual(speeds({}), ['FLASH', 'TURBO', 'DEFAULT', 'QUALITY']);
		assert.deepEqual(speeds({ '3.0/BALANCED': 1 }), ['FLASH', 'TURBO', 'BALANCED', 'DEFAULT', 'QUALITY']);
		for (const form of forms) {
			for (const field of form.fields) {
				for (const { value } of field.kind === 'choice' ? field.values : []) {
					assert.ok(estimate(offeredOperation(form.operation), { [field.name]: value }).amount > 0);
				}
			}
		}
	});

	it('begin with what matters most', () => {
		const common = (id: string) =>
			forms
				.find(({ operation }) => operation === id)
				?.fields.filter((field) => field.common)
				.map(({ name }) => name);
		assert.deepEqual(common('generate/3.0'), ['prompt', 'aspectRatio', 'numImages', 'renderingSpeed']);
		assert.deepEqual(common('generate/4.0'), ['prompt', 'resolution', 'renderingSpeed']);
		assert.deepEqual(common('instructEdit'), ['images', 'prompt', 'aspectRatio', 'numImages']);
		assert.deepEqual(common('reframe/3.0'), ['image', 'resolution', 'numImages', 'renderingSpeed']);
		assert.deepEqual(common('removeBackground'), ['image']);
		assert.deepEqual(common('removeObject'), ['image', 'mask']);
		assert.deepEqual(common('edit/3.0'), ['image', 'mask', 'prompt', 'numImages', 'renderingSpeed']);
	});

	it('name values as people do', () => {
		const labels = (id: string, name: string) => {
			const field = forms.find(({ operation }) => operation === id)?.fields.find((one) => one.name === name);
			return field?.kind === 'choice' ? field.values.map(({ label }) => label) : [];
		};
		assert.deepEqual(labels('generate/2.0', 'model'), [
			'1.0',
			'1.0 Turbo',
			'2.0',
			'2.0 Turbo',
			'2a',
			'2a Turbo',
		]);
		assert.deepEqual(labels('generate/2.0', 'aspectRatio').slice(0, 2), ['10:16', '16:10']);
		assert.equal(labels('generate/2.0', 'resolution')[0], '512 × 1536');
		const presets = labels('generate/3.0', 'stylePreset');
		for (const label of [
			'80s Illustration',
			'C4D Cartoon',
			'Coloring Book II',
			'Flat Vector',
			'Spotlight 80s',
		]) {
			assert.ok(presets.includes(label), label);
		}
	});
});
