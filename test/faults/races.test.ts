import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { callRow, insertRow } from '../unit/store/ledger.ts';
import { scriptOf } from './build.ts';
import type { Finish, Heat } from './racer.ts';

const ROUNDS = 1000;
const NOW = Date.UTC(2026, 10, 23);
const MAX_IN_FLIGHT = 10;

/** Each round is on an account and a day of its own; its one winner takes the last slots, or the last cent. */
const races = {
	'the last slots': { caps: {}, taken: { state: 'sent', images: 7, amount: 60_000 }, loser: 'waits' },
	'the last cent': {
		caps: { day: 120_000 },
		taken: { state: 'charged', images: 1, amount: 60_000 },
		loser: 'refused',
	},
} as const;

const CALL = { images: 3, amount: 60_000 };
const dayOf = (round: number) => new Date(Date.UTC(2000, 0, 1 + round)).toISOString().slice(0, 10);

for (const processes of [2, 4]) {
	for (const [what, race] of Object.entries(races)) {
		describe(`${processes} windows that race for ${what}`, () => {
			it(`never both get it, in ${ROUNDS} rounds`, async () => {
				const folder = mkdtempSync(path.join(tmpdir(), 'ideogram-race-'));
				const db = await openDatabase(folder);
				db.connection.exec('BEGIN');
				for (let round = 0; round < ROUNDS; round++) {
					const facts = { account: `a${round}`, day: dayOf(round) };
					insertRow(db.connection, 'calls', callRow({ id: `taken-${round}`, ...facts, ...race.taken }));
					for (let racer = 0; racer < processes; racer++) {
						const row = callRow({ id: `${round}-${racer}`, ...facts, ...CALL, state: 'queued' });
						insertRow(db.connection, 'calls', row);
					}
				}
				db.connection.exec('COMMIT');
				const script = await scriptOf('racer');
				const racers = Array.from({ length: processes }, () => fork(script, [folder]));
				await Promise.all(racers.map((racer) => once(racer, 'message')));
				const winners = new Map<number, number>();
				for (let round = 0; round < ROUNDS; round++) {
					const finishes: Finish[] = [];
					// Another one hears of each round first.
					const order = racers.map((_, index) => (index + round) % processes);
					await Promise.all(
						order.map(async (index) => {
							finishes[index] = await send(racers[index] as ChildProcess, {
								id: `${round}-${index}`,
								caps: race.caps,
								maxInFlight: MAX_IN_FLIGHT,
								now: NOW,
								day: dayOf(round),
							});
						}),
					);
					const lost = finishes.filter((finish) => finish === race.loser).length;
					assert.equal(lost, processes - 1, `round ${round}: ${finishes}`);
					const winner = finishes.indexOf('reserved');
					assert.ok(winner >= 0, `round ${round}: nobody got it`);
					winners.set(winner, (winners.get(winner) ?? 0) + 1);
				}
				assert.ok(winners.size > 1, 'it was a race');
				for (const racer of racers) {
					racer.disconnect();
					await once(racer, 'exit');
				}
				db.close();
				rmSync(folder, { recursive: true });
			});
		});
	}
}

async function send(racer: ChildProcess, heat: Heat): Promise<Finish> {
	const stop = new AbortController();
	const { signal } = stop;
	const finish = once(racer, 'message', { signal });
	const end = once(racer, 'exit', { signal }).then(() => Promise.reject(new Error('A racer has died.')));
	racer.send(heat);
	try {
		const [answer] = await Promise.race([finish, end]);
		return answer;
	} finally {
		stop.abort();
	}
}
