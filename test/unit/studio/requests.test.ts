import assert from 'node:assert/strict';
import { createRpc, RequestError } from '../../../media/studio/rpc.ts';
import { createDispatcher, type Handlers } from '../../../src/studio/dispatcher.ts';
import {
	type Answers,
	type Args,
	patienceMs,
	REQUESTS,
	type Reply,
	type RequestType,
} from '../../../src/studio/messages.ts';
import { SOUND } from './soundRequests.ts';

/** Does not compile where a request has no answer, or an answer no request. */
const ANSWERED: Readonly<Record<RequestType, true>> & Readonly<Record<keyof Answers, true>> =
	Object.fromEntries(Object.keys(REQUESTS).map((type) => [type, true])) as Record<RequestType, true>;
const types = Object.keys(ANSWERED) as RequestType[];

/** The page and the extension, joined; `behave` is what every handler does. */
function joined(behave: (type: RequestType) => Promise<unknown>) {
	const waits: number[] = [];
	let timeOut = () => {};
	let cleared = 0;
	const answer = createDispatcher({
		handlers: Object.fromEntries(types.map((type) => [type, () => behave(type)])) as unknown as Handlers,
		sentence: (error) => (error as Error).message,
		log: () => {},
	});
	const rpc = createRpc(
		// As between two processes: what cannot be copied does not arrive.
		(request) =>
			void answer(structuredClone(request)).then((reply) => rpc.receive(structuredClone(reply) as Reply)),
		{
			set(run, ms) {
				waits.push(ms);
				timeOut = run;
				return waits.length;
			},
			clear(timer) {
				cleared += timer === undefined ? 0 : 1;
			},
		},
	);
	const ask = (type: RequestType): Promise<unknown> => rpc.ask(type, SOUND[type] as Args<typeof type>);
	return { ask, rpc, waits, timeOut: () => timeOut(), cleared: () => cleared };
}

describe('Every request of the page', () => {
	for (const type of types) {
		it(`gets its answer, or its error as a sentence, or runs out of time: ${type}`, async () => {
			const good = joined(async (asked) => ({ of: asked }));
			assert.deepEqual(await good.ask(type), { of: type });
			assert.equal(good.cleared(), 1);

			const bad = joined(async () => {
				throw new Error('The disk is full.');
			});
			await assert.rejects(
				bad.ask(type),
				(error) =>
					error instanceof RequestError && error.code === 'failed' && error.message === 'The disk is full.',
			);

			const silent = joined(() => new Promise(() => {}));
			const asked = silent.ask(type);
			assert.deepEqual(silent.waits, [patienceMs(type)]);
			assert.ok(patienceMs(type) > 0 && patienceMs(type) <= 3_600_000);
			silent.timeOut();
			await assert.rejects(
				asked,
				(error) => error instanceof RequestError && error.code === 'timed-out' && error.message.endsWith('.'),
			);

			const closing = joined(() => new Promise(() => {}));
			const pending = closing.ask(type);
			closing.rpc.dispose();
			await assert.rejects(pending, (error) => error instanceof RequestError && error.code === 'disposed');
		});
	}

	it('that asks a person waits for the person, and no other does', () => {
		const patient = types.filter((type) => patienceMs(type) > 60_000);
		assert.deepEqual(patient.toSorted(), [
			'history/act',
			'history/clear',
			'history/revert',
			'image/save',
			'make/expand',
			'make/mask/file',
			'make/models',
			'make/pick',
			'make/start',
			'spending/export',
			'welcome/key',
		]);
	});
});
