import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';
import { makeRig, type Rig } from '../unit/jobs/rig.ts';
import { scriptOf } from './build.ts';

const TIMEOUT_MS = 4000;
/** Longer than any time-out of the window, those of its transport and its downloads included. */
const STOPPED_MS = 3 * TIMEOUT_MS;

describe('A window that stands still for longer than its time-outs, as a computer that sleeps', () => {
	it('has its call charged where the answer came meanwhile, and its image saved', async () => {
		await using rig = await makeRig();
		const answered = Promise.withResolvers<void>();
		rig.sandbox.faults.next('generate', { kind: 'hold', until: answered.promise });
		const child = await sendingWindow(rig);
		child.kill('SIGSTOP');
		answered.resolve();
		await pass(STOPPED_MS);
		child.kill('SIGCONT');
		await once(child, 'exit');
		assertCharged(rig);
	});

	it('goes on waiting for an answer that comes after it has woken', async () => {
		await using rig = await makeRig();
		const answered = Promise.withResolvers<void>();
		rig.sandbox.faults.next('generate', { kind: 'hold', until: answered.promise });
		const child = await sendingWindow(rig);
		child.kill('SIGSTOP');
		await pass(STOPPED_MS);
		child.kill('SIGCONT');
		await pass(TIMEOUT_MS / 5);
		answered.resolve();
		await once(child, 'exit');
		assertCharged(rig);
	});

	it('has its time-out all the same, for the time that it runs', async () => {
		await using rig = await makeRig();
		rig.sandbox.faults.next('generate', { kind: 'hold', until: new Promise(() => {}) });
		const child = await sendingWindow(rig);
		await once(child, 'exit');
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['unknown'],
		);
	});

	it('has its download finished', async () => {
		await using rig = await makeRig();
		const sent = Promise.withResolvers<void>();
		rig.sandbox.faults.next('image', { kind: 'hold', until: sent.promise });
		const child = await sendingWindow(rig);
		while (rig.sandbox.faults.pending('image') > 0) {
			await pass(5);
		}
		child.kill('SIGSTOP');
		sent.resolve();
		await pass(STOPPED_MS);
		child.kill('SIGCONT');
		await once(child, 'exit');
		assertCharged(rig);
	});
});

function assertCharged(rig: Rig): void {
	assert.equal(rig.sandbox.accepted.length, 1);
	assert.deepEqual(
		rig.ledger().map(({ state, error }) => [state, error]),
		[['charged', null]],
	);
	assert.deepEqual(
		rig.outputs().map(({ state }) => state),
		['saved'],
	);
}

/** A window whose call has reached the server. */
async function sendingWindow(rig: Rig): Promise<ChildProcess> {
	const child = fork(await scriptOf('caller'), [rig.folder, rig.sandbox.origin, String(TIMEOUT_MS)]);
	while (rig.sandbox.accepted.length === 0) {
		await pass(5);
	}
	return child;
}
