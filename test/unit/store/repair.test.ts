import assert from 'node:assert/strict';
import {
	copyFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	renameSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { hasPendingWork } from '../../../src/store/marker.ts';
import { assertWorks, file, garbage, open, overwrite, readAll } from './damage.ts';
import { enterCharged, makeStore, newFolder } from './folders.ts';
import { newCall } from './ledger.ts';

const CALLS = 600;
const IMAGES = 40;
const PAGE = 4096;

describe('A damaged database', () => {
	const made = newFolder();

	before(() => makeStore(made.path, CALLS, IMAGES));
	after(() => made[Symbol.dispose]());

	/** A copy of the store to damage. */
	function damagedStore(damage: (folder: string) => void) {
		const root = newFolder();
		const folder = path.join(root.path, 'store');
		cpSync(made.path, folder, { recursive: true });
		damage(folder);
		return { folder, [Symbol.dispose]: () => root[Symbol.dispose]() };
	}

	it('whose header is garbage is set aside, and its images are adopted', async () => {
		using damaged = damagedStore((folder) => overwrite(file(folder), 0, garbage(100)));
		{
			await using opened = await open(damaged.folder);
			const [repair] = opened.repairs;
			assert.deepEqual(
				{ ...repair, setAside: undefined },
				{ setAside: undefined, carried: 0, lost: 0, adopted: IMAGES },
			);
			assert.match(path.basename(repair?.setAside ?? ''), /^damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.sqlite$/);
			assert.ok(existsSync(repair?.setAside ?? ''));
			assert.ok(!existsSync(file(damaged.folder)));
			const page = await opened.store.records.searchHistory({ words: 'fox number 590', limit: 5 });
			assert.equal(page.total, 1, 'adopted images are found by the words of their names');
		}
		await assertWorks(damaged.folder);
	});

	it('gets back from the newest backup what it has', async () => {
		using damaged = damagedStore((folder) => {
			mkdirSync(path.join(folder, 'backups'));
			copyFileSync(file(folder), path.join(folder, 'backups', '2026-11-01-v1.sqlite'));
			const connection = new DatabaseSync(file(folder));
			enterCharged(connection, folder, CALLS + 1);
			connection.close();
			overwrite(file(folder), 0, garbage(100));
		});
		await using opened = await open(damaged.folder);
		const { carried, lost, adopted } = opened.repairs[0] ?? {};
		assert.deepEqual([carried, lost, adopted], [CALLS, 0, 1]);
		assert.equal((await readAll(opened.store)).files.length, IMAGES + 1);
	});

	it('has no image adopted that a call still waits for', async () => {
		using damaged = damagedStore((folder) => {
			mkdirSync(path.join(folder, 'backups'));
			const connection = new DatabaseSync(file(folder));
			connection.exec(`UPDATE outputs SET state = 'pending', file = NULL WHERE call = ${CALLS}`);
			connection.close();
			copyFileSync(file(folder), path.join(folder, 'backups', '2026-11-01-v1.sqlite'));
			overwrite(file(folder), 0, garbage(100));
		});
		rmSync(path.join(damaged.folder, 'pending'), { force: true });
		await using opened = await open(damaged.folder);
		assert.equal(opened.repairs[0]?.adopted, 0);
		assert.equal(await hasPendingWork(damaged.folder), true, 'the next window looks for it');
	});

	it('that is cut off keeps what can be read, and says how many calls cannot', async () => {
		using damaged = damagedStore((folder) =>
			truncateSync(file(folder), Math.floor(statSync(file(folder)).size / PAGE / 2) * PAGE),
		);
		{
			await using opened = await open(damaged.folder);
			const { calls } = await readAll(opened.store);
			const { carried = 0, lost = 0, adopted } = opened.repairs[0] ?? {};
			assert.ok(carried > 0 && lost > 0);
			assert.equal(carried + lost, CALLS);
			assert.equal(calls, carried + (adopted ?? 0));
		}
		await assertWorks(damaged.folder);
	});

	it('that is empty, though there are images, is one that was lost', async () => {
		using damaged = damagedStore((folder) => truncateSync(file(folder), 0));
		{
			await using opened = await open(damaged.folder);
			assert.equal(opened.repairs[0]?.adopted, IMAGES);
		}
		await assertWorks(damaged.folder);
	});

	it('that was deleted is made anew from the images that are there', async () => {
		using damaged = damagedStore((folder) => rmSync(file(folder)));
		{
			await using opened = await open(damaged.folder);
			assert.deepEqual(opened.repairs, [{ setAside: undefined, carried: 0, lost: 0, adopted: IMAGES }]);
		}
		await assertWorks(damaged.folder);
	});

	it('that was deleted, its write-ahead log left, does not mix that into the new one', async () => {
		using damaged = damagedStore((folder) => {
			const connection = new DatabaseSync(file(folder));
			connection.exec('PRAGMA wal_autocheckpoint = 0');
			enterCharged(connection, folder, CALLS + 1);
			copyFileSync(`${file(folder)}-wal`, path.join(folder, 'kept-wal'));
			connection.close();
			rmSync(file(folder));
			renameSync(path.join(folder, 'kept-wal'), `${file(folder)}-wal`);
		});
		await assertWorks(damaged.folder);
	});

	it('whose write-ahead log is damaged has every call from before the damage', async () => {
		for (const at of [40, 20_000]) {
			using damaged = damagedStore((folder) => {
				const connection = new DatabaseSync(file(folder));
				connection.exec('PRAGMA wal_autocheckpoint = 0');
				for (let number = CALLS + 1; number <= CALLS + 20; number++) {
					enterCharged(connection, folder, number, false);
				}
				copyFileSync(`${file(folder)}-wal`, path.join(folder, 'kept-wal'));
				copyFileSync(file(folder), path.join(folder, 'kept'));
				connection.close();
				renameSync(path.join(folder, 'kept'), file(folder));
				renameSync(path.join(folder, 'kept-wal'), `${file(folder)}-wal`);
				overwrite(`${file(folder)}-wal`, at, garbage(100));
			});
			{
				await using opened = await open(damaged.folder);
				const { calls } = await readAll(opened.store);
				assert.ok(calls >= CALLS && calls < CALLS + 20, `${calls} after damage at ${at}`);
			}
			await assertWorks(damaged.folder);
		}
	});

	it('that says there were more calls than it has room for is not believed', async () => {
		using damaged = damagedStore((folder) => {
			const connection = new DatabaseSync(file(folder));
			connection.exec(`UPDATE sqlite_sequence SET seq = 9007199254740000 WHERE name = 'calls'`);
			connection.exec('PRAGMA foreign_keys = OFF');
			connection.prepare(`UPDATE calls SET number = 9007199254740000 WHERE number = 7`).run();
			connection.close();
			truncateSync(file(folder), statSync(file(folder)).size - PAGE);
		});
		await using opened = await open(damaged.folder);
		const { calls } = await readAll(opened.store);
		assert.ok(calls >= CALLS - 60 && calls < CALLS, `${calls} calls`);
		await opened.store.records.enqueue(newCall({ id: 'next', owner: opened.store.owner }));
		const repaired = new DatabaseSync(path.join(damaged.folder, 'store.1.sqlite'));
		const { number } = repaired.prepare(`SELECT number FROM calls WHERE id = 'next'`).get() ?? {};
		repaired.close();
		assert.ok(Number(number) < 2 * CALLS, `${number}`);
	});

	it('works again whichever of its pages are overwritten', async () => {
		const pages = statSync(file(made.path)).size / PAGE;
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(fc.nat(pages - 1), { minLength: 1, maxLength: 4 }),
				fc.uint8Array({ minLength: PAGE, maxLength: PAGE }),
				async (overwritten, bytes) => {
					using damaged = damagedStore((folder) => {
						for (const page of overwritten) {
							overwrite(file(folder), page * PAGE, bytes);
						}
					});
					{
						await using opened = await open(damaged.folder);
						// The damage may be met only after the calls have been counted.
						await readAll(opened.store);
						const { calls } = await readAll(opened.store);
						const [repair] = opened.repairs;
						assert.equal(calls, repair ? repair.carried + repair.adopted : CALLS);
						assert.ok(!repair || repair.carried + repair.lost <= CALLS);
					}
					await assertWorks(damaged.folder);
				},
			),
			{ numRuns: 6, endOnFailure: true },
		);
	});

	it('is repaired once, however many windows meet the damage at the same time', async () => {
		using damaged = damagedStore((folder) => overwrite(file(folder), 0, garbage(100)));
		const windows = await Promise.all(Array.from({ length: 4 }, () => open(damaged.folder)));
		assert.equal(windows.flatMap(({ repairs }) => repairs).length, 1);
		for (const [index, { store }] of windows.entries()) {
			await store.records.enqueue(newCall({ id: `from-${index}`, owner: store.owner }));
		}
		for (const { store } of windows) {
			assert.equal((await readAll(store)).calls, IMAGES + windows.length);
		}
		await Promise.all(windows.map(({ store }) => store.close()));
	});

	it('is left by the windows that still have it open, with everything they were about to write', async () => {
		using damaged = damagedStore(() => {});
		await using living = await open(damaged.folder);
		await living.store.records.recentCalls(5);
		overwrite(file(damaged.folder), 0, garbage(100));
		await using opened = await open(damaged.folder);
		assert.equal(opened.repairs.length, 1);
		const calls = Array.from({ length: 20 }, (_, index) => newCall({ id: `late-${index}`, owner: 'me' }));
		// All at once: each finds that it has to go over to the new database.
		await Promise.all(
			calls.flatMap((call) => [living.store.records.enqueue(call), living.store.records.recentCalls(5)]),
		);
		for (const { id } of calls) {
			assert.equal(await opened.store.records.stateOf(id), 'queued');
		}
		assert.deepEqual(living.repairs, []);
	});

	it('that cannot be repaired for the moment is repaired when it can be', async () => {
		using damaged = damagedStore(() => {});
		await using opened = await open(damaged.folder);
		// In the way of what the repair makes.
		mkdirSync(path.join(damaged.folder, 'unfinished-repair', 'in the way'), { recursive: true });
		for (let page = 1; page < statSync(file(damaged.folder)).size / PAGE; page++) {
			overwrite(file(damaged.folder), page * PAGE, garbage(PAGE));
		}
		await assert.rejects(opened.store.records.exportSpending(path.join(damaged.folder, 'export.csv')));
		await assert.rejects(opened.store.records.recentCalls(5));
		rmSync(path.join(damaged.folder, 'unfinished-repair'), { recursive: true });
		assert.equal((await readAll(opened.store)).files.length, IMAGES);
		assert.equal(opened.repairs.length, 1);
	});

	it('is not what a folder without one has', async () => {
		using folder = newFolder();
		writeFileSync(path.join(folder.path, 'something else'), '');
		await using opened = await open(folder.path);
		assert.deepEqual(opened.repairs, []);
	});
});
