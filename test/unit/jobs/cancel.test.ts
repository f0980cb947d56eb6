import assert from 'node:assert/strict';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import type { RunningJob } from '../../../src/jobs/request.ts';
import { makeRig, type Rig } from './rig.ts';

const start = async (rig: Rig): Promise<RunningJob> => {
	const job = await rig.jobs.start({
		operation: generateV3,
		input: { prompt: 'a red fox', aspectRatio: '1x1' },
		target: rig.target,
		source: 'agent',
		workspace: undefined,
	});
	assert.ok(job);
	return job;
};

describe('A call that is cancelled', () => {
	for (const step of ['reserve', 'markSent']) {
		it(`while the store is asked to ${step} is not sent, and says so at once`, async () => {
			const asked = Promise.withResolvers<void>();
			await using rig = await makeRig({
				beforeAsking(name) {
					if (name === step) {
						asked.resolve();
					}
				},
			});
			const job = await start(rig);
			await asked.promise;
			assert.equal(job.cancel(), true);
			assert.equal(await job.done, undefined);
			assert.equal(rig.sandbox.requests.length, 0);
			assert.deepEqual(
				rig.ledger().map(({ state, error }) => [state, error]),
				[['not-charged', 'Cancelled']],
			);
		});
	}

	it('once it was sent goes on, is charged, and says so', async () => {
		const sent = Promise.withResolvers<void>();
		await using rig = await makeRig({
			transport: (inner) => ({
				...inner,
				send(request) {
					sent.resolve();
					return inner.send(request);
				},
			}),
		});
		const job = await start(rig);
		await sent.promise;
		assert.equal(job.cancel(), false);
		assert.equal((await job.done)?.label, 'charged');
		assert.equal(job.cancel(), false);
	});
});
