import { readdirSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from './database.ts';
import { isClosed, isDamage, isMissing, StoreError } from './errors.ts';
import { flushFolder } from './flush.ts';
import { hasMarker, setMarker } from './marker.ts';
import { isOwnerAlive } from './owners.ts';
import { type Settlement, settle } from './settle.ts';

/**
 * Answers that could not be written into the ledger when they came, since the
 * disk was full or a newer version had taken the ledger over: a file for each,
 * which the next window that can enters. Without them the links to paid images
 * would be known to one window's memory alone.
 */
const lateFolder = (folder: string): string => path.join(folder, 'late');
const lateFile = (folder: string, callId: string): string => path.join(lateFolder(folder), `${callId}.json`);
/** The end of such a file's name. One that was not renamed any more is as good, if it is whole. */
const KEPT = /\.json(?:\.tmp)?$/;

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
	if (!hasMarker(folder)) {
		setMarker(folder); // A repair may have lost the call that it was set for.
	}
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

/** Whether there is any, or may be. Waits for the disk: for use inside a transaction. */
export function hasLate(folder: string): boolean {
	try {
		return readdirSync(lateFolder(folder)).some((name) => KEPT.test(name));
	} catch (error) {
		return !isMissing(error);
	}
}

/** What came of the answers that were kept. */
export interface Entered {
	/** Answers that the ledger had not. */
	readonly entered: number;
	/** Whether every one is in the ledger now; the file of one that is not stays for the next time. */
	readonly isComplete: boolean;
}

/** Enters the answers that were kept. */
export async function enterLate(db: Database): Promise<Entered> {
	let entered = 0;
	let isComplete = true;
	let names: readonly string[] = [];
	try {
		names = await readdir(lateFolder(db.folder));
	} catch (error) {
		isComplete = isMissing(error);
	}
	for (const name of names.filter((each) => KEPT.test(each))) {
		try {
			entered += (await enterFile(db, name)) ? 1 : 0;
		} catch (error) {
			if (isDamage(error) || isClosed(error)) {
				throw error; // The ledger is repaired, and this asked again.
			}
			isComplete = false; // One that makes trouble keeps none of the others out.
		}
	}
	return { entered, isComplete };
}

/** False: the ledger has it already, or it is no answer. Throws where its file has to stay. */
async function enterFile(db: Database, name: string): Promise<boolean> {
	const file = path.join(lateFolder(db.folder), name);
	const callId = name.replace(KEPT, '');
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		if (isMissing(error)) {
			return false; // Another window has entered it.
		}
		throw error;
	}
	const settlement = parse(text);
	if (!settlement) {
		await setBrokenAside(db, file, callId);
		return false;
	}
	const settled = await settle(db, callId, settlement);
	if (settled === 'missing' && settlement.state !== 'not-charged') {
		throw new StoreError('failed', callId); // Not even what it was is known of the call.
	}
	await rm(file, { force: true });
	return settled === 'settled';
}

function parse(text: string): Settlement | undefined {
	try {
		const settlement = JSON.parse(text) as Partial<Settlement> | null;
		return settlement?.state ? (settlement as Settlement) : undefined;
	} catch {
		return undefined;
	}
}

/** What a window was still writing when it died can be no more than a piece of an answer; a whole one stays for a person. */
async function setBrokenAside(db: Database, file: string, callId: string): Promise<void> {
	if (!file.endsWith('.tmp')) {
		await rename(file, `${file}.broken`);
		return;
	}
	const row = db.connection.prepare('SELECT owner FROM calls WHERE id = ?').get(callId);
	if (typeof row?.owner !== 'string' || !(await isOwnerAlive(db.folder, row.owner))) {
		await rm(file, { force: true });
	}
}
