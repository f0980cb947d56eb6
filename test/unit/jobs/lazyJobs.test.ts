import assert from 'node:assert/strict';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { listPrices } from '../../../src/api/price-terms.ts';
import type { Jobs } from '../../../src/jobs/jobs.ts';
import { lazyJobs } from '../../../src/jobs/lazyJobs.ts';
import { makeRig, type Rig } from './rig.ts';

/** Reads the jobs, but not at the first so many calls, as while too many files are open. */
function failing(times: number) {
	const counted = {
		calls: 0,
		async load() {
			counted.calls++;
			if (counted.calls <= times) {
				throw new Error('EMFILE: too many open files');
			}
			return import('../../../src/jobs/jobs.ts');
		},
	};
	return counted;
}

describe('Jobs that are read when the first of them starts', () => {
	const jobsOf = ({ store, transport, log }: Rig, load: Parameters<typeof lazyJobs>[1]) =>
		lazyJobs(
			{
				store: async () => store,
				limits: () => ({ caps: {}, confirmAbove: 1_000_000, maxInFlight: 10, terms: listPrices }),
				confirm: async () => true,
				beforeUpload: async () => true,
				fetch: { transport },
				onPending: () => undefined,
				onTrouble: () => undefined,
				log: (message) => log.push(message),
			},
			load,
		);

	const start = ({ target }: Rig, jobs: Jobs, prompt: string) =>
		jobs.start({ operation: generateV3, input: { prompt }, target, source: 'person', workspace: undefined });

	it('are looked for again by the next one where they could not be read, and kept from then on', async () => {
		await using rig = await makeRig();
		const counted = failing(1);
		const jobs = jobsOf(rig, counted.load);
		let images = 0;
		jobs.listen((activity) => {
			images = Math.max(images, activity.images);
		});
		await assert.rejects(start(rig, jobs, 'A fox'), /EMFILE/);
		assert.deepEqual(rig.ledger(), []);
		await (await start(rig, jobs, 'A fox'))?.done;
		await (await start(rig, jobs, 'An owl'))?.done;
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['charged', 'charged'],
		);
		assert.deepEqual([counted.calls, images], [2, 1], 'who listened before hears of them');
	});

	it('are read once by calls that start together', async () => {
		await using rig = await makeRig();
		const counted = failing(0);
		const jobs = jobsOf(rig, counted.load);
		const started = await Promise.all([start(rig, jobs, 'A fox'), start(rig, jobs, 'An owl')]);
		await Promise.all(started.map((job) => job?.done));
		assert.equal(counted.calls, 1);
	});
});
