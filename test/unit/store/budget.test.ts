import assert from 'node:assert/strict';
import { BudgetError, type Caps, effectiveCap, raiseCap, standingOn } from '../../../src/store/budget.ts';
import { enqueue, markSent, reserve } from '../../../src/store/calls.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { markNotCharged, settle } from '../../../src/store/settle.ts';
import { rejection } from '../jobs/rig.ts';
import { newFolder } from './folders.ts';
import { callRow, insertRow, newCall } from './ledger.ts';

const DAY = '2026-11-23';
const CENTS = 10_000;

describe('A cap', () => {
	let folder: ReturnType<typeof newFolder>;
	let db: Database;
	let calls = 0;

	beforeEach(async () => {
		folder = newFolder();
		db = await openDatabase(folder.path);
		db.connection.exec('PRAGMA synchronous = OFF');
	});

	afterEach(() => {
		db.close();
		folder[Symbol.dispose]();
	});

	interface Wish {
		readonly cents: number;
		readonly source?: 'person' | 'agent';
		readonly sandbox?: boolean;
		readonly day?: string;
	}

	/** A new call that has been reserved; its id. */
	async function reserved(caps: Caps, { cents, source, sandbox, day = DAY }: Wish): Promise<string> {
		const id = `call-${calls++}`;
		const call = newCall({ id });
		await enqueue(db, {
			...call,
			price: { ...call.price, amount: cents * CENTS },
			source: source ?? 'person',
			sandbox: sandbox ?? false,
		});
		const { reserved: done } = await reserve(db, id, { caps, maxInFlight: 100, now: call.now, day });
		assert.ok(done);
		return id;
	}

	async function refused(caps: Caps, wish: Wish): Promise<unknown> {
		const error = await rejection(reserved(caps, wish));
		assert.ok(error instanceof BudgetError);
		const { cap, limit, spent, amount } = error;
		return { cap, limit: limit / CENTS, spent: spent / CENTS, amount: amount / CENTS };
	}

	it('of a day is reached to the cent, and not exceeded', async () => {
		const caps = { day: 100 * CENTS };
		await reserved(caps, { cents: 60 });
		await reserved(caps, { cents: 40 });
		assert.deepEqual(await refused(caps, { cents: 1 }), { cap: 'day', limit: 100, spent: 100, amount: 1 });
		await reserved(caps, { cents: 100, day: '2026-11-24' });
	});

	it('of agents holds them alone, within that of the day', async () => {
		const caps = { day: 100 * CENTS, agentsDay: 30 * CENTS };
		await reserved(caps, { cents: 30, source: 'agent' });
		const more = await refused(caps, { cents: 1, source: 'agent' });
		assert.deepEqual(more, { cap: 'agentsDay', limit: 30, spent: 30, amount: 1 });
		await reserved(caps, { cents: 70 });
		assert.deepEqual(await refused(caps, { cents: 1 }), { cap: 'day', limit: 100, spent: 100, amount: 1 });
	});

	it('of a day holds agents whose own is not reached', async () => {
		const caps = { day: 50 * CENTS, agentsDay: 40 * CENTS };
		await reserved(caps, { cents: 40 });
		const more = await refused(caps, { cents: 20, source: 'agent' });
		assert.deepEqual(more, { cap: 'day', limit: 50, spent: 40, amount: 20 });
	});

	it('of a month counts from its first day to its last', async () => {
		const caps = { month: 100 * CENTS };
		await reserved(caps, { cents: 100, day: '2026-10-31' });
		await reserved(caps, { cents: 50, day: '2026-11-01' });
		await reserved(caps, { cents: 50, day: '2026-11-30' });
		assert.deepEqual(await refused(caps, { cents: 1 }), { cap: 'month', limit: 100, spent: 100, amount: 1 });
		await reserved(caps, { cents: 100, day: '2026-12-01' });
	});

	it('is raised for its day or month only, and for all windows', async () => {
		const caps = { day: 10 * CENTS, month: 30 * CENTS };
		await reserved(caps, { cents: 10 });
		await raiseCap(db, 'day', DAY, 40 * CENTS);
		const other = await openDatabase(folder.path);
		assert.equal(standingOn(other, DAY).raised.day, 40 * CENTS);
		other.close();
		await reserved(caps, { cents: 20 });
		assert.deepEqual(await refused(caps, { cents: 5 }), { cap: 'month', limit: 30, spent: 30, amount: 5 });
		await raiseCap(db, 'month', '2026-11-01', 200 * CENTS);
		await reserved(caps, { cents: 10 });
		assert.deepEqual(await refused(caps, { cents: 1 }), { cap: 'day', limit: 40, spent: 40, amount: 1 });
		const tomorrow = await refused(caps, { cents: 11, day: '2026-11-24' });
		assert.deepEqual(tomorrow, { cap: 'day', limit: 10, spent: 0, amount: 11 });
	});

	it('that is raised below the setting stays the setting', () => {
		assert.equal(effectiveCap(10, 5), 10);
		assert.equal(effectiveCap(10, 15), 15);
		assert.equal(effectiveCap(0, undefined), 0);
		assert.equal(effectiveCap(undefined, 5), undefined);
	});

	it('of nothing lets nothing through but the sandbox, and none lets everything', async () => {
		await reserved({ day: 0 }, { cents: 5, sandbox: true });
		await refused({ day: 0 }, { cents: 1 });
		await reserved({ day: 0 }, { cents: 0 });
		await reserved({}, { cents: 1_000_000 });
	});

	it('counts what is reserved, sent, charged or unknown, and nothing else', () => {
		for (const state of ['queued', 'reserved', 'sent', 'charged', 'not-charged', 'unknown']) {
			insertRow(db.connection, 'calls', callRow({ id: state, state, amount: CENTS }));
			insertRow(db.connection, 'calls', callRow({ id: `${state} s`, state, amount: CENTS, sandbox: 1 }));
		}
		assert.deepEqual(standingOn(db, DAY).spent, { day: 4 * CENTS, agentsDay: 0, month: 4 * CENTS });
	});

	it('counts an unknown outcome until the person says that it was not charged', async () => {
		const caps = { day: 10 * CENTS };
		const id = await reserved(caps, { cents: 10 });
		await markSent(db, id, 1);
		await settle(db, id, { state: 'unknown', now: 2 });
		await refused(caps, { cents: 1 });
		await markNotCharged(db, id, 3);
		await reserved(caps, { cents: 10 });
	});
});
