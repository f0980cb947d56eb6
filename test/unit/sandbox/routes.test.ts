import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import { defineOperation } from '../../../src/api/operation.ts';
import { imagesAnswer, readImages } from '../../../src/api/operations/shared.ts';
import { catalog, estimate } from '../../../src/api/prices.ts';
import { recogniseImage } from '../../../src/images/format.ts';
import { readContract } from '../api/contract.ts';
import { type AnyInput, inputOf, isRight } from './arbitrary.ts';
import { call, sandboxes, until } from './support.ts';

/** The same input for an operation each time. */
function someInput(operation: (typeof catalog)[number]): AnyInput {
	const [input] = fc.sample(
		inputOf(operation).filter((value) => isRight(() => estimate(operation, value))),
		{ numRuns: 1, seed: 4 },
	);
	return operation.id === 'model' ? { modelId: 'sandbox-brand' } : (input as AnyInput);
}

describe('Each operation of the sandbox', () => {
	const start = sandboxes();
	const contract = readContract();

	for (const operation of catalog) {
		const input = someInput(operation);
		const images = operation.imagesInFlight(input as never);

		it(`refuses a wrong key with the status it documents: ${operation.id}`, async () => {
			const sandbox = await start({ key: 'right' });
			const refused = await call(sandbox, operation, input, { 'Api-Key': 'wrong' });
			assert.ok(refused.status === 401 || refused.status === 403);
			assert.deepEqual(Object.keys(JSON.parse(refused.text)), ['message']);
			const documented = contract?.operations.find(
				({ method, path }) => method === operation.method && path === operation.path,
			)?.responses;
			const denials = ['401', '403'].filter((status) => documented && Object.hasOwn(documented, status));
			// Describe documents neither.
			if (denials.length > 0) {
				assert.deepEqual([String(refused.status)], denials);
			}
		});

		it(`names its successor where it is of v1: ${operation.id}`, async () => {
			const sandbox = await start();
			const { headers } = await call(sandbox, operation, input);
			assert.match(
				headers.get('link') ?? 'none',
				operation.path.startsWith('/v1/') ? /^<http:.*\/v2\/.*>; rel="successor-version"$/ : /^none$/,
			);
		});

		it(`counts its images in flight, refuses more with 429, and fails as it is told: ${operation.id}`, async () => {
			const sandbox = await start({ maxInFlight: Math.max(1, images) });
			let letGo = () => {};
			sandbox.faults.next(operation.job, {
				kind: 'hold',
				until: new Promise<void>((resolve) => {
					letGo = resolve;
				}),
			});
			const held = call(sandbox, operation, input);
			await until(() => sandbox.faults.pending(operation.job) === 0 && sandbox.inFlight === images);
			const second = await call(sandbox, operation, input);
			assert.equal(second.status, images > 0 ? 429 : 200);
			letGo();
			assert.equal((await held).status, 200);
			assert.equal(sandbox.inFlight, 0);
			sandbox.faults.next(operation.job, { kind: 'refuse', status: 503, body: 'busy' });
			const billed = sandbox.accepted.length;
			assert.equal((await call(sandbox, operation, input)).status, 503);
			assert.equal(sandbox.accepted.length, billed);
		});

		it(`has a safety check: ${operation.id}`, async () => {
			const hasPrompt = Object.hasOwn(operation.fields, 'prompt');
			const files = Object.entries(operation.fields).filter(([, field]) => field.kind === 'image');
			if (!hasPrompt && files.length === 0) {
				return;
			}
			const marked = (word: string, prompt: string) =>
				hasPrompt
					? { ...input, jsonPrompt: undefined, prompt }
					: { ...input, image: { ...(input.image as object), name: `${word}.png` } };
			const sandbox = await start();
			const refused = await call(sandbox, operation, marked('unsafe', 'an [unsafe] fox'));
			assert.equal(refused.status, 422, refused.text);
			assert.equal(sandbox.accepted.length, 0);
			const answer = await call(sandbox, operation, marked('withheld', 'a [withheld:1] fox'));
			const read = operation.read(v.parse(operation.answer, answer.body) as never);
			const canWithhold = Array.isArray(answer.body.data);
			assert.equal(read.images[0]?.safe ?? true, !canWithhold);
			assert.equal(read.images[0]?.url === null, canWithhold);
			assert.equal(sandbox.accepted[0]?.withheld, operation.billing && Number(canWithhold));
		});

		it(`refuses what is required and missing, and what it does not know: ${operation.id}`, async () => {
			const sandbox = await start();
			for (const [name, field] of Object.entries(operation.fields)) {
				if (field.required && !operation.path.includes('{')) {
					const { [name]: _, ...rest } = input;
					const answer = await call(sandbox, operation, rest);
					assert.equal(answer.status, 400, name);
					assert.match(answer.body.detail, /is a required property$|^The multipart body has no parts\.$/);
				}
				if (field.kind === 'choice' || (field.kind === 'list' && field.item.kind === 'choice')) {
					const wrong = field.kind === 'list' ? ['no such value'] : 'no such value';
					const answer = await call(sandbox, operation, { ...input, [name]: wrong });
					assert.equal(answer.status, 400, name);
					assert.match(answer.body.detail, /'no such value' is not one of/);
				}
				if (field.kind === 'integer' && field.maximum !== undefined) {
					const answer = await call(sandbox, operation, { ...input, [name]: field.maximum + 1 });
					assert.match(answer.body.detail, /is greater than the maximum/);
				}
			}
			const strange = { ...operation, fields: { ...operation.fields, odd: { kind: 'text', title: 'Odd' } } };
			const answer = await call(sandbox, strange as typeof operation, { ...input, odd: 'x' });
			assert.equal(answer.status, 400);
			assert.match(answer.body.detail, /'odd' was unexpected/);
			assert.equal(sandbox.accepted.length, 0);
		});
	}
});

describe('An operation that is new in the catalog', () => {
	const start = sandboxes();
	const added = defineOperation({
		id: 'paint/9.0',
		job: 'paint',
		model: '9.0',
		method: 'POST',
		path: '/v1/ideogram-v9/paint',
		contentTypes: ['multipart/form-data'],
		fields: {
			prompt: { kind: 'text', title: 'Prompt', required: true },
			aspectRatio: { kind: 'choice', title: 'Aspect Ratio', values: ['AUTO', '2x1'] },
			resolution: { kind: 'choice', title: 'Resolution', values: ['1600x1600', '1600x800', '800x400'] },
			numImages: { kind: 'integer', title: 'Images', minimum: 1, maximum: 4 },
			brush: { kind: 'image', title: 'Brush' },
		},
		rules: [],
		billing: (input) => ({ row: '4.0/DEFAULT', count: input.numImages ?? 1 }),
		imagesInFlight: (input) => input.numImages ?? 1,
		answer: v.object({
			...imagesAnswer.entries,
			ticket: v.object({ id: v.string(), kind: v.picklist(['A', 'B']), note: v.optional(v.string()) }),
			preview_url: v.string(),
		}),
		read: readImages,
	});

	it('is served with images of the right size and all that its answer documents', async () => {
		const sandbox = await start({ operations: [...catalog, added] });
		const answer = await call(sandbox, added, {
			styleId: 'a/b',
			prompt: 'a fox',
			aspectRatio: '2x1',
			numImages: 2,
		});
		assert.equal(answer.status, 200, answer.text);
		const body = v.parse(added.answer, answer.body);
		assert.deepEqual(body.ticket, { id: 'sandbox', kind: 'A' });
		assert.deepEqual(
			added.read(body as never).images.map(({ width, height }) => [width, height]),
			[
				[1600, 800],
				[1600, 800],
			],
		);
		for (const url of [body.data[0]?.url, body.preview_url]) {
			const png = recogniseImage(new Uint8Array(await (await fetch(String(url))).arrayBuffer()));
			assert.equal(png?.width, 1600);
		}
		assert.equal(sandbox.accepted[0]?.operation, 'paint/9.0');
		assert.equal((await call(sandbox, added, { prompt: 'a', aspectRatio: '9x9' })).status, 400);
		const [generate] = catalog;
		assert.equal((await call(sandbox, generate as typeof added, { prompt: 'a fox' } as never)).status, 200);
	});

	it('is not known where it is not served', async () => {
		const sandbox = await start();
		assert.equal((await call(sandbox, added, { prompt: 'a fox' })).status, 404);
	});
});
