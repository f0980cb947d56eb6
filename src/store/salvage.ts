import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

/** How far to look for a readable row where nothing says how many there are. */
const MAX_GAP = 10_000;
const PAGE = 256;

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
	for (const row of callsOf(from)) {
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
	for (const table of ['raises', 'holds']) {
		const copy = copier(to, table);
		for (const row of readable(from, `SELECT * FROM ${table}`)) {
			copy(row);
		}
	}
	return Math.max(last, lastNumber(from));
}

/** Calls in order, over any stretch that cannot be read. */
function* callsOf(from: DatabaseSync): Generator<Row> {
	const end = lastNumber(from);
	let number = 0;
	for (;;) {
		const rows = [
			...readable(from, `SELECT * FROM calls WHERE number > ? ORDER BY number LIMIT ${PAGE}`, number),
		];
		yield* rows;
		const last = rows.reduce((most, row) => Math.max(most, Number(row.number)), number);
		if (last > number) {
			number = last;
			continue;
		}
		const next = nextReadable(from, number, end || number + MAX_GAP);
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

function lastNumber(from: DatabaseSync): number {
	const queries = [
		`SELECT seq AS n FROM sqlite_sequence WHERE name = 'calls'`,
		'SELECT number AS n FROM calls ORDER BY number DESC LIMIT 1',
	];
	return Math.max(0, ...queries.map((sql) => Number([...readable(from, sql)][0]?.n ?? 0)));
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
