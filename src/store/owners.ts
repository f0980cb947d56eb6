import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isBusy, isDamage } from './errors.ts';

const STARTING_MS = 3_600_000;

/** One running process, alive for as long as the system keeps its lock. */
export interface Owner {
	readonly id: string;
	release(): Promise<void>;
}

const ownersIn = (folder: string): string => path.join(folder, 'owners');
const lockFile = (folder: string, id: string): string => path.join(ownersIn(folder), `${id}.lock`);

/**
 * Takes an exclusive lock on a SQLite file of its own in the store's folder. The
 * system drops the lock when the process dies, and neither sleep nor a debugger
 * does: no heartbeats and no clocks.
 */
export async function becomeOwner(folder: string): Promise<Owner> {
	await mkdir(ownersIn(folder), { recursive: true });
	// Loaded here, not at the top: activation must not pay for it.
	const { DatabaseSync } = await import('node:sqlite');
	const id = randomUUID();
	const lock = new DatabaseSync(lockFile(folder, id));
	try {
		// A page must exist before a lock on it means anything to others; nothing in it needs to survive.
		lock.exec(
			'PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA user_version = 1; BEGIN EXCLUSIVE',
		);
	} catch (error) {
		lock.close();
		await rm(lockFile(folder, id), { force: true });
		throw error;
	}
	return {
		id,
		async release() {
			lock.exec('ROLLBACK');
			lock.close();
			await rm(lockFile(folder, id), { force: true });
		},
	};
}

/** Whether an owner still runs, or may: whatever cannot be told counts as alive, since its calls would be given up. */
export async function isOwnerAlive(folder: string, id: string): Promise<boolean> {
	const { DatabaseSync } = await import('node:sqlite');
	let probe: InstanceType<typeof DatabaseSync> | undefined;
	try {
		probe = new DatabaseSync(lockFile(folder, id), { readOnly: true, timeout: 0 });
		probe.prepare('PRAGMA user_version').get();
		return false;
	} catch (error) {
		// A lock is met before anything is read: damage means that there is none.
		return !isDamage(error) && (isBusy(error) || (await mayBeThere(folder, id)));
	} finally {
		probe?.close();
	}
}

/** One look at the folder, so that a disk that comes back meanwhile is not taken for one without the file. */
async function mayBeThere(folder: string, id: string): Promise<boolean> {
	try {
		return (await readdir(ownersIn(folder))).includes(path.basename(lockFile(folder, id)));
	} catch {
		return true;
	}
}

/** Removes what dead owners left behind. */
export async function sweepOwners(folder: string): Promise<void> {
	for (const name of await readdir(ownersIn(folder))) {
		const id = name.endsWith('.lock') ? name.slice(0, -'.lock'.length) : undefined;
		if (!id || (await isOwnerAlive(folder, id))) {
			continue;
		}
		// A window that is just starting has made its file and not locked it yet.
		const made = (await stat(lockFile(folder, id)).catch(() => undefined))?.mtimeMs ?? Number.NaN;
		if (Date.now() - made > STARTING_MS) {
			await rm(lockFile(folder, id), { force: true });
		}
	}
}
