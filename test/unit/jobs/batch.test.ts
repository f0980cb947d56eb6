import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { removeBackground } from '../../../src/api/operations/remove-background.ts';
import { recogniseImage } from '../../../src/images/format.ts';
import { encodePng } from '../../../src/images/png.ts';
import { type Outcome, runBatch, type Tally, tallyOf } from '../../../src/jobs/batch.ts';
import { resumePendingWork } from '../../../src/jobs/resume.ts';
import { waitFor } from '../../ui/wait.ts';
import { makeRig, type Rig, type RigOptions } from './rig.ts';

const image = encodePng(new Uint8Array(8 * 8 * 3).fill(120), 8, 8, { channels: 3 });

const names = (count: number) => Array.from({ length: count }, (_, index) => `image-${index}.png`);

interface Started {
	readonly batch: ReturnType<typeof runBatch<string, string>>;
	readonly tallies: Tally[];
	readonly folder: string;
}

/** A batch that writes what it makes into a folder, as the editor does. */
async function start(rig: Rig, items: readonly string[]): Promise<Started> {
	const folder = await mkdtemp(path.join(tmpdir(), 'ideogram-batch-'));
	const tallies: Tally[] = [];
	const batch = runBatch<string, string>({
		items,
		parallel: 10,
		sandbox: rig.target.sandbox,
		stateOf: rig.store.records.stateOf,
		start: (name) =>
			rig.jobs.start({
				operation: removeBackground,
				input: { image: { name, bytes: image } },
				target: rig.target,
				source: 'person',
				agreed: true,
				workspace: undefined,
			}),
		async finish(name, { outputs }) {
			const [output] = outputs;
			if (output?.state !== 'saved') {
				throw new Error(`not fetched: ${output?.state}`);
			}
			const file = path.join(folder, name);
			await writeFile(file, await readFile(rig.store.imagePath(output.file ?? '')));
			return file;
		},
		onProgress: (tally) => tallies.push(tally),
	});
	return { batch, tallies, folder };
}

const withRig = async (options: RigOptions, test: (rig: Rig) => Promise<void>) => {
	await using rig = await makeRig(options);
	await test(rig);
};

const kinds = (outcomes: readonly Outcome<string, string>[]) =>
	Object.fromEntries(
		['done', 'failed', 'dropped'].map((kind) => [
			kind,
			outcomes.filter((outcome) => outcome.kind === kind).length,
		]),
	);

describe('A batch', () => {
	it('never has more in flight than its limit, and tells how far it is', () =>
		withRig({}, async (rig) => {
			const { batch, tallies, folder } = await start(rig, names(23));
			const outcomes = await batch.ended;
			assert.deepEqual(kinds(outcomes), { done: 23, failed: 0, dropped: 0 });
			assert.equal(rig.sandbox.accepted.length, 23);
			assert.equal((await readdir(folder)).length, 23);
			assert.ok(tallies.every(({ running }) => running <= 10));
			assert.deepEqual(tallies.at(-1), {
				total: 23,
				done: 23,
				failed: 0,
				running: 0,
				charged: 230_000,
				unknown: 0,
			});
			assert.deepEqual(
				outcomes.map(({ item }) => item),
				names(23),
			);
			await rm(folder, { recursive: true });
		}));

	it('makes the next call while the images of those before are still on their way', () =>
		withRig({}, async (rig) => {
			const fetching = Promise.withResolvers<void>();
			rig.sandbox.faults.next('image', { kind: 'hold', until: fetching.promise }, 23);
			const { batch, tallies, folder } = await start(rig, names(23));
			await waitFor('every call', () => rig.sandbox.accepted.length === 23);
			assert.deepEqual(await readdir(folder), []);
			fetching.resolve();
			assert.deepEqual(kinds(await batch.ended), { done: 23, failed: 0, dropped: 0 });
			assert.ok(tallies.every(({ running }) => running <= 10));
			assert.ok(rig.sandbox.peakInFlight <= 10);
		}));

	it('says of each failure what the ledger says of its call', () =>
		withRig({}, async (rig) => {
			rig.sandbox.faults.next('removeBackground', { kind: 'refuse', status: 400 });
			rig.sandbox.faults.next('removeBackground', { kind: 'reset', when: 'after-body' });
			const { batch, folder } = await start(rig, names(4));
			const outcomes = await batch.ended;
			const labels = outcomes.flatMap((each) => (each.kind === 'failed' ? [each.label] : []));
			assert.deepEqual(labels.sort(), ['may have been charged', 'not charged']);
			const { charged, unknown } = tallyOf(outcomes, 0);
			assert.deepEqual([charged, unknown], [20_000, 10_000]);
			assert.equal(rig.sandbox.accepted.length, 3);
			await rm(folder, { recursive: true });
		}));

	it('counts as charged what was paid for and could not be placed', () =>
		withRig({}, async (rig) => {
			const { batch, folder } = await start(rig, ['withheld.png']);
			const [outcome] = await batch.ended;
			assert.ok(outcome?.kind === 'failed');
			assert.equal(outcome.label, 'charged');
			await rm(folder, { recursive: true });
		}));

	it('gives up at a limit that holds for all of it, with nothing more asked of the ledger', () =>
		withRig({ limits: { caps: { day: 30_000 } } }, async (rig) => {
			const { batch, folder } = await start(rig, names(40));
			const outcomes = await batch.ended;
			assert.deepEqual(kinds(outcomes), { done: 3, failed: 37, dropped: 0 });
			assert.equal(rig.sandbox.accepted.length, 3);
			assert.ok(rig.ledger().length <= 13);
			assert.ok(
				outcomes.every(
					(each) => each.kind === 'done' || each.kind === 'dropped' || each.label === 'not charged',
				),
			);
			await rm(folder, { recursive: true });
		}));

	it('never asks about one file alone: the whole has been agreed to', () =>
		withRig(
			{
				limits: { confirmAbove: 0 },
				confirm: () => Promise.reject(new Error('It was asked.')),
			},
			async (rig) => {
				const { batch, folder } = await start(rig, names(2));
				assert.deepEqual(kinds(await batch.ended), { done: 2, failed: 0, dropped: 0 });
				await rm(folder, { recursive: true });
			},
		));

	it('of forty, stopped at any moment, loses nothing that the server has accepted', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 0, max: 42 }),
				fc.array(fc.integer({ min: 0, max: 39 }), { maxLength: 4 }),
				async (stopAfter, unfetched) => {
					await using rig = await makeRig();
					// Enough for every try of these images to fail.
					rig.sandbox.faults.next('image', { kind: 'refuse', status: 503 }, unfetched.length * 6);
					const { batch, folder } = await start(rig, names(40));
					const stopping = (async () => {
						while (rig.sandbox.accepted.length < stopAfter) {
							const rows = rig.ledger().filter(({ state }) => state === 'charged');
							if (rows.length >= 40) {
								break;
							}
							await new Promise((resolve) => setTimeout(resolve, 2));
						}
						batch.stop();
					})();
					const outcomes = await batch.ended;
					await stopping;
					const accepted = rig.sandbox.accepted.length;
					const written = await readdir(folder);
					const pending = rig.outputs().filter(({ state }) => state === 'pending').length;
					assert.equal(accepted, written.length + pending);
					assert.equal(kinds(outcomes).dropped, 40 - accepted);
					assert.equal(rig.ledger().filter(({ state }) => state === 'charged').length, accepted);
					assert.ok(
						rig.ledger().every(({ state }) => state === 'charged' || state === 'not-charged'),
						'nothing is left open',
					);
					for (const name of written) {
						assert.equal(recogniseImage(await readFile(path.join(folder, name)))?.type, 'png');
					}
					rig.sandbox.faults.clear();
					await resumePendingWork(rig.folder, async () => rig.store, {
						transport: rig.transport,
						sleep: async () => {},
					});
					assert.deepEqual(
						new Set(rig.outputs().map(({ state }) => state)),
						new Set(accepted > 0 ? ['saved'] : []),
					);
					await rm(folder, { recursive: true });
				},
			),
			{ numRuns: 12, endOnFailure: true },
		);
	});
});
