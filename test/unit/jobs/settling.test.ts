import assert from 'node:assert/strict';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import type { Transport } from '../../../src/api/transport.ts';
import { makeRig, type Rig, type RigOptions } from './rig.ts';

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
});
