import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { localDay, localMonth } from '../../src/store/days.ts';
import { procedures } from '../../src/store/procedures.ts';
import type { Records } from '../../src/store/records.ts';
import { openStore } from '../../src/store/store.ts';
import { newCall } from '../unit/store/ledger.ts';
import { longestPause } from './blocking.ts';
import { type Figure, median, milliseconds, type Runs } from './figure.ts';
import { makeLedger } from './ledger.ts';

const RUNS = 15;
const workerUrl = new URL('../../src/store/worker.ts', import.meta.url);

const now = Date.now();
const today = localDay(new Date(now));
const month = localMonth(new Date(now));

/** The store, with as many calls as a busy person makes in a year or more. */
export async function bench(runs: Runs): Promise<readonly Figure[]> {
	const root = mkdtempSync(path.join(tmpdir(), 'ideogram-bench-'));
	const folder = path.join(root, 'store');
	const calls = runs(100_000, 10_000);
	await makeLedger(folder, calls, now);
	try {
		return [
			...(await opening(folder, path.join(root, 'empty'))),
			...(await asking(folder, calls)),
			...(await writing(folder, root)),
			...(await blocking(folder, root)),
		];
	} finally {
		rmSync(root, { recursive: true });
	}
}

async function opening(folder: string, empty: string): Promise<readonly Figure[]> {
	const open = (which: string) =>
		median(7, async () => (await openStore({ folder: which, workerUrl })).close());
	const value = await open(folder);
	const comparedWith = `an empty store: ${milliseconds(await open(empty))}`;
	return [{ name: 'Open the store, its worker started', value, unit: 'ms', target: 500, comparedWith }];
}

async function asking(folder: string, calls: number): Promise<readonly Figure[]> {
	const store = await openStore({ folder, workerUrl });
	const db = await openDatabase(folder);
	const { records } = store;
	const figures: Figure[] = [];
	const scan = await median(5, () => db.connection.prepare('SELECT SUM(length(message)) FROM calls').get());
	const like = await median(5, () =>
		db.connection.prepare(`SELECT number FROM calls WHERE prompt LIKE '%lighthouse%'`).all(),
	);
	const ask = async (name: string, target: number, comparedWith: string, work: () => unknown) =>
		figures.push({ name, value: await median(RUNS, work), unit: 'ms', target, comparedWith });
	const scanned = `a scan of all calls: ${milliseconds(scan)}`;
	const liked = `LIKE over all prompts: ${milliseconds(like)}`;
	await ask("Today's and the month's totals", 20, scanned, () => records.standingOn(today));
	await ask('Spending report of the month', 100, scanned, () => records.spendingReport(month));
	await ask('Spending report of a month a year ago', 100, scanned, () => records.spendingReport(lastYear()));
	await ask('The last calls', 20, scanned, () => records.recentCalls(20));
	await ask('What there is to filter by', 50, scanned, () => records.historyFacets());
	await ask('What History holds', 50, scanned, () => records.historySize());
	await ask('History, first page', 100, liked, () => records.searchHistory({ limit: 50 }));
	await ask('History, a page in the middle', 50, liked, () =>
		records.searchHistory({ limit: 50, after: { number: calls / 2, position: 0 } }),
	);
	for (const [what, words] of [
		['a common word', 'lighthouse'],
		['two letters', 'li'],
		['a rare word', 'danq'],
		['three words', 'watercolour fox snow'],
		['no match', 'nothinglikeit'],
		['a word without spaces around', '赤い'],
	] as const) {
		await ask(`Search: ${what}`, 100, liked, () => records.searchHistory({ words, limit: 50 }));
	}
	await ask('Search: a filter alone', 100, liked, () =>
		records.searchHistory({ workspace: 'shop', limit: 50 }),
	);
	db.close();
	await store.close();
	return figures;
}

const lastYear = () => localMonth(new Date(now - 365 * 86_400_000));

async function writing(folder: string, root: string): Promise<readonly Figure[]> {
	const store = await openStore({ folder, workerUrl });
	const { records } = store;
	const cycle = async (run: number) => {
		const id = `cycle-${run}`;
		await records.enqueue(newCall({ id, owner: store.owner, now, day: today }));
		const caps = { day: 1e12, month: 1e12 };
		await records.reserve(id, { caps, maxInFlight: 100, now, day: today });
		await records.markSent(id, now);
		const image = { expires: now, prompt: 'a fox', seed: 1, width: 1024, height: 1024 };
		await records.settle(id, {
			state: 'charged',
			now,
			outputs: [{ ...image, state: 'pending', url: 'https://x/y' }],
		});
	};
	const value = await median(RUNS, cycle);
	const bare = await median(RUNS, () => sixFlushes(path.join(root, 'bare')));
	await store.close();
	const comparedWith = `the same six flushes of a bare file: ${milliseconds(bare)}`;
	return [{ name: 'Enter, reserve, send and settle a call', value, unit: 'ms', target: 100, comparedWith }];
}

/** Four commits, and the marker with its folder. */
function sixFlushes(file: string): void {
	const descriptor = openSync(file, 'w');
	for (let flush = 0; flush < 6; flush++) {
		writeSync(descriptor, Buffer.alloc(8192), 0, 8192);
		fsyncSync(descriptor);
	}
	closeSync(descriptor);
}

async function blocking(folder: string, root: string): Promise<readonly Figure[]> {
	const store = await openStore({ folder, workerUrl });
	const { records } = store;
	const csv = path.join(root, 'export.csv');
	const asks: Readonly<Partial<Record<keyof Records, () => unknown>>> = {
		standingOn: () => records.standingOn(today),
		spendingReport: () => records.spendingReport(month),
		recentCalls: () => records.recentCalls(20),
		historyFacets: () => records.historyFacets(),
		historySize: () => records.historySize(),
		searchHistory: () => records.searchHistory({ words: 'lighthouse', limit: 200 }),
		oldestImages: () => records.oldestImages(undefined, 500),
		exportSpending: () => records.exportSpending(csv),
		storeDiagnostics: () => records.storeDiagnostics(),
		recoverDeadOwners: () => records.recoverDeadOwners(now),
		raiseCap: () => records.raiseCap('day', '2000-01-01', 1),
		clearMarker: () => records.clearMarker(),
	};
	let worst = { name: '', pause: 0 };
	for (const [name, ask] of Object.entries(asks)) {
		const pause = await longestPause(ask);
		worst = pause > worst.pause ? { name, pause } : worst;
	}
	await store.close();
	const db = await openDatabase(folder);
	const direct = await longestPause(() => procedures.exportSpending(db, csv));
	db.close();
	const idle = await longestPause(() => new Promise((resolve) => setTimeout(resolve, 100)));
	return [
		{
			name: `The longest that any call blocks its caller (${worst.name})`,
			value: worst.pause,
			unit: 'ms',
			target: 5,
			comparedWith: `nothing asked: ${milliseconds(idle)}; an export without the worker: ${milliseconds(direct)}`,
		},
	];
}
