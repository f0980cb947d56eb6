import type { DatabaseSync } from 'node:sqlite';
import { indexWords, insertCall, type NewCall } from './calls.ts';
import type { Database } from './database.ts';
import { hasMarker, setMarker } from './marker.ts';

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
	/** The call itself: what is entered where a repair of the ledger has lost it. */
	readonly call?: NewCall;
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
 * `already`: the ledger has this ending, or one that it proves nothing against.
 * `missing`: it has no such call, and this one says nothing that it should have.
 */
export type Settled = 'settled' | 'already' | 'missing';

/**
 * Writes how a call ended, with its result links, in one transaction; from here
 * its slots are free. An answer also settles a call that was given up as
 * unknown, or as not charged, by the person or otherwise: evidence beats a guess.
 * A call that may have been paid for and is in the ledger no longer is entered anew.
 */
export function settle(db: Database, id: string, settlement: Settlement): Promise<Settled> {
	return db.transactTogether((connection) => {
		if (connection.prepare('SELECT 1 FROM calls WHERE id = ?').get(id) === undefined) {
			if (!settlement.call || settlement.state === 'not-charged') {
				return 'missing';
			}
			insertCall(connection, settlement.call);
		}
		const row = endCall(connection, id, settlement);
		if (!row) {
			return 'already';
		}
		if (settlement.text !== undefined) {
			indexWords(connection, row.number, row.prompt, settlement.text);
		}
		const { outputs = [] } = settlement;
		if (outputs.some((output) => output.state === 'pending') && !hasMarker(db.folder)) {
			setMarker(db.folder);
		}
		insertOutputs(connection, row, outputs);
		return 'settled';
	});
}

function endCall(connection: DatabaseSync, id: string, settlement: Settlement): SettledRow | undefined {
	const { state, now, status, requestId, error, message, text, data } = settlement;
	return connection
		.prepare(
			`UPDATE calls SET state = ?, settled = ?, status = ?, request_id = ?, error = ?, message = ?, text = ?,
				data = ?, marked = NULL
			WHERE id = ? AND (state IN ('queued', 'reserved', 'sent', 'unknown') OR marked IS NOT NULL
				OR (state = 'not-charged' AND ? = 'charged'))
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
			state,
		) as SettledRow | undefined;
}

function insertOutputs(connection: DatabaseSync, row: SettledRow, outputs: readonly NewOutput[]): void {
	const insert = connection.prepare(
		`INSERT INTO outputs (call, position, state, url, expires, prompt, seed, width, height, claimed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (call, position) DO NOTHING`,
	);
	for (const [position, output] of outputs.entries()) {
		insert.run(
			row.number,
			position,
			output.state,
			output.url,
			whole(output.expires),
			output.prompt ?? null,
			whole(output.seed),
			whole(output.width),
			whole(output.height),
			output.state === 'pending' ? row.owner : null,
		);
	}
}

/** A number as the table takes and gives it; one that it does not must not cost the image. */
const whole = (value: number | undefined): number | null =>
	value !== undefined && Number.isSafeInteger(value) ? value : null;

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
