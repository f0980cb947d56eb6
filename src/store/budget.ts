import type { DatabaseSync } from 'node:sqlite';
import type { MicroDollars } from '../api/money.ts';

/** Limits on what may be spent; undefined where there is none. USD micro-dollars. */
export interface Caps {
	readonly day?: MicroDollars;
}

/** A cap stands in the way; nothing was sent. */
export class BudgetError extends Error {
	readonly cap: MicroDollars;
	readonly spent: MicroDollars;

	constructor(cap: MicroDollars, spent: MicroDollars) {
		super('Over the limit for today.');
		this.name = 'BudgetError';
		this.cap = cap;
		this.spent = spent;
	}
}

// What is under way or has an unknown outcome counts as spent: a cap that waits for answers is none.
const SPENT = `state IN ('reserved', 'sent', 'charged', 'unknown') AND sandbox = 0`;

/** What a local day has cost so far, USD micro-dollars; sandbox calls cost nothing. */
export function spentOn(connection: DatabaseSync, day: string): MicroDollars {
	const row = connection
		.prepare(`SELECT COALESCE(SUM(amount), 0) AS total FROM calls WHERE day = ? AND ${SPENT}`)
		.get(day) as { total: number };
	return row.total;
}

/** Inside a transaction: throws `BudgetError` if `amount` more would exceed a cap. */
export function checkCaps(connection: DatabaseSync, day: string, amount: MicroDollars, caps: Caps): void {
	if (caps.day !== undefined && amount > 0) {
		const spent = spentOn(connection, day);
		if (spent + amount > caps.day) {
			throw new BudgetError(caps.day, spent);
		}
	}
}
