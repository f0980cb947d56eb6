import type { DatabaseSync } from 'node:sqlite';
import type { MicroDollars } from '../api/money.ts';
import type { Database } from './database.ts';

/** What a limit is on: everything of a day, what agents spend of it, everything of a month. */
export type CapName = 'day' | 'agentsDay' | 'month';

/** Limits on what may be spent; undefined where there is none. USD micro-dollars. */
export type Caps = Readonly<Partial<Record<CapName, MicroDollars>>>;

/** A cap stands in the way; nothing was sent. */
export class BudgetError extends Error {
	readonly cap: CapName;
	/** USD micro-dollars, raised for today if it was. */
	readonly limit: MicroDollars;
	/** What counts against it already. */
	readonly spent: MicroDollars;
	/** What the call would have cost. */
	readonly amount: MicroDollars;

	constructor(facts: Pick<BudgetError, 'cap' | 'limit' | 'spent' | 'amount'>) {
		super(`Over the limit: ${facts.cap}.`);
		this.name = 'BudgetError';
		this.cap = facts.cap;
		this.limit = facts.limit;
		this.spent = facts.spent;
		this.amount = facts.amount;
	}
}

/** Where a day stands: what counts against each cap, and which were raised. USD micro-dollars. */
export interface Standing {
	readonly spent: Readonly<Record<CapName, MicroDollars>>;
	readonly raised: Caps;
}

// What is under way or has an unknown outcome counts as spent: a cap that waits for answers is none.
const SPENT = `sandbox = 0 AND state IN ('reserved', 'sent', 'charged', 'unknown')`;

const monthOf = (day: string): string => day.slice(0, 7);

/** The stretch of time that a cap is for, by one of its days. */
const periodOf = (cap: CapName, day: string): string => (cap === 'month' ? monthOf(day) : day);

function spentOn(connection: DatabaseSync, cap: CapName, day: string): MicroDollars {
	const [from, to] = cap === 'month' ? [`${monthOf(day)}-01`, `${monthOf(day)}-31`] : [day, day];
	const row = connection
		.prepare(
			`SELECT COALESCE(SUM(amount), 0) AS total FROM calls WHERE day BETWEEN ? AND ? AND ${SPENT}
			${cap === 'agentsDay' ? `AND source = 'agent'` : ''}`,
		)
		.get(from, to) as { total: number };
	return row.total;
}

function raisedTo(connection: DatabaseSync, cap: CapName, day: string): MicroDollars | undefined {
	const row = connection
		.prepare('SELECT amount FROM raises WHERE period = ? AND cap = ?')
		.get(periodOf(cap, day), cap) as { amount: number } | undefined;
	return row?.amount;
}

/** Where a local day and its month stand. */
export function standingOn(db: Database, day: string): Standing {
	const { connection } = db;
	const of = <T>(value: (cap: CapName) => T) => ({
		day: value('day'),
		agentsDay: value('agentsDay'),
		month: value('month'),
	});
	return {
		spent: of((cap) => spentOn(connection, cap, day)),
		raised: of((cap) => raisedTo(connection, cap, day)),
	};
}

/** The cap in force: a raise counts only while it is above the setting. */
export function effectiveCap(
	limit: MicroDollars | undefined,
	raised: MicroDollars | undefined,
): MicroDollars | undefined {
	return limit === undefined ? undefined : Math.max(limit, raised ?? 0);
}

/** Inside a transaction: throws `BudgetError` if `amount` more would exceed a cap. */
export function checkCaps(
	connection: DatabaseSync,
	day: string,
	call: { readonly amount: MicroDollars; readonly source: string },
	caps: Caps,
): void {
	if (call.amount === 0) {
		return;
	}
	const names: readonly CapName[] =
		call.source === 'agent' ? ['agentsDay', 'day', 'month'] : ['day', 'month'];
	for (const cap of names) {
		const limit = effectiveCap(caps[cap], raisedTo(connection, cap, day));
		if (limit === undefined) {
			continue;
		}
		const spent = spentOn(connection, cap, day);
		if (spent + call.amount > limit) {
			throw new BudgetError({ cap, limit, spent, amount: call.amount });
		}
	}
}

/** Raises a cap for the day (or the month) that `day` is in, for all windows. */
export function raiseCap(db: Database, cap: CapName, day: string, amount: MicroDollars): Promise<void> {
	return db.transact((connection) => {
		connection
			.prepare(
				`INSERT INTO raises (period, cap, amount) VALUES (?, ?, ?)
				ON CONFLICT (period, cap) DO UPDATE SET amount = excluded.amount`,
			)
			.run(periodOf(cap, day), cap, amount);
	});
}
