import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { adoptImages } from './adopt.ts';
import { isBusy } from './errors.ts';
import { flushFile, flushFolder } from './flush.ts';
import { databaseFile, generationsIn, nextGeneration } from './generations.ts';
import { setMarker } from './marker.ts';
import { salvage } from './salvage.ts';
import { migrate, newestBackup } from './upgrade.ts';

/** What was made of a damaged database. */
export interface Repair {
	/** Where it was set aside; undefined where there was none left. */
	readonly setAside: string | undefined;
	/** Calls that were carried over, and calls that could not be read. */
	readonly carried: number;
	readonly lost: number;
	/** Images whose calls were lost; they are in History all the same. */
	readonly adopted: number;
}

/** Runs work until no other connection is in its way. */
type Patiently = <T>(work: () => T) => Promise<T>;

/**
 * Makes a new generation of the database from what can be read of the damaged
 * one, of the newest backup, and of the images that are there, then sets the
 * damaged file aside under a dated name. `generation`: the damaged one;
 * undefined where the database is missing. Undefined is answered where another
 * window has repaired it meanwhile. Throws what SQLite or the disk says; the
 * damaged file is then as it was.
 */
export async function repairDatabase(
	folder: string,
	generation: number | undefined,
	patiently: Patiently,
): Promise<Repair | undefined> {
	const lock = new DatabaseSync(path.join(folder, 'repair.lock'), { timeout: 40 });
	try {
		await patiently(() => lock.exec('BEGIN EXCLUSIVE'));
		if (generationsIn(folder).at(-1) !== generation) {
			return undefined;
		}
		return await repairAlone(folder, generation, patiently);
	} finally {
		lock.close();
	}
}

async function repairAlone(
	folder: string,
	generation: number | undefined,
	patiently: Patiently,
): Promise<Repair> {
	const next = databaseFile(folder, nextGeneration(folder, generation));
	const unfinished = path.join(folder, 'unfinished-repair');
	for (const ending of ['', '-journal']) {
		rmSync(unfinished + ending, { force: true });
	}
	const damaged = generation === undefined ? undefined : open(databaseFile(folder, generation));
	const fresh = new DatabaseSync(unfinished);
	let made: Omit<Repair, 'setAside'>;
	try {
		// Keeps other windows from writing into what is being left behind.
		await patiently(() => holdWriters(damaged));
		fresh.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF');
		migrate(fresh);
		made = carryOver(fresh, damaged, folder);
		fresh.close();
		flushFile(unfinished);
		setMarker(folder); // A backup may have brought back what was still to be fetched then.
		renameSync(unfinished, next);
		flushFolder(folder);
	} finally {
		if (fresh.isOpen) {
			fresh.close();
		}
		damaged?.close();
	}
	return { setAside: setAside(folder, generation), ...made };
}

function open(file: string): DatabaseSync | undefined {
	try {
		const connection = new DatabaseSync(file, { timeout: 40, defensive: false } as object);
		// Nothing of the schema is written: SQLite reads a file that is shorter than it says in this mode only.
		connection.exec('PRAGMA writable_schema = ON');
		return connection;
	} catch {
		return undefined; // Nothing can be read of it; the backup may have more.
	}
}

function holdWriters(damaged: DatabaseSync | undefined): void {
	try {
		damaged?.exec('BEGIN IMMEDIATE');
	} catch (error) {
		if (isBusy(error)) {
			throw error;
		}
		// Too damaged to be locked is too damaged to be written.
	}
}

function carryOver(
	fresh: DatabaseSync,
	damaged: DatabaseSync | undefined,
	folder: string,
): Omit<Repair, 'setAside'> {
	fresh.exec('BEGIN');
	let known = damaged ? salvage(damaged, fresh) : 0;
	const backup = newestBackup(folder);
	const older = backup && existsSync(backup) ? open(backup) : undefined;
	if (older) {
		known = Math.max(known, salvage(older, fresh));
		older.close();
	}
	const { carried } = fresh.prepare('SELECT COUNT(*) AS carried FROM calls').get() as { carried: number };
	const adopted = adoptImages(fresh, folder);
	fresh.exec(`INSERT INTO words (rowid, prompt, text) SELECT number, prompt, COALESCE(text, '') FROM calls`);
	fresh.exec('COMMIT');
	return { carried, lost: Math.max(0, known - carried), adopted };
}

/** Under a dated name, its log with it. What cannot be renamed, since a window has it open, stays: it is no longer read. */
function setAside(folder: string, generation: number | undefined): string | undefined {
	if (generation === undefined) {
		return undefined;
	}
	const file = databaseFile(folder, generation);
	const date = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
	const aside = path.join(folder, `damaged-${date}.sqlite`);
	try {
		renameSync(file, aside);
		for (const ending of ['-wal', '-journal']) {
			if (existsSync(file + ending)) {
				renameSync(file + ending, aside + ending);
			}
		}
		rmSync(`${file}-shm`, { force: true });
		return aside;
	} catch {
		return file;
	}
}
