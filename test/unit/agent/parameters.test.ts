import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readParameters } from '../../../src/agent/parameters.ts';
import { MAX_TEXT_LENGTH } from '../../../src/agent/schema.ts';
import { AGENT_TOOLS, type AgentTool } from '../../../src/agent/tools.ts';
import { ValidationError } from '../../../src/api/errors.ts';
import { isLegalFileName } from '../../../src/images/names.ts';

const generate: AgentTool = AGENT_TOOLS.ideogram_generateImage;
const tools: readonly AgentTool[] = Object.values(AGENT_TOOLS);

const refusal = (tool: AgentTool, input: unknown): ValidationError => {
	try {
		readParameters(tool, input);
	} catch (error) {
		assert.ok(error instanceof ValidationError, String(error));
		return error;
	}
	throw new assert.AssertionError({ message: `It was taken: ${JSON.stringify(input)}` });
};

describe('readParameters', () => {
	it('takes what the schema has, apart from where the file goes', () => {
		const { operation, fields, folder, fileName } = readParameters(generate, {
			prompt: 'A fox',
			numImages: 2,
			folder: 'public/img',
			fileName: 'fox.png',
			seed: undefined,
		});
		assert.equal(operation.id, 'generate/3.0');
		assert.deepEqual(fields, { prompt: 'A fox', numImages: 2 });
		assert.deepEqual([folder, fileName], ['public/img', 'fox.png']);
	});

	it('calls another operation for a transparent background, and names what does not go with it', () => {
		const { operation, fields } = readParameters(generate, { prompt: 'A fox', transparentBackground: true });
		assert.equal(operation.id, 'generateTransparent/3.0');
		assert.deepEqual(fields, { prompt: 'A fox' });
		const input = { prompt: 'A fox', styleType: 'DESIGN', transparentBackground: true };
		assert.equal(refusal(generate, input).field, 'styleType');
		assert.equal(
			refusal(generate, { prompt: 'A fox', transparentBackground: 'yes' }).field,
			'transparentBackground',
		);
	});

	it('refuses a text of any length beyond the longest', () => {
		for (const name of ['prompt', 'negativePrompt', 'folder', 'fileName']) {
			const input = { prompt: 'A fox', [name]: 'x'.repeat(MAX_TEXT_LENGTH + 1) };
			assert.equal(refusal(generate, input).field, name);
		}
	});

	it('refuses names that are paths or that some system cannot have', () => {
		fc.assert(
			fc.property(fc.string(), (fileName) => {
				if (isLegalFileName(fileName)) {
					assert.equal(readParameters(generate, { prompt: 'A fox', fileName }).fileName, fileName);
				} else {
					assert.equal(refusal(generate, { prompt: 'A fox', fileName }).field, 'fileName');
				}
			}),
		);
		for (const fileName of ['../fox.png', 'a/b.png', 'a\\b.png', '..', 'con.png', '']) {
			assert.equal(refusal(generate, { prompt: 'A fox', fileName }).field, 'fileName', fileName);
		}
	});

	it('gives only known fields or a refusal, whatever a model sends, and changes no prototype', () => {
		const before = Object.getOwnPropertyNames(Object.prototype);
		const keys = fc.oneof(
			fc.constantFrom(
				'prompt',
				'image',
				'folder',
				'__proto__',
				'constructor',
				'toString',
				'transparentBackground',
			),
			fc.string(),
		);
		const inputs = fc.oneof(
			fc.json().map((text) => JSON.parse(text) as unknown),
			fc
				.array(fc.tuple(keys, fc.jsonValue()))
				.map((entries) =>
					JSON.parse(
						`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`,
					),
				),
		);
		fc.assert(
			fc.property(inputs, fc.constantFrom(...tools), (input: unknown, tool) => {
				try {
					const { fields } = readParameters(tool, input);
					assert.ok(Object.keys(fields).every((name) => Object.hasOwn(tool.fields, name)));
					assert.equal(Object.getPrototypeOf(fields), Object.prototype);
				} catch (error) {
					assert.ok(error instanceof ValidationError, String(error));
				}
			}),
		);
		assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before);
	});

	it('says which parameters there are where one is unknown', () => {
		for (const key of ['__proto__', 'constructor', 'path', 'images']) {
			const input = JSON.parse(`{"image": "a.png", ${JSON.stringify(key)}: {"polluted": true}}`);
			const { message } = refusal(AGENT_TOOLS.ideogram_removeBackground, input);
			assert.ok(message.includes(key) && message.endsWith('it has image.'), message);
		}
	});

	it('refuses what is no object', () => {
		for (const input of [undefined, null, 'prompt', 7, ['prompt'], true]) {
			refusal(generate, input);
		}
	});
});
