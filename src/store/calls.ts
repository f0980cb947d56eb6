import type { DatabaseSync } from 'node:sqlite';
import type { MicroDollars } from '../api/money.ts';
import type { Price } from '../api/prices.ts';
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

/** A call of unknown outcome may still run on the server for as long as it works at most. */
const UNKNOWN_KEEPS_SLOTS_MS = 300_000;
/** How often the head of the queue may be passed by smaller calls before it is served next. */
const MAX_OVERTAKEN = 3;
const SLOT_POLL_MS = 150;

/** Enters a call as `queued`, and sets the marker in `folder` that something is unfinished. */
export function enqueue(db: Database, call: NewCall, folder: string): Promise<void> {
	return db.transact((connection) => {
		setMarker(folder);
		connection
			.prepare(
				`INSERT INTO calls (id, state, owner, created, day, operation, model, prompt, input, images, amount,
					price_row, price_confirmed, account, sandbox, source, workspace)
				VALUES (?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
				call.account,
				call.sandbox ? 1 : 0,
				call.source,
				call.workspace ?? null,
			);
	});
}

interface QueuedRow {
	readonly number: number;
	readonly account: string;
	readonly images: number;
	readonly amount: MicroDollars;
	readonly sandbox: number;
}

/**
 * Moves a queued call to `reserved` if caps, slots and holds of all windows
 * allow it, in one transaction. Throws `BudgetError`; the call stays queued.
 */
export function reserve(db: Database, id: string, options: ReserveOptions): Promise<Reservation> {
	return db.transact((connection): Reservation => {
		const call = connection
			.prepare(`SELECT number, account, images, amount, sandbox FROM calls WHERE id = ? AND state = 'queued'`)
			.get(id) as QueuedRow | undefined;
		if (!call) {
			throw new Error(`Call ${id} is not queued.`);
		}
		if (!call.sandbox) {
			checkCaps(connection, options.day, call.amount, options.caps);
		}
		const hold = connection.prepare('SELECT until FROM holds WHERE account = ?').get(call.account) as
			| { until: number }
			| undefined;
		if (hold && hold.until > options.now) {
			return { reserved: false, waitMs: hold.until - options.now };
		}
		const free = options.maxInFlight - inFlight(connection, call.account, options.now);
		if (call.images > free || starves(connection, call)) {
			return { reserved: false, waitMs: SLOT_POLL_MS };
		}
		connection
			.prepare(`UPDATE calls SET overtaken = overtaken + 1
				WHERE account = ? AND state = 'queued' AND number < ?`)
			.run(call.account, call.number);
		connection
			.prepare(`UPDATE calls SET state = 'reserved', day = ? WHERE number = ?`)
			.run(options.day, call.number);
		return { reserved: true };
	});
}

function inFlight(connection: DatabaseSync, account: string, now: number): number {
	const row = connection
		.prepare(
			`SELECT COALESCE(SUM(images), 0) AS images FROM calls WHERE account = ?
			AND (state IN ('reserved', 'sent') OR (state = 'unknown' AND sent > ?))`,
		)
		.get(account, now - UNKNOWN_KEEPS_SLOTS_MS) as { images: number };
	return row.images;
}

function starves(connection: DatabaseSync, call: QueuedRow): boolean {
	const passed = connection
		.prepare(
			`SELECT 1 FROM calls WHERE account = ? AND state = 'queued' AND number < ? AND overtaken >= ? LIMIT 1`,
		)
		.get(call.account, call.number, MAX_OVERTAKEN);
	return passed !== undefined;
}

/** Commits that the request is about to leave. Must resolve before its first byte does. */
export function markSent(db: Database, id: string, now: number): Promise<void> {
	return db.transact((connection) => {
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
	return db.transact((connection) => {
		change(connection, `UPDATE calls SET state = 'queued', sent = NULL WHERE id = ? AND state = 'sent'`, id);
		if (holdUntil !== undefined) {
			connection
				.prepare(
					`INSERT INTO holds (account, until) SELECT account, ? FROM calls WHERE id = ?
					ON CONFLICT (account) DO UPDATE SET until = MAX(until, excluded.until)`,
				)
				.run(holdUntil, id);
		}
	});
}

/**
 * Writes how a call ended, with its result links, in one transaction; from here
 * its slots are free. A late answer also settles a call that was given up as
 * unknown: evidence beats a guess.
 */
export function settle(db: Database, id: string, settlement: Settlement): Promise<void> {
	return db.transact((connection) => {
		const { state, now, status, requestId, error, message } = settlement;
		const row = connection
			.prepare(
				`UPDATE calls SET state = ?, settled = ?, status = ?, request_id = ?, error = ?, message = ?
				WHERE id = ? AND state IN ('queued', 'reserved', 'sent', 'unknown') RETURNING number, owner`,
			)
			.get(state, now, status ?? null, requestId ?? null, error ?? null, message ?? null, id) as
			| { number: number; owner: string }
			| undefined;
		if (!row) {
			throw new Error(`Call ${id} is settled already.`);
		}
		const insert = connection.prepare(
			`INSERT INTO outputs (call, position, state, url, expires, prompt, seed, width, height, claimed)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		);
		for (const [position, output] of (settlement.outputs ?? []).entries()) {
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
