import { rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { indexWords } from './calls.ts';
import type { Database } from './database.ts';
import { type HistorySize, historySize } from './history.ts';

/** One entry of History, by its call and its position there. */
export interface EntryId {
	readonly callId: string;
	readonly position: number;
}

/** An image of the store's folder, and where in workspaces it was saved as well. */
export interface StoredImage extends EntryId {
	readonly bytes: number;
	readonly placements: readonly string[];
}

/**
 * Deletes entries for good: the files, and with a call's last image its prompt
 * and its input. What it cost stays in the books. Returns how many there were.
 */
export async function deleteEntries(db: Database, entries: readonly EntryId[], now: number): Promise<number> {
	const deleted = await db.transact((connection) => {
		const find = connection.prepare(
			`SELECT c.number, o.call IS NULL AS isText FROM calls c LEFT JOIN outputs o
				ON o.call = c.number AND o.position = ? AND o.state <> 'pending' AND o.deleted IS NULL
			WHERE c.id = ? AND (o.call IS NOT NULL OR c.text IS NOT NULL)`,
		);
		let count = 0;
		for (const { callId, position } of entries) {
			const found = find.get(position, callId) as { number: number; isText: number } | undefined;
			if (found) {
				markDeleted(connection, found.number, `position = ${Number(position)}`, now);
				count++;
			}
		}
		return count;
	});
	await removeDeletedFiles(db);
	return deleted;
}

/**
 * Deletes everything but what is under way or still to be fetched, with the words
 * of calls that failed or may have been charged. Returns what there was.
 */
export async function clearHistory(db: Database, now: number): Promise<HistorySize> {
	const size = await db.transact((connection) => {
		const before = historySize(db);
		const calls = connection
			.prepare(
				`SELECT DISTINCT call AS number FROM outputs WHERE deleted IS NULL AND state <> 'pending'
				UNION SELECT number FROM calls WHERE text IS NOT NULL`,
			)
			.all() as { number: number }[];
		for (const { number } of calls) {
			markDeleted(connection, number, `state <> 'pending'`, now);
		}
		forgetFruitless(connection);
		return before;
	});
	await removeDeletedFiles(db);
	return size;
}

function markDeleted(connection: DatabaseSync, number: number, which: string, now: number): void {
	connection
		.prepare(
			`UPDATE outputs SET deleted = ?, url = NULL, prompt = NULL, message = NULL WHERE call = ? AND deleted IS NULL AND ${which}`,
		)
		.run(now, number);
	const { kept } = connection
		.prepare('SELECT COUNT(*) AS kept FROM outputs WHERE call = ? AND deleted IS NULL')
		.get(number) as { kept: number };
	if (kept === 0) {
		connection.prepare(`UPDATE calls SET ${WORDLESS} WHERE number = ?`).run(number);
		indexWords(connection, number, '', '');
	}
}

/**
 * What a call keeps for the books alone: its sums, and the class and status of what went wrong. An empty message
 * says that there was one.
 */
const WORDLESS = `prompt = '', input = '{}', message = substr(message, 1, 0), text = NULL, data = NULL`;

/** Calls that have ended and left nothing in History have no entry by which their words could be deleted. */
function forgetFruitless(connection: DatabaseSync): void {
	const forgotten = connection
		.prepare(
			`UPDATE calls SET ${WORDLESS} WHERE state IN ('charged', 'not-charged', 'unknown')
				AND (prompt <> '' OR input <> '{}' OR message <> '')
				AND NOT EXISTS (SELECT 1 FROM outputs o WHERE o.call = calls.number AND o.deleted IS NULL)
			RETURNING number`,
		)
		.all() as { number: number }[];
	for (const { number } of forgotten) {
		indexWords(connection, number, '', '');
	}
}

/** Removes the files of deleted images, also what a killed window has left of that. */
export async function removeDeletedFiles(db: Database): Promise<void> {
	const rows = db.connection
		.prepare(
			`SELECT call, position, file, sha256 FROM outputs WHERE deleted IS NOT NULL AND file IS NOT NULL`,
		)
		.all() as { call: number; position: number; file: string; sha256: string }[];
	for (const { call, position, file, sha256 } of rows) {
		const image = path.join(db.folder, 'images', file);
		await rm(image, { force: true });
		await rm(path.join(db.folder, 'thumbnails', `${sha256}.webp`), { force: true });
		await rmdir(path.dirname(image)).catch(() => undefined); // Others of the call may be left.
		await db.transact((connection) =>
			connection
				.prepare('UPDATE outputs SET file = NULL WHERE call = ? AND position = ?')
				.run(call, position),
		);
	}
}

/** The oldest images first, so many at a time, after those of `after` calls. */
export function oldestImages(
	db: Database,
	after: EntryId | undefined,
	limit: number,
): readonly StoredImage[] {
	const start = after ? `AND (c.number, o.position) > ((SELECT number FROM calls WHERE id = ?), ?)` : '';
	return db.connection
		.prepare(
			`SELECT c.id AS callId, o.position, COALESCE(o.bytes, 0) AS bytes,
				(SELECT json_group_array(p.uri) FROM placements p WHERE p.call = o.call AND p.position = o.position)
					AS placements
			FROM outputs o JOIN calls c ON c.number = o.call
			WHERE o.state = 'saved' AND o.deleted IS NULL ${start} ORDER BY c.number, o.position LIMIT ?`,
		)
		.all(...(after ? [after.callId, after.position] : []), limit)
		.map((row) => ({ ...row, placements: JSON.parse(String(row.placements)) }) as unknown as StoredImage);
}
