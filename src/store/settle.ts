import type { DatabaseSync } from 'node:sqlite';
import { indexWords } from './calls.ts';
import type { Database } from './database.ts';

/** What an answered call yields. */
export interface NewOutput {
	readonly state: 'pending' | 'withheld';
	readonly url: string | null;
	readonly expires: number | undefined;
	readonly prompt: string | undefined;
	readonly seed: number | undefined;
	readonly width: number | undefined;
	readonly height: number | undefined;
}

/** How a call ended. */
export interface Settlement {
	readonly state: 'charged' | 'not-charged' | 'unknown';
	readonly now: number;
	readonly outputs?: readonly NewOutput[];
	readonly status?: number;
	readonly requestId?: string;
	/** The error's class, and its sentence. */
	readonly error?: string;
	readonly message?: string;
	/** What the call yielded in words, and everything that it yielded besides images. */
	readonly text?: string;
	readonly data?: unknown;
}

interface SettledRow {
	readonly number: number;
	readonly owner: string | null;
	readonly prompt: string;
}

/**
 * Writes how a call ended, with its result links, in one transaction; from here
 * its slots are free. A late answer also settles a call that was given up as
 * unknown, or that the person marked as not charged: evidence beats a guess.
 */
export function settle(db: Database, id: string, settlement: Settlement): Promise<void> {
	return db.transactTogether((connection) => {
		const { state, now, status, requestId, error, message, text, data } = settlement;
		const row = connection
			.prepare(
				`UPDATE calls SET state = ?, settled = ?, status = ?, request_id = ?, error = ?, message = ?, text = ?,
					data = ?, marked = NULL
				WHERE id = ? AND (state IN ('queued', 'reserved', 'sent', 'unknown') OR marked IS NOT NULL)
				RETURNING number, owner, prompt`,
			)
			.get(
				state,
				now,
				status ?? null,
				requestId ?? null,
				error ?? null,
				message ?? null,
				text ?? null,
				data === undefined ? null : JSON.stringify(data),
				id,
			) as SettledRow | undefined;
		if (!row) {
			throw new Error(`Call ${id} is settled already.`);
		}
		if (text !== undefined) {
			indexWords(connection, row.number, row.prompt, text);
		}
		insertOutputs(connection, row, settlement.outputs ?? []);
	});
}

function insertOutputs(connection: DatabaseSync, row: SettledRow, outputs: readonly NewOutput[]): void {
	const insert = connection.prepare(
		`INSERT INTO outputs (call, position, state, url, expires, prompt, seed, width, height, claimed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
	);
	for (const [position, output] of outputs.entries()) {
		insert.run(
			row.number,
			position,
			output.state,
			output.url,
			output.expires ?? null,
			output.prompt ?? null,
			output.seed ?? null,
			output.width ?? null,
			output.height ?? null,
			output.state === 'pending' ? row.owner : null,
		);
	}
}

/** The person's word that an unknown outcome was not charged. False: it is not unknown. */
export function markNotCharged(db: Database, id: string, now: number): Promise<boolean> {
	return db.transact((connection) => {
		const { changes } = connection
			.prepare(`UPDATE calls SET state = 'not-charged', marked = ? WHERE id = ? AND state = 'unknown'`)
			.run(now, id);
		return changes === 1;
	});
}

/** Takes that back. False: it was not marked, or an answer has come since. */
export function unmark(db: Database, id: string): Promise<boolean> {
	return db.transact((connection) => {
		const { changes } = connection
			.prepare(`UPDATE calls SET state = 'unknown', marked = NULL WHERE id = ? AND marked IS NOT NULL`)
			.run(id);
		return changes === 1;
	});
}
