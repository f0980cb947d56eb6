import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { callInput } from '../../../src/store/calls.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { historySize, searchHistory } from '../../../src/store/history.ts';
import { clearHistory, deleteEntries, oldestImages, removeDeletedFiles } from '../../../src/store/removal.ts';
import { spendingReport } from '../../../src/store/spending.ts';
import { newFolder } from './folders.ts';
import { callRow, insertRow } from './ledger.ts';

const NOW = 7;

describe('Deleting from History', () => {
	let folder: ReturnType<typeof newFolder>;
	let db: Database;

	beforeEach(async () => {
		folder = newFolder();
		db = await openDatabase(folder.path);
		db.connection.exec('PRAGMA synchronous = OFF');
	});

	afterEach(() => {
		db.close();
		folder[Symbol.dispose]();
	});

	const imageOf = (id: string, position: number) =>
		path.join(folder.path, 'images', id, `fox-${position}.png`);

	const hashOf = (id: string, position: number) => `hash-${id}-${position}`;
	const thumbnailOf = (id: string, position: number) =>
		path.join(folder.path, 'thumbnails', `${hashOf(id, position)}.webp`);

	/** A call with an output in each of `states`. */
	function enter(number: number, states: readonly string[], text: string | null = null): string {
		const id = `call-${number}`;
		insertRow(db.connection, 'calls', callRow({ id, number, prompt: `fox ${number}`, text }));
		insertRow(db.connection, 'words', { rowid: number, prompt: `fox ${number}`, text: text ?? '' });
		for (const [position, state] of states.entries()) {
			const file = state === 'saved' ? path.join(id, `fox-${position}.png`) : null;
			const output = {
				call: number,
				position,
				state,
				prompt: 'a fox, expanded',
				url: 'https://x/y',
				bytes: 10,
				file,
				sha256: file && hashOf(id, position),
			};
			insertRow(db.connection, 'outputs', output);
			if (file) {
				mkdirSync(path.join(folder.path, 'images', id), { recursive: true });
				writeFileSync(imageOf(id, position), 'image');
				mkdirSync(path.join(folder.path, 'thumbnails'), { recursive: true });
				writeFileSync(thumbnailOf(id, position), 'small');
			}
		}
		return id;
	}

	const remains = (text: string) =>
		db.connection
			.prepare(`SELECT COUNT(*) AS n FROM calls WHERE prompt LIKE ? OR input LIKE ?`)
			.get(`%${text}%`, `%${text}%`)?.n as number;

	it('takes the file, its small picture and its entry, and leaves the books', async () => {
		const callId = enter(1, ['saved', 'saved']);
		const before = spendingReport(db, '2026-11').total;
		assert.equal(await deleteEntries(db, [{ callId, position: 0 }], NOW), 1);
		assert.ok(!existsSync(imageOf(callId, 0)) && !existsSync(thumbnailOf(callId, 0)));
		assert.ok(existsSync(imageOf(callId, 1)));
		assert.deepEqual(
			searchHistory(db, { limit: 9 }).entries.map(({ position }) => position),
			[1],
		);
		assert.deepEqual(spendingReport(db, '2026-11').total, before);
		assert.notEqual(callInput(db, callId), undefined);
		assert.equal(remains('fox'), 1);
	});

	it("takes prompt and input with a call's last image, and leaves what it cost", async () => {
		const callId = enter(1, ['saved', 'withheld', 'expired']);
		const before = spendingReport(db, '2026-11').total;
		const entries = [0, 1, 2].map((position) => ({ callId, position }));
		assert.equal(await deleteEntries(db, entries, NOW), 3);
		assert.equal(remains('fox'), 0);
		assert.equal(callInput(db, callId), undefined);
		assert.equal(searchHistory(db, { words: 'fox', limit: 9 }).total, 0);
		assert.ok(!existsSync(path.dirname(imageOf(callId, 0))), 'its folder is gone');
		assert.deepEqual(spendingReport(db, '2026-11').total, before);
		const kept = db.connection.prepare(
			'SELECT COUNT(*) AS n FROM outputs WHERE prompt IS NOT NULL OR url IS NOT NULL',
		);
		assert.equal(kept.get()?.n, 0);
	});

	it('leaves what was paid for and is still to be fetched', async () => {
		const callId = enter(1, ['pending', 'saved']);
		assert.equal(
			await deleteEntries(
				db,
				[0, 1].map((position) => ({ callId, position })),
				NOW,
			),
			1,
		);
		await clearHistory(db, NOW);
		const [left] = searchHistory(db, { limit: 9 }).entries;
		assert.deepEqual([left?.position, left?.state, left?.prompt], [0, 'pending', 'fox 1']);
	});

	it('of a text takes its words', async () => {
		const callId = enter(1, [], 'a fox in the snow');
		assert.equal(searchHistory(db, { words: 'snow', limit: 9 }).total, 1);
		assert.equal(await deleteEntries(db, [{ callId, position: 0 }], NOW), 1);
		assert.equal(searchHistory(db, { words: 'snow', limit: 9 }).total, 0);
		assert.equal(remains('fox'), 0);
	});

	it('of everything says what there was', async () => {
		enter(1, ['saved', 'withheld']);
		enter(2, [], 'words');
		const waiting = enter(3, ['pending']);
		assert.deepEqual(await clearHistory(db, NOW), { images: 1, texts: 1, bytes: 10 });
		assert.deepEqual(historySize(db), { images: 0, texts: 0, bytes: 0 });
		assert.deepEqual(
			searchHistory(db, { limit: 9 }).entries.map(({ callId }) => callId),
			[waiting],
		);
	});

	it('of everything takes the words of calls that failed, and leaves their sums and those under way', async () => {
		const refused = "Ideogram says: 'fox' is not one of these";
		const states = ['not-charged', 'unknown', 'charged', 'queued', 'reserved', 'sent'];
		for (const [index, state] of states.entries()) {
			const row = { id: state, number: index + 1, state, prompt: `fox ${state}`, message: refused };
			insertRow(db.connection, 'calls', callRow({ ...row, error: 'BadRequestError', status: 400 }));
			insertRow(db.connection, 'words', { rowid: row.number, prompt: row.prompt, text: '' });
		}
		const before = spendingReport(db, '2026-11');
		await clearHistory(db, NOW);
		const left = db.connection
			.prepare(
				`SELECT id FROM calls WHERE prompt LIKE '%fox%' OR input LIKE '%fox%' OR message LIKE '%fox%' ORDER BY number`,
			)
			.all();
		assert.deepEqual(
			left.map(({ id }) => id),
			['queued', 'reserved', 'sent'],
		);
		const found = db.connection.prepare(`SELECT rowid FROM words WHERE words MATCH 'fox' ORDER BY rowid`);
		assert.deepEqual(
			found.all().map(({ rowid }) => rowid),
			[4, 5, 6],
		);
		const after = spendingReport(db, '2026-11');
		assert.deepEqual(after.total, before.total);
		assert.deepEqual(
			after.unsettled.map(({ callId, amount, prompt, message }) => [callId, amount, prompt, message]),
			[['unknown', 60_000, '', '']],
		);
		const books = db.connection.prepare(`SELECT DISTINCT error, status FROM calls`).all();
		assert.deepEqual(
			books.map((row) => ({ ...row })),
			[{ error: 'BadRequestError', status: 400 }],
		);
	});

	it('is completed where it was killed between the row and the file', async () => {
		const callId = enter(1, ['saved']);
		db.connection.exec('UPDATE outputs SET deleted = 7');
		await removeDeletedFiles(db);
		assert.ok(!existsSync(imageOf(callId, 0)));
		assert.equal(db.connection.prepare('SELECT file FROM outputs').get()?.file, null);
	});

	it('is completed where it was killed between the file and the row', async () => {
		const callId = enter(1, ['saved', 'saved']);
		await deleteEntries(db, [{ callId, position: 0 }], NOW);
		db.connection
			.prepare('UPDATE outputs SET file = ? WHERE position = 0')
			.run(path.join(callId, 'fox-0.png'));
		await removeDeletedFiles(db);
		assert.equal(db.connection.prepare('SELECT file FROM outputs WHERE position = 0').get()?.file, null);
		assert.ok(existsSync(imageOf(callId, 1)));
	});

	it('asks for the oldest first, each once', () => {
		for (let number = 1; number <= 5; number++) {
			enter(number, ['saved', 'withheld', 'saved']);
		}
		const seen: string[] = [];
		for (let after: { callId: string; position: number } | undefined; ; ) {
			const images = oldestImages(db, after, 3);
			seen.push(...images.map(({ callId, position }) => `${callId} ${position}`));
			after = images.at(-1);
			if (!after) {
				break;
			}
		}
		assert.deepEqual(
			seen,
			[1, 2, 3, 4, 5].flatMap((number) => [`call-${number} 0`, `call-${number} 2`]),
		);
	});
});
