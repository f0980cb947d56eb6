import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ValidationError } from '../../../src/api/errors.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { recogniseImage } from '../../../src/images/format.ts';
import type { Activity } from '../../../src/jobs/activity.ts';
import { hasPendingWork } from '../../../src/store/marker.ts';
import { KEY, makeRig, rejection } from './rig.ts';

describe('A call', () => {
	it('ends as charged, with its image saved in the store at the promised size', async () => {
		await using rig = await makeRig();
		const result = await rig.generate({ aspectRatio: '16x9' });
		assert.equal(result?.label, 'charged');
		assert.equal(result?.price.amount, 60_000);
		const [output] = result?.outputs ?? [];
		assert.equal(output?.state, 'saved');
		const info = recogniseImage(await readFile(rig.store.imagePath(output?.file ?? '')));
		assert.deepEqual([info?.type, info?.width, info?.height], ['png', output?.width, output?.height]);
		assert.deepEqual(
			rig.ledger().map(({ state, amount, images }) => [state, amount, images]),
			[['charged', 60_000, 1]],
		);
		assert.equal(rig.sandbox.accepted.length, 1);
	});

	it('for four images saves four files and costs four times the rate', async () => {
		await using rig = await makeRig();
		const result = await rig.generate({ numImages: 4 });
		assert.equal(result?.price.amount, 240_000);
		assert.equal((await rig.imageFiles()).length, 4);
		assert.equal(new Set(result?.outputs.map(({ sha256 }) => sha256)).size, 4);
	});

	it('with one of four images withheld saves three, says so, and is charged for four', async () => {
		await using rig = await makeRig();
		const result = await rig.generate({ prompt: 'a fox [withheld:1]', numImages: 4 });
		assert.deepEqual(result?.outputs.map(({ state }) => state).sort(), [
			'saved',
			'saved',
			'saved',
			'withheld',
		]);
		assert.equal(rig.ledger()[0]?.amount, 240_000);
		assert.equal((await rig.imageFiles()).length, 3);
	});

	it('is in the ledger as sent before its first byte leaves', async () => {
		const seen: string[] = [];
		await using rig = await makeRig({
			transport: (inner) => ({
				...inner,
				send(request) {
					if (request.method === 'POST') {
						seen.push(rig.ledger()[0]?.state ?? 'none');
					}
					return inner.send(request);
				},
			}),
		});
		await rig.generate();
		assert.deepEqual(seen, ['sent']);
	});

	it('is settled with its links before any download begins', async () => {
		const seen: string[] = [];
		await using rig = await makeRig({
			transport: (inner) => ({
				...inner,
				send(request) {
					if (request.method === 'GET') {
						seen.push(`${rig.ledger()[0]?.state} ${rig.outputs()[0]?.state}`);
					}
					return inner.send(request);
				},
			}),
		});
		await rig.generate();
		assert.deepEqual(seen, ['charged pending']);
	});

	it('sets a marker while it is unfinished and removes it afterwards', async () => {
		await using rig = await makeRig();
		const { promise, resolve } = Promise.withResolvers<void>();
		rig.sandbox.faults.next('generate', { kind: 'hold', until: promise });
		const done = rig.generate();
		await until(() => rig.ledger()[0]?.state === 'sent');
		assert.equal(await hasPendingWork(rig.folder), true);
		resolve();
		await done;
		assert.equal(await hasPendingWork(rig.folder), false);
	});

	it('with invalid input is refused before it enters the ledger', async () => {
		await using rig = await makeRig();
		const error = await rejection(rig.generate({ prompt: '  ' }));
		assert.ok(error instanceof ValidationError);
		assert.equal(error.field, 'prompt');
		assert.equal(rig.ledger().length, 0);
		assert.equal(rig.sandbox.requests.length, 0);
	});

	it('that has no published price is refused before it is sent', async () => {
		await using rig = await makeRig();
		const error = await rejection(rig.generate({ renderingSpeed: 'BALANCED' }));
		assert.match(error.message, /no price for 3\.0 BALANCED/);
		assert.equal(rig.sandbox.requests.length, 0);
	});

	it('for more images than may be in flight is refused, instead of waiting for ever', async () => {
		await using rig = await makeRig({ limits: { maxInFlight: 2 } });
		const error = await rejection(rig.generate({ numImages: 3 }));
		assert.equal(
			error.message,
			'3 images at once are more than your limit of 2 (setting ideogram.maxInFlight): ask for fewer.',
		);
		assert.equal(rig.ledger().length, 0);
		assert.equal(rig.sandbox.requests.length, 0);
	});

	it('over the threshold is asked about, and dropped without a trace when declined', async () => {
		let asked = 0;
		const confirm = async () => {
			asked++;
			return false;
		};
		await using rig = await makeRig({ limits: { confirmAbove: 100_000 }, confirm });
		assert.equal(await rig.generate({ numImages: 2 }), undefined);
		assert.equal(asked, 1);
		assert.equal(rig.ledger().length, 0);
		await rig.generate({ numImages: 1 });
		assert.equal(asked, 1);
	});

	it('with a person’s own image tells them first, and sends nothing if they would rather not', async () => {
		const file = { name: 'fox.png', bytes: onePixelPng };
		await using rig = await makeRig({ beforeUpload: async () => false });
		assert.equal(await rig.generate({ styleReferenceImages: [file] }), undefined);
		assert.equal(rig.sandbox.requests.length, 0);
	});

	it('records files by name and hash, never by their bytes', async () => {
		await using rig = await makeRig();
		await rig.generate({
			styleReferenceImages: [{ name: 'fox.png', bytes: onePixelPng, path: 'img/fox.png' }],
		});
		const row = rig.sql.prepare('SELECT input FROM calls').get() as { input: string };
		const [file] = JSON.parse(row.input).styleReferenceImages;
		assert.deepEqual(Object.keys(file).sort(), ['name', 'path', 'sha256']);
	});

	it('in the sandbox is recorded apart and counts for nothing', async () => {
		await using rig = await makeRig({ isSandbox: true, limits: { caps: { day: 0 }, confirmAbove: 0 } });
		const result = await rig.generate();
		assert.equal(result?.label, 'sandbox');
		assert.equal(rig.ledger()[0]?.sandbox, 1);
	});

	it('that waits leaves as soon as others have given their slots back, however long it would have waited', async () => {
		await using rig = await makeRig({ limits: { maxInFlight: 2 }, sleep: () => new Promise(() => {}) });
		rig.sandbox.faults.next('generate', { kind: 'refuse', status: 400, body: { error: 'No.' } });
		const ended = await Promise.allSettled(
			[1, 2, 2, 1, 2, 1].map((numImages) => rig.generate({ numImages })),
		);
		// Whichever of those that fit together arrives first.
		const refused = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []));
		assert.deepEqual(refused, ['BadRequestError']);
		assert.ok(ended.every((one) => one.status === 'rejected' || one.value?.label === 'charged'));
		assert.equal(rig.sandbox.peakInFlight, 2);
	});

	it('can be cancelled while it waits, and then was never charged', async () => {
		await using rig = await makeRig({ limits: { maxInFlight: 1 } });
		const { promise, resolve } = Promise.withResolvers<void>();
		rig.sandbox.faults.next('generate', { kind: 'hold', until: promise });
		const first = rig.generate();
		await until(() => rig.ledger()[0]?.state === 'sent');
		const second = await rig.jobs.start({
			operation: generateV3,
			input: { prompt: 'a second fox' },
			target: rig.target,
			source: 'person',
			workspace: undefined,
		});
		second?.cancel();
		assert.equal(await second?.done, undefined);
		resolve();
		await first;
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['charged', 'not-charged'],
		);
		assert.equal(rig.sandbox.accepted.length, 1);
	});

	it('leaves the key in no file, no log line and no download', async () => {
		await using rig = await makeRig();
		await rig.generate();
		await rejection(rig.generate({ prompt: 'a fox [unsafe]' }));
		assert.ok((await rig.contents()).includes('a red fox'), 'the prompt is there to be found');
		assert.ok(!(await rig.contents()).includes(KEY));
		assert.ok(!rig.log.join('\n').includes(KEY));
		assert.ok(rig.log.length >= 2);
		const downloads = rig.sandbox.requests.filter(({ path }) => path.includes('ephemeral'));
		assert.deepEqual(
			downloads.map(({ keySent }) => keySent),
			[false],
		);
	});

	it('is told as the ledger has it, whatever error it ended with', async () => {
		await using rig = await makeRig({
			transport: (inner) => ({
				...inner,
				async send(request) {
					const response = await inner.send(request);
					const header = () => {
						throw new Error('No error of the API.');
					};
					return { ...response, header };
				},
			}),
		});
		await rejection(rig.generate());
		const [call] = await rig.store.records.recentCalls(5);
		assert.deepEqual([call?.state, call?.amount], ['unknown', 60_000]);
	});

	it('keeps its prompt out of the log', async () => {
		await using rig = await makeRig();
		await rig.generate();
		assert.ok(!rig.log.join('\n').includes('fox'));
	});

	it('tells listeners what is under way, and the store what it cost in the end', async () => {
		await using rig = await makeRig();
		const seen: Activity[] = [];
		rig.jobs.listen((activity) => seen.push(activity));
		await rig.generate({ numImages: 2 });
		assert.deepEqual(
			seen.map(({ images, amount }) => [images, amount]),
			[
				[0, 0],
				[2, 120_000],
				[0, 0],
			],
		);
		const [call] = await rig.store.records.recentCalls(5);
		assert.deepEqual([call?.state, call?.amount, call?.files.length], ['charged', 120_000, 2]);
	});
});

/** The smallest PNG there is. */
const onePixelPng = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) {
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
