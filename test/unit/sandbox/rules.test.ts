import assert from 'node:assert/strict';
import type { AnyOperation } from '../../../src/api/operation.ts';
import { catalog } from '../../../src/api/prices.ts';
import { boxMask, disc, pngOf } from './images.ts';
import { call, named, sandboxes } from './support.ts';

const operation = (id: string): AnyOperation => {
	const found = catalog.find((one) => one.id === id);
	assert.ok(found, id);
	return found;
};

describe('The rules between fields', () => {
	const start = sandboxes();
	const image = pngOf(disc());
	const mask = pngOf(boxMask(disc(), 'black'));
	const eleven = Array.from({ length: 11 }, () => image);
	const codes = { styleCodes: ['01234567'] };
	const jsonPrompt = {
		high_level_description: 'a fox',
		compositional_deconstruction: { background: 'snow', elements: [] },
	};

	const broken: readonly [id: string, rule: string, input: object][] = [
		['remix/3.0', 'two shapes', { image, aspectRatio: '1x1', resolution: '1024x1024' }],
		['remix/2.0', 'two shapes', { image, aspectRatio: 'ASPECT_1_1', resolution: 'RESOLUTION_1024_1024' }],
		['generate/2.0', 'two shapes', { aspectRatio: 'ASPECT_1_1', resolution: 'RESOLUTION_1024_1024' }],
		['instructEdit', 'two shapes', { images: [image], aspectRatio: '1x1', resolution: '1024x1024' }],
		['remix/3.0', 'style codes with a style', { image, ...codes, styleType: 'REALISTIC' }],
		['edit/3.0', 'style codes with a style', { image, mask, ...codes, styleType: 'REALISTIC' }],
		['edit/3.0', 'style codes with references', { image, mask, ...codes, styleReferenceImages: [image] }],
		[
			'reframe/3.0',
			'style codes with references',
			{ image, resolution: '1536x640', ...codes, styleReferenceImages: [image] },
		],
		[
			'replaceBackground/3.0',
			'style codes with references',
			{ image, ...codes, styleReferenceImages: [image] },
		],
		['remix/3.0', 'two characters', { image, characterReferenceImages: [image, image] }],
		[
			'edit/3.0',
			'a character with a palette',
			{ image, mask, characterReferenceImages: [image], colorPalette: { name: 'EMBER' } },
		],
		['edit/3.0', 'a mask without its character', { image, mask, characterReferenceImagesMask: [mask] }],
		['generateTransparent/3.0', 'the fastest speed', { renderingSpeed: 'FLASH' }],
		['generate/4.0', 'the fastest speed', { renderingSpeed: 'FLASH' }],
		['remix/4.0', 'the fastest speed', { image, renderingSpeed: 'FLASH' }],
		['generate/4.0', 'two prompts', { jsonPrompt }],
		['generate/4.0', 'no prompt', { prompt: undefined, seed: 1 }],
		['generate/2.0', 'a style on 1.0', { model: 'V_1', styleType: 'ANIME' }],
		['generate/2.0', 'a palette on 2a', { model: 'V_2A_TURBO', colorPalette: { name: 'EMBER' } }],
		['remix/2.0', 'a negative prompt on 2a', { image, model: 'V_2A', negativePrompt: 'snow' }],
		['remix/2.0', 'a resolution on 1.0', { image, model: 'V_1_TURBO', resolution: 'RESOLUTION_1024_1024' }],
		['edit/2.0', 'an older model', { image, mask, model: 'V_1' }],
		['reframe/2.0', 'an older model', { image, resolution: 'RESOLUTION_1024_1024', model: 'V_2A' }],
		['instructEdit', 'no image', {}],
		[
			'instructEdit',
			'images and addresses over ten',
			{ images: eleven.slice(1), imageUrls: ['https://a.example'] },
		],
	];
	for (const [id, rule, input] of broken) {
		it(`refuse ${rule}: ${id}`, async () => {
			const sandbox = await start();
			const prompt = Object.hasOwn(operation(id).fields, 'prompt') ? { prompt: 'a fox' } : {};
			const answer = await call(sandbox, operation(id), { ...prompt, ...input });
			assert.equal(answer.status, 400, answer.text);
			assert.deepEqual(Object.keys(JSON.parse(answer.text)), ['error']);
			assert.equal(sandbox.accepted.length, 0);
		});
	}

	it('refuse a list that is too long', async () => {
		const sandbox = await start();
		const answer = await call(sandbox, operation('instructEdit'), { prompt: 'a fox', images: eleven });
		assert.match(answer.body.detail, /items are more than 10/);
	});
});

describe('An object that holds the fields', () => {
	const start = sandboxes();

	it('is one part of type application/json', async () => {
		const { origin } = await start();
		const image = pngOf(disc());
		const send = async (...parts: readonly (readonly [header: string, content: string | Uint8Array])[]) => {
			const body = Buffer.concat([
				...parts.flatMap(([header, content]) => [
					Buffer.from(`--edge\r\n${header}\r\n\r\n`),
					Buffer.from(content),
					Buffer.from('\r\n'),
				]),
				Buffer.from('--edge--\r\n'),
			]);
			const answer = await fetch(`${origin}/upscale`, {
				method: 'POST',
				headers: { 'Api-Key': 'key', 'Content-Type': 'multipart/form-data; boundary=edge' },
				body,
			});
			const { detail = '' } = (await answer.json()) as { readonly detail?: string };
			return `${answer.status} ${detail}`;
		};
		const file = [named('image_file', '; filename="a.png"'), image.bytes] as const;
		const object = `${named('image_request')}\r\nContent-Type: application/json`;
		assert.equal(await send(file, [object, '{"seed":1}']), '200 ');
		assert.equal(await send([object, '{}'], file), '200 ');
		assert.match(await send(file), /^400 'image_request' is a required property/);
		assert.match(await send([object, '{}']), /^400 'image_file' is a required property/);
		assert.match(await send(file, [object, '{"seed":-1}']), /^400 .* - 'image_request\.seed'$/);
		assert.match(await send(file, [object, '{"seed":"1"}']), /^400 .* - 'image_request\.seed'$/);
		assert.match(await send(file, [object, '{"image_file":1}']), /^400 .*'image_file' was unexpected/);
		assert.match(await send(file, [object, '[]']), /^400 .* - 'image_request'$/);
		assert.match(await send(file, [named('image_request'), '{}']), /^400 .*application\/json/);
		assert.match(await send(file, [object, '{}'], [named('seed'), '1']), /^400 .*'seed' was unexpected/);
	});

	it('is the one member of a JSON body', async () => {
		const { origin } = await start();
		const send = async (body: unknown) => {
			const answer = await fetch(`${origin}/generate`, {
				method: 'POST',
				headers: { 'Api-Key': 'key', 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
			});
			const { detail = '' } = (await answer.json()) as { readonly detail?: string };
			return `${answer.status} ${detail}`;
		};
		assert.equal(await send({ image_request: { prompt: 'a fox', magic_prompt_option: 'OFF' } }), '200 ');
		assert.match(await send({ prompt: 'a fox' }), /^400 'image_request' is a required property/);
		assert.match(await send({ image_request: { prompt: 'a' }, seed: 1 }), /^400 .*'seed' was unexpected/);
		assert.match(await send({}), /^400 'image_request' is a required property/);
		assert.match(await send({ image_request: null }), /^400 .* - 'image_request'$/);
		assert.match(await send({ image_request: {} }), /^400 'image_request.prompt' is a required property/);
		assert.match(await send({ image_request: { prompt: 'a', size: 1 } }), /^400 .*'size' was unexpected/);
	});
});
