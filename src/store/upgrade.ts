import { readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from './errors.ts';
import { flushFile, flushFolder } from './flush.ts';
import { migrations } from './migrations.ts';

const KEPT_BACKUPS = 3;

/** How many steps of the schema a database has. */
export function versionOf(connection: DatabaseSync): number {
	return (connection.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

/** Throws `StoreError` where a newer version of the product has been at work. */
export function refuseNewer(version: number): void {
	if (version > migrations.length) {
		throw new StoreError('newer');
	}
}

/** Inside a transaction: takes a database to the newest schema, or leaves it as it was. */
export function migrate(connection: DatabaseSync, from = versionOf(connection)): void {
	refuseNewer(from);
	for (const migration of migrations.slice(from)) {
		connection.exec(migration);
	}
	if (from < migrations.length) {
		connection.exec(`PRAGMA user_version = ${migrations.length}`);
	}
}

const backupFolder = (folder: string): string => path.join(folder, 'backups');

/** The newest copy that was made before a migration. */
export function newestBackup(folder: string): string | undefined {
	const name = backupsIn(folder).at(-1);
	return name && path.join(backupFolder(folder), name);
}

/**
 * Keeps a copy of a database before it is migrated: `backups/2026-11-24-v1.sqlite`.
 * `reader` is another connection than the one whose transaction keeps writers
 * out. Throws what SQLite or the disk says; nothing was changed then.
 */
export function backUp(reader: DatabaseSync, folder: string, version: number, day: string): void {
	const into = backupFolder(folder);
	const temporary = path.join(into, 'unfinished.tmp');
	rmSync(temporary, { force: true });
	try {
		reader.prepare('VACUUM INTO ?').run(temporary);
		flushFile(temporary);
	} catch (error) {
		rmSync(temporary, { force: true }); // On a full disk it would take the last space.
		throw error;
	}
	renameSync(temporary, path.join(into, `${day}-v${version}.sqlite`));
	flushFolder(into);
	for (const name of backupsIn(folder).slice(0, -KEPT_BACKUPS)) {
		rmSync(path.join(into, name), { force: true });
	}
}

function backupsIn(folder: string): string[] {
	try {
		return readdirSync(backupFolder(folder))
			.filter((name) => name.endsWith('.sqlite'))
			.sort();
	} catch {
		return [];
	}
}
