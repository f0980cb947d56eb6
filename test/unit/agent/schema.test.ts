import assert from 'node:assert/strict';
import { schemaFor, schemaOf } from '../../../src/agent/schema.ts';
import { AGENT_TOOLS, type AgentTool } from '../../../src/agent/tools.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { catalog, estimate } from '../../../src/api/prices.ts';
import { filesAt, manifest, readText } from '../package/project.ts';

const contributed = manifest.contributes.languageModelTools;
const tools: readonly (readonly [string, AgentTool])[] = Object.entries(AGENT_TOOLS);

describe("The agents' tools", () => {
	it('have in package.json exactly the schemas that follow from the operations', () => {
		assert.deepEqual(
			Object.fromEntries(contributed.map(({ name, inputSchema }) => [name, inputSchema])),
			Object.fromEntries(tools.map(([name, tool]) => [name, schemaOf(tool)])),
		);
	});

	it('can be referred to by names of their own, and are told apart by model and person', () => {
		assert.equal(
			new Set(contributed.map(({ toolReferenceName }) => toolReferenceName)).size,
			contributed.length,
		);
		for (const tool of contributed) {
			assert.match(tool.toolReferenceName, /^ideogram\w+$/);
			assert.equal(tool.canBeReferencedInPrompt, true);
			assert.match(tool.displayName, /^%tool\./);
			assert.match(tool.userDescription, /^%tool\..*\.user%$/);
			assert.match(tool.modelDescription, /money/, 'a model must know that it spends');
		}
	});

	it('are all registered, and no other', () => {
		const [file] = filesAt('src/agent/registerTools.ts');
		const registered = readText(file ?? '').match(/'ideogram_\w+'/g) ?? [];
		assert.deepEqual(registered.map((name) => name.slice(1, -1)).sort(), Object.keys(AGENT_TOOLS).sort());
	});

	it('have no parameter twice', () => {
		for (const [name, { fields, own }] of tools) {
			assert.deepEqual(
				Object.keys(fields).filter((field) => Object.hasOwn(own, field)),
				[],
				name,
			);
		}
	});

	it('call what costs money, at a price for each value that is offered', () => {
		for (const [name, tool] of tools) {
			const { properties = {} } = schemaOf(tool);
			for (const [field, { enum: values = [] }] of Object.entries(properties)) {
				for (const value of values) {
					assert.ok(estimate(tool.operation, { [field]: value }).amount > 0, `${name} ${value}`);
				}
			}
			assert.ok(catalog.includes(tool.operation), name);
		}
	});
});

describe('schemaFor', () => {
	it('has the limits, values and defaults of the fields, and requires what the operation requires', () => {
		const schema = schemaFor(generateV3, {
			prompt: 'Words.',
			numImages: 'How many.',
			renderingSpeed: 'Speed.',
		});
		assert.deepEqual(schema, {
			type: 'object',
			properties: {
				prompt: { type: 'string', maxLength: 10_000, description: 'Words.' },
				numImages: { type: 'integer', minimum: 1, maximum: 8, default: 1, description: 'How many.' },
				renderingSpeed: {
					type: 'string',
					enum: ['FLASH', 'TURBO', 'DEFAULT', 'QUALITY'],
					default: 'DEFAULT',
					description: 'Speed.',
				},
			},
			required: ['prompt'],
			additionalProperties: false,
		});
	});

	it('follows every field that a tool can have, and refuses what the operation does not have', () => {
		for (const operation of catalog) {
			const names = Object.keys(operation.fields).filter((name) => operation.fields[name]?.kind !== 'json');
			const { properties = {} } = schemaFor(operation, Object.fromEntries(names.map((name) => [name, 'x'])));
			assert.deepEqual(Object.keys(properties), names, operation.id);
		}
		assert.throws(() => schemaFor(generateV3, { image: 'x' }), RangeError);
		assert.throws(() => schemaFor(generateV3, { colorPalette: 'x' }), RangeError);
	});
});
