import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnyOperation } from '../../../src/api/operation.ts';
import { catalog } from '../../../src/api/prices.ts';

type Body = Record<string, unknown>;

const linkOf = (index: number) => `https://images.example/${index}.png?exp=1790000000&sig=${index}`;

const item = (index: number): Body => ({
	url: linkOf(index),
	prompt: 'a red fox',
	resolution: '1024x1024',
	upscaled_resolution: '2048x2048',
	is_image_safe: true,
	seed: index,
	style_type: 'AUTO',
});
const block = {
	x: 1,
	y: 1,
	width: 10,
	height: 10,
	text: 'Fox',
	alignment: 'center',
	angle: 0,
	font_name: 'Inter',
	formatting: ['bold'],
};

/** What no schema foresees, and what the ledger cannot hold. */
const oddValue = fc.oneof(
	fc.constantFrom(
		null,
		'',
		0,
		1.5,
		-1,
		1e19,
		2 ** 62,
		true,
		false,
		[],
		{},
		[null],
		'1x1',
		'99999999x1',
		'NaN',
	),
	fc.jsonValue(),
);

/** An object with members missing, odd, or more than there were; all but `kept`. */
function oddly<T extends Body>(body: T, kept: readonly string[]): fc.Arbitrary<Body> {
	const names = Object.keys(body).filter((name) => !kept.includes(name));
	const change = fc.tuple(
		fc.constantFrom(...names, 'a_field_of_the_future'),
		fc.option(oddValue, { nil: undefined }),
	);
	return fc.array(change, { maxLength: 6 }).map((changes) => {
		const changed: Body = { ...body, ...Object.fromEntries(changes) };
		// As it comes over the wire: without what is undefined.
		return JSON.parse(JSON.stringify(changed)) as Body;
	});
}

const listOfImages = fc
	.integer({ min: 1, max: 8 })
	.chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => oddly(item(index), ['url']))))
	.chain((data) => oddly({ created: '2026-11-28 10:00:00+00:00', data }, ['data']));

const billed = catalog.filter(({ billing }) => billing);
const making = billed.filter(({ job }) => job !== 'describe' && job !== 'layerizeText');
const operation = (id: string) => catalog.find((one) => one.id === id) as AnyOperation;

/** Whether the ledger can hold what is said of the images. */
function assertSound(images: ReturnType<AnyOperation['read']>['images']): void {
	for (const { prompt = '', seed = 0, width = 1, height = 1 } of images) {
		assert.ok([seed, width, height].every(Number.isSafeInteger));
		assert.equal(typeof prompt, 'string');
	}
}

describe('What was paid for, in an answer that is not as documented,', () => {
	for (const one of making) {
		it(`is every image that has its link: ${one.id}`, () => {
			fc.assert(
				fc.property(listOfImages, (body) => {
					const { images } = one.read(body);
					assert.deepEqual(
						images.map(({ url }) => url),
						(body.data as Body[]).map((_, index) => linkOf(index)),
					);
					assertSound(images);
				}),
			);
		});
	}

	it('is the image without its text, whatever the blocks are', () => {
		const whole = { base_image_url: linkOf(0), original_image_url: null, text_blocks: [block], seed: 7 };
		fc.assert(
			fc.property(oddly(whole, ['base_image_url']), (body) => {
				const { images } = operation('layerizeText/3.0').read(body);
				assert.deepEqual(
					images.map(({ url }) => url),
					[linkOf(0)],
				);
				assertSound(images);
			}),
		);
		const blocks = [{ ...block, alignment: 'justify' }];
		assert.deepEqual(operation('layerizeText/3.0').read({ ...whole, text_blocks: blocks }).data, blocks);
	});

	it('is the description by 4.0, whatever its parts are', () => {
		const parts = {
			background: 'snow',
			elements: [
				{ type: 'obj', desc: 'a fox', bbox: [0, 0, 1000, 1001] },
				{ type: 'logo', desc: 'of a kind that came later' },
			],
		};
		const prompt = { high_level_description: 'A fox.', compositional_deconstruction: parts, tags: ['fox'] };
		fc.assert(
			fc.property(oddly(prompt, ['high_level_description']), (json_prompt) => {
				const { texts, data } = operation('describe/4.0').read({ json_prompt });
				assert.deepEqual(texts, ['A fox.']);
				assert.deepEqual(data, json_prompt);
			}),
		);
		const { texts } = operation('describe/4.0').read({
			json_prompt: { compositional_deconstruction: parts },
		});
		assert.match(texts?.[0] ?? '', /a kind that came later/);
	});

	it('is every caption that has a text', () => {
		fc.assert(
			fc.property(fc.array(oddValue, { maxLength: 4 }), (odd) => {
				const good = odd.filter((one) => typeof (one as { text?: unknown } | null)?.text !== 'string');
				const { texts } = operation('describe/3.0').read({ descriptions: [{ text: 'A fox.' }, ...good] });
				assert.deepEqual(texts, ['A fox.']);
			}),
		);
	});

	it('is known to be withheld, beside the images that were not', () => {
		const withheld = { ...item(1), url: null, is_image_safe: false, prompt: null };
		for (const one of making) {
			const { images } = one.read({ created: 'now', data: [item(0), withheld] });
			assert.deepEqual(
				images.map(({ url, safe }) => [url, safe]),
				[
					[linkOf(0), true],
					[null, false],
				],
			);
			assert.equal(one.read({ created: 'now', data: [withheld] }).images[0]?.url, null);
		}
	});

	it('is not said to be withheld, or nothing, where it may only be somewhere else', () => {
		for (const one of making) {
			for (const body of [
				{},
				{ data: {} },
				{ created: 'now', data: 'no' },
				{ created: 'now', images: [item(0)] },
				{ created: 'now', data: [{ image_url: linkOf(0) }] },
				{ created: 'now', data: [linkOf(0)] },
				{ created: 'now', data: [{ url: [linkOf(0)], is_image_safe: true }] },
				{ generation_id: 'x' },
			]) {
				assert.throws(() => one.read(body), JSON.stringify(body));
			}
		}
		assert.throws(() => operation('layerizeText/3.0').read({ base_image_url: null, image: linkOf(0) }));
		assert.throws(() => operation('describe/4.0').read({ json_prompt: 'A fox.' }));
		assert.throws(() => operation('describe/3.0').read({ descriptions: [{ caption: 'A fox.' }] }));
	});
});
