import assert from 'node:assert/strict';
import { closeSync, openSync, readdirSync, writeSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Repair } from '../../../src/store/repair.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { storeWorkerUrl } from './folders.ts';
import { newCall } from './ledger.ts';

export interface Opened extends AsyncDisposable {
	readonly store: Store;
	readonly repairs: readonly Repair[];
}

export async function open(folder: string): Promise<Opened> {
	const repairs: Repair[] = [];
	const onRepaired = (repair: Repair) => repairs.push(repair);
	const store = await openStore({ folder, workerUrl: storeWorkerUrl, onRepaired });
	return { store, repairs, [Symbol.asyncDispose]: () => store.close() };
}

/** Asks for everything there is, so that no damage goes unnoticed. */
export async function readAll(
	store: Store,
): Promise<{ readonly calls: number; readonly files: readonly string[] }> {
	const { records } = store;
	const calls = await records.exportSpending(path.join(store.folder, '..', 'export.csv'));
	await records.spendingReport('2026-11');
	await records.standingOn('2026-11-23');
	await records.recentCalls(1000);
	await records.historyFacets();
	await records.storeDiagnostics();
	const files: string[] = [];
	for (let after: { number: number; position: number } | undefined; ; ) {
		const page = await records.searchHistory({ limit: 200, after });
		files.push(...page.entries.flatMap(({ file }) => file ?? []));
		after = page.next;
		if (!after) {
			return { calls, files: files.sort() };
		}
	}
}

/** What must hold after any damage: every image is in History, the store works, and the next opening finds it sound. */
export async function assertWorks(folder: string): Promise<void> {
	const images = path.join(folder, 'images');
	const onDisk = readdirSync(images).flatMap((call) =>
		readdirSync(path.join(images, call)).map((name) => path.join(call, name)),
	);
	{
		await using opened = await open(folder);
		await readAll(opened.store);
		assert.deepEqual((await readAll(opened.store)).files, onDisk.sort());
		await opened.store.records.enqueue(newCall({ id: 'next', owner: opened.store.owner }));
		assert.equal(await opened.store.records.stateOf('next'), 'queued');
		assert.ok(opened.repairs.length <= 1);
	}
	await using again = await open(folder);
	await readAll(again.store);
	assert.deepEqual(again.repairs, []);
	const present = readdirSync(folder).find((name) => /^store.*\.sqlite$/.test(name)) ?? '';
	if (present === 'store.sqlite') {
		return; // Nothing that is ever asked for has met the damage.
	}
	const connection = new DatabaseSync(path.join(folder, present));
	assert.deepEqual({ ...connection.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
	connection.close();
}

export const file = (folder: string) => path.join(folder, 'store.sqlite');

export function overwrite(target: string, at: number, bytes: Uint8Array): void {
	const descriptor = openSync(target, 'r+');
	writeSync(descriptor, bytes, 0, bytes.length, at);
	closeSync(descriptor);
}

export const garbage = (length: number) => Buffer.alloc(length, 0xa5);
