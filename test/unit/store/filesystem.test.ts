import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { reserve } from '../../../src/store/calls.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { isNetworkFolder } from '../../../src/store/filesystem.ts';
import { procedures } from '../../../src/store/procedures.ts';
import { newFolder } from './folders.ts';
import { newCall } from './ledger.ts';

describe('The file system of the store', () => {
	it('is not taken for one on another machine where it is not', async () => {
		using folder = newFolder();
		assert.equal(await isNetworkFolder(folder.path), false);
		assert.equal(await isNetworkFolder(path.join(folder.path, 'missing')), false);
	});

	it('has a write-ahead log where it is local, and none on a network', async () => {
		for (const network of [false, true]) {
			using folder = newFolder();
			const db = await openDatabase(folder.path, { network });
			await procedures.enqueue(db, newCall({ id: 'call' }));
			assert.equal(procedures.storeDiagnostics(db).journal, network ? 'delete' : 'wal');
			assert.equal(existsSync(path.join(folder.path, 'store.sqlite-wal')), !network);
			db.close();
		}
	});

	it('lets two windows work on a rollback journal, one after the other', async () => {
		using folder = newFolder();
		const windows = await Promise.all([1, 2].map(() => openDatabase(folder.path, { network: true })));
		const calls = Array.from({ length: 20 }, (_, index) => newCall({ id: `call-${index}` }));
		await Promise.all(
			windows.flatMap((db, window) =>
				calls.map((call) => procedures.enqueue(db, { ...call, id: `${call.id}-${window}` })),
			),
		);
		const options = { caps: { day: 60_000 }, maxInFlight: 10, now: 1, day: '2026-11-23' };
		const outcomes = await Promise.allSettled(
			windows.map((db, window) => reserve(db, `call-0-${window}`, options)),
		);
		assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		assert.equal(windows[0]?.connection.prepare('SELECT COUNT(*) AS n FROM calls').get()?.n, 40);
		for (const db of windows) {
			db.close();
		}
	});
});
