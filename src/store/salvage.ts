import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

/** How far to look for a readable row where nothing says how many there are. */
const MAX_GAP = 10_000;
const PAGE = 256;
/** No call takes fewer bytes than this, so that a file of a certain length has no more than so many. */
const LEAST_BYTES = 100;

type Row = Record<string, SQLInputValue>;

/**
 * Copies every row that can be read from a damaged database into a new one that
 * lacks it. Returns how many calls the old one had, as far as it says.
 */
export function salvage(from: DatabaseSync, to: DatabaseSync): number {
	const calls = copier(to, 'calls');
	const outputs = copier(to, 'outputs');
	const placements = copier(to, 'placements');
	let last = 0;
	const most = mostCalls(from);
	for (const row of callsOf(from, most)) {
		last = Math.max(last, Number(row.number));
		if (calls(row)) {
			for (const output of readable(from, 'SELECT * FROM outputs WHERE call = ?', row.number ?? null)) {
				outputs(output);
			}
			for (const placement of readable(from, 'SELECT * FROM placements WHERE call = ?', row.number ?? null)) {
				placements(placement);
			}
		}
	}
	for (const table of ['raises', 'holds', 'replacements']) {
		const copy = copier(to, table);
		for (const row of readable(from, `SELECT * FROM ${table}`)) {
			copy(row);
		}
	}
	return Math.max(last, lastNumber(from, most));
}

/** Garbage may say that a call has any number: taken for one, it would be counted to, and from. */
function mostCalls(from: DatabaseSync): number {
	const sql = 'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size';
	return Math.floor(Number([...readable(from, sql)][0]?.bytes ?? 0) / LEAST_BYTES);
}

/** Calls in order, over any stretch that cannot be read. */
function* callsOf(from: DatabaseSync, most: number): Generator<Row> {
	const end = lastNumber(from, most);
	let number = 0;
	for (;;) {
		const rows = [
			...readable(from, `SELECT * FROM calls WHERE number > ? ORDER BY number LIMIT ${PAGE}`, number),
		].filter((row) => Number(row.number) >= 1 && Number(row.number) <= most);
		yield* rows;
		const last = rows.reduce((most, row) => Math.max(most, Number(row.number)), number);
		if (last > number) {
			number = last;
			continue;
		}
		const next = nextReadable(from, number, end || Math.min(most, number + MAX_GAP));
		if (!next) {
			return;
		}
		yield next;
		number = Number(next.number);
	}
}

function nextReadable(from: DatabaseSync, after: number, end: number): Row | undefined {
	for (let number = after + 1; number <= end; number++) {
		const [row] = readable(from, 'SELECT * FROM calls WHERE number = ?', number);
		if (row) {
			return row;
		}
	}
	return undefined;
}

function lastNumber(from: DatabaseSync, most: number): number {
	const queries = [
		`SELECT seq AS n FROM sqlite_sequence WHERE name = 'calls'`,
		'SELECT number AS n FROM calls ORDER BY number DESC LIMIT 1',
	];
	const numbers = queries.map((sql) => Number([...readable(from, sql)][0]?.n ?? 0));
	return Math.max(0, ...numbers.filter((number) => number <= most));
}

/** The rows up to the first that cannot be read. */
function* readable(from: DatabaseSync, sql: string, ...values: SQLInputValue[]): Generator<Row> {
	let rows: Iterator<unknown>;
	try {
		rows = from.prepare(sql).iterate(...values);
	} catch {
		return; // An older database lacks the table, or its schema cannot be read.
	}
	for (;;) {
		let step: IteratorResult<unknown>;
		try {
			step = rows.next();
		} catch {
			return;
		}
		if (step.done) {
			return;
		}
		yield step.value as Row;
	}
}

/** Inserts a row, as far as its columns are still known; false where it is there already or makes no sense. */
function copier(to: DatabaseSync, table: string): (row: Row) => boolean {
	const known = new Set(
		to
			.prepare(`SELECT name FROM pragma_table_info(?)`)
			.all(table)
			.map((column) => column.name),
	);
	return (row) => {
		const columns = Object.keys(row).filter((column) => known.has(column));
		try {
			const { changes } = to
				.prepare(
					`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
				)
				.run(...columns.map((column) => row[column] ?? null));
			return changes === 1;
		} catch {
			return false;
		}
	};
}
