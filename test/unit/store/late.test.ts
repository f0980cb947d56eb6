import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { enqueue } from '../../../src/store/calls.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { enterLate, keepLate } from '../../../src/store/late.ts';
import { type NewOutput, type Settlement, settle } from '../../../src/store/settle.ts';
import { newFolder } from './folders.ts';
import { newCall } from './ledger.ts';

const output: NewOutput = {
	state: 'pending',
	url: 'https://example.com/1.png',
	expires: undefined,
	prompt: 'a red fox',
	seed: 1,
	width: 1,
	height: 1,
};
const answer: Settlement = {
	state: 'charged',
	now: 2,
	call: newCall({ id: 'call', owner: 'gone' }),
	outputs: [output],
};

/** A store of its own with one call, `call`. */
async function openWithCall(): Promise<{ db: Database; file: string } & Disposable> {
	const folder = newFolder();
	const db = await openDatabase(folder.path);
	await enqueue(db, newCall({ id: 'call', owner: 'gone' }));
	return {
		db,
		file: path.join(folder.path, 'late', 'call.json'),
		[Symbol.dispose]() {
			db.close();
			folder[Symbol.dispose]();
		},
	};
}

const rowsOf = ({ connection }: Database) =>
	connection
		.prepare('SELECT c.id, c.state, c.amount, o.url FROM calls c LEFT JOIN outputs o ON o.call = c.number')
		.all()
		.map((row) => Object.values(row));
const ENTERED = [['call', 'charged', 60_000, output.url]];

describe('An answer that was kept beside the ledger', () => {
	it('is entered where a repair has lost its call', async () => {
		using store = await openWithCall();
		await keepLate(store.db.folder, 'call', answer);
		store.db.connection.exec('DELETE FROM calls');
		assert.equal(await enterLate(store.db), 1);
		assert.deepEqual(rowsOf(store.db), ENTERED);
		assert.equal(existsSync(store.file), false);
	});

	it('is entered where the call was given up as not charged', async () => {
		using store = await openWithCall();
		await keepLate(store.db.folder, 'call', answer);
		await settle(store.db, 'call', { state: 'not-charged', now: 1 });
		await enterLate(store.db);
		assert.deepEqual(rowsOf(store.db), ENTERED);
		assert.equal(existsSync(store.file), false);
	});

	it('changes nothing where it is in the ledger already', async () => {
		using store = await openWithCall();
		assert.equal(await settle(store.db, 'call', answer), 'settled');
		await keepLate(store.db.folder, 'call', answer);
		assert.equal(await enterLate(store.db), 0);
		assert.deepEqual(rowsOf(store.db), ENTERED);
		assert.equal(await settle(store.db, 'call', { state: 'not-charged', now: 3 }), 'already');
		assert.deepEqual(rowsOf(store.db), ENTERED);
		assert.equal(existsSync(store.file), false);
	});
});
