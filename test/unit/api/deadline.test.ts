import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { startDeadline } from '../../../src/api/deadline.ts';

const SECOND = 1000;

/** A clock moved by hand: a tick on time, or one after the process stood still. */
function startClock() {
	let now = Date.UTC(2026, 0, 1);
	mock.timers.enable({ apis: ['setInterval'] });
	mock.method(Date, 'now', () => now);
	return {
		/** One tick, after so much time. */
		async tick(milliseconds = SECOND) {
			now += milliseconds;
			mock.timers.tick(SECOND);
			await turn();
		},
		[Symbol.dispose]() {
			mock.timers.reset();
			mock.restoreAll();
		},
	};
}

/** Ticks until the deadline is over, at most so many. */
async function ticksUntil(isOver: () => boolean, tick: () => Promise<void>, most: number): Promise<number> {
	let ticks = 0;
	while (!isOver() && ticks < most) {
		await tick();
		ticks++;
	}
	return ticks;
}

describe('A deadline', () => {
	it('is over after its time, in a process that runs', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 20, max: 400 }), async (seconds) => {
				using clock = startClock();
				let over = 0;
				startDeadline(seconds * SECOND, () => over++);
				assert.equal(await ticksUntil(() => over > 0, clock.tick, 500), seconds);
				await clock.tick();
				assert.equal(over, 1);
			}),
			{ numRuns: 20 },
		);
	});

	it('leaves time to read after a stop, however long that was and whenever it came', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 30, max: 400 }),
				fc.integer({ min: 0, max: 399 }),
				fc.integer({ min: 11, max: 1_000_000 }),
				async (seconds, at, stop) => {
					fc.pre(at < seconds);
					using clock = startClock();
					let over = false;
					startDeadline(seconds * SECOND, () => {
						over = true;
					});
					for (let tick = 0; tick < at; tick++) {
						await clock.tick();
					}
					await clock.tick(stop * SECOND);
					assert.equal(over, false);
					const rest = await ticksUntil(() => over, clock.tick, 1000);
					assert.equal(rest, Math.max(seconds - at - 1, 30));
				},
			),
			{ numRuns: 50 },
		);
	});

	it('is over for a process that is slow without end', async () => {
		using clock = startClock();
		let over = false;
		startDeadline(60 * SECOND, () => {
			over = true;
		});
		const slow = () => clock.tick(5 * SECOND);
		assert.equal(await ticksUntil(() => over, slow, 1000), 60);
	});

	it('gives what is ready to be read a turn first', async () => {
		using clock = startClock();
		let over = false;
		const deadline = startDeadline(20 * SECOND, () => {
			over = true;
		});
		for (let tick = 1; tick < 20; tick++) {
			await clock.tick();
		}
		mock.timers.tick(SECOND);
		assert.equal(over, false);
		deadline.clear();
		await turn();
		assert.equal(over, false);
	});

	it('counts from the beginning when it is restarted, also after it was over', async () => {
		using clock = startClock();
		let over = 0;
		const deadline = startDeadline(20 * SECOND, () => over++);
		await clock.tick();
		await clock.tick();
		deadline.restart();
		assert.equal(await ticksUntil(() => over > 0, clock.tick, 100), 20);
		deadline.restart();
		assert.equal(await ticksUntil(() => over > 1, clock.tick, 100), 20);
	});

	it('is never over once it is cleared', async () => {
		using clock = startClock();
		let over = false;
		const deadline = startDeadline(20 * SECOND, () => {
			over = true;
		});
		deadline.clear();
		assert.equal(await ticksUntil(() => over, clock.tick, 100), 100);
	});

	it('keeps no process alive', () => {
		const before = process.getActiveResourcesInfo().length;
		const deadline = startDeadline(60 * SECOND, () => {});
		assert.equal(process.getActiveResourcesInfo().length, before);
		deadline.clear();
	});
});
