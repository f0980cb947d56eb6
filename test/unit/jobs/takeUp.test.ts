import assert from 'node:assert/strict';
import type { Resumed } from '../../../src/jobs/resume.ts';
import { type TakeUpOptions, takeUpPendingWork } from '../../../src/jobs/takeUp.ts';
import { StoreError } from '../../../src/store/errors.ts';
import { hasPendingWork } from '../../../src/store/marker.ts';
import { makeRig, type Rig, rejection } from './rig.ts';

/** A rig with one paid image that could not be fetched. */
async function rigWithPendingImage(): Promise<Rig> {
	const rig = await makeRig();
	rig.sandbox.faults.next('image', { kind: 'refuse', status: 503, body: '' }, 6);
	await rig.generate();
	assert.equal(rig.outputs()[0]?.state, 'pending');
	return rig;
}

/** What is told, and whether something is left to be done. */
async function takeUp(rig: Rig, options: Partial<TakeUpOptions> = {}) {
	const told: Resumed[] = [];
	const isLeft = await takeUpPendingWork({
		folder: rig.folder,
		openStore: async () => rig.store,
		fetch: { transport: rig.transport, sleep: async () => {} },
		mend: async () => {},
		onResumed: (resumed) => told.push(resumed),
		log: (message) => rig.log.push(message),
		...options,
	});
	return { isLeft, saved: told.flatMap(({ saved }) => saved).length };
}

describe('What a window takes up', () => {
	it('is done with once its images are there', async () => {
		await using rig = await rigWithPendingImage();
		assert.deepEqual(await takeUp(rig), { isLeft: false, saved: 1 });
		assert.equal(await hasPendingWork(rig.folder), false);
	});

	it('is fetched though a file of the workspace cannot be mended, and mended another time', async () => {
		await using rig = await rigWithPendingImage();
		const mend = () => Promise.reject(new Error('Somebody has it open.'));
		assert.deepEqual(await takeUp(rig, { mend }), { isLeft: true, saved: 1 });
	});

	it('is tried again later where the store cannot be opened', async () => {
		await using rig = await rigWithPendingImage();
		const openStore = () => Promise.reject(new StoreError('full'));
		assert.deepEqual(await takeUp(rig, { openStore }), { isLeft: true, saved: 0 });
		assert.deepEqual(await takeUp(rig), { isLeft: false, saved: 1 });
	});

	it('is tried again later where its images still cannot be fetched', async () => {
		await using rig = await rigWithPendingImage();
		rig.sandbox.faults.next('image', { kind: 'refuse', status: 503, body: '' }, 6);
		assert.deepEqual(await takeUp(rig), { isLeft: true, saved: 0 });
	});

	it('is left to the windows of a newer version where that has taken the store over', async () => {
		await using rig = await rigWithPendingImage();
		const openStore = () => Promise.reject(new StoreError('newer'));
		assert.deepEqual(await takeUp(rig, { openStore }), { isLeft: false, saved: 0 });
	});
});

describe('A paid call whose images cannot be read from the ledger', () => {
	it('has them fetched later', async () => {
		let isLocked = true;
		await using rig = await makeRig({
			beforeAsking(name) {
				if (name === 'outputsOf' && isLocked) {
					throw new StoreError('locked');
				}
			},
		});
		assert.equal((await rejection(rig.generate())).problem, 'locked');
		assert.ok(rig.log.includes('pending'), 'somebody is told to fetch them');
		isLocked = false;
		assert.deepEqual(await takeUp(rig), { isLeft: false, saved: 1 });
		assert.equal(rig.sandbox.accepted.length, 1);
	});
});
