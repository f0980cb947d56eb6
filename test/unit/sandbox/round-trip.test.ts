import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeBody, encodeJson, encodeMultipart, encodePath } from '../../../src/api/encode.ts';
import type { Field } from '../../../src/api/field.ts';
import type { AnyOperation } from '../../../src/api/operation.ts';
import { listModels } from '../../../src/api/operations/list-models.ts';
import { catalog } from '../../../src/api/prices.ts';
import { decode, type Input } from '../../../src/sandbox/decode.ts';
import { inputOf } from './arbitrary.ts';

interface Body {
	readonly contentType: string;
	readonly bytes: Uint8Array;
}

/** What the sandbox reads where the client has sent this. */
function decoded(operation: AnyOperation, input: Input, body: Body | undefined): Promise<Input> {
	const { pathname, searchParams } = new URL(encodePath(operation, input), 'http://localhost');
	return decode(operation, {
		contentType: body?.contentType,
		contentEncoding: undefined,
		path: pathname,
		query: searchParams,
		body: Buffer.from(body?.bytes ?? ''),
	});
}

const isFile = (field: Field): boolean =>
	field.kind === 'image' || (field.kind === 'list' && field.item.kind === 'image');

describe('What the client encodes', () => {
	for (const operation of catalog) {
		it(`is decoded by the sandbox to the same input: ${operation.id}`, async () => {
			await fc.assert(
				fc.asyncProperty(inputOf(operation), async (input) => {
					assert.deepEqual(await decoded(operation, input, encodeBody(operation, input)), input);
				}),
				{ numRuns: 60 },
			);
		});
	}

	for (const operation of catalog.filter(({ contentTypes }) => contentTypes.length === 2)) {
		it(`means the same as JSON, where there are no files: ${operation.id}`, async () => {
			await fc.assert(
				fc.asyncProperty(inputOf(operation), async (input) => {
					const given = Object.entries(input).filter(([name]) => !isFile(operation.fields[name] as Field));
					const plain = Object.fromEntries(given);
					assert.deepEqual(await decoded(operation, plain, encodeJson(operation, plain)), plain);
					assert.deepEqual(await decoded(operation, plain, encodeMultipart(operation, plain)), plain);
				}),
				{ numRuns: 60 },
			);
		});
	}

	it('is refused in a query that the operation does not document', async () => {
		const request = { contentType: undefined, contentEncoding: undefined, body: Buffer.alloc(0) };
		await assert.rejects(decode(listModels, { ...request, query: new URLSearchParams('scope=mine') }), /400/);
		await assert.rejects(decode(listModels, { ...request, query: new URLSearchParams('page=1') }), /400/);
	});
});
