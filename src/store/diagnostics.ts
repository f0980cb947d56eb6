import type { Database } from './database.ts';
import { versionOf } from './upgrade.ts';

/** What there is to know of the store when something is wrong: nothing private, no prompts. */
export interface StoreDiagnostics {
	readonly schema: number;
	readonly journal: string;
	/** Calls by state; the sandbox's apart. */
	readonly calls: Readonly<Record<string, number>>;
	readonly sandboxCalls: Readonly<Record<string, number>>;
	/** Images by state. */
	readonly outputs: Readonly<Record<string, number>>;
	/** Newest first; the sentences are left out, for they may quote a prompt. */
	readonly errors: readonly {
		readonly created: number;
		readonly operation: string;
		readonly model: string;
		readonly state: string;
		readonly status: number | null;
		readonly error: string;
	}[];
}

const LAST_ERRORS = 10;

/** Counts by state, and the last errors. */
export function storeDiagnostics(db: Database): StoreDiagnostics {
	const { connection } = db;
	const counts = (sql: string): Record<string, number> =>
		Object.fromEntries(
			connection
				.prepare(sql)
				.all()
				.map(({ state, n }) => [String(state), Number(n)]),
		);
	return {
		schema: versionOf(connection),
		journal: String(
			(connection.prepare('PRAGMA journal_mode').get() as { journal_mode: string }).journal_mode,
		),
		calls: counts('SELECT state, COUNT(*) AS n FROM calls WHERE sandbox = 0 GROUP BY state'),
		sandboxCalls: counts('SELECT state, COUNT(*) AS n FROM calls WHERE sandbox = 1 GROUP BY state'),
		outputs: counts(
			`SELECT CASE WHEN deleted IS NULL THEN state ELSE 'deleted' END AS state, COUNT(*) AS n FROM outputs GROUP BY 1`,
		),
		errors: connection
			.prepare(
				`SELECT created, operation, model, state, status, error FROM calls
				WHERE error IS NOT NULL AND error <> 'Cancelled' ORDER BY number DESC LIMIT ?`,
			)
			.all(LAST_ERRORS)
			.map((row) => ({ ...row })) as unknown as StoreDiagnostics['errors'],
	};
}
