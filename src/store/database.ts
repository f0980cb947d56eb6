import { mkdirSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { localDay } from './days.ts';
import { isBusy, isDamage, isMissing, StoreError, storeError } from './errors.ts';
import { isNetworkFolder } from './filesystem.ts';
import { databaseFile, generationsIn, isOutdated } from './generations.ts';
import { migrations } from './migrations.ts';
import { type Repair, repairDatabase } from './repair.ts';
import { type Transact, together } from './together.ts';
import { backUp, migrate, newestBackup, refuseNewer, versionOf } from './upgrade.ts';

export interface Database {
	/** The store's own folder. */
	readonly folder: string;
	/** Reads, outside of any transaction. */
	readonly connection: DatabaseSync;
	/**
	 * Runs `work` in one `BEGIN IMMEDIATE` transaction, waiting for other windows
	 * without blocking this one. `work` must not wait for anything. Throws
	 * `StoreError`; nothing was changed then.
	 */
	transact: Transact;
	/**
	 * The same, with others of its kind that are asked for at the same time in one transaction: see `together`.
	 * For what every call does, many of them at once.
	 */
	transactTogether: Transact;
	/** Goes over to the database that another window has repaired meanwhile, if one has. */
	refresh(): Promise<void>;
	/** After damage was met: sets the database aside and goes on with what can be read of it. */
	repair(): Promise<void>;
	close(): void;
}

export interface DatabaseOptions {
	/** Told when a damaged database was set aside. */
	readonly onRepaired?: (repair: Repair) => void;
	/** Whether the folder is on a network file system; found out where it is not said. */
	readonly network?: boolean;
}

/** SQLite waits this long by itself, blocking its thread; beyond it, waiting yields. */
const BUSY_TIMEOUT_MS = 40;
/** About half a minute. Counted, not timed: a machine that slept has waited for nobody. */
const BUSY_ATTEMPTS = 500;

/** Opens the database in `folder`, which is made if need be. Throws `StoreError`. */
export async function openDatabase(folder: string, options: DatabaseOptions = {}): Promise<Database> {
	await orStoreError(() => makeFolder(folder));
	const network = options.network ?? (await isNetworkFolder(folder));
	let renewing: Promise<void> | undefined;
	let opened = await open(true);

	async function open(
		mayBeNew: boolean,
	): Promise<{ readonly connection: DatabaseSync; readonly generation: number }> {
		for (let attempt = 1; ; attempt++) {
			const present = await orStoreError(async () => {
				const generation = generationsIn(folder).at(-1);
				if (generation !== undefined || (await hasLost(folder))) {
					return generation;
				}
				if (!mayBeNew) {
					// A ledger does not vanish with all its images: its disk has gone, and an answer entered into a
					// new one, where that disk will be again, would be lost.
					throw new StoreError('unreachable', folder);
				}
				return 0;
			});
			try {
				if (present !== undefined && !(await wasEmptied(folder, present))) {
					return { connection: await openFile(folder, present, network), generation: present };
				}
			} catch (error) {
				if (!isDamage(error) || attempt > 1) {
					throw storeError(error);
				}
			}
			await repairFile(present);
		}
	}

	async function repairFile(generation: number | undefined): Promise<void> {
		const repair = await orStoreError(() =>
			repairDatabase(folder, generation, (work) => retryWhileBusy(work)),
		);
		if (repair) {
			options.onRepaired?.(repair);
		}
	}

	/** Closes what is open and opens what there then is. One at a time: who comes meanwhile waits for that. */
	function renew(repairing: boolean): Promise<void> {
		renewing ??= (async () => {
			const { connection, generation } = opened;
			if (connection.isOpen) {
				connection.close();
			}
			if (repairing) {
				await repairFile(generation);
			}
			opened = await open(false);
		})().finally(() => {
			renewing = undefined;
		});
		return renewing;
	}

	async function refresh(): Promise<void> {
		// It is closed after a repair that failed.
		while (renewing || !opened.connection.isOpen || isOutdated(folder, opened.generation)) {
			await renew(false);
		}
	}

	const transact: Transact = async (work) => {
		for (;;) {
			await refresh();
			const { connection, generation } = opened;
			const outcome = await orStoreError(() =>
				retryWhileBusy(() => {
					if (!connection.isOpen) {
						return undefined; // It was given up for another while this waited.
					}
					return inTransaction(connection, () => {
						// Asked under the lock: whoever repairs holds it until the new one stands.
						if (isOutdated(folder, generation)) {
							return undefined;
						}
						refuseNewer(versionOf(connection));
						return { result: work(connection) };
					});
				}),
			);
			if (outcome) {
				return outcome.result;
			}
		}
	};

	return {
		folder,
		get connection() {
			return opened.connection;
		},
		transact,
		transactTogether: together(transact),
		refresh,
		repair: () => renew(true),
		close() {
			if (opened.connection.isOpen) {
				opened.connection.close();
			}
		},
	};
}

async function openFile(folder: string, generation: number, network: boolean): Promise<DatabaseSync> {
	const file = databaseFile(folder, generation);
	const connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
	try {
		// The write-ahead log needs shared memory, which no network file system has.
		await retryWhileBusy(() => connection.exec(`PRAGMA journal_mode = ${network ? 'DELETE' : 'WAL'}`));
		connection.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
		const version = versionOf(connection);
		refuseNewer(version);
		if (version < migrations.length) {
			await upgrade(connection, file, folder);
		}
		return connection;
	} catch (error) {
		connection.close();
		throw error;
	}
}

async function upgrade(connection: DatabaseSync, file: string, folder: string): Promise<void> {
	await retryWhileBusy(() =>
		inTransaction(connection, () => {
			const version = versionOf(connection);
			if (version > 0 && version < migrations.length) {
				mkdirSync(path.join(folder, 'backups'), { recursive: true });
				const reader = new DatabaseSync(file, { readOnly: true });
				try {
					backUp(reader, folder, version, localDay(new Date()));
				} finally {
					reader.close();
				}
			}
			migrate(connection, version);
		}),
	);
}

function inTransaction<T>(connection: DatabaseSync, work: () => T): T {
	connection.exec('BEGIN IMMEDIATE');
	try {
		const result = work();
		connection.exec('COMMIT');
		return result;
	} catch (error) {
		if (connection.isTransaction) {
			connection.exec('ROLLBACK');
		}
		throw error;
	}
}

async function retryWhileBusy<T>(work: () => T): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return work();
		} catch (error) {
			if (!isBusy(error)) {
				throw error;
			}
			if (attempt >= BUSY_ATTEMPTS) {
				throw new StoreError('locked', error);
			}
			await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 25));
		}
	}
}

async function orStoreError<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		// Damage is for whoever asked to have repaired.
		throw isDamage(error) ? error : storeError(error);
	}
}

async function makeFolder(folder: string): Promise<void> {
	try {
		await mkdir(folder, { recursive: true });
	} catch (error) {
		// So Node says of a disk that is read-only: it looks for a parent that it may make.
		throw isMissing(error) ? new StoreError('read-only', error) : error;
	}
}

/** Whether there are images, or a backup, although there is no database: it was lost. */
async function hasLost(folder: string): Promise<boolean> {
	const images = await readdir(path.join(folder, 'images')).catch(() => []);
	return images.length > 0 || newestBackup(folder) !== undefined;
}

/** Whether the database has no bytes although it had. One that is just being made has none either. */
async function wasEmptied(folder: string, generation: number): Promise<boolean> {
	const there = await stat(databaseFile(folder, generation)).catch(() => undefined);
	return there?.size === 0 && (await hasLost(folder));
}
