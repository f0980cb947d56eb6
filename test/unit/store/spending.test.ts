import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { type Spent, spendingReport } from '../../../src/store/spending.ts';
import { newFolder } from './folders.ts';
import { callRow, insertRow } from './ledger.ts';

const STATES = ['queued', 'reserved', 'sent', 'charged', 'not-charged', 'unknown'] as const;
const COUNTED: readonly string[] = ['reserved', 'sent', 'charged', 'unknown'];

const call = fc.record({
	state: fc.constantFrom(...STATES),
	day: fc.constantFrom('2026-10-31', '2026-11-01', '2026-11-15', '2026-11-30', '2026-12-01'),
	operation: fc.constantFrom('generate/3.0', 'remix/3.0', 'upscale'),
	model: fc.constantFrom('3.0', '4.0', ''),
	workspace: fc.constantFrom('site', 'shop', null),
	amount: fc.nat(10_000_000),
	images: fc.integer({ min: 1, max: 8 }),
	sandbox: fc.constantFrom(0, 0, 1),
	marked: fc.constantFrom(null, null, 5),
});

type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

function sums(calls: readonly Call[]): Spent {
	const amount = (chosen: readonly Call[]) => chosen.reduce((total, each) => total + each.amount, 0);
	return {
		calls: calls.length,
		images: calls.reduce((total, { images }) => total + images, 0),
		charged: amount(calls.filter(({ state }) => state === 'charged')),
		open: amount(calls.filter(({ state }) => state !== 'charged')),
	};
}

function groups(calls: readonly Call[], by: 'operation' | 'model' | 'workspace' | 'day') {
	return Object.fromEntries(
		[...Map.groupBy(calls, (each) => each[by] ?? '')].map(([name, group]) => [name, sums(group)]),
	);
}

const named = (list: readonly (Spent & { readonly name: string })[]) =>
	Object.fromEntries(list.map(({ name, ...spent }) => [name, spent]));

describe('The spending of a month', () => {
	let folder: ReturnType<typeof newFolder>;
	let db: Database;

	before(async () => {
		folder = newFolder();
		db = await openDatabase(folder.path);
		db.connection.exec('PRAGMA synchronous = OFF');
	});

	after(() => {
		db.close();
		folder[Symbol.dispose]();
	});

	it('is the sum of its calls, in whichever way it is looked at', () => {
		fc.assert(
			fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
				db.connection.exec('DELETE FROM calls; BEGIN');
				for (const [index, row] of calls.entries()) {
					insertRow(db.connection, 'calls', callRow({ id: String(index), ...row }));
				}
				db.connection.exec('COMMIT');
				const report = spendingReport(db, '2026-11');
				const ofMonth = calls.filter(({ day, sandbox }) => day.startsWith('2026-11') && sandbox === 0);
				const counted = ofMonth.filter(({ state }) => COUNTED.includes(state));
				assert.deepEqual(report.total, sums(counted));
				assert.deepEqual(
					Object.fromEntries(report.days.map(({ day, ...spent }) => [day, spent])),
					groups(counted, 'day'),
				);
				assert.deepEqual(named(report.operations), groups(counted, 'operation'));
				assert.deepEqual(named(report.models), groups(counted, 'model'));
				assert.deepEqual(named(report.workspaces), groups(counted, 'workspace'));
				const unsettled = calls.filter(
					({ state, marked, sandbox }) => sandbox === 0 && (state === 'unknown' || marked !== null),
				);
				assert.deepEqual(
					new Set(report.unsettled.map(({ callId }) => callId)),
					new Set(unsettled.map((each) => String(calls.indexOf(each)))),
				);
				assert.deepEqual(
					report.months,
					[...new Set(calls.map(({ day }) => day.slice(0, 7)))].sort().reverse(),
				);
			}),
			{ numRuns: 150 },
		);
	});

	it('tells what withheld images cost of their call', () => {
		db.connection.exec('DELETE FROM calls');
		insertRow(db.connection, 'calls', callRow({ id: 'call', number: 1, images: 3, amount: 100_000 }));
		for (const [position, state] of ['withheld', 'saved', 'withheld'].entries()) {
			insertRow(db.connection, 'outputs', { call: 1, position, state });
		}
		const [withheld] = spendingReport(db, '2026-11').withheld;
		assert.deepEqual([withheld?.withheld, withheld?.images, withheld?.amount], [2, 3, 66_667]);
	});
});
