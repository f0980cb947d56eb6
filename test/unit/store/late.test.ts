import assert from 'node:assert/strict';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	symlinkSync,
	truncateSync,
} from 'node:fs';
import path from 'node:path';
import { enqueue } from '../../../src/store/calls.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { enterLate, keepLate } from '../../../src/store/late.ts';
import { hasPendingWork } from '../../../src/store/marker.ts';
import { markExpired } from '../../../src/store/outputs.ts';
import { becomeOwner } from '../../../src/store/owners.ts';
import { clearMarker, recoverDeadOwners } from '../../../src/store/pending.ts';
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
	mkdirSync(path.join(folder.path, 'owners')); // With no lock in it: the window is gone.
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
		assert.deepEqual(await enterLate(store.db), { entered: 1, isComplete: true });
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
		assert.deepEqual(await enterLate(store.db), { entered: 0, isComplete: true });
		assert.deepEqual(rowsOf(store.db), ENTERED);
		assert.equal(await settle(store.db, 'call', { state: 'not-charged', now: 3 }), 'already');
		assert.deepEqual(rowsOf(store.db), ENTERED);
		assert.equal(existsSync(store.file), false);
	});

	it('stays where it cannot be read, keeps no other out, and is entered when it can be', async function () {
		if (process.platform === 'win32') {
			this.skip(); // No link without the right to make one.
		}
		using store = await openWithCall();
		await enqueue(store.db, newCall({ id: 'other' }));
		await keepLate(store.db.folder, 'call', answer);
		await keepLate(store.db.folder, 'other', { state: 'charged', now: 3 });
		renameSync(store.file, `${store.file}-readable`);
		symlinkSync(store.file, store.file); // Leads to itself.
		assert.deepEqual(await enterLate(store.db), { entered: 1, isComplete: false });
		assert.deepEqual(readdirSync(path.dirname(store.file)), ['call.json', 'call.json-readable']);
		renameSync(`${store.file}-readable`, store.file);
		assert.deepEqual(await enterLate(store.db), { entered: 1, isComplete: true });
		assert.deepEqual(rowsOf(store.db), [...ENTERED, ['other', 'charged', 60_000, null]]);
		assert.deepEqual(readdirSync(path.dirname(store.file)), []);
	});

	it('is entered though its window died before its file had its name', async () => {
		using store = await openWithCall();
		await keepLate(store.db.folder, 'call', answer);
		renameSync(store.file, `${store.file}.tmp`);
		await enterLate(store.db);
		assert.deepEqual(rowsOf(store.db), ENTERED);
		assert.deepEqual(readdirSync(path.dirname(store.file)), []);
	});

	it('that a dead window wrote a piece of is removed, and is left to a living one', async () => {
		using store = await openWithCall();
		const owner = await becomeOwner(store.db.folder);
		await enqueue(store.db, newCall({ id: 'living', owner: owner.id }));
		await keepLate(store.db.folder, 'call', answer);
		renameSync(store.file, `${store.file}.tmp`);
		truncateSync(`${store.file}.tmp`, 20);
		const living = path.join(path.dirname(store.file), 'living.json.tmp');
		copyFileSync(`${store.file}.tmp`, living);
		assert.deepEqual(await enterLate(store.db), { entered: 0, isComplete: true });
		assert.deepEqual(readdirSync(path.dirname(store.file)), ['living.json.tmp']);
		await owner.release();
	});

	it('that is no answer any more is set aside', async () => {
		using store = await openWithCall();
		await keepLate(store.db.folder, 'call', answer);
		truncateSync(store.file, 20);
		assert.deepEqual(await enterLate(store.db), { entered: 0, isComplete: true });
		assert.deepEqual(readdirSync(path.dirname(store.file)), ['call.json.broken']);
	});

	it('is entered before its call is given up for that of a dead window', async () => {
		using store = await openWithCall();
		store.db.connection.exec(`UPDATE calls SET state = 'sent'`);
		await keepLate(store.db.folder, 'call', answer);
		assert.deepEqual(await recoverDeadOwners(store.db, 3), {
			unknown: 0,
			notCharged: 0,
			freed: 1,
			isComplete: true,
		});
		assert.deepEqual(rowsOf(store.db), ENTERED);
	});
});

describe('The sign that something is unfinished', () => {
	it('stays while an answer is kept beside the ledger, whatever the ledger says', async () => {
		using store = await openWithCall();
		await settle(store.db, 'call', { state: 'unknown', now: 1 });
		await keepLate(store.db.folder, 'call', answer);
		await clearMarker(store.db);
		assert.equal(await hasPendingWork(store.db.folder), true);
		await enterLate(store.db);
		await markExpired(store.db, 'call', 0, 'It has ended.');
		await clearMarker(store.db);
		assert.equal(await hasPendingWork(store.db.folder), false);
	});

	it('is set with an answer that is kept', async () => {
		using store = await openWithCall();
		rmSync(path.join(store.db.folder, 'pending'));
		await keepLate(store.db.folder, 'call', answer);
		assert.equal(await hasPendingWork(store.db.folder), true);
	});

	it('is set with an image that is to be fetched', async () => {
		using store = await openWithCall();
		rmSync(path.join(store.db.folder, 'pending'));
		await settle(store.db, 'call', answer);
		assert.equal(await hasPendingWork(store.db.folder), true);
	});

	it('is not taken for absent where it cannot be looked for', async function () {
		if (process.platform === 'win32') {
			this.skip(); // No link without the right to make one.
		}
		using folder = newFolder();
		const store = path.join(folder.path, 'store');
		symlinkSync(store, store); // Leads to itself.
		await assert.rejects(hasPendingWork(store));
	});
});
