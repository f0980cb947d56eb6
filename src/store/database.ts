import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { t } from '@vscode/l10n';
import { migrations } from './migrations.ts';

/** The store cannot be used as it is; the message says what to do. Nothing was changed. */
export class StoreError extends Error {
	constructor(message: string, cause?: unknown) {
		super(message, { cause });
		this.name = 'StoreError';
	}
}

export interface Database {
	/** Reads, outside of any transaction. Blocks for as long as the query takes. */
	readonly connection: DatabaseSync;
	/**
	 * Runs `work` in one `BEGIN IMMEDIATE` transaction, waiting for other windows
	 * without blocking this one. `work` must not wait for anything. Throws
	 * `StoreError` when the store belongs to a newer version or stays locked.
	 */
	transact<T>(work: (connection: DatabaseSync) => T): Promise<T>;
	close(): void;
}

const SQLITE_BUSY = 5;
const BUSY_TIMEOUT_MS = 40;
const GIVE_UP_MS = 30_000;

/** Opens the database in `folder`, which is made if need be. Throws `StoreError`. */
export async function openDatabase(folder: string): Promise<Database> {
	await mkdir(folder, { recursive: true });
	// Loaded here, not at the top: activation must not pay for it.
	const { DatabaseSync } = await import('node:sqlite');
	const connection = new DatabaseSync(path.join(folder, 'store.sqlite'), { timeout: BUSY_TIMEOUT_MS });
	try {
		await retryWhileBusy(() => connection.exec('PRAGMA journal_mode = WAL'));
		connection.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
		await retryWhileBusy(() => inTransaction(connection, () => migrate(connection)));
	} catch (error) {
		connection.close();
		throw error;
	}
	return {
		connection,
		transact: (work) =>
			retryWhileBusy(() =>
				inTransaction(connection, () => {
					refuseNewer(versionOf(connection));
					return work(connection);
				}),
			),
		close: () => connection.close(),
	};
}

function migrate(connection: DatabaseSync): void {
	const version = versionOf(connection);
	refuseNewer(version);
	for (const [index, migration] of migrations.entries()) {
		if (index >= version) {
			connection.exec(migration);
		}
	}
	if (version < migrations.length) {
		connection.exec(`PRAGMA user_version = ${migrations.length}`);
	}
}

function versionOf(connection: DatabaseSync): number {
	return (connection.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

function refuseNewer(version: number): void {
	if (version > migrations.length) {
		throw new StoreError(
			t('A newer version of Ideogram Assets has updated its records: reload this window to go on.'),
		);
	}
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

/** True where another connection holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
	return ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY;
}

async function retryWhileBusy<T>(work: () => T): Promise<T> {
	const deadline = performance.now() + GIVE_UP_MS;
	for (;;) {
		try {
			return work();
		} catch (error) {
			if (!isBusy(error)) {
				throw error;
			}
			if (performance.now() > deadline) {
				throw new StoreError(
					t('The records of Ideogram Assets are locked by another program: close it and try again.'),
					error,
				);
			}
			await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 25));
		}
	}
}
