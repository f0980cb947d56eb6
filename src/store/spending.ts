import type { MicroDollars } from '../api/money.ts';
import { OPEN } from './calls.ts';
import type { Database } from './database.ts';

/** What a group of calls has cost, USD micro-dollars. Sandbox calls are in none. */
export interface Spent {
	readonly calls: number;
	/** Images (or texts) that were asked for. */
	readonly images: number;
	/** Settled as charged. */
	readonly charged: MicroDollars;
	/** Of unknown outcome, or still under way: counted as spent until it is known. */
	readonly open: MicroDollars;
}

export interface SpentOn extends Spent {
	/** Local calendar day: `2026-11-24`. */
	readonly day: string;
}

export interface SpentFor extends Spent {
	/** An operation's id, a model, or a workspace's name; empty where there was none. */
	readonly name: string;
}

/** A call whose outcome is not known, or was put right by hand. */
export interface UnsettledCall {
	readonly callId: string;
	/** Milliseconds since the epoch. */
	readonly created: number;
	readonly operation: string;
	readonly model: string;
	readonly prompt: string;
	readonly amount: MicroDollars;
	/** `unknown`: may have been charged. `marked`: the person says it was not charged. */
	readonly state: 'unknown' | 'marked';
	/** Why it is not known, in a sentence; null where the window closed, empty where History was cleared. */
	readonly message: string | null;
}

/** Images that the safety check kept back; they were charged all the same. */
export interface WithheldCall {
	readonly callId: string;
	readonly created: number;
	readonly operation: string;
	readonly model: string;
	readonly prompt: string;
	/** Withheld images of the call, and how many there were in all. */
	readonly withheld: number;
	readonly images: number;
	/** What the withheld ones cost. */
	readonly amount: MicroDollars;
}

/** One month of spending, as the person's calendar has it. */
export interface SpendingReport {
	/** `2026-11` */
	readonly month: string;
	readonly total: Spent;
	/** Days on which anything was spent, in order. */
	readonly days: readonly SpentOn[];
	readonly operations: readonly SpentFor[];
	readonly models: readonly SpentFor[];
	readonly workspaces: readonly SpentFor[];
	/** Of any month: they count until they are settled. Newest first, at most 200. */
	readonly unsettled: readonly UnsettledCall[];
	/** Of this month, newest first, at most 200. */
	readonly withheld: readonly WithheldCall[];
	/** Sandbox calls of this month; they cost nothing. */
	readonly sandboxCalls: number;
	/** Every month that has calls, newest first. */
	readonly months: readonly string[];
}

const MAX_LISTED = 200;

const COUNTED = `sandbox = 0 AND state IN ('reserved', 'sent', 'charged', 'unknown')`;
const SUMS = `COUNT(*) AS calls, COALESCE(SUM(images), 0) AS images,
	COALESCE(SUM(CASE WHEN state = 'charged' THEN amount END), 0) AS charged,
	COALESCE(SUM(CASE WHEN state <> 'charged' THEN amount END), 0) AS open`;

/** From the last day of each month to that of the one before, along the index: there are many days. */
const MONTHS = `WITH RECURSIVE last (day) AS (SELECT MAX(day) FROM calls UNION ALL
	SELECT (SELECT MAX(day) FROM calls WHERE day < substr(last.day, 1, 7)) FROM last WHERE day IS NOT NULL)
	SELECT substr(day, 1, 7) AS month FROM last WHERE day IS NOT NULL`;

/** What a month has cost. `month`: `2026-11`. */
export function spendingReport(db: Database, month: string): SpendingReport {
	const { connection } = db;
	const days = [`${month}-01`, `${month}-31`];
	const grouped = (column: string, order: string) =>
		connection
			.prepare(
				`SELECT ${SUMS}, COALESCE(${column}, '') AS name FROM calls WHERE day BETWEEN ? AND ? AND ${COUNTED}
				GROUP BY ${column} ORDER BY ${order}`,
			)
			.all(...days)
			.map((row) => ({ ...row }) as unknown as SpentFor);
	const total = connection
		.prepare(`SELECT ${SUMS} FROM calls WHERE day BETWEEN ? AND ? AND ${COUNTED}`)
		.get(...days) as unknown as Spent;
	const { sandboxCalls } = connection
		.prepare(
			`SELECT COUNT(*) AS sandboxCalls FROM calls WHERE day BETWEEN ? AND ? AND sandbox = 1 AND state = 'charged'`,
		)
		.get(...days) as { sandboxCalls: number };
	return {
		month,
		total: { ...total },
		days: grouped('day', 'day').map(({ name, ...spent }) => ({ day: name, ...spent })),
		operations: grouped('operation', 'SUM(amount) DESC'),
		models: grouped('model', 'SUM(amount) DESC'),
		workspaces: grouped('workspace', 'SUM(amount) DESC'),
		unsettled: unsettledCalls(db),
		withheld: withheldCalls(db, days),
		sandboxCalls,
		months: connection
			.prepare(MONTHS)
			.all()
			.map((row) => String(row.month)),
	};
}

function unsettledCalls(db: Database): UnsettledCall[] {
	return db.connection
		.prepare(
			`SELECT id AS callId, created, operation, model, prompt, amount, message,
				CASE WHEN marked IS NULL THEN 'unknown' ELSE 'marked' END AS state
			FROM calls WHERE sandbox = 0 AND number IN (
				SELECT number FROM calls WHERE ${OPEN} AND state = 'unknown'
				UNION ALL SELECT number FROM calls WHERE marked IS NOT NULL)
			ORDER BY number DESC LIMIT ${MAX_LISTED}`,
		)
		.all()
		.map((row) => ({ ...row }) as unknown as UnsettledCall);
}

function withheldCalls(db: Database, days: readonly string[]): WithheldCall[] {
	return db.connection
		.prepare(
			`SELECT c.id AS callId, c.created, c.operation, c.model, c.prompt, c.images,
				SUM(o.state = 'withheld') AS withheld,
				CAST(ROUND(c.amount * 1.0 * SUM(o.state = 'withheld') / COUNT(*)) AS INTEGER) AS amount
			FROM calls c JOIN outputs o ON o.call = c.number
			WHERE c.day BETWEEN ? AND ? AND c.sandbox = 0 AND c.state = 'charged'
				AND c.number IN (SELECT call FROM outputs WHERE state = 'withheld')
			GROUP BY c.number ORDER BY c.number DESC LIMIT ${MAX_LISTED}`,
		)
		.all(...days)
		.map((row) => ({ ...row }) as unknown as WithheldCall);
}
