import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createTurns } from '../../../src/jobs/turns.ts';

describe('Turns', () => {
	it('are given to no more than the limit at once, to all in the order they came, whatever fails', () =>
		fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 4 }),
				fc.scheduler(),
				fc.array(fc.boolean(), { maxLength: 12 }),
				async (limit, scheduler, fails) => {
					const inTurn = createTurns(limit);
					const begun: number[] = [];
					let running = 0;
					let most = 0;
					const all = fails.map((isFailing, index) =>
						inTurn(async () => {
							begun.push(index);
							running += 1;
							most = Math.max(most, running);
							await scheduler.schedule(Promise.resolve());
							running -= 1;
							if (isFailing) {
								throw new Error('failed');
							}
							return index;
						}),
					);
					const settled = Promise.allSettled(all);
					await scheduler.waitFor(settled);
					const ended = await settled;
					assert.equal(most, Math.min(limit, fails.length));
					assert.deepEqual(begun, [...fails.keys()]);
					assert.deepEqual(
						ended.map(({ status }) => status === 'rejected'),
						fails,
					);
				},
			),
		));
});
