import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { enqueue, markSent, requeue, reserve } from '../../../src/store/calls.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { settle } from '../../../src/store/settle.ts';

const LIMIT = 10;
const MAX_OVERTAKEN = 3;
const NOW = Date.UTC(2026, 10, 23, 12);
const DAY = '2026-11-23';

let folder: string;
let db: Database;

const ask = (id: string, now = NOW) => reserve(db, id, { caps: {}, maxInFlight: LIMIT, now, day: DAY });

const enter = (id: string, images: number, account = 'a') =>
	enqueue(db, {
		id,
		owner: 'me',
		operation: 'generate/3.0',
		model: '3.0',
		prompt: '',
		input: '{}',
		images,
		price: {
			amount: 60_000,
			rate: 60_000,
			count: 1,
			row: '3.0/DEFAULT',
			confirmed: '2026-11-16',
			about: false,
			terms: 'list',
		},
		account,
		sandbox: false,
		source: 'person',
		workspace: undefined,
		now: NOW,
		day: DAY,
	});

const inFlight = () =>
	(
		db.connection
			.prepare(`SELECT COALESCE(SUM(images), 0) AS n FROM calls WHERE state IN ('reserved', 'sent')`)
			.get() as { n: number }
	).n;

describe('The slots of an account', () => {
	beforeEach(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'ideogram-schedule-'));
		db = await openDatabase(folder);
		// Thousands of commits: whether each is on the disk is not what is tried here.
		db.connection.exec('PRAGMA synchronous = OFF');
	});

	afterEach(async () => {
		db.close();
		await rm(folder, { recursive: true });
	});

	it('are never overrun and starve nobody, whatever the sizes and the order of asking and ending', async () => {
		let run = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 24 }),
				fc.infiniteStream(fc.nat()),
				async (sizes, choices) => {
					const account = `a${run++}`;
					const waiting = sizes.map((images, index) => ({ id: `${account}-${index}`, images }));
					const running: string[] = [];
					for (const { id, images } of waiting) {
						await enter(id, images, account);
					}
					const next = (bound: number) => (choices.next().value as number) % bound;
					let stuck = 0;
					while (waiting.length + running.length > 0) {
						// Any call may ask at any time, as windows do that poll, and any may end.
						if (running.length > 0 && (waiting.length === 0 || next(3) === 0)) {
							await settle(db, running.splice(next(running.length), 1)[0] ?? '', {
								state: 'charged',
								now: NOW,
							});
						} else {
							const index = next(waiting.length);
							const id = waiting[index]?.id ?? '';
							if ((await ask(id)).reserved) {
								await markSent(db, id, NOW);
								running.push(id);
								waiting.splice(index, 1);
								stuck = 0;
							} else {
								// With nothing running, the head of the queue always gets its slots.
								stuck = running.length === 0 ? stuck + 1 : 0;
								assert.ok(stuck < 10_000);
							}
						}
						assert.ok(inFlight() <= LIMIT);
					}
				},
			),
			{ numRuns: 60 },
		);
		const { worst } = db.connection.prepare('SELECT MAX(overtaken) AS worst FROM calls').get() as {
			worst: number;
		};
		assert.ok(worst <= MAX_OVERTAKEN, `one was overtaken ${worst} times`);
		assert.ok(worst > 0, 'first fit lets some pass');
	});

	it('go to the first that fits while the head waits for more', async () => {
		await enter('running', 8);
		assert.ok((await ask('running')).reserved);
		await enter('head', 4);
		await enter('small', 2);
		assert.ok(!(await ask('head')).reserved);
		assert.ok((await ask('small')).reserved);
	});

	it('go to the head once it has been overtaken three times', async () => {
		await enter('running', 8);
		await ask('running');
		await enter('head', 4);
		for (const id of ['one', 'two', 'three', 'four']) {
			await enter(id, 1);
			assert.equal((await ask(id)).reserved, id !== 'four', id);
			if (id !== 'four') {
				await settle(db, id, { state: 'charged', now: NOW });
			}
		}
		await settle(db, 'running', { state: 'charged', now: NOW });
		assert.ok((await ask('head')).reserved);
		assert.ok((await ask('four')).reserved);
	});

	it('are held for the whole account after a 429, and given back meanwhile', async () => {
		await enter('refused', 8);
		await ask('refused');
		await markSent(db, 'refused', NOW);
		await requeue(db, 'refused', NOW + 5000);
		assert.equal(inFlight(), 0);
		await enter('other', 1);
		assert.deepEqual(await ask('other'), { reserved: false, waitMs: 5000 });
		assert.ok((await ask('refused', NOW + 5001)).reserved);
		await enter('elsewhere', 1, 'b');
		assert.ok((await ask('elsewhere')).reserved, 'another account is not held');
	});

	it('are not held by a 429 that came while the clock was fast, and are by one that comes after', async () => {
		const tomorrow = NOW + 86_400_000;
		await enter('fast', 1);
		await ask('fast', tomorrow);
		await markSent(db, 'fast', tomorrow);
		await requeue(db, 'fast', tomorrow + 5000);
		await enter('next', 1);
		assert.ok((await ask('next')).reserved);
		await markSent(db, 'next', NOW);
		await requeue(db, 'next', NOW + 5000);
		assert.deepEqual(await ask('next'), { reserved: false, waitMs: 5000 });
	});

	it('are held for a quarter of an hour at most', async () => {
		await enter('refused', 1);
		await ask('refused');
		await markSent(db, 'refused', NOW);
		await requeue(db, 'refused', NOW + 900_000);
		assert.deepEqual(await ask('refused'), { reserved: false, waitMs: 900_000 });
		assert.ok((await ask('refused', NOW - 1)).reserved);
	});

	it('are not kept by a call of unknown outcome that left while the clock was fast', async () => {
		await enter('lost', 8);
		await ask('lost');
		await markSent(db, 'lost', NOW + 86_400_000);
		await settle(db, 'lost', { state: 'unknown', now: NOW + 86_400_000 });
		await enter('next', 8);
		assert.ok((await ask('next')).reserved);
	});

	it('are kept by a call of unknown outcome until the server must be done', async () => {
		await enter('lost', 8);
		await ask('lost');
		await markSent(db, 'lost', NOW);
		await settle(db, 'lost', { state: 'unknown', now: NOW });
		await enter('next', 8);
		assert.ok(!(await ask('next', NOW + 299_999)).reserved);
		assert.ok((await ask('next', NOW + 300_001)).reserved);
	});

	it('are free as soon as a call is settled, before anything is downloaded', async () => {
		await enter('first', 8);
		await ask('first');
		await markSent(db, 'first', NOW);
		const output = {
			state: 'pending',
			url: 'https://x/y',
			expires: undefined,
			prompt: 'x',
			seed: 1,
			width: 1,
			height: 1,
		} as const;
		await settle(db, 'first', { state: 'charged', now: NOW, outputs: [output] });
		await enter('second', 8);
		assert.ok((await ask('second')).reserved);
	});
});
