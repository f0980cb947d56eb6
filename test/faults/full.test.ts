import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { undiciTransport } from '../../src/api/transport-undici.ts';
import { resumePendingWork } from '../../src/jobs/resume.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';
import {
	KEY,
	makeRig,
	type Rig,
	type RigOptions,
	rejection,
	storeWorkerUrl,
	workerUrl,
} from '../unit/jobs/rig.ts';
import { oldDatabase } from '../unit/store/ledger.ts';
import { scriptOf } from './build.ts';
import { canMount, mountDisk, type SmallDisk } from './disk.ts';

const FULL = 'The disk with the records of Ideogram Assets is full: free some space and try again.';
const READ_ONLY =
	'The records of Ideogram Assets cannot be written: make their folder writable and try again.';
const DISK_KB = 8192;

describe('On a disk that is full', () => {
	let disk: SmallDisk;

	before(function () {
		if (!canMount()) {
			this.skip(); // Only root may mount the small disk that is filled here.
		}
	});

	beforeEach(() => {
		disk = mountDisk(DISK_KB);
	});

	afterEach(() => disk[Symbol.dispose]());

	/** A rig whose disk is filled as soon as the store is asked `step`. */
	async function rigFilledAt(step: string, options: Partial<RigOptions> = {}): Promise<Rig> {
		const rig = await makeRig({
			folder: path.join(disk.path, 'store'),
			beforeAsking(name) {
				if (name === step && !filled) {
					filled = true;
					fill(rig);
				}
			},
			...options,
		});
		let filled = false;
		return rig;
	}

	/** What is in the write-ahead log goes into the database first: the log's own space would be written again. */
	function fill(rig: Rig): void {
		rig.sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		disk.fill();
	}

	it('the store is not opened, says so, and opens when there is room again', async () => {
		disk.fill();
		const options = { folder: path.join(disk.path, 'store'), workerUrl: storeWorkerUrl };
		const failure = await rejection(openStore(options));
		assert.deepEqual([failure.name, failure.problem, failure.message], ['StoreError', 'full', FULL]);
		disk.makeRoom();
		await (await openStore(options)).close();
	});

	it('a store that is there already is not opened either, and nothing of it is lost', async () => {
		const options = { folder: path.join(disk.path, 'store'), workerUrl: storeWorkerUrl };
		await (await openStore(options)).close();
		disk.fill();
		const failure = await rejection(openStore(options));
		assert.deepEqual([failure.name, failure.problem], ['StoreError', 'full']);
		disk.makeRoom();
		await (await openStore(options)).close();
		assert.ok(!readdirSync(options.folder).some((name) => name.startsWith('damaged')));
	});

	it('a window does not join another one, says so, and leaves no lock behind', async () => {
		const options = { folder: path.join(disk.path, 'store'), workerUrl: storeWorkerUrl };
		const other = await openStore(options);
		disk.fill();
		const failure = await rejection(openStore(options));
		assert.deepEqual([failure.name, failure.problem], ['StoreError', 'full']);
		assert.deepEqual(readdirSync(path.join(options.folder, 'owners')), [`${other.owner}.lock`]);
		disk.makeRoom();
		await (await openStore(options)).close();
		await other.close();
	});

	it('a store that has to be migrated stays as it was, and is migrated when there is room', async () => {
		const folder = path.join(disk.path, 'store');
		mkdirSync(folder);
		const file = path.join(folder, 'store.sqlite');
		oldDatabase(file, 1, 500);
		// A window of the old version, so that the log and its index have their place.
		const old = new DatabaseSync(file);
		const count = () => old.prepare('SELECT COUNT(*) AS n FROM calls').get()?.n;
		assert.equal(count(), 500);
		disk.fill();
		assert.equal((await rejection(openDatabase(folder))).problem, 'full');
		assert.equal(old.prepare('PRAGMA user_version').get()?.user_version, 1);
		assert.deepEqual(readdirSync(path.join(folder, 'backups')), [], 'no unfinished backup takes up space');
		disk.makeRoom();
		(await openDatabase(folder)).close();
		assert.deepEqual(readdirSync(path.join(folder, 'backups')).length, 1);
		assert.equal(count(), 500);
		old.close();
	});

	for (const step of ['enqueue', 'reserve', 'markSent']) {
		it(`nothing leaves where ${step} cannot be written, and the next call goes when there is room`, async () => {
			await using rig = await rigFilledAt(step);
			const failure = await rejection(rig.generate());
			assert.deepEqual([failure.name, failure.problem, failure.message], ['StoreError', 'full', FULL]);
			assert.equal(rig.sandbox.requests.length, 0);
			disk.makeRoom();
			assert.equal((await rig.generate())?.label, 'charged');
			await until(() => rig.ledger().every(({ state }) => ['charged', 'not-charged'].includes(state)));
			assert.deepEqual(
				rig.ledger().map(({ state }) => state),
				step === 'enqueue' ? ['charged'] : ['not-charged', 'charged'],
			);
			assert.equal(rig.sandbox.accepted.length, 1);
		});
	}

	it('a paid answer waits until there is room, and the person is told once', async () => {
		await using rig = await rigFilledAt('settle', {
			onTrouble: () => setTimeout(() => disk.makeRoom(), 300),
		});
		const result = await rig.generate();
		assert.equal(result?.label, 'charged');
		assert.equal(rig.log.filter((line) => line === 'trouble: full').length, 1);
		assert.deepEqual([rig.ledger()[0]?.state, rig.outputs()[0]?.state], ['charged', 'saved']);
		assert.equal(rig.sandbox.accepted.length, 1);
	});

	for (const step of ['outputsOf', 'markSaved']) {
		it(`a paid image that cannot be written at ${step} stays pending, and is fetched when there is room`, async () => {
			await using rig = await rigFilledAt(step);
			const result = await rig.generate();
			assert.deepEqual(
				result?.outputs.map(({ state }) => state),
				['pending'],
			);
			disk.makeRoom();
			const fetch = { transport: rig.transport, sleep: async () => {} };
			const resumed = await resumePendingWork(rig.folder, async () => rig.store, fetch);
			assert.equal(resumed?.saved.length, 1);
			assert.equal(rig.outputs()[0]?.state, 'saved');
			assert.equal(rig.sandbox.accepted.length, 1);
			assert.ok(!(await rig.imageFiles()).some((name) => name.endsWith('.part')));
		});
	}

	it('an answer that could be kept beside the ledger survives the death of its window', async () => {
		const folder = path.join(disk.path, 'store');
		await using sandbox = disposable(await startSandbox({ key: KEY, workerUrl }));
		const held = Promise.withResolvers<void>();
		sandbox.faults.next('generate', { kind: 'hold', until: held.promise });
		const child = fork(await scriptOf('caller'), [folder, sandbox.origin]);
		await until(() => sandbox.accepted.length === 1);
		const sql = new DatabaseSync(path.join(folder, 'store.sqlite'));
		sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		// Where there is room for a file, but not for the ledger.
		mkdirSync(path.join(folder, 'late'));
		using _beside = mountDisk(64, path.join(folder, 'late'));
		disk.fill();
		held.resolve();
		assert.deepEqual(await once(child, 'message'), ['full', undefined]);
		await until(() => readdirSync(path.join(folder, 'late')).some((name) => name.endsWith('.json')));
		child.kill('SIGKILL');
		await once(child, 'exit');
		assert.equal(sql.prepare('SELECT state FROM calls').get()?.state, 'sent');
		disk.makeRoom();
		const store = await openStore({ folder, workerUrl: storeWorkerUrl });
		const transport = undiciTransport();
		const resumed = await resumePendingWork(folder, async () => store, { transport });
		assert.equal(resumed?.saved.length, 1);
		assert.equal(sql.prepare('SELECT state FROM calls').get()?.state, 'charged');
		assert.deepEqual(readdirSync(path.join(folder, 'late')), []);
		sql.close();
		await store.close();
		await transport.close();
	});
});

describe('In a folder that cannot be written', () => {
	let disk: SmallDisk;

	before(function () {
		if (!canMount()) {
			this.skip(); // To root every folder is writable but on a disk that is not, and only root may mount one.
		}
	});

	beforeEach(() => {
		disk = mountDisk(DISK_KB);
	});

	afterEach(() => disk[Symbol.dispose]());

	for (const there of [false, true]) {
		it(`${there ? 'a store that is there' : 'a new store'} is not opened, says so, and opens later`, async () => {
			const options = { folder: path.join(disk.path, 'store'), workerUrl: storeWorkerUrl };
			if (there) {
				await (await openStore(options)).close();
			}
			disk.setReadOnly(true);
			const failure = await rejection(openStore(options));
			assert.deepEqual(
				[failure.name, failure.problem, failure.message],
				['StoreError', 'read-only', READ_ONLY],
			);
			disk.setReadOnly(false);
			await (await openStore(options)).close();
			assert.ok(!readdirSync(options.folder).some((name) => name.startsWith('damaged')));
		});
	}

	it('a paid image stays pending and is fetched when it can be', async () => {
		await using rig = await makeRig();
		const images = path.join(rig.folder, 'images');
		{
			using readOnly = mountDisk(64, images);
			readOnly.setReadOnly(true);
			const result = await rig.generate();
			assert.deepEqual([result?.label, result?.outputs[0]?.state], ['charged', 'pending']);
			assert.notEqual(rig.sql.prepare('SELECT message FROM outputs').get()?.message, null);
		}
		const fetch = { transport: rig.transport, sleep: async () => {} };
		assert.equal((await resumePendingWork(rig.folder, async () => rig.store, fetch))?.saved.length, 1);
		assert.equal(rig.sandbox.accepted.length, 1);
	});
});

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) {
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

function disposable<T extends { close(): Promise<void> }>(closable: T): T & AsyncDisposable {
	return Object.assign(closable, { [Symbol.asyncDispose]: () => closable.close() });
}
