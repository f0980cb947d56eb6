import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isBusy } from './database.ts';

const STARTING_MS = 3_600_000;

/** One running process, alive for as long as the system keeps its lock. */
export interface Owner {
	readonly id: string;
	/** Whether another owner still runs. Its own id is alive. */
	isAlive(id: string): Promise<boolean>;
	/** Removes what dead owners left behind. */
	sweep(): Promise<void>;
	release(): Promise<void>;
}

/**
 * Takes an exclusive lock on a SQLite file of its own in `folder`. The system
 * drops the lock when the process dies, and neither sleep nor a debugger does:
 * no heartbeats and no clocks.
 */
export async function becomeOwner(folder: string): Promise<Owner> {
	await mkdir(folder, { recursive: true });
	const { DatabaseSync } = await import('node:sqlite');
	const id = randomUUID();
	const file = (owner: string) => path.join(folder, `${owner}.lock`);
	const lock = new DatabaseSync(file(id));
	// A page must exist before a lock on it means anything to others.
	lock.exec('PRAGMA journal_mode = DELETE; PRAGMA user_version = 1; BEGIN EXCLUSIVE');

	const isAlive = async (owner: string): Promise<boolean> => {
		if (owner === id) {
			return true;
		}
		let probe: InstanceType<typeof DatabaseSync>;
		try {
			probe = new DatabaseSync(file(owner), { readOnly: true, timeout: 0 });
		} catch {
			return false; // No such file: swept by another window.
		}
		try {
			probe.prepare('PRAGMA user_version').get();
			return false;
		} catch (error) {
			// Anything but a held lock means a file that no running owner can have.
			return isBusy(error);
		} finally {
			probe.close();
		}
	};

	return {
		id,
		isAlive,
		async sweep() {
			for (const name of await readdir(folder)) {
				const owner = name.endsWith('.lock') ? name.slice(0, -'.lock'.length) : undefined;
				if (!owner || (await isAlive(owner))) {
					continue;
				}
				// A window that is just starting has made its file and not locked it yet.
				const made = (await stat(file(owner)).catch(() => undefined))?.mtimeMs ?? Number.NaN;
				if (Date.now() - made > STARTING_MS) {
					await rm(file(owner), { force: true });
				}
			}
		},
		async release() {
			lock.exec('ROLLBACK');
			lock.close();
			await rm(file(id), { force: true });
		},
	};
}
