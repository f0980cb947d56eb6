import assert from 'node:assert/strict';
import { ConnectionError, RateLimitError } from '../../../src/api/errors.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { retryDelay } from '../../../src/jobs/retry.ts';
import type { CallFault } from '../../../src/sandbox/faults.ts';
import { makeRig, type Rig, rejection } from './rig.ts';

const busy = (body: object, headers: Record<string, string> = {}): CallFault => ({
	kind: 'refuse',
	status: 429,
	body,
	headers,
});

describe('The time before a call is sent again', () => {
	const delay = (retryAfterMs: number | undefined, attempt: number, waited = 0) =>
		retryDelay(new RateLimitError({ retryAfterMs }), attempt, waited, () => 0.5);

	it('is what the server asks for, but no shorter than that of a server that says nothing', () => {
		assert.deepEqual(
			[undefined, 0, 700, 600_000].map((asked) => delay(asked, 2)),
			[1000, 1000, 1000, 600_000],
		);
		assert.deepEqual(
			[1, 2, 3, 20].map((attempt) => delay(0, attempt)),
			[500, 1000, 2000, 15_000],
		);
	});

	it('ends after a quarter of an hour, or three failures to connect', () => {
		assert.equal(delay(60_000, 1, 14 * 60_000), 60_000);
		assert.equal(delay(60_001, 1, 14 * 60_000), undefined);
		const failure = new ConnectionError('x');
		assert.deepEqual(
			[1, 2, 3].map((attempt) => retryDelay(failure, attempt, 0, () => 1)),
			[1000, 2000, undefined],
		);
	});
});

describe('A call that Ideogram is too busy for', () => {
	const forEver = () => new Promise<never>(() => {});

	const start = (rig: Rig) =>
		rig.jobs.start({
			operation: generateV3,
			input: { prompt: 'a red fox' },
			target: rig.target,
			source: 'person',
			workspace: undefined,
		});

	/** Resolves when the store has entered a call into the queue again. */
	function requeued() {
		const { promise, resolve } = Promise.withResolvers<void>();
		return {
			promise,
			beforeAsking(name: string) {
				if (name === 'requeue') {
					resolve();
				}
			},
		};
	}

	it('can be cancelled while it is held, however long that is', async () => {
		const again = requeued();
		await using rig = await makeRig({ sleep: forEver, beforeAsking: again.beforeAsking });
		rig.sandbox.faults.next('generate', busy({}, { 'retry-after': '600' }));
		const job = await start(rig);
		await again.promise;
		assert.equal(job?.cancel(), true);
		assert.equal(await job?.done, undefined);
		assert.equal(rig.ledger()[0]?.error, 'Cancelled');
	});

	it('or that could not connect can be cancelled before it is tried again', async () => {
		const again = requeued();
		await using rig = await makeRig({
			sleep: forEver,
			beforeAsking: again.beforeAsking,
			baseUrl: () => 'http://127.0.0.1:1',
		});
		const job = await start(rig);
		await again.promise;
		assert.equal(job?.cancel(), true);
		assert.equal(await job?.done, undefined);
		assert.equal(rig.log.length, 1);
	});

	it('for more images than the account may have at once is refused, and says what to do', async () => {
		await using rig = await makeRig();
		rig.sandbox.faults.next('generate', busy({ max_inflight_requests: 2 }));
		const failure = await rejection(rig.generate({ numImages: 3 }));
		assert.equal(failure.name, 'TooManyImagesError');
		assert.equal(
			failure.message,
			'3 images at once are more than Ideogram allows your account, which is 2: ask for fewer, and set ideogram.maxInFlight to 2.',
		);
		assert.deepEqual([failure.status, failure.retryable, failure.mayHaveBeenCharged], [429, false, false]);
		assert.deepEqual(
			rig.ledger().map(({ state, error }) => [state, error]),
			[['not-charged', 'TooManyImagesError']],
		);
		assert.equal(rig.sandbox.requests.length, 1);
	});

	it('for as many images as the account may have at once waits for its turn', async () => {
		await using rig = await makeRig();
		rig.sandbox.faults.next('generate', busy({ max_inflight_requests: 2 }));
		assert.equal((await rig.generate({ numImages: 2 }))?.label, 'charged');
	});
});
