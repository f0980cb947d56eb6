import { open } from 'node:fs/promises';
import { csvRecord } from './csv.ts';
import type { Database } from './database.ts';

const COLUMNS = [
	'time',
	'day',
	'state',
	'marked by hand',
	'sandbox',
	'operation',
	'model',
	'source',
	'workspace',
	'images',
	'amount (USD)',
	'price',
	'price confirmed',
	'price terms',
	'account',
	'status',
	'request id',
	'error',
	'message',
	'prompt',
	'unread answer',
];

interface LedgerRow {
	readonly number: number;
	readonly created: number;
	readonly amount: number;
	readonly sandbox: number;
	readonly marked: number | null;
	readonly [column: string]: string | number | null;
}

/** Calls written between two turns of the other work. */
const PAGE = 1000;

/**
 * Writes every call of the ledger, oldest first, to a CSV file (UTF-8). Times are
 * UTC, days the person's own, amounts US dollars. `unread answer` is what a 200 said in which what was paid for
 * was not found. Returns how many calls.
 */
export async function exportSpending(db: Database, file: string): Promise<number> {
	const target = await open(file, 'w');
	try {
		await target.write(csvRecord(COLUMNS));
		let count = 0;
		for (let last = 0; ; ) {
			const rows = db.connection
				.prepare(`SELECT *, json_extract(data, '$.unreadable') AS unreadable FROM calls
					WHERE number > ? ORDER BY number LIMIT ?`)
				.all(last, PAGE) as unknown as LedgerRow[];
			const end = rows.at(-1);
			if (!end) {
				break;
			}
			await target.write(rows.map(recordOf).join(''));
			last = end.number;
			count += rows.length;
		}
		await target.sync();
		return count;
	} finally {
		await target.close();
	}
}

function recordOf(row: LedgerRow): string {
	const value = (column: string) => row[column] ?? null;
	return csvRecord([
		new Date(row.created).toISOString(),
		value('day'),
		value('state'),
		row.marked === null ? 'no' : 'yes',
		row.sandbox === 1 ? 'yes' : 'no',
		value('operation'),
		value('model'),
		value('source'),
		value('workspace'),
		value('images'),
		decimal(row.sandbox === 1 || row.state === 'not-charged' ? 0 : row.amount),
		value('price_row'),
		value('price_confirmed'),
		value('price_terms'),
		value('account'),
		value('status'),
		value('request_id'),
		value('error'),
		value('message'),
		value('prompt'),
		value('unreadable'),
	]);
}

/** Micro-dollars as dollars; exact, since a double has more digits than any such amount. */
const decimal = (microDollars: number): number => microDollars / 1_000_000;
