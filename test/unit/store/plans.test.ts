import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { procedures } from '../../../src/store/procedures.ts';
import { newFolder } from './folders.ts';
import { newCall } from './ledger.ts';

/** The same database, with every statement that is prepared written down. */
function overheard(db: Database, statements: Set<string>): Database {
	const connection = new Proxy(db.connection, {
		get(target, name) {
			if (name === 'prepare') {
				return (sql: string) => {
					statements.add(sql);
					return target.prepare(sql);
				};
			}
			const value = Reflect.get(target, name) as unknown;
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
	const transact: Database['transact'] = (work) => db.transact(() => work(connection));
	return { ...db, connection, transact, transactTogether: transact };
}

/** The steps of a statement's plan that read a whole table. */
function scans(connection: DatabaseSync, sql: string): readonly string[] {
	const parameters = sql.split('?').length - 1;
	return connection
		.prepare(`EXPLAIN QUERY PLAN ${sql}`)
		.all(...Array.from({ length: parameters }, () => null))
		.map(({ detail }) => String(detail))
		.filter((detail) => /^SCAN (?:calls|outputs|c|o)\b/.test(detail));
}

describe('What every call asks of the store', () => {
	it('reads no table through, however many calls there have been', async () => {
		using folder = newFolder();
		mkdirSync(path.join(folder.path, 'owners')); // With no lock in it: the window is gone.
		const db = await openDatabase(folder.path);
		const statements = new Set<string>();
		const heard = overheard(db, statements);
		const caps = { day: 1_000_000, agentsDay: 1_000_000, month: 1_000_000 };
		const options = { caps, maxInFlight: 10, now: 1, day: '2026-11-23' };
		await procedures.enqueue(heard, newCall({ id: 'call', owner: 'gone', source: 'agent' }));
		await procedures.reserve(heard, 'call', options);
		await procedures.markSent(heard, 'call', 1);
		await procedures.requeue(heard, 'call', 1);
		await procedures.reserve(heard, 'call', options);
		await procedures.settle(heard, 'call', { state: 'charged', now: 2, outputs: [] });
		await procedures.enqueue(heard, newCall({ id: 'left', owner: 'gone' }));
		assert.equal((await procedures.recoverDeadOwners(heard, 3)).notCharged, 1);
		await procedures.claimPending(heard, 'me', 3);
		await procedures.clearMarker(heard);
		procedures.standingOn(heard, '2026-11-23');
		procedures.outputsOf(heard, 'call');
		procedures.recentCalls(heard, 5);
		await procedures.removeDeletedFiles(heard);
		assert.ok(statements.size > 15);
		const slow = [...statements].filter((sql) => scans(db.connection, sql).length > 0);
		db.close();
		assert.deepEqual(slow, []);
	});
});
