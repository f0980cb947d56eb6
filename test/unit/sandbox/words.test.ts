import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonPrompt } from '../../../src/api/operations/json-prompt.ts';
import type { TextBlock } from '../../../src/api/operations/layerize-text.ts';
import { aspectRatiosV4 } from '../../../src/api/operations/values-v4.ts';
import { catalog } from '../../../src/api/prices.ts';
import { colourName } from '../../../src/sandbox/retouch/colours.ts';
import { at, drawn, pictureOf, pngOf } from './images.ts';
import { call, sandboxes } from './support.ts';

describe('What the sandbox says of an image', () => {
	const start = sandboxes();
	const ask = async (id: string, input: object): Promise<unknown> => {
		const operation = catalog.find((one) => one.id === id);
		assert.ok(operation);
		const answer = await call(await start(), operation, input as never);
		assert.equal(answer.status, 200, answer.text);
		return answer.body;
	};
	// A green box on blue, lower right of the middle.
	const image = pngOf(
		drawn(200, 100, (x, y) =>
			x >= 120 && x < 180 && y >= 40 && y < 90 ? [20, 160, 60, 255] : [30, 60, 200, 255],
		),
	);

	it('names its real size and colours, five times', async () => {
		for (const version of ['V_2', 'V_3', 'V_4']) {
			const { descriptions } = (await ask('describe/3.0', { image, describeModelVersion: version })) as {
				readonly descriptions: readonly { readonly text: string }[];
			};
			assert.equal(new Set(descriptions.map(({ text }) => text)).size, 5);
			for (const { text } of descriptions) {
				assert.match(text, /^Sandbox/);
				assert.match(text, /200 by 100 pixels/);
				assert.match(text, /blue/);
				assert.match(text, /green/);
				assert.match(text, new RegExp(version));
			}
		}
	});

	it('has the parts, boxes, style and tags that were asked for', async () => {
		const parts = async (wanted: object) =>
			((await ask('describe/4.0', { image, ...wanted })) as { readonly json_prompt: JsonPrompt }).json_prompt;
		const plain = await parts({});
		const [element] = plain.compositional_deconstruction.elements;
		assert.deepEqual(element?.bbox, [400, 600, 900, 900]);
		assert.match(element?.desc ?? '', /green/);
		assert.match(plain.compositional_deconstruction.background, /blue/);
		assert.equal(plain.style_description, undefined);
		assert.equal(plain.tags, undefined);
		const other = await parts({ includeBbox: false, includeStyleDescriptions: true, includeTags: true });
		assert.equal(other.compositional_deconstruction.elements[0]?.bbox, undefined);
		assert.equal(other.style_description?.color_palette?.[0], '#1e3cc8');
		assert.ok(other.tags?.includes('blue'));
	});

	it('supposes its text in boxes inside of it, and takes it out', async () => {
		const body = (await ask('layerizeText/3.0', { image, seed: 5 })) as {
			readonly base_image_url: string;
			readonly text_blocks: readonly TextBlock[];
			readonly seed: number;
		};
		assert.equal(body.seed, 5);
		assert.equal(body.text_blocks[0]?.text, 'SANDBOX');
		for (const { x, y, width, height } of body.text_blocks) {
			assert.ok(x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 200 && y + height <= 100);
		}
		const base = await pictureOf(body.base_image_url);
		assert.deepEqual([base.width, base.height], [200, 100]);
		assert.deepEqual(at(base, 150, 60), [20, 160, 60, 255]);
	});

	it('has a word for every colour', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		fc.assert(fc.property(byte, byte, byte, (...rgb) => assert.match(colourName(...rgb), /^[a-z]+$/)));
		for (const [name, red, green, blue] of [
			['black', 8, 8, 12],
			['white', 250, 250, 248],
			['gray', 128, 130, 126],
			['beige', 228, 216, 190],
			['red', 200, 30, 40],
			['orange', 250, 140, 20],
			['brown', 110, 70, 30],
			['yellow', 250, 240, 40],
			['green', 30, 160, 60],
			['blue', 30, 60, 200],
			['pink', 250, 100, 180],
		] as const) {
			assert.equal(colourName(red, green, blue), name);
		}
	});

	it('is made of the words of a prompt, in a shape that suits them', async () => {
		const expand = async (prompt: string, aspectRatio?: string) =>
			(await ask('magicPrompt/4.0', { prompt, ...(aspectRatio ? { aspectRatio } : {}) })) as {
				readonly json_prompt: JsonPrompt;
				readonly aspect_ratio: string;
			};
		const poster = await expand('A poster of a fox, with "HELLO"');
		assert.equal(poster.aspect_ratio, '2x3');
		assert.equal(poster.json_prompt.high_level_description, 'A poster of a fox, with "HELLO"');
		const { elements } = poster.json_prompt.compositional_deconstruction;
		assert.deepEqual(
			elements.map((element) => (element.type === 'text' ? element.text : element.desc)),
			['A poster of a fox', 'HELLO'],
		);
		assert.equal((await expand('a fox', '4x1')).aspect_ratio, '4x1');
		const { aspect_ratio } = await expand('a fox', 'AUTO');
		assert.notEqual(aspect_ratio, 'AUTO');
		assert.ok((aspectRatiosV4 as readonly string[]).includes(aspect_ratio));
	});
});

describe('The models of the sandbox', () => {
	const start = sandboxes();

	it('can be asked for by status, and one by one', async () => {
		const { origin } = await start();
		const get = async (path: string) => {
			const response = await fetch(origin + path, { headers: { 'Api-Key': 'key' } });
			return {
				status: response.status,
				body: (await response.json()) as { models?: []; model?: { name: string } },
			};
		};
		const count = async (query: string) => (await get(`/models?${query}`)).body.models?.length;
		assert.equal(await count('status=TRAINING'), 1);
		assert.equal(await count('status=TRAINING&status=COMPLETED'), 3);
		assert.equal(await count('status=ARCHIVED'), 0);
		assert.equal((await get('/models?status=DONE')).status, 400);
		assert.equal((await get('/models/sandbox-brand')).body.model?.name, 'Sandbox Brand');
		assert.equal((await get('/models/sandbox-nothing')).status, 404);
		assert.equal((await get('/models/sandbox-brand?scope=owned')).status, 400);
		assert.equal((await get('/models/%ff')).status, 404);
		assert.equal((await fetch(`${origin}/models/sandbox-brand`)).status, 401);
	});
});
