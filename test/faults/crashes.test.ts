import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { undiciTransport } from '../../src/api/transport-undici.ts';
import { resumePendingWork } from '../../src/jobs/resume.ts';
import { hasPendingWork } from '../../src/store/marker.ts';
import { openStore } from '../../src/store/store.ts';
import { compareBooks, compareFiles } from './books.ts';
import { scriptOf } from './build.ts';
import { crashForADay, type DayOfCrashes, KILLS_A_DAY, LIMITS } from './days.ts';
import { kills, randomFrom, seed } from './random.ts';

const storeWorkerUrl = new URL('../../src/store/worker.ts', import.meta.url);
const A_NEW_OWNER_IS_LEFT_ALONE_MS = 3_600_000;

describe('Windows that are killed at any moment', () => {
	let root: string;
	let folder: string;
	let ledger: DatabaseSync;
	const days: DayOfCrashes[] = [];
	/** Each request that was handed over to be sent, and the state in which the ledger then had it. */
	let handedOver: readonly (readonly [string, string])[];

	before(async () => {
		root = mkdtempSync(path.join(tmpdir(), 'ideogram-crashes-'));
		folder = path.join(root, 'store');
		const script = await scriptOf('window');
		const random = randomFrom(seed);
		for (let left = kills; left > 0; left -= KILLS_A_DAY) {
			days.push(await crashForADay(folder, script, days.length, Math.min(left, KILLS_A_DAY), random));
		}
		for (const { sandbox } of days) {
			sandbox.faults.clear();
		}
		await takeUpEverything(folder);
		ledger = new DatabaseSync(path.join(folder, 'store.sqlite'));
		handedOver = readFileSync(path.join(root, 'handed-over'), 'utf8')
			.trim()
			.split('\n')
			.map((line) => line.split(' ') as [string, string]);
	});

	after(async () => {
		ledger?.close();
		await Promise.all(days.map(({ sandbox }) => sandbox.close()));
		rmSync(root, { recursive: true, force: true });
	});

	it('are killed as often as was asked for, and fail in no other way', () => {
		const sum = (of: (day: DayOfCrashes) => number) => days.reduce((total, day) => total + of(day), 0);
		console.log(`      ${sum((day) => day.kills)} kills, ${sum((day) => day.ended)} came to their end`);
		assert.deepEqual(
			days.flatMap(({ failures }) => failures),
			[],
		);
		assert.ok(sum((day) => day.kills) >= kills);
	});

	it('never exceed a cap or their slots, while they run and afterwards', () => {
		for (const { sandbox } of days) {
			assert.ok(sandbox.peakInFlight <= LIMITS.maxInFlight, `${sandbox.peakInFlight} in flight`);
		}
		const over = ledger
			.prepare(
				`SELECT day, SUM(amount) AS spent, SUM(CASE source WHEN 'agent' THEN amount ELSE 0 END) AS agents
				FROM calls WHERE state IN ('charged', 'unknown') GROUP BY day HAVING spent > ? OR agents > ?`,
			)
			.all(LIMITS.caps.day, LIMITS.caps.agentsDay);
		assert.deepEqual(over, []);
		const { refused } = ledger
			.prepare(`SELECT COUNT(*) AS refused FROM calls WHERE error = 'BudgetError'`)
			.get() as { refused: number };
		assert.ok(refused > 0 || kills < 4 * KILLS_A_DAY, 'the caps were reached');
	});

	it('have committed each call as sent before it was handed over to be sent', () => {
		assert.ok(handedOver.length > 0);
		assert.deepEqual(
			handedOver.filter(([, state]) => state !== 'sent'),
			[],
		);
	});

	it('leave every generation that ran charged or unknown, once, and none that did not run charged', () => {
		const accepted = days.flatMap(({ sandbox }) => sandbox.accepted);
		assert.ok(accepted.length > 0);
		const unknowns = compareBooks(ledger, accepted, new Set(handedOver.map(([marker]) => marker)));
		console.log(`      ${accepted.length} ran; unknown: ${JSON.stringify(unknowns)}`);
		assert.ok(unknowns.unclear <= days.reduce((total, { ambiguous }) => total + ambiguous, 0));
	});

	it('leave every image that was paid for on disk, or known to be withheld or expired', () => {
		console.log(`      ${JSON.stringify(compareFiles(ledger, folder))}`);
	});

	it('leave a sound database, no marker, and no unfinished file', async () => {
		assert.deepEqual(
			ledger
				.prepare('PRAGMA integrity_check')
				.all()
				.map((row) => ({ ...row })),
			[{ integrity_check: 'ok' }],
		);
		assert.deepEqual(ledger.prepare('PRAGMA foreign_key_check').all(), []);
		assert.equal(await hasPendingWork(folder), false);
		const known = /^(?:store\.sqlite(?:-wal|-shm)?|images|owners|late)$/;
		assert.deepEqual(
			readdirSync(folder).filter((name) => !known.test(name)),
			[],
		);
		const inside = (name: string) => readdirSync(path.join(folder, name), { recursive: true }).map(String);
		assert.deepEqual(inside('owners'), []);
		assert.deepEqual(
			inside('images').filter((name) => name.endsWith('.part')),
			[],
		);
	});
});

/** What the next window does, and the one after the locks of those that died while starting have aged. */
async function takeUpEverything(folder: string): Promise<void> {
	const transport = undiciTransport();
	const store = await openStore({ folder, workerUrl: storeWorkerUrl });
	await resumePendingWork(folder, async () => store, { transport, sleep: async () => {} });
	await store.close();
	for (const name of readdirSync(path.join(folder, 'owners'))) {
		const old = (Date.now() - 2 * A_NEW_OWNER_IS_LEFT_ALONE_MS) / 1000;
		utimesSync(path.join(folder, 'owners', name), old, old);
	}
	const next = await openStore({ folder, workerUrl: storeWorkerUrl });
	await next.records.sweepOwners();
	await next.close();
	await transport.close();
}
