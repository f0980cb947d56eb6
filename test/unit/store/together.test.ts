import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { enqueue, stateOf } from '../../../src/store/calls.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { StoreError } from '../../../src/store/errors.ts';
import { type Transact, together } from '../../../src/store/together.ts';
import { newFolder } from './folders.ts';
import { newCall } from './ledger.ts';

async function open(folder: string) {
	const db = await openDatabase(folder);
	let transactions = 0;
	const transact: Transact = (work) => {
		transactions += 1;
		return db.transact(work);
	};
	const raise = (period: string, amount: number) => (connection: typeof db.connection) =>
		connection.prepare('INSERT INTO raises VALUES (?, ?, ?)').run(period, 'day', amount).changes;
	const raised = () => db.connection.prepare('SELECT period FROM raises ORDER BY period').all().length;
	return { db, transact, raise, raised, count: () => transactions };
}

describe('What is asked of the ledger at the same time', () => {
	it('is committed in one transaction, each with its own result', async () => {
		using folder = newFolder();
		const { db, transact, raise, raised, count } = await open(folder.path);
		const grouped = together(transact);
		const results = await Promise.all([
			grouped(raise('a', 1)),
			grouped(() => 'read'),
			grouped(raise('b', 2)),
		]);
		assert.deepEqual(results, [1, 'read', 1]);
		assert.deepEqual([count(), raised()], [1, 2]);
		await grouped(raise('c', 3));
		assert.deepEqual([count(), raised()], [2, 3]);
		db.close();
	});

	it('fails alone where one of it fails', async () => {
		using folder = newFolder();
		const { db, transact, raise, raised } = await open(folder.path);
		const grouped = together(transact);
		const outcomes = await Promise.allSettled([
			grouped(raise('a', 1)),
			grouped(raise('a', 2)),
			grouped(raise('b', 3)),
		]);
		assert.deepEqual(
			outcomes.map(({ status }) => status),
			['fulfilled', 'rejected', 'fulfilled'],
		);
		assert.equal(raised(), 2);
		db.close();
	});

	it('is not waited for a second time where another window keeps the ledger locked', async () => {
		let asked = 0;
		const grouped = together(async () => {
			asked += 1;
			throw new StoreError('locked', undefined);
		});
		const outcomes = await Promise.allSettled([grouped(() => 1), grouped(() => 2)]);
		assert.deepEqual(
			outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.problem),
			['locked', 'locked'],
		);
		assert.equal(asked, 1);
	});

	it('has its marker again where another window has removed that meanwhile', async () => {
		using folder = newFolder();
		const db = await openDatabase(folder.path);
		const marker = path.join(folder.path, 'pending');
		await enqueue(db, newCall({ id: 'first', owner: 'me' }));
		assert.ok(existsSync(marker));
		rmSync(marker);
		await Promise.all(['second', 'third'].map((id) => enqueue(db, newCall({ id, owner: 'me' }))));
		assert.ok(existsSync(marker));
		assert.equal(stateOf(db, 'third'), 'queued');
		db.close();
	});
});
