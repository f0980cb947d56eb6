import { DatabaseSync } from 'node:sqlite';
import type { NewCall } from '../../../src/store/calls.ts';
import { migrations } from '../../../src/store/migrations.ts';

/** A call as any window might make it. */
export function newCall(call: Partial<NewCall> & { readonly id: string }): NewCall {
	return {
		owner: 'me',
		operation: 'generate/3.0',
		model: '3.0',
		prompt: 'a red fox',
		input: '{"prompt":"a red fox"}',
		images: 1,
		price: {
			amount: 60_000,
			rate: 60_000,
			count: 1,
			row: '3.0/DEFAULT',
			confirmed: '2026-11-16',
			about: false,
			terms: 'list',
		},
		account: 'https://api.ideogram.ai 0123456789ab',
		sandbox: false,
		source: 'person',
		workspace: undefined,
		now: Date.UTC(2026, 10, 23, 12),
		day: '2026-11-23',
		...call,
	};
}

/** Writes a row of any table as it is. */
export function insertRow(
	connection: DatabaseSync,
	table: string,
	row: Readonly<Record<string, string | number | null>>,
): void {
	const columns = Object.keys(row);
	connection
		.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
		.run(...Object.values(row));
}

/** A row of `calls` with what every version of the schema has. */
export function callRow(row: Readonly<Record<string, string | number | null>> & { readonly id: string }) {
	return {
		state: 'charged',
		owner: 'me',
		created: Date.UTC(2026, 10, 23, 12),
		day: '2026-11-23',
		operation: 'generate/3.0',
		model: '3.0',
		prompt: 'a red fox',
		input: '{"prompt":"a red fox"}',
		images: 1,
		amount: 60_000,
		price_row: '3.0/DEFAULT',
		price_confirmed: '2026-11-16',
		account: 'https://api.ideogram.ai 0123456789ab',
		sandbox: 0,
		source: 'person',
		workspace: 'site',
		...row,
	};
}

/** A database as the product had it after its first `version` steps, with so many calls in every state. */
export function oldDatabase(file: string, version: number, calls: number): void {
	const connection = new DatabaseSync(file);
	connection.exec('PRAGMA journal_mode = WAL');
	for (const migration of migrations.slice(0, version)) {
		connection.exec(migration);
	}
	connection.exec(`PRAGMA user_version = ${version}; BEGIN`);
	const states = ['charged', 'charged', 'not-charged', 'unknown', 'sent', 'reserved', 'queued'];
	for (let number = 1; number <= calls; number++) {
		const state = states[number % states.length] ?? '';
		const prompt = `fox number ${number}`;
		insertRow(connection, 'calls', callRow({ id: `call-${number}`, state, prompt }));
		if (version >= 2) {
			insertRow(connection, 'words', { rowid: number, prompt, text: '' });
		}
		if (state === 'charged') {
			insertRow(connection, 'outputs', {
				call: number,
				position: 0,
				state: number % 4 === 0 ? 'withheld' : 'pending',
				url: number % 4 === 0 ? null : `https://example.com/${number}.png`,
			});
		}
	}
	insertRow(connection, 'holds', { account: 'https://api.ideogram.ai 0123456789ab', until: 5 });
	connection.exec('COMMIT');
	connection.close();
}
