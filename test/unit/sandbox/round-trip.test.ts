import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeMultipart, encodeQuery } from '../../../src/api/encode.ts';
import { type Field, wireName } from '../../../src/api/field.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { listModels } from '../../../src/api/operations/list-models.ts';
import { colorPalettes } from '../../../src/api/operations/values-v3.ts';
import { decode } from '../../../src/sandbox/decode.ts';
import { tinyPng } from './support.ts';

const awkward = fc.constantFrom(
	'\r\n--ideogram-',
	'\r\n\r\n',
	'\ufeff',
	'"',
	'\\',
	'\0',
	'%',
	';',
	'\n',
	' ',
	'🦊',
	'e\u0301',
);
const text = fc
	.array(fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 6 })
	.map((all) => all.join(''));
const hex = (length: number) =>
	fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: length, maxLength: length });

const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
	fc.record(model, { noNullPrototype: true });

const image = plain({
	// These three stand for other characters in a form's file name, and cannot themselves be sent.
	name: text.filter((name) => !/%22|%0D|%0A/.test(name)).map((name) => name.replace(/\r\n|\r|\n/g, '\r\n')),
	bytes: fc.uint8Array({ maxLength: 300 }).map((rest) => new Uint8Array([...tinyPng, ...rest])),
});

const palette = fc.oneof(
	plain({ name: fc.constantFrom(...colorPalettes) }),
	plain({
		members: fc.array(
			fc.record(
				{
					color_hex: fc.oneof(hex(3), hex(6)).map((digits) => `#${digits}`),
					color_weight: fc.double({ min: 0.05, max: 1, noNaN: true }),
				},
				{ requiredKeys: ['color_hex'], noNullPrototype: true },
			),
			{ minLength: 1, maxLength: 8 },
		),
	}),
);

function anyValue(name: string, field: Field): fc.Arbitrary<unknown> {
	switch (field.kind) {
		case 'text':
			return field.pattern ? hex(8) : field.required ? text.filter((value) => value.trim() !== '') : text;
		case 'integer':
			return fc.integer({ min: field.minimum ?? -(2 ** 31), max: field.maximum ?? 2 ** 31 });
		case 'boolean':
			return fc.boolean();
		case 'choice':
			return fc.constantFrom(...field.values);
		case 'json':
			return palette;
		case 'image':
			return image;
		case 'list':
			return fc.array(anyValue(name, field.item), { minLength: 1, maxLength: field.maxItems ?? 4 });
	}
}

const inputs = fc.record(
	Object.fromEntries(Object.entries(generateV3.fields).map(([name, field]) => [name, anyValue(name, field)])),
	{ requiredKeys: ['prompt'], noNullPrototype: true },
);

const wire = { contentEncoding: undefined, query: new URLSearchParams() };

describe('What the client encodes', () => {
	it('is decoded by the sandbox to the same input, as multipart', async () => {
		await fc.assert(
			fc.asyncProperty(inputs, async (input) => {
				const { contentType, bytes } = encodeMultipart(generateV3, input);
				const decoded = await decode(generateV3, { ...wire, contentType, body: Buffer.from(bytes) });
				assert.deepEqual(decoded, input);
			}),
			{ numRuns: 300 },
		);
	});

	it('means the same as JSON, where there are no files', async () => {
		const isFile = ({ kind, ...rest }: Field) =>
			kind === 'list' && 'item' in rest && rest.item.kind === 'image';
		await fc.assert(
			fc.asyncProperty(inputs, async (input) => {
				const fields = Object.entries(generateV3.fields).filter(
					([name, field]) => !isFile(field) && name in input,
				);
				const body = Object.fromEntries(fields.map(([name, field]) => [wireName(name, field), input[name]]));
				const decoded = await decode(
					generateV3,
					{ ...wire, contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) },
					true,
				);
				assert.deepEqual(decoded, Object.fromEntries(fields.map(([name]) => [name, input[name]])));
			}),
		);
	});

	it('is decoded to the same input from a query', async () => {
		const query = new URLSearchParams(encodeQuery(listModels, { scope: 'owned' }));
		const request = { ...wire, contentType: undefined, body: Buffer.alloc(0) };
		assert.deepEqual(await decode(listModels, { ...request, query }), { scope: 'owned' });
		await assert.rejects(decode(listModels, { ...request, query: new URLSearchParams('scope=mine') }), /400/);
		await assert.rejects(decode(listModels, { ...request, query: new URLSearchParams('page=1') }), /400/);
	});
});
