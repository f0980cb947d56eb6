import type { DatabaseSync } from 'node:sqlite';
import type { MicroDollars } from '../api/money.ts';
import type { Price } from '../api/prices.ts';
import { MAX_RATE_LIMIT_WAIT_MS } from '../api/rateLimit.ts';
import { type Caps, checkCaps } from './budget.ts';
import type { Database } from './database.ts';
import { setMarker } from './marker.ts';

/** A call as it enters the ledger. */
export interface NewCall {
	readonly id: string;
	readonly owner: string;
	readonly operation: string;
	readonly model: string;
	readonly prompt: string;
	/** JSON, files as hash and workspace path. */
	readonly input: string;
	/** Images in flight while it runs. */
	readonly images: number;
	readonly price: Price;
	/** Whose limits it counts against: origin and key fingerprint. */
	readonly account: string;
	readonly sandbox: boolean;
	readonly source: 'person' | 'agent';
	readonly workspace: string | undefined;
	readonly now: number;
	readonly day: string;
}

export interface ReserveOptions {
	readonly caps: Caps;
	/** Images in flight that the account allows. */
	readonly maxInFlight: number;
	readonly now: number;
	readonly day: string;
}

/** Reserved, or how long to wait before it is worth asking again. */
export type Reservation = { readonly reserved: true } | { readonly reserved: false; readonly waitMs: number };

/** What has not ended, or not for sure. As the index `calls_open` says it, to the letter: SQLite uses it for nothing else. */
export const OPEN = `state IN ('queued', 'reserved', 'sent', 'unknown')`;

/** A call of unknown outcome may still run on the server for as long as it works at most. */
const UNKNOWN_KEEPS_SLOTS_MS = 300_000;
/** How often the head of the queue may be passed by smaller calls before it is served next. */
const MAX_OVERTAKEN = 3;
const SLOT_POLL_MS = 150;

/** Enters a call as `queued`, and sets the marker that something is unfinished. */
export function enqueue(db: Database, call: NewCall): Promise<void> {
	return db.transactTogether((connection) => {
		setMarker(db.folder);
		insertCall(connection, call);
	});
}

/** Inside a transaction: a new row, `queued`. */
export function insertCall(connection: DatabaseSync, call: NewCall): void {
	const { lastInsertRowid } = connection
		.prepare(
			`INSERT INTO calls (id, state, owner, created, day, operation, model, prompt, input, images, amount,
				price_row, price_confirmed, price_terms, account, sandbox, source, workspace)
			VALUES (?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		)
		.run(
			call.id,
			call.owner,
			call.now,
			call.day,
			call.operation,
			call.model,
			call.prompt,
			call.input,
			call.images,
			call.price.amount,
			call.price.row,
			call.price.confirmed,
			call.price.terms,
			call.account,
			call.sandbox ? 1 : 0,
			call.source,
			call.workspace ?? null,
		);
	indexWords(connection, lastInsertRowid, call.prompt, '');
}

interface QueuedRow {
	readonly number: number;
	readonly account: string;
	readonly images: number;
	readonly amount: MicroDollars;
	readonly sandbox: number;
	readonly source: string;
}

/**
 * Moves a queued call to `reserved` if caps, slots and holds of all windows
 * allow it, in one transaction. Throws `BudgetError`; the call stays queued.
 */
export function reserve(db: Database, id: string, options: ReserveOptions): Promise<Reservation> {
	return db.transactTogether((connection): Reservation => {
		const call = connection
			.prepare(
				`SELECT number, account, images, amount, sandbox, source FROM calls WHERE id = ? AND state = 'queued'`,
			)
			.get(id) as QueuedRow | undefined;
		if (!call) {
			throw new Error(`Call ${id} is not queued.`);
		}
		if (!call.sandbox) {
			checkCaps(connection, options.day, call, options.caps);
		}
		const hold = connection.prepare('SELECT until FROM holds WHERE account = ?').get(call.account) as
			| { until: number }
			| undefined;
		if (hold && hold.until > options.now && hold.until <= options.now + MAX_RATE_LIMIT_WAIT_MS) {
			return { reserved: false, waitMs: hold.until - options.now };
		}
		const free = options.maxInFlight - inFlight(connection, call.account, options.now);
		if (call.images > free || starves(connection, call)) {
			return { reserved: false, waitMs: SLOT_POLL_MS };
		}
		connection
			.prepare(`UPDATE calls SET overtaken = overtaken + 1
				WHERE ${OPEN} AND account = ? AND state = 'queued' AND number < ?`)
			.run(call.account, call.number);
		connection
			.prepare(`UPDATE calls SET state = 'reserved', day = ? WHERE number = ?`)
			.run(options.day, call.number);
		return { reserved: true };
	});
}

/** A call that left in the future did so before the clock was set back: when, nobody knows. */
function inFlight(connection: DatabaseSync, account: string, now: number): number {
	const row = connection
		.prepare(
			`SELECT COALESCE(SUM(images), 0) AS images FROM calls WHERE ${OPEN} AND account = ?
			AND (state IN ('reserved', 'sent') OR (state = 'unknown' AND sent > ? AND sent <= ?))`,
		)
		.get(account, now - UNKNOWN_KEEPS_SLOTS_MS, now) as { images: number };
	return row.images;
}

function starves(connection: DatabaseSync, call: QueuedRow): boolean {
	const passed = connection
		.prepare(
			`SELECT 1 FROM calls WHERE ${OPEN} AND account = ? AND state = 'queued' AND number < ? AND overtaken >= ?
			LIMIT 1`,
		)
		.get(call.account, call.number, MAX_OVERTAKEN);
	return passed !== undefined;
}

/** Commits that the request is about to leave. Must resolve before its first byte does. */
export function markSent(db: Database, id: string, now: number): Promise<void> {
	return db.transactTogether((connection) => {
		change(
			connection,
			`UPDATE calls SET state = 'sent', sent = ? WHERE id = ? AND state = 'reserved'`,
			now,
			id,
		);
	});
}

/**
 * Puts a call that certainly did not run back into the queue, its slots free;
 * with `holdUntil`, no call of the account leaves before that time.
 */
export function requeue(db: Database, id: string, holdUntil?: number): Promise<void> {
	return db.transactTogether((connection) => {
		change(connection, `UPDATE calls SET state = 'queued', sent = NULL WHERE id = ? AND state = 'sent'`, id);
		if (holdUntil !== undefined) {
			connection
				.prepare(
					`INSERT INTO holds (account, until) SELECT account, ? FROM calls WHERE id = ?
					ON CONFLICT (account) DO UPDATE SET until =
						CASE WHEN until > excluded.until + ? THEN excluded.until ELSE MAX(until, excluded.until) END`,
				)
				.run(holdUntil, id, MAX_RATE_LIMIT_WAIT_MS);
		}
	});
}

/** Where a call stands. */
export function stateOf(db: Database, id: string): string | undefined {
	const row = db.connection.prepare('SELECT state FROM calls WHERE id = ?').get(id) as
		| { state: string }
		| undefined;
	return row?.state;
}

function change(connection: DatabaseSync, sql: string, ...values: (string | number)[]): void {
	const { changes } = connection.prepare(sql).run(...values);
	if (changes !== 1) {
		throw new Error('The call is not in the state it should be in.');
	}
}

/** Makes a call findable by its words, instead of by those it had. */
export function indexWords(
	connection: DatabaseSync,
	number: number | bigint,
	prompt: string,
	text: string,
): void {
	connection
		.prepare('INSERT OR REPLACE INTO words (rowid, prompt, text) VALUES (?, ?, ?)')
		.run(number, prompt, text);
}

/** What a call was asked with: JSON, files as hash and path. Undefined where there is no such call, or its images were deleted. */
export function callInput(
	db: Database,
	id: string,
): { readonly operation: string; readonly input: string } | undefined {
	const row = db.connection
		.prepare(`SELECT operation, input FROM calls WHERE id = ? AND input <> '{}'`)
		.get(id) as { operation: string; input: string } | undefined;
	return row && { ...row };
}
