import assert from 'node:assert/strict';
import { BadRequestError, UnknownOutcomeError } from '../../../src/api/errors.ts';
import type { HistoryEntry } from '../../../src/store/history.ts';
import { createHandles } from '../../../src/studio/handles.ts';
import type { MadeCall } from '../../../src/studio/madeCalls.ts';
import { createMakeHandlers } from '../../../src/studio/makeHandlers.ts';
import type { FormValues } from '../../../src/studio/makeMessages.ts';
import { createFakeMake, type FakeMakeOptions } from '../../page/fakeMake.ts';
import { createFakeRecords } from '../../page/fakeRecords.ts';
import { keptMask } from '../../page/pictures.ts';
import { sampleEntry } from '../../page/samples.ts';

function rig(options: FakeMakeOptions = {}, entries: readonly HistoryEntry[] = []) {
	const records = createFakeRecords({ entries });
	const done: string[] = [];
	const make = createFakeMake(records, done, options);
	const known = createHandles<HistoryEntry>();
	const handlers = createMakeHandlers(
		make,
		{ imageUri: (file, version) => `webview:${file}?version=${version}` },
		known,
	);
	const calls = async () => (await handlers['make/calls']({})).calls;
	/** At the price that is on the screen. */
	const start = async (filled: ReturnType<typeof generate>) => {
		const { price } = await handlers['make/preview'](filled);
		return handlers['make/start']({ ...filled, price: price ?? '' });
	};
	return { records, done, make, handlers, known, calls, start };
}

const generate = (values: FormValues = {}): { operation: string; values: FormValues } => ({
	operation: 'generate/3.0',
	values: { prompt: 'A fox', ...values },
});

const keptCall = (callId: string, changed: Partial<MadeCall> = {}): MadeCall => ({
	callId,
	operation: 'generate/3.0',
	prompt: 'A fox',
	images: 1,
	amount: 60_000,
	sandbox: false,
	started: 1,
	...changed,
});

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

	it('gives a call as a row, from its start to its results, by handles alone', async () => {
		const { make, records, calls, known, start } = rig();
		const { call } = await start(generate({ numImages: 2 }));
		const [started] = await calls();
		assert.deepEqual(
			[started?.handle, started?.state, started?.title, started?.images, started?.cost],
			[call, 'underWay', 'Generate 3.0', 2, null],
		);
		records.states.set('made-0', 'charged');
		records.entries = [
			sampleEntry(0, { callId: 'made-0' }),
			sampleEntry(1, { callId: 'made-0', position: 1, state: 'pending' }),
		];
		assert.equal((await calls())[0]?.state, 'arriving');
		records.entries = records.entries.map((entry) => ({ ...entry, state: 'saved' }));
		make.jobs[0]?.finish({});
		const [done] = await calls();
		assert.deepEqual([done?.state, done?.cost, done?.results.length], ['done', '$0.12 charged', 2]);
		assert.equal(known.get(done?.results[1]?.handle ?? '').position, 1);
		assert.doesNotMatch(JSON.stringify(await calls()), /made-0|\.png/);
	});

	it('says in a sentence why a call failed, also to the next window', async () => {
		const first = rig();
		await first.start(generate());
		first.records.states.set('made-0', 'not-charged');
		first.make.jobs[0]?.fail(new BadRequestError('Ideogram does not take this.'));
		await new Promise(setImmediate);
		const [failed] = await first.calls();
		assert.deepEqual(
			[failed?.state, failed?.message, failed?.cost],
			['failed', 'Ideogram does not take this.', 'not charged'],
		);
		const next = rig({ kept: first.make.kept() });
		next.records.states.set('made-0', 'not-charged');
		assert.equal((await next.calls())[0]?.message, 'Ideogram does not take this.');
	});

	it('tells of the calls of an earlier window what the store knows of them', async () => {
		const kept = ['sent', 'unknown', 'charged', 'not-charged'].map((state) => keptCall(state));
		const { records, calls } = rig({ kept }, [sampleEntry(0, { callId: 'charged' })]);
		for (const { callId } of kept) {
			records.states.set(callId, callId);
		}
		const rows = await calls();
		assert.deepEqual(
			rows.map(({ state, cost, results }) => [state, cost, results.length]),
			[
				['underWay', null, 0],
				['unknown', '$0.06 may have been charged', 0],
				['done', '$0.06 charged', 1],
				['failed', 'not charged', 0],
			],
		);
		assert.match(rows[1]?.message ?? '', /window closed before an answer came/);
	});

	it('shows words where a call yields words', async () => {
		const { records, calls } = rig({ kept: [keptCall('words', { operation: 'describe/4.0' })] }, [
			sampleEntry(0, { callId: 'words', kind: 'text', text: 'A fox' }),
		]);
		records.states.set('words', 'charged');
		assert.equal((await calls())[0]?.results[0]?.text, 'A fox');
	});

	it('lets a call go on that nobody waits for, and says when it has arrived', async () => {
		const { handlers, make, calls, records, start } = rig();
		const { call = '' } = await start(generate());
		await handlers['make/call']({ call, action: 'dismiss' });
		assert.equal((await calls()).length, 1, 'what is under way is not put away');
		await handlers['make/call']({ call, action: 'stop' });
		assert.deepEqual(await calls(), []);
		assert.equal(make.jobs[0]?.cancelled, false);
		records.states.set('made-0', 'charged');
		make.jobs[0]?.finish({});
		await new Promise(setImmediate);
		assert.deepEqual(make.arrived, ['made-0']);
	});

	it('tells also of a call that fails after nobody waited for it', async () => {
		const { handlers, make, done, start } = rig();
		const { call = '' } = await start(generate());
		await handlers['make/call']({ call, action: 'stop' });
		make.jobs[0]?.fail(new UnknownOutcomeError('No answer came.'));
		await new Promise(setImmediate);
		assert.deepEqual(done, ['failure UnknownOutcomeError, not shown']);
	});

	it('cancels what has not been sent', async () => {
		const { handlers, make, calls, start } = rig();
		const { call = '' } = await start(generate());
		await handlers['make/call']({ call, action: 'cancel' });
		await new Promise(setImmediate);
		assert.equal(make.jobs[0]?.cancelled, true);
		assert.deepEqual(await calls(), []);
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
