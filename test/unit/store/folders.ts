import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../src/store/database.ts';
import { tinyPng } from '../api/inputs.ts';
import { callRow, insertRow } from './ledger.ts';

export const storeWorkerUrl = new URL('../../../src/store/worker.ts', import.meta.url);

/** A folder of a test's own, gone after `using`. */
export function newFolder(): Disposable & { readonly path: string } {
	const folder = mkdtempSync(path.join(tmpdir(), 'ideogram-store-'));
	return {
		path: folder,
		[Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
	};
}

/** Fills `folder` with a store of so many charged calls; the last `images` of them have an image on disk. */
export async function makeStore(folder: string, calls: number, images: number): Promise<void> {
	const db = await openDatabase(folder);
	db.connection.exec('PRAGMA synchronous = OFF; BEGIN');
	for (let number = 1; number <= calls; number++) {
		enterCharged(db.connection, folder, number, number > calls - images);
	}
	db.connection.exec('COMMIT');
	db.close();
}

/** One more charged call, `call-NUMBER`, with its image on disk. */
export function enterCharged(connection: DatabaseSync, folder: string, number: number, image = true): void {
	const id = `call-${number}`;
	const prompt = `fox number ${number}`;
	insertRow(connection, 'calls', callRow({ id, prompt, settled: number }));
	insertRow(connection, 'words', { rowid: number, prompt, text: '' });
	if (image) {
		const file = path.join(id, `fox-number-${number}-1.png`);
		mkdirSync(path.join(folder, 'images', id), { recursive: true });
		writeFileSync(path.join(folder, 'images', file), tinyPng.bytes);
		const { bytes } = tinyPng;
		insertRow(connection, 'outputs', {
			call: number,
			position: 0,
			state: 'saved',
			file,
			bytes: bytes.length,
		});
	} else {
		insertRow(connection, 'outputs', { call: number, position: 0, state: 'expired', url: 'https://x/y' });
	}
}
