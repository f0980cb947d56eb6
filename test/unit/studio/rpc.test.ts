import assert from 'node:assert/strict';
import { createRpc, RequestError, type Timers } from '../../../media/studio/rpc.ts';
import { patienceMs, type Request } from '../../../src/studio/messages.ts';

/** Timers that go off when the test says so. */
function manualTimers(): Timers & { readonly set: Timers['set']; fire(ms: number): void; count(): number } {
	const set = new Map<number, { readonly run: () => void; readonly ms: number }>();
	let last = 0;
	return {
		set(run, ms) {
			last += 1;
			set.set(last, { run, ms });
			return last;
		},
		clear: (timer) => void set.delete(timer as number),
		count: () => set.size,
		/** Those that wait for no longer than that. */
		fire(upTo) {
			for (const [timer, { run, ms }] of [...set]) {
				if (ms <= upTo) {
					set.delete(timer);
					run();
				}
			}
		},
	};
}

function rig() {
	const posted: Request[] = [];
	const timers = manualTimers();
	return { posted, timers, rpc: createRpc((request) => posted.push(request), timers) };
}

const isCode = (code: string) => (error: unknown) => error instanceof RequestError && error.code === code;

describe('Requests of the page', () => {
	it('get each its own answer, in whatever order they come', async () => {
		const { posted, rpc, timers } = rig();
		const first = rpc.ask('history/facets', {});
		const second = rpc.ask('ready', {});
		const [one, two] = posted as [Request, Request];
		assert.notEqual(one.id, two.id);
		rpc.receive({ kind: 'answer', id: two.id, value: 'second' });
		rpc.receive({ kind: 'answer', id: one.id, value: 'first' });
		assert.deepEqual(await Promise.all([first, second]), ['first', 'second']);
		assert.equal(timers.count(), 0);
	});

	it('reject with the sentence and the code that come back', async () => {
		const { posted, rpc } = rig();
		const asked = rpc.ask('ready', {});
		rpc.receive({ kind: 'error', id: posted[0]?.id ?? 0, code: 'failed', message: 'The disk is full.' });
		await assert.rejects(asked, (error) => isCode('failed')(error) && /disk is full/.test(String(error)));
	});

	it('time out, and then take no answer any more', async () => {
		const { posted, rpc, timers } = rig();
		const asked = rpc.ask('history/facets', {});
		timers.fire(patienceMs('history/facets'));
		await assert.rejects(asked, isCode('timed-out'));
		rpc.receive({ kind: 'answer', id: posted[0]?.id ?? 0, value: 'late' });
		await assert.rejects(asked, isCode('timed-out'));
	});

	it('wait for a person where one is asked', async () => {
		const { posted, rpc, timers } = rig();
		const asked = rpc.ask('history/clear', {});
		timers.fire(patienceMs('history/facets'));
		rpc.receive({ kind: 'answer', id: posted[0]?.id ?? 0, value: { done: true } });
		assert.deepEqual(await asked, { done: true });
		assert.ok(patienceMs('history/clear') > 10 * patienceMs('history/facets'));
	});

	it('are rejected when the page goes, those that wait and those that come after', async () => {
		const { posted, rpc, timers } = rig();
		const waiting = [rpc.ask('ready', {}), rpc.ask('history/clear', {})];
		rpc.dispose();
		for (const asked of [...waiting, rpc.ask('ready', {})]) {
			await assert.rejects(asked, isCode('disposed'));
		}
		assert.equal(posted.length, 2);
		assert.equal(timers.count(), 0);
	});

	it('that nobody made are not minded when they are answered', () => {
		const { rpc } = rig();
		rpc.receive({ kind: 'answer', id: 99, value: {} });
		rpc.receive({ kind: 'error', id: 0, code: 'malformed', message: '' });
	});
});
