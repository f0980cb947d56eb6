import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from './database.ts';
import { flushFolder } from './flush.ts';
import { type Settlement, settle } from './settle.ts';

/**
 * Answers that could not be written into the ledger when they came, since the
 * disk was full or a newer version had taken the ledger over: a file for each,
 * which the next window that can enters. Without them the links to paid images
 * would be known to one window's memory alone.
 */
const lateFolder = (folder: string): string => path.join(folder, 'late');
const lateFile = (folder: string, callId: string): string => path.join(lateFolder(folder), `${callId}.json`);

/** Keeps an answer until the ledger can take it. Throws what the disk says. */
export async function keepLate(folder: string, callId: string, settlement: Settlement): Promise<void> {
	await makeLateFolder(folder);
	const file = lateFile(folder, callId);
	const temporary = `${file}.tmp`;
	const handle = await open(temporary, 'w', 0o600);
	try {
		await handle.writeFile(JSON.stringify(settlement));
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(temporary, file);
	flushFolder(lateFolder(folder));
}

/** Not the store's own folder: where that is gone, its disk is, and what is written in its place is lost when it is back. */
async function makeLateFolder(folder: string): Promise<void> {
	try {
		await mkdir(lateFolder(folder));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			throw error;
		}
	}
}

/** Once the ledger has it. */
export async function dropLate(folder: string, callId: string): Promise<void> {
	await rm(lateFile(folder, callId), { force: true });
}

/** Enters the answers that were kept. Returns how many. */
export async function enterLate(db: Database): Promise<number> {
	const names = await readdir(lateFolder(db.folder)).catch(() => []);
	let entered = 0;
	for (const name of names.filter((each) => each.endsWith('.json.tmp'))) {
		// What a window was writing when it died; one that still writes has its call open.
		if (!(await isOpen(db, path.basename(name, '.json.tmp')))) {
			await rm(path.join(lateFolder(db.folder), name), { force: true });
		}
	}
	for (const name of names.filter((each) => each.endsWith('.json'))) {
		const callId = path.basename(name, '.json');
		const settlement = await readSettlement(lateFile(db.folder, callId));
		if (settlement) {
			const settled = await settle(db, callId, settlement);
			if (settled === 'missing') {
				continue;
			}
			entered += settled === 'settled' ? 1 : 0;
		}
		await dropLate(db.folder, callId);
	}
	return entered;
}

async function readSettlement(file: string): Promise<Settlement | undefined> {
	try {
		return JSON.parse(await readFile(file, 'utf8'));
	} catch {
		return undefined; // Taken by another window.
	}
}

async function isOpen(db: Database, callId: string): Promise<boolean> {
	const row = db.connection
		.prepare(
			`SELECT 1 FROM calls WHERE id = ? AND (state IN ('reserved', 'sent', 'unknown') OR marked IS NOT NULL)`,
		)
		.get(callId);
	return row !== undefined;
}
