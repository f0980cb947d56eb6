import assert from 'node:assert/strict';
import { BadRequestError, UnknownOutcomeError } from '../../../src/api/errors.ts';
import type { MadeCall } from '../../../src/studio/madeCalls.ts';
import { sampleEntry } from '../../page/samples.ts';
import { generate, rig } from './makeRig.ts';

const keptCall = (callId: string, changed: Partial<MadeCall> = {}): MadeCall => ({
	callId,
	operation: 'generate/3.0',
	prompt: 'A fox',
	images: 1,
	amount: 60_000,
	sandbox: false,
	started: 1,
	...changed,
});

describe('What Make answers', () => {
	it('gives a call as a row, from its start to its results, by handles alone', async () => {
		const { make, records, calls, known, start } = rig();
		const { call } = await start(generate({ numImages: 2 }));
		const [started] = await calls();
		assert.deepEqual(
			[started?.handle, started?.state, started?.title, started?.images, started?.cost],
			[call, 'underWay', 'Generate 3.0', 2, null],
		);
		records.states.set('made-0', 'charged');
		records.entries = [
			sampleEntry(0, { callId: 'made-0' }),
			sampleEntry(1, { callId: 'made-0', position: 1, state: 'pending' }),
		];
		assert.equal((await calls())[0]?.state, 'arriving');
		records.entries = records.entries.map((entry) => ({ ...entry, state: 'saved' }));
		make.jobs[0]?.finish({});
		const [done] = await calls();
		assert.deepEqual([done?.state, done?.cost, done?.results.length], ['done', '$0.12 charged', 2]);
		assert.equal(known.get(done?.results[1]?.handle ?? '').position, 1);
		assert.doesNotMatch(JSON.stringify(await calls()), /made-0|\.png/);
	});

	it('says in a sentence why a call failed, also to the next window', async () => {
		const first = rig();
		await first.start(generate());
		first.records.states.set('made-0', 'not-charged');
		first.make.jobs[0]?.fail(new BadRequestError('Ideogram does not take this.'));
		await new Promise(setImmediate);
		const [failed] = await first.calls();
		assert.deepEqual(
			[failed?.state, failed?.message, failed?.cost],
			['failed', 'Ideogram does not take this.', 'not charged'],
		);
		const next = rig({ kept: first.make.kept() });
		next.records.states.set('made-0', 'not-charged');
		assert.equal((await next.calls())[0]?.message, 'Ideogram does not take this.');
	});

	it('tells of the calls of an earlier window what the store knows of them', async () => {
		const kept = ['sent', 'unknown', 'charged', 'not-charged'].map((state) => keptCall(state));
		const { records, calls } = rig({ kept }, [sampleEntry(0, { callId: 'charged' })]);
		for (const { callId } of kept) {
			records.states.set(callId, callId);
		}
		const rows = await calls();
		assert.deepEqual(
			rows.map(({ state, cost, results }) => [state, cost, results.length]),
			[
				['underWay', null, 0],
				['unknown', '$0.06 may have been charged', 0],
				['done', '$0.06 charged', 1],
				['failed', 'not charged', 0],
			],
		);
		assert.match(rows[1]?.message ?? '', /window closed before an answer came/);
	});

	it('shows words where a call yields words', async () => {
		const { records, calls } = rig({ kept: [keptCall('words', { operation: 'describe/4.0' })] }, [
			sampleEntry(0, { callId: 'words', kind: 'text', text: 'A fox' }),
		]);
		records.states.set('words', 'charged');
		assert.equal((await calls())[0]?.results[0]?.text, 'A fox');
	});

	it('lets a call go on that nobody waits for, and says when it has arrived', async () => {
		const { handlers, make, calls, records, start } = rig();
		const { call = '' } = await start(generate());
		await handlers['make/call']({ call, action: 'dismiss' });
		assert.equal((await calls()).length, 1, 'what is under way is not put away');
		await handlers['make/call']({ call, action: 'stop' });
		assert.deepEqual(await calls(), []);
		assert.equal(make.jobs[0]?.cancelled, false);
		records.states.set('made-0', 'charged');
		make.jobs[0]?.finish({});
		await new Promise(setImmediate);
		assert.deepEqual(make.arrived, ['made-0']);
	});

	it('tells also of a call that fails after nobody waited for it', async () => {
		const { handlers, make, done, start } = rig();
		const { call = '' } = await start(generate());
		await handlers['make/call']({ call, action: 'stop' });
		make.jobs[0]?.fail(new UnknownOutcomeError('No answer came.'));
		await new Promise(setImmediate);
		assert.deepEqual(done, ['failure UnknownOutcomeError, not shown']);
	});

	it('cancels what has not been sent', async () => {
		const { handlers, make, calls, start } = rig();
		const { call = '' } = await start(generate());
		await handlers['make/call']({ call, action: 'cancel' });
		await new Promise(setImmediate);
		assert.equal(make.jobs[0]?.cancelled, true);
		assert.deepEqual(await calls(), []);
	});
});
