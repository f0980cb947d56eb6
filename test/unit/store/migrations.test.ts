import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { resumePendingWork } from '../../../src/jobs/resume.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { localDay } from '../../../src/store/days.ts';
import { migrations } from '../../../src/store/migrations.ts';
import { procedures } from '../../../src/store/procedures.ts';
import { makeRig, rejection } from '../jobs/rig.ts';
import { newFolder } from './folders.ts';
import { insertRow, newCall, oldDatabase } from './ledger.ts';

const NEWER = 'A newer version of Ideogram Assets has updated its records: reload this window to go on.';
const CALLS = 50;

const storeIn = (folder: string) => path.join(folder, 'store.sqlite');

function versionOf(connection: DatabaseSync): number {
	return (connection.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

/** Every row of every table, with the columns that `like` has. */
function rowsOf(connection: DatabaseSync, like = columnsOf(connection)): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(like).map(([table, columns]) => [
			table,
			connection.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY 1, 2`).all(),
		]),
	);
}

function columnsOf(connection: DatabaseSync): Record<string, string[]> {
	const tables = connection
		.prepare(`SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE %' AND name NOT LIKE 'sqlite%'`)
		.all()
		.map(({ name }) => String(name));
	const columns = (table: string) =>
		connection
			.prepare('SELECT name FROM pragma_table_info(?)')
			.all(table)
			.map(({ name }) => String(name));
	return Object.fromEntries(tables.map((table) => [table, columns(table)]));
}

describe('A store of an earlier version', () => {
	for (let version = 1; version < migrations.length; version++) {
		it(`${version} is taken to the newest with every row, after a backup that is still of version ${version}`, async () => {
			using folder = newFolder();
			oldDatabase(storeIn(folder.path), version, CALLS);
			const old = new DatabaseSync(storeIn(folder.path));
			const columns = columnsOf(old);
			const rows = rowsOf(old);
			old.close();
			const days = [localDay(new Date())];
			const db = await openDatabase(folder.path);
			days.push(localDay(new Date()));
			assert.equal(versionOf(db.connection), migrations.length);
			assert.deepEqual(rowsOf(db.connection, columns), rows);
			assert.equal((rows.calls as unknown[]).length, CALLS);
			assert.equal(procedures.searchHistory(db, { words: 'number 7', limit: 5 }).total, 1);
			db.close();
			const backups = path.join(folder.path, 'backups');
			const [name = '', ...others] = readdirSync(backups);
			assert.deepEqual(others, []);
			assert.ok(days.map((day) => `${day}-v${version}.sqlite`).includes(name), name);
			const backup = new DatabaseSync(path.join(backups, name));
			assert.equal(versionOf(backup), version);
			assert.deepEqual(rowsOf(backup), rows);
			backup.close();
		});

		it(`${version} stays as it was where no backup can be made`, async () => {
			using folder = newFolder();
			oldDatabase(storeIn(folder.path), version, CALLS);
			writeFileSync(path.join(folder.path, 'backups'), 'in the way');
			await rejection(openDatabase(folder.path));
			const connection = new DatabaseSync(storeIn(folder.path));
			assert.equal(versionOf(connection), version);
			assert.equal((rowsOf(connection).calls as unknown[]).length, CALLS);
			connection.close();
			rmSync(path.join(folder.path, 'backups'));
			(await openDatabase(folder.path)).close();
		});
	}

	it('has its last three backups kept', async () => {
		using folder = newFolder();
		const backups = path.join(folder.path, 'backups');
		mkdirSync(backups);
		for (const day of ['01', '02', '03', '04']) {
			writeFileSync(path.join(backups, `2026-01-${day}-v1.sqlite`), '');
		}
		oldDatabase(storeIn(folder.path), 1, 1);
		(await openDatabase(folder.path)).close();
		assert.deepEqual(readdirSync(backups).slice(0, 2), ['2026-01-03-v1.sqlite', '2026-01-04-v1.sqlite']);
		assert.equal(readdirSync(backups).length, 3);
	});
});

describe('A store of a newer version', () => {
	let folder: ReturnType<typeof newFolder>;
	let db: Database;

	beforeEach(async () => {
		folder = newFolder();
		mkdirSync(path.join(folder.path, 'owners')); // With no lock in it: the window is gone.
		db = await openDatabase(folder.path);
		await procedures.enqueue(db, newCall({ id: 'call', owner: 'gone' }));
		insertRow(db.connection, 'outputs', { call: 1, position: 0, state: 'saved', file: 'call/fox.png' });
		db.connection.exec(`PRAGMA user_version = ${migrations.length + 1}`);
	});

	afterEach(() => {
		db.close();
		folder[Symbol.dispose]();
	});

	it('is not opened: the window has to be reloaded', async () => {
		const { name, problem, message } = await rejection(openDatabase(folder.path));
		assert.deepEqual([name, problem, message], ['StoreError', 'newer', NEWER]);
		assert.ok(!existsSync(path.join(folder.path, 'repair.lock')));
	});

	it('is not written by a window that had it open, whatever it wants to write', async () => {
		const before = rowsOf(db.connection);
		const output = ['call', 0] as const;
		const saved = { file: 'f', bytes: 1, sha256: '', width: 1, height: 1 };
		const writes: Record<string, () => Promise<unknown>> = {
			enqueue: () => procedures.enqueue(db, newCall({ id: 'other' })),
			reserve: () => procedures.reserve(db, 'call', { caps: {}, maxInFlight: 10, now: 1, day: '2026-11-23' }),
			markSent: () => procedures.markSent(db, 'call', 1),
			requeue: () => procedures.requeue(db, 'call'),
			settle: () => procedures.settle(db, 'call', { state: 'charged', now: 1 }),
			markSaved: () => procedures.markSaved(db, ...output, saved),
			markExpired: () => procedures.markExpired(db, ...output, ''),
			releaseClaim: () => procedures.releaseClaim(db, ...output, ''),
			claimPending: () => procedures.claimPending(db, 'me', 1),
			addPlacement: () => procedures.addPlacement(db, ...output, 'file:///x', 1),
			clearMarker: () => procedures.clearMarker(db),
			recoverDeadOwners: () => procedures.recoverDeadOwners(db, 1),
			raiseCap: () => procedures.raiseCap(db, 'day', '2026-11-23', 1),
			markNotCharged: () => procedures.markNotCharged(db, 'call', 1),
			unmark: () => procedures.unmark(db, 'call'),
			deleteEntries: () => procedures.deleteEntries(db, [{ callId: 'call', position: 0 }], 1),
			clearHistory: () => procedures.clearHistory(db, 1),
		};
		for (const [name, write] of Object.entries(writes)) {
			assert.equal((await rejection(write())).problem, 'newer', name);
		}
		assert.deepEqual(rowsOf(db.connection), before);
	});
});

describe('An answer that comes when a newer version has taken over the store', () => {
	it('is kept beside it, and entered by the next window, with its image', async () => {
		await using rig = await makeRig();
		const answered = Promise.withResolvers<void>();
		rig.sandbox.faults.next('generate', { kind: 'hold', until: answered.promise });
		const call = rejection(rig.generate());
		while (rig.sandbox.accepted.length === 0) {
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		rig.sql.exec(`PRAGMA user_version = ${migrations.length + 1}`);
		answered.resolve();
		assert.equal((await call).message, NEWER);
		assert.equal(rig.ledger()[0]?.state, 'sent');
		const late = path.join(rig.folder, 'late');
		assert.equal(readdirSync(late).length, 1);
		// The next window knows this version.
		rig.sql.exec(`PRAGMA user_version = ${migrations.length}`);
		const fetch = { transport: rig.transport, sleep: async () => {} };
		const resumed = await resumePendingWork(rig.folder, async () => rig.store, fetch);
		assert.equal(resumed?.saved.length, 1);
		assert.equal(rig.ledger()[0]?.state, 'charged');
		assert.deepEqual(readdirSync(late), []);
		assert.equal(rig.sandbox.accepted.length, 1);
	});
});
