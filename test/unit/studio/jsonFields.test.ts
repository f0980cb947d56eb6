import assert from 'node:assert/strict';
import fc from 'fast-check';
import { generateV4 } from '../../../src/api/operations/generate-v4.ts';
import { listPrices } from '../../../src/api/price-terms.ts';
import { judge, readableInput } from '../../../src/studio/formInput.ts';
import { readJson } from '../../../src/studio/jsonFields.ts';

const field = generateV4.fields.jsonPrompt;
const SOUND = {
	high_level_description: 'A fox',
	compositional_deconstruction: {
		background: 'a forest',
		elements: [{ type: 'obj', desc: 'a fox', bbox: [0, 0, 500, 500] }],
	},
};
const withElement = (element: object) =>
	JSON.stringify({
		...SOUND,
		compositional_deconstruction: { background: '', elements: [element] },
	});
const noImage = async () => assert.fail('there is none');
const preview = async (values: Record<string, string>) => {
	const { input, unread } = await readableInput(generateV4, values, {
		image: noImage,
		mask: noImage,
		model: () => undefined,
	});
	const { price, problem } = judge(generateV4, input, listPrices);
	return { input, amount: price?.amount, problem: unread ?? problem };
};

describe('A JSON prompt', () => {
	it('is read as it is written', () => {
		assert.deepEqual(readJson('jsonPrompt', field, JSON.stringify(SOUND, null, 2)), SOUND);
	});

	it('that is no JSON says the line and the column', () => {
		for (const [text, line, column] of [
			['hello', 1, 1],
			['{\n\t"a": 1,\n}', 3, 1],
			['{\n  "a": nope\n}', 2, 9],
			['{"a": "b" "c"}', 1, 11],
			['{"a": [1,\n2', 2, 2],
			[`{"${'a'.repeat(200)}": 1,\n"b": 'c'}`, 2, 6],
		] as const) {
			assert.throws(
				() => readJson('jsonPrompt', field, text),
				{ message: `JSON Prompt is not JSON: see line ${line}, column ${column}.`, field: 'jsonPrompt' },
				text,
			);
		}
	});

	it('that is cut off anywhere is refused with a place in the text', () => {
		const whole = JSON.stringify(SOUND, null, 2);
		fc.assert(
			fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
				assert.throws(
					() => readJson('jsonPrompt', field, whole.slice(0, length)),
					(error: Error) => {
						const [, line, column] = /line (\d+), column (\d+)/.exec(error.message) ?? [];
						const lines = whole.slice(0, length).split('\n');
						return (
							Number(line) <= lines.length && Number(column) <= (lines[Number(line) - 1]?.length ?? 0) + 1
						);
					},
				);
			}),
		);
	});

	it('of another shape says which part of it, and what it must be', () => {
		for (const [text, sentence] of [
			['3', 'JSON Prompt: the prompt must be an object in braces.'],
			['{}', 'JSON Prompt: high_level_description is missing.'],
			[
				JSON.stringify({ ...SOUND, high_level_description: 1 }),
				'JSON Prompt: high_level_description must be text.',
			],
			[withElement({ type: 'obj' }), 'JSON Prompt: compositional_deconstruction.elements.0.desc is missing.'],
			[
				withElement({ type: 'cat', desc: '' }),
				'JSON Prompt: compositional_deconstruction.elements.0.type must be obj or text.',
			],
			[
				withElement({ type: 'obj', desc: '', bbox: [1, 2] }),
				'JSON Prompt: compositional_deconstruction.elements.0.bbox must have 4 values.',
			],
			[
				withElement({ type: 'obj', desc: '', bbox: [1, 2, 3, 2_000] }),
				'JSON Prompt: compositional_deconstruction.elements.0.bbox.3 must be at most 1000.',
			],
			[
				withElement({ type: 'obj', desc: '', bbox: [-1, 2, 3, 4] }),
				'JSON Prompt: compositional_deconstruction.elements.0.bbox.0 must be at least 0.',
			],
			[
				withElement({ type: 'obj', desc: '', color_palette: ['red'] }),
				'JSON Prompt: compositional_deconstruction.elements.0.color_palette.0 must be a color such as #1a2b3c.',
			],
		] as const) {
			assert.throws(() => readJson('jsonPrompt', field, text), { message: sentence, field: 'jsonPrompt' });
		}
	});

	it('takes the place of the prompt at the same price, and not together with one', async () => {
		const jsonPrompt = JSON.stringify(SOUND);
		const { amount } = await preview({ prompt: 'A fox' });
		assert.deepEqual(await preview({ jsonPrompt }), {
			input: { jsonPrompt: SOUND },
			amount,
			problem: undefined,
		});
		const both = await preview({ prompt: 'A fox', jsonPrompt });
		assert.equal(both.problem?.message, 'Give either a prompt or a JSON prompt, not both.');
		const broken = await preview({ jsonPrompt: '{' });
		assert.equal(broken.problem?.field, 'jsonPrompt');
		assert.equal(broken.amount, amount);
	});
});
