import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { access, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { resumePendingWork } from '../../../src/jobs/resume.ts';
import { keepLate } from '../../../src/store/late.ts';
import { hasPendingWork } from '../../../src/store/marker.ts';
import { makeRig, type Rig } from './rig.ts';

/** A second window that generates on the same store, to be killed at will. */
function otherWindow(rig: Rig): ChildProcess {
	return fork(new URL('./window.ts', import.meta.url), [rig.folder, rig.sandbox.origin], {
		execArgv: ['--disable-warning=ExperimentalWarning'],
	});
}

async function kill(child: ChildProcess): Promise<void> {
	child.kill('SIGKILL');
	await once(child, 'exit');
}

const resume = (rig: Rig) =>
	resumePendingWork(rig.folder, async () => rig.store, { transport: rig.transport, sleep: async () => {} });

describe('A window that dies', () => {
	it('while its request is on the way leaves it unknown, still counted as spent', async () => {
		await using rig = await makeRig();
		rig.sandbox.faults.next('generate', { kind: 'hold', until: new Promise(() => {}) });
		const child = otherWindow(rig);
		await until(() => rig.sandbox.accepted.length === 1);
		assert.equal(rig.ledger()[0]?.state, 'sent');
		await kill(child);
		assert.deepEqual(await resume(rig), { saved: [], unknown: 1, expired: 0, pending: 0, isComplete: true });
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['unknown'],
		);
		assert.equal(await hasPendingWork(rig.folder), false);
	});

	it('before the download has its paid image fetched by the next one', async () => {
		await using rig = await makeRig();
		rig.sandbox.faults.next('image', { kind: 'hold', until: new Promise(() => {}) });
		const child = otherWindow(rig);
		await until(() => rig.outputs().length === 1 && rig.sandbox.faults.pending('image') === 0);
		await kill(child);
		const resumed = await resume(rig);
		assert.equal(resumed?.saved.length, 1);
		const [output] = resumed?.saved ?? [];
		await access(rig.store.imagePath(output?.file ?? ''));
		assert.equal((await rig.store.records.outputsOf(output?.callId ?? ''))[0]?.state, 'saved');
		assert.equal(rig.sandbox.accepted.length, 1);
		assert.equal(await hasPendingWork(rig.folder), false);
	});

	it('after the download and before it could say so keeps its image, even when the link has ended', async () => {
		await using rig = await makeRig();
		const result = await rig.generate({ numImages: 2 });
		const saved = result?.outputs.map(({ file, sha256 }) => ({ file, sha256 }));
		// As it stands when the window dies between the two.
		rig.sql.exec(`UPDATE outputs SET state = 'pending', file = NULL, bytes = NULL, sha256 = NULL`);
		await writeFile(path.join(rig.folder, 'pending'), '');
		rig.sandbox.faults.next('image', { kind: 'expired' }, 2);
		const resumed = await resume(rig);
		assert.deepEqual(
			resumed?.saved.map(({ file, sha256 }) => ({ file, sha256 })),
			saved,
		);
		assert.equal(rig.sandbox.faults.pending('image'), 2, 'nothing was fetched again');
	});

	it('with a file that was cut off has it fetched anew', async () => {
		await using rig = await makeRig();
		const [whole] = (await rig.generate())?.outputs ?? [];
		const file = rig.store.imagePath(whole?.file ?? '');
		await truncate(file, (await stat(file)).size / 2);
		rig.sql.exec(`UPDATE outputs SET state = 'pending', file = NULL, bytes = NULL, sha256 = NULL`);
		await writeFile(path.join(rig.folder, 'pending'), '');
		assert.deepEqual(
			(await resume(rig))?.saved.map(({ sha256 }) => sha256),
			[whole?.sha256],
		);
	});

	it('while its call waits leaves it not charged', async () => {
		await using rig = await makeRig();
		const held = Promise.withResolvers<void>();
		rig.sandbox.faults.next('generate', { kind: 'hold', until: held.promise });
		const mine = rig.generate({ numImages: 8 });
		await until(() => rig.sandbox.accepted.length === 1);
		const child = fork(new URL('./window.ts', import.meta.url), [rig.folder, rig.sandbox.origin, '8'], {
			execArgv: ['--disable-warning=ExperimentalWarning'],
		});
		await until(() => rig.ledger().length === 2);
		await kill(child);
		await resume(rig);
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['sent', 'not-charged'],
		);
		held.resolve();
		await mine;
		assert.equal(rig.sandbox.accepted.length, 1);
	});

	it('with its slots reserved does not keep a living one waiting', async () => {
		await using rig = await makeRig();
		const mine = await rig.generate();
		assert.equal(mine?.label, 'charged');
		// As if it had been made by a window that died between reserving and sending.
		rig.sql.exec(
			`INSERT INTO calls (id, state, owner, created, day, operation, model, prompt, input, images, amount,
				price_row, price_confirmed, account, sandbox, source)
			SELECT 'ghost', 'reserved', 'nobody', created, day, operation, model, prompt, input, 8, amount,
				price_row, price_confirmed, account, sandbox, source FROM calls`,
		);
		assert.equal((await rig.generate({ numImages: 4 }))?.label, 'charged');
		const ghost = rig.sql.prepare(`SELECT state FROM calls WHERE id = 'ghost'`).get();
		assert.deepEqual({ ...ghost }, { state: 'not-charged' });
	});

	it('has its kept answer entered by a call that waits for its slots, and its image fetched', async () => {
		await using rig = await makeRig();
		await rig.generate();
		const [url, prompt] = Object.values(rig.sql.prepare('SELECT url, prompt FROM outputs').get() ?? {});
		rig.sql.exec(
			`INSERT INTO calls (id, state, owner, created, day, operation, model, prompt, input, images, amount,
				price_row, price_confirmed, account, sandbox, source, sent)
			SELECT 'ghost', 'sent', 'nobody', created, day, operation, model, prompt, input, 8, amount,
				price_row, price_confirmed, account, sandbox, source, created FROM calls`,
		);
		const facts = { expires: undefined, seed: undefined, width: undefined, height: undefined };
		await keepLate(rig.folder, 'ghost', {
			state: 'charged',
			now: 1,
			outputs: [{ state: 'pending', url: String(url), prompt: String(prompt), ...facts }],
		});
		assert.equal((await rig.generate({ numImages: 4 }))?.label, 'charged');
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['charged', 'charged', 'charged'],
		);
		assert.ok(rig.log.includes('pending'), 'somebody is told to fetch it');
		assert.equal(await hasPendingWork(rig.folder), true);
		assert.equal((await resume(rig))?.saved[0]?.callId, 'ghost');
		assert.equal(await hasPendingWork(rig.folder), false);
	});

	it('is not taken for dead while it lives', async () => {
		await using rig = await makeRig();
		const held = Promise.withResolvers<void>();
		rig.sandbox.faults.next('generate', { kind: 'hold', until: held.promise });
		const child = otherWindow(rig);
		await until(() => rig.sandbox.accepted.length === 1);
		child.kill('SIGSTOP');
		await resume(rig);
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['sent'],
		);
		child.kill('SIGCONT');
		held.resolve();
		await once(child, 'exit');
		assert.deepEqual(
			rig.ledger().map(({ state }) => state),
			['charged'],
		);
	});

	it('that left nothing unfinished is not even looked for in the store', async () => {
		await using rig = await makeRig();
		const resumed = await resumePendingWork(
			rig.folder,
			() => {
				throw new Error('The store was opened.');
			},
			{ transport: rig.transport },
		);
		assert.equal(resumed, undefined);
	});
});

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) {
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
