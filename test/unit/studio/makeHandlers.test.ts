import assert from 'node:assert/strict';
import type { FormValues } from '../../../src/studio/makeMessages.ts';
import { keptMask } from '../../page/pictures.ts';
import { sampleEntry } from '../../page/samples.ts';
import { generate, rig } from './makeRig.ts';

describe('What Make answers', () => {
	it('prices what is filled in, and says what is wrong with it first', async () => {
		const { handlers } = rig();
		const preview = handlers['make/preview'];
		assert.deepEqual(await preview(generate({ numImages: 4, renderingSpeed: 'QUALITY' })), {
			price: '$0.36',
			images: 4,
		});
		assert.deepEqual(await preview({ operation: 'generate/3.0', values: {} }), {
			price: '$0.06',
			images: 1,
			problem: { message: 'Prompt is required.', field: 'prompt' },
		});
		const { problem } = await preview(generate({ aspectRatio: '1x1', resolution: '1024x1024' }));
		assert.deepEqual(problem?.field, 'resolution');
		const unpriced = await preview(generate({ renderingSpeed: 'BALANCED' }));
		assert.equal(unpriced.price, null);
		assert.match(unpriced.problem?.message ?? '', /publishes no price/);
	});

	it('reckons by the terms of the person, and says that the sandbox is free', async () => {
		const terms = { overrides: {}, discount: 50 };
		assert.equal((await rig({ terms }).handlers['make/preview'](generate())).price, '$0.03');
		assert.equal((await rig({ sandbox: true }).handlers['make/preview'](generate())).price, 'free');
	});

	it('takes no image that the page was not given', async () => {
		const { handlers, make, start } = rig();
		const values = { image: ['file:///etc/passwd'] };
		const filled = { operation: 'removeBackground', values };
		await assert.rejects(handlers['make/preview'](filled), /not there any more/);
		await assert.rejects(start(filled), /not there any more/);
		await assert.rejects(start({ ...filled, values: { image: 'x' } }), /image file/);
		assert.equal(make.jobs.length, 0);
	});

	it('says what is wrong with a mask beside the price, and makes nothing of it', async () => {
		const masks = new Map([['mask.image-0001', keptMask()]]);
		const { handlers, start, make } = rig({ images: ['image-0001', 'image-0002'], masks });
		const edit = (values: FormValues) => ({
			operation: 'edit/3.0',
			values: { prompt: 'A hat', image: ['image-0001'], ...values },
		});
		const preview = handlers['make/preview'];
		assert.deepEqual(await preview(edit({ mask: ['image-0001'] })), { price: '$0.06', images: 1 });
		const refused: readonly (readonly [FormValues, string])[] = [
			[{}, 'Paint what should change.'],
			[{ mask: [] }, 'Paint what should change.'],
			[{ mask: 'image-0001' }, 'Paint what should change.'],
			[{ image: ['image-0002'], mask: ['image-0002'] }, 'Paint what should change.'],
			[
				{ image: ['image-0002'], mask: ['image-0001'] },
				'The mask belongs to another image: paint one for this image.',
			],
		];
		for (const [values, message] of refused) {
			const filled = edit(values);
			assert.deepEqual(await preview(filled), {
				price: '$0.06',
				images: 1,
				problem: { message, field: 'mask' },
			});
			await assert.rejects(start(filled));
		}
		assert.deepEqual((await preview(edit({ image: [], mask: ['image-0001'] }))).problem?.field, 'image');
		assert.equal(make.jobs.length, 0);
	});

	it('paints nothing that is no mask, nor on what the page was not given', async () => {
		const { handlers } = rig({ images: ['image-0001'] });
		const bytes = keptMask();
		for (const field of ['prompt', 'image', 'constructor', 'characterReferenceImages']) {
			await assert.rejects(handlers['make/mask']({ field, image: 'image-0001' }), /cannot be painted/);
			await assert.rejects(
				handlers['make/mask/keep']({ field, image: 'image-0001', bytes }),
				/cannot be painted/,
			);
		}
		await assert.rejects(
			handlers['make/mask/keep']({ field: 'mask', image: 'image-0009', bytes }),
			/not there any more/,
		);
		await handlers['make/mask/keep']({ field: 'mask', image: 'image-0001', bytes });
		const { uri, width, height, mask } = await handlers['make/mask']({ field: 'mask', image: 'image-0001' });
		assert.match(uri, /^webview:/);
		assert.deepEqual([width, height, mask], [256, 144, Buffer.from(bytes).toString()]);
	});

	it('makes nothing of what the panel does not offer, or of the wrong kind', async () => {
		const { make, start } = rig();
		for (const filled of [
			{ operation: 'edit/3.0', values: { prompt: 'x' } },
			{ operation: 'listModels', values: {} },
			generate({ numImages: 9 }),
			generate({ numImages: '2' }),
			generate({ prompt: 3 }),
			generate({ seed: 1.5 }),
			generate({ styleCodes: 'abc' }),
			generate({ stylePreset: 'NO_SUCH' }),
			generate({ colorPalette: 'NO_SUCH' }),
			generate({ colorPalette: ['url(http://example.com)'] }),
		]) {
			await assert.rejects(start(filled));
		}
		assert.equal(make.jobs.length, 0);
	});

	it('makes nothing at another price than the one on the screen', async () => {
		const { handlers, make } = rig();
		for (const price of ['$0.03', 'free', '']) {
			await assert.rejects(handlers['make/start']({ ...generate(), price }), /The price is \$0\.06 now/);
		}
		assert.equal(make.jobs.length, 0);
		await handlers['make/start']({ ...generate(), price: '$0.06' });
		assert.equal(make.jobs.length, 1);
	});

	it('prices and sends a custom model by its address alone, whatever it was named by', async () => {
		const models = [
			{
				id: 'a',
				name: 'Sketches',
				uri: 'model/a/version/2',
				available: true,
				status: 'COMPLETED',
				owned: true,
			},
			{ id: 'b', name: 'Icons', uri: 'model/b', available: false, status: 'TRAINING', owned: true },
		];
		const { handlers, make, start } = rig({ models });
		const named = (customModelUri: string) => handlers['make/preview'](generate({ customModelUri }));
		const refused = {
			message: 'Choose one of your models, or paste its address.',
			field: 'customModelUri',
		};
		for (const name of ['Sketches', 'icons', 'No Such', 'a model/x', '/']) {
			assert.deepEqual((await named(name)).problem, refused, name);
			await assert.rejects(start(generate({ customModelUri: name })), /Choose one of your models/);
		}
		assert.equal(make.jobs.length, 0);
		await handlers['make/models']({ anew: false });
		assert.deepEqual((await named('icons')).problem, refused, 'it cannot be used yet');
		for (const name of [' sketches ', 'model/a/version/2', 'model/a/version/2\t']) {
			assert.deepEqual(await named(name), {
				price: '$0.12',
				images: 1,
				surcharges: (await named('model/a/version/2')).surcharges,
			});
			await start(generate({ customModelUri: name }));
			assert.equal(make.jobs.at(-1)?.input.customModelUri, 'model/a/version/2');
		}
		assert.equal(make.jobs.length, 3);
	});

	it('leaves out what was left empty, and whatever belongs to other forms', async () => {
		const { make, start } = rig();
		await start(
			generate({
				negativePrompt: '  ',
				styleCodes: ['', ' '],
				styleReferenceImages: [],
				upscaleFactor: 'X4',
			}),
		);
		assert.deepEqual(make.jobs[0]?.input, { prompt: 'A fox' });
	});

	it('makes an image of History one of the form, and nothing that is not there', async () => {
		const { handlers, known, done } = rig({}, [sampleEntry(0)]);
		const entry = known.of('0', sampleEntry(0));
		const { images } = await handlers['make/use']({ entry });
		assert.equal(images.length, 1);
		assert.match(images[0]?.uri ?? '', /^webview:/);
		assert.deepEqual(done, ['use 2026/0.png']);
		await assert.rejects(
			handlers['make/use']({ entry: known.of('9', sampleEntry(9)) }),
			/no longer in History/,
		);
		await assert.rejects(handlers['make/use']({ entry: 'made-up-by-the-page' }));
	});

	it('shows what a prompt is expanded to, in the shape that is chosen', async () => {
		const { handlers, done } = rig();
		const values = { prompt: 'A fox', resolution: '2560x1440' };
		const { parts } = await handlers['make/expand']({ operation: 'generate/4.0', values });
		assert.deepEqual(
			parts.map(({ title, text }) => `${title}: ${text}`),
			[
				'Picture: A picture of A fox',
				'Style: watercolour',
				'Background: a forest in autumn',
				'Elements: “Hello” in white letters',
			],
		);
		assert.deepEqual(done, ['expand A fox 16x9']);
	});

	it('knows again the images of an earlier window that are still there', async () => {
		const { handlers } = rig({ images: ['image-kept'] });
		const { images } = await handlers['make/images']({ images: ['image-gone', 'image-kept'] });
		assert.deepEqual(
			images.map(({ handle }) => handle),
			['image-kept'],
		);
	});
});
