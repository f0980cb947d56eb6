import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { listModels } from '../../../src/api/operations/list-models.ts';
import { aspectRatiosV3, resolutionsV3 } from '../../../src/api/operations/values-v3.ts';
import { resolutionFor } from '../../../src/sandbox/resolution.ts';
import { generate, post, sandboxes, tinyPng, until } from './support.ts';

describe('A sandbox call', () => {
	const start = sandboxes();
	const denied = { message: 'Access denied. Please verify your API Token is valid.' };
	const file = { name: 'a.png', bytes: tinyPng };

	it('is refused without a key, with an empty one, and with another than the sandbox was given', async () => {
		const open = await start();
		const locked = await start({ key: 'right' });
		for (const [sandbox, key, status] of [
			[open, '', 401],
			[open, 'anything', 200],
			[locked, 'wrong', 401],
			[locked, 'right', 200],
		] as const) {
			const answer = await generate(sandbox, { prompt: 'a fox' }, { 'Api-Key': key });
			assert.equal(answer.status, status);
			if (status === 401) {
				assert.deepEqual(JSON.parse(answer.text), denied);
			}
		}
		const none = await fetch(`${open.origin}/models`);
		assert.equal(none.status, 401);
		assert.deepEqual(await none.json(), denied);
	});

	it('is refused for its key before anything else is looked at', async () => {
		const sandbox = await start({ key: 'right' });
		assert.equal((await post(sandbox, 'text/plain', 'nonsense')).status, 401);
	});

	const rules: readonly [title: string, input: Record<string, unknown>][] = [
		['an aspect ratio with a resolution', { aspectRatio: '1x1', resolution: '1024x1024' }],
		['style codes with a style', { styleCodes: ['01234567'], styleType: 'REALISTIC' }],
		['style codes with style references', { styleCodes: ['01234567'], styleReferenceImages: [file] }],
		['two character references', { characterReferenceImages: [file, file] }],
		[
			'a character reference with a palette',
			{ characterReferenceImages: [file], colorPalette: { name: 'EMBER' } },
		],
		['a mask without its character', { characterReferenceImagesMask: [file] }],
		[
			'the fast speed with a character, which has no price',
			{ renderingSpeed: 'FLASH', characterReferenceImages: [file] },
		],
	];
	for (const [title, input] of rules) {
		it(`is refused for ${title}, with the rule shape`, async () => {
			const sandbox = await start();
			const answer = await generate(sandbox, { prompt: 'a fox', ...input });
			assert.equal(answer.status, 400);
			assert.deepEqual(Object.keys(JSON.parse(answer.text)), ['error']);
			assert.equal(sandbox.accepted.length, 0);
		});
	}

	it('is answered in the shape that the operation reads', async () => {
		const sandbox = await start();
		const answer = await generate(sandbox, { prompt: 'a fox', numImages: 3, seed: 40, styleType: 'DESIGN' });
		assert.equal(answer.headers.get('content-type'), 'application/json');
		assert.ok(v.is(generateV3.answer, answer.body));
		assert.deepEqual(
			answer.body.data.map(({ seed, resolution, is_image_safe, style_type }) => [
				seed,
				resolution,
				is_image_safe,
				style_type,
			]),
			[40, 41, 42].map((seed) => [seed, '1024x1024', true, 'DESIGN']),
		);
		for (const { url } of answer.body.data) {
			assert.match(
				url ?? '',
				new RegExp(`^${sandbox.origin}/api/images/ephemeral/[\\w-]+\\.png\\?exp=\\d{10}&sig=[0-9a-f]{64}$`),
			);
		}
		assert.equal(new Set(answer.body.data.map(({ url }) => url)).size, 3);
	});

	it('keeps seeds in range where the given one is the largest', async () => {
		const sandbox = await start();
		const answer = await generate(sandbox, { prompt: 'a fox', numImages: 2, seed: 2_147_483_647 });
		assert.deepEqual(
			answer.body.data.map(({ seed }) => seed),
			[2_147_483_647, 0],
		);
	});

	it('draws another seed each time where none is given, and the same ones in another sandbox', async () => {
		const seeds = async () => {
			const sandbox = await start();
			const answers = [
				await generate(sandbox, { prompt: 'a fox' }),
				await generate(sandbox, { prompt: 'a fox' }),
			];
			return answers.map(({ body }) => body.data[0]?.seed);
		};
		const [first, second] = await seeds();
		assert.notEqual(first, second);
		assert.deepEqual(await seeds(), [first, second]);
	});

	it('writes its time with a T for even seeds and with a space for odd ones', async () => {
		const sandbox = await start();
		const created = async (seed: number) => (await generate(sandbox, { prompt: 'a fox', seed })).body.created;
		assert.match(await created(2), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
		assert.match(await created(3), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00:00$/);
	});

	it('expands the prompt unless magic prompt is off', async () => {
		const sandbox = await start();
		const prompt = async (magicPrompt?: string) =>
			(await generate(sandbox, { prompt: 'a fox', seed: 1, magicPrompt })).body.data[0]?.prompt ?? '';
		assert.equal(await prompt('OFF'), 'a fox');
		assert.match(await prompt('ON'), /^a fox, ./);
		assert.equal(await prompt('AUTO'), await prompt('ON'));
		assert.equal(await prompt(), await prompt('ON'));
	});

	it('has the resolution asked for, or the one of its aspect ratio', async () => {
		const sandbox = await start();
		const resolution = async (input: object) =>
			(await generate(sandbox, { prompt: 'a fox', ...input })).body.data[0]?.resolution;
		assert.equal(await resolution({ resolution: '576x1408' }), '576x1408');
		assert.equal(await resolution({ aspectRatio: '16x9' }), '1312x736');
	});

	it('finds a documented resolution of the right shape for every aspect ratio', () => {
		const ratio = (size: string) => {
			const [width = 0, height = 1] = size.split('x').map(Number);
			return width / height;
		};
		assert.equal(resolutionFor('1x1'), '1024x1024');
		assert.equal(resolutionFor('9x16'), '736x1312');
		fc.assert(
			fc.property(fc.constantFrom(...aspectRatiosV3), (aspect) => {
				const found = resolutionFor(aspect);
				assert.ok((resolutionsV3 as readonly string[]).includes(found));
				assert.ok(Math.abs(ratio(found) / ratio(aspect) - 1) < 0.01, `${aspect}: ${found}`);
			}),
		);
	});

	it('is refused with 422 and not billed where the prompt says [unsafe]', async () => {
		const sandbox = await start();
		const answer = await generate(sandbox, { prompt: 'an [unsafe] fox' });
		assert.equal(answer.status, 422);
		assert.deepEqual(Object.keys(JSON.parse(answer.text)), ['error']);
		assert.equal(sandbox.accepted.length, 0);
		assert.equal(sandbox.inFlight, 0);
	});

	it('bills images that it withholds', async () => {
		const sandbox = await start();
		const answer = await generate(sandbox, { prompt: 'a [withheld:2] fox', numImages: 3 });
		assert.deepEqual(
			answer.body.data.map(({ url, is_image_safe }) => [typeof url, url === null, is_image_safe]),
			[
				['object', true, false],
				['object', true, false],
				['string', false, true],
			],
		);
		assert.ok(v.is(generateV3.answer, answer.body));
		const [{ time, ...accepted } = { time: 0 }] = sandbox.accepted;
		assert.ok(time > 0);
		assert.deepEqual(accepted, {
			operation: 'generate/3.0',
			prompt: 'a [withheld:2] fox',
			images: 3,
			withheld: 2,
		});
	});

	it('is refused with 429 where its images would exceed the limit, and runs once there is room', async () => {
		const sandbox = await start({ maxInFlight: 4 });
		let letGo = () => {};
		sandbox.faults.next('generate', {
			kind: 'hold',
			until: new Promise<void>((resolve) => {
				letGo = resolve;
			}),
		});
		const first = generate(sandbox, { prompt: 'a fox', numImages: 3 });
		await until(() => sandbox.inFlight === 3);
		const refused = await generate(sandbox, { prompt: 'a fox', numImages: 2 });
		assert.equal(refused.status, 429);
		const { error, ...rest } = JSON.parse(refused.text);
		assert.equal(typeof error, 'string');
		assert.deepEqual(rest, { reject_reason: 'inflight_limit', max_inflight_requests: 4 });
		assert.equal(refused.headers.get('retry-after'), null);
		assert.equal((await generate(sandbox, { prompt: 'a fox', numImages: 1 })).status, 200);
		letGo();
		assert.equal((await first).status, 200);
		assert.equal((await generate(sandbox, { prompt: 'a fox', numImages: 4 })).status, 200);
		assert.equal((await generate(sandbox, { prompt: 'a fox', numImages: 5 })).status, 429);
		assert.equal(sandbox.inFlight, 0);
		assert.equal(sandbox.peakInFlight, 4);
		assert.deepEqual(
			sandbox.accepted.map(({ images }) => images),
			[3, 1, 4],
		);
	});

	it('gives its places up by the time its answer is read', async () => {
		const sandbox = await start({ maxInFlight: 8 });
		for (let round = 0; round < 20; round += 1) {
			assert.equal((await generate(sandbox, { prompt: 'a fox', numImages: 8 })).status, 200);
		}
	});

	it('lists models, all or by scope', async () => {
		const sandbox = await start();
		const models = async (query: string) => {
			const response = await fetch(`${sandbox.origin}/models${query}`, { headers: { 'Api-Key': 'key' } });
			return { status: response.status, body: await response.json() };
		};
		const all = await models('');
		assert.ok(v.is(listModels.answer, all.body));
		const count = async (query: string) => ((await models(query)).body as { models: [] }).models.length;
		assert.equal((await count('?scope=owned')) + (await count('?scope=shared')), await count(''));
		assert.ok((await count('?scope=owned')) > 0);
		assert.equal((await models('?scope=mine')).status, 400);
		assert.equal((await models('?scope=owned&scope=owned')).status, 400);
		assert.equal(sandbox.accepted.length, 0);
	});
});
