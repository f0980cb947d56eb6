import assert from 'node:assert/strict';
import * as v from 'valibot';
import { type Field, wireName } from '../../../src/api/field.ts';
import type { AnyOperation } from '../../../src/api/operation.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { generateV4 } from '../../../src/api/operations/generate-v4.ts';
import { catalog } from '../../../src/api/prices.ts';
import { type Contract, type ContractOperation, readContract, resolve, type Schema } from './contract.ts';

/** Where the product differs on purpose, and why. Everything else must agree. */
const differences: Readonly<Record<string, string>> = {
	'POST /v1/ideogram-v3/edit': 'The deprecated name of /v1/ideogram-v3/inpaint.',
	'GET /datasets': 'Datasets and training are left for later.',
	'POST /datasets': 'Datasets and training are left for later.',
	'GET /datasets/{dataset_id}': 'Datasets and training are left for later.',
	'POST /datasets/{dataset_id}/upload_assets': 'Datasets and training are left for later.',
	'POST /v1/ideogram-v3/train-model': 'Datasets and training are left for later.',
	'POST /v1/ideogram-v4/train-model': 'Datasets and training are left for later.',
};

const contract = readContract();
const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`;

describe('The operations, held against the published contract', () => {
	before(function () {
		if (!contract) {
			console.log('      The contract file is not here: nothing was compared.');
			this.skip();
		}
	});

	it('are all there, and no others', () => {
		const { operations } = contract as Contract;
		const wanted = operations.map(nameOf).filter((name) => !differences[name]);
		assert.deepEqual(catalog.map(nameOf).sort(), wanted.sort());
	});

	it('list no difference that does not exist', () => {
		const names = new Set((contract as Contract).operations.map(nameOf));
		assert.deepEqual(
			Object.keys(differences).filter((name) => !names.has(name)),
			[],
		);
	});

	for (const operation of catalog) {
		it(`agree on ${nameOf(operation)}`, () => {
			const published = (contract as Contract).operations.find(
				(other) => nameOf(other) === nameOf(operation),
			);
			assert.ok(published);
			assert.deepEqual([...operation.contentTypes].sort(), [...(published.contentTypes ?? [])].sort());
			assert.deepEqual(described(operation), publishedFields(contract as Contract, published));
			assert.equal(operation.wrap, wrapOf(published, contract as Contract));
			const jsonParts = Object.entries(published.encoding ?? {}).filter(
				([, type]) => type === 'application/json',
			);
			const ours = Object.entries(operation.fields).filter(
				([, field]) => field.kind === 'json' && !operation.wrap,
			);
			assert.deepEqual(
				[
					...ours.map(([name, field]) => wireName(name, field)),
					...(operation.wrap ? [operation.wrap] : []),
				].filter((name) => published.encoding && operation.contentTypes[0] === 'multipart/form-data' && name),
				jsonParts.map(([name]) => name),
			);
		});
	}

	for (const operation of catalog) {
		it(`read the published answer of ${nameOf(operation)}`, () => {
			const published = (contract as Contract).operations.find(
				(other) => nameOf(other) === nameOf(operation),
			);
			const schema = published?.responses['200'];
			assert.ok(schema);
			for (const full of [true, false]) {
				const body = example(contract as Contract, schema, full);
				const parsed = v.safeParse(operation.answer, body);
				assert.ok(
					parsed.success,
					`${full ? 'full' : 'least'}: ${JSON.stringify(parsed.issues?.[0]?.message)}`,
				);
				operation.read(parsed.output as never);
			}
		});
	}
});

describe('Structured fields, held against the published limits', () => {
	before(function () {
		if (!contract) {
			this.skip();
		}
	});

	const palette = (generateV3.fields.colorPalette as { schema: v.GenericSchema }).schema;
	const accepts = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value).success;
	const colours = (count: number, weight?: number) => ({
		members: Array.from({ length: count }, () => ({ color_hex: '#a1b2c3', color_weight: weight })),
	});

	it('take a palette by every published name and no other', () => {
		const { enum: names = [] } = (contract as Contract).schemas.ColorPalettePresetName as Schema;
		assert.ok(names.length > 0);
		for (const name of names) {
			assert.ok(accepts(palette, { name }), name);
		}
		assert.ok(!accepts(palette, { name: 'SUNSET' }));
	});

	it('take as many colours, as light and as heavy, as published', () => {
		const { properties } = (contract as Contract).schemas.ColorPaletteWithMembers as Schema;
		const { minItems = 0, maxItems = 0 } = properties?.members ?? {};
		const member = (contract as Contract).schemas.ColorPaletteMember as Schema;
		const { minimum = 0, maximum = 0 } = member.properties?.color_weight ?? {};
		assert.ok(accepts(palette, colours(minItems, minimum)) && accepts(palette, colours(maxItems, maximum)));
		assert.ok(!accepts(palette, colours(minItems - 1)) && !accepts(palette, colours(maxItems + 1)));
		assert.ok(!accepts(palette, colours(1, minimum - 0.01)) && !accepts(palette, colours(1, maximum + 0.01)));
		assert.ok(!accepts(palette, { members: [{ color_hex: 'red' }] }));
	});

	it('take the published JSON prompt, with boxes of four numbers up to a thousand', () => {
		const schema = (generateV4.fields.jsonPrompt as { schema: v.GenericSchema }).schema;
		const full = example(contract as Contract, { ref: 'V4JsonPrompt' }, true);
		assert.ok(accepts(schema, full));
		for (const bbox of [
			[1, 2, 3],
			[0, 0, 0, 1001],
			[0, 0, 0.5, 1],
		]) {
			const elements = [{ type: 'obj', desc: 'a fox', bbox }];
			const prompt = {
				high_level_description: 'x',
				compositional_deconstruction: { background: 'y', elements },
			};
			assert.ok(!accepts(schema, prompt), String(bbox));
		}
	});
});

interface Facts {
	readonly type: string;
	readonly required?: true;
	readonly values?: readonly string[];
	readonly minimum?: number;
	readonly maximum?: number;
	readonly maxItems?: number;
	readonly pattern?: string;
	readonly default?: unknown;
	readonly nullable?: true;
	readonly item?: Facts;
}

/** An operation's fields in the contract's terms. */
function described(operation: AnyOperation): Record<string, Facts> {
	return Object.fromEntries(
		Object.entries(operation.fields).map(([name, field]) => [wireName(name, field), facts(field)]),
	);
}

const types: Readonly<Record<Field['kind'], string>> = {
	text: 'string',
	choice: 'string',
	integer: 'integer',
	boolean: 'boolean',
	json: 'object',
	image: 'file',
	list: 'array',
};

function facts(field: Field): Facts {
	return without({
		type: types[field.kind],
		required: field.required || undefined,
		nullable: field.nullable || undefined,
		values: field.kind === 'choice' ? [...field.values].sort() : undefined,
		minimum: field.kind === 'integer' ? field.minimum : undefined,
		maximum: field.kind === 'integer' ? field.maximum : undefined,
		maxItems: field.kind === 'list' ? field.maxItems : undefined,
		pattern:
			field.kind === 'text' && field.pattern && operationPattern(field.pattern)
				? field.pattern.source
				: undefined,
		default: 'default' in field ? field.default : undefined,
		item: field.kind === 'list' ? facts(field.item) : undefined,
	});
}

// The one pattern that is ours: it keeps a model's id from leaving its place in the path.
const operationPattern = (pattern: RegExp): boolean => pattern.source !== '[^.]';

function publishedFields(contract: Contract, operation: ContractOperation): Record<string, Facts> {
	if (!operation.body) {
		return Object.fromEntries(
			(operation.parameters ?? []).map(({ name, required, schema }) => [
				name,
				publishedFacts(contract, schema, required),
			]),
		);
	}
	const body = resolve(contract, operation.body);
	const wrap = wrapOf(operation, contract);
	const outer = properties(contract, body, wrap);
	const inner = wrap ? properties(contract, resolve(contract, body.properties?.[wrap] ?? {})) : {};
	return { ...outer, ...inner };
}

function properties(contract: Contract, schema: Schema, except?: string): Record<string, Facts> {
	return Object.fromEntries(
		Object.entries(schema.properties ?? {})
			.filter(([name]) => name !== except)
			.map(([name, property]) => [
				name,
				publishedFacts(contract, property, schema.required?.includes(name) ?? false),
			]),
	);
}

/** The object that carries the fields, where there is one. */
function wrapOf(operation: ContractOperation, contract: Contract): string | undefined {
	const body = operation.body && resolve(contract, operation.body);
	return body?.properties?.image_request ? 'image_request' : undefined;
}

function publishedFacts(contract: Contract, schema: Schema, required: boolean): Facts {
	const full = resolve(contract, schema);
	return without({
		type: full.format === 'binary' ? 'file' : full.oneOf ? 'object' : (full.type ?? 'object'),
		required: required || undefined,
		nullable: full.nullable || undefined,
		values: full.enum && [...full.enum].sort(),
		minimum: full.minimum,
		maximum: full.maximum,
		maxItems: full.maxItems,
		pattern: full.pattern,
		default: full.default,
		item: full.items && full.type === 'array' ? publishedFacts(contract, full.items, false) : undefined,
	});
}

function without(facts: { [K in keyof Facts]: Facts[K] | undefined }): Facts {
	return Object.fromEntries(
		Object.entries(facts).filter(([, value]) => value !== undefined),
	) as unknown as Facts;
}

/** A body of this shape: with everything in it and more, or with the least. */
function example(contract: Contract, schema: Schema, full: boolean): unknown {
	const {
		type,
		enum: values,
		properties: fields,
		required,
		items,
		oneOf,
		pattern,
		format,
		nullable,
	} = resolve(contract, schema);
	if (nullable && !full) {
		return null;
	}
	if (oneOf) {
		return example(contract, oneOf[0] as Schema, full);
	}
	if (values) {
		return values[0];
	}
	switch (type) {
		case 'object':
			return Object.fromEntries([
				...Object.entries(fields ?? {})
					.filter(([name]) => full || required?.includes(name))
					.map(([name, field]) => [name, example(contract, field, full)]),
				...(full ? [['a_field_of_the_future', { anything: [1] }]] : []),
			]);
		case 'array':
			return [0, 1, 2, 3]
				.slice(0, full ? 4 : 0)
				.map((index) => (items?.type === 'integer' ? index : example(contract, items ?? {}, full)));
		case 'integer':
			return 7;
		case 'number':
			return 0.5;
		case 'boolean':
			return true;
		default:
			return pattern?.includes('x')
				? '1024x768'
				: pattern
					? '#A1B2C3'
					: format === 'uri'
						? 'https://example.com/a.png'
						: 'text';
	}
}
