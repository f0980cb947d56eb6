import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Transport } from '../../../src/api/transport.ts';
import { makeRig, type Rig, type RigOptions, rejection } from './rig.ts';

/** A rig in which `happen` runs when the answer of a paid call is there, before anyone has read it. */
async function rigWhere(happen: (rig: Rig) => Promise<void>, options: RigOptions = {}): Promise<Rig> {
	const rig = await makeRig({
		...options,
		transport: (inner): Transport => ({
			...inner,
			async send(request) {
				const answer = await inner.send(request);
				if (request.method === 'POST') {
					await happen(rig);
				}
				return answer;
			},
		}),
	});
	return rig;
}

function assertPaidOnceAndSaved(rig: Rig): void {
	assert.equal(rig.sandbox.accepted.length, 1);
	assert.deepEqual([rig.ledger()[0]?.state, rig.outputs()[0]?.state], ['charged', 'saved']);
}

describe('A paid answer', () => {
	for (const left of ['nothing', 'an empty folder']) {
		it(`that comes while the disk of the store is away, ${left} in its place, is entered when it is back`, async function () {
			if (process.platform === 'win32') {
				this.skip(); // No folder with an open file is moved there.
			}
			let isAway = false;
			await using rig = await rigWhere(
				async ({ folder }) => {
					renameSync(folder, `${folder}-away`);
					isAway = true;
					if (left !== 'nothing') {
						mkdirSync(folder);
					}
				},
				{
					async sleep() {
						if (isAway) {
							isAway = false;
							assert.equal(existsSync(rig.folder), left !== 'nothing', 'nothing is made in its place');
							rmSync(rig.folder, { recursive: true, force: true });
							renameSync(`${rig.folder}-away`, rig.folder);
						}
					},
				},
			);
			const result = await rig.generate();
			assert.equal(result?.label, 'charged');
			assertPaidOnceAndSaved(rig);
			assert.deepEqual(
				rig.log.filter((line) => line.startsWith('trouble')),
				['trouble: unreachable'],
			);
		});
	}

	it('whose call a repair of the ledger has lost is entered with what it cost, and its image saved', async () => {
		await using rig = await rigWhere(async ({ sql }) => {
			sql.exec('DELETE FROM calls');
		});
		const result = await rig.generate();
		assert.equal(result?.label, 'charged');
		assertPaidOnceAndSaved(rig);
		const [{ prompt, amount, images, day } = {}] = rig.sql.prepare('SELECT * FROM calls').all();
		assert.deepEqual([prompt, amount, images], ['a red fox', 60_000, 1]);
		const { spent } = await rig.store.records.standingOn(String(day));
		assert.equal(spent.day, 60_000);
		const found = await rig.store.records.searchHistory({ words: 'fox', limit: 5 });
		assert.equal(found.total, 1);
	});

	it('that the ledger refuses for a reason nobody has thought of is tried again', async () => {
		let isRefused = false;
		await using rig = await makeRig({
			beforeAsking(name) {
				if (name === 'settle' && !isRefused) {
					isRefused = true;
					throw new Error('Something else.');
				}
			},
		});
		assert.equal((await rig.generate())?.label, 'charged');
		assertPaidOnceAndSaved(rig);
		assert.deepEqual(readdirSync(path.join(rig.folder, 'late')), []);
		assert.ok(rig.log.includes('trouble: failed'));
	});
});

describe('A call of unknown outcome', () => {
	it('that a repair of the ledger has lost counts as spent all the same', async () => {
		await using rig = await rigWhere(async ({ sql }) => {
			sql.exec('DELETE FROM calls');
			throw new Error('The connection broke.');
		});
		await rejection(rig.generate());
		assert.deepEqual(
			rig.ledger().map(({ state, amount }) => [state, amount]),
			[['unknown', 60_000]],
		);
	});
});
