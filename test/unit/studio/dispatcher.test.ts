import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDispatcher, type Handlers } from '../../../src/studio/dispatcher.ts';
import { UnknownHandleError } from '../../../src/studio/handles.ts';
import { REQUESTS, type Reply, type RequestType } from '../../../src/studio/messages.ts';
import { HANDLE, SOUND } from './soundRequests.ts';

const OPTIONAL = ['after', 'month', 'quality'];

const types = Object.keys(SOUND) as RequestType[];

/** A dispatcher that keeps what its handlers got. */
function rig(behave: (type: RequestType) => Promise<unknown> = async () => ({})) {
	const got: { readonly type: RequestType; readonly args: unknown }[] = [];
	const logged: string[] = [];
	const handlers = Object.fromEntries(
		types.map((type) => [
			type,
			async (args: unknown) => {
				got.push({ type, args });
				return behave(type);
			},
		]),
	) as unknown as Handlers;
	const answer = createDispatcher({
		handlers,
		sentence: (error) => (error instanceof Error ? error.message : String(error)),
		log: (message) => logged.push(message),
	});
	return { answer, got, logged };
}

const codeOf = (reply: Reply) => (reply.kind === 'error' ? reply.code : undefined);

describe('Messages of the page', () => {
	it('are answered under their own number, each by its own handler', async () => {
		const { answer, got } = rig(async (type) => ({ of: type }));
		for (const [id, type] of types.entries()) {
			assert.deepEqual(await answer({ id, type, args: SOUND[type] }), {
				kind: 'answer',
				id,
				value: { of: type },
			});
		}
		assert.deepEqual(
			got.map(({ type, args }) => [type, args]),
			types.map((type) => [type, SOUND[type]]),
		);
	});

	it('never get to a handler, nor make anything throw, whatever they are', async () => {
		const { answer, got } = rig();
		const anything = fc.anything({
			withBigInt: true,
			withDate: true,
			withMap: true,
			withNullPrototype: true,
			withObjectString: true,
			withSet: true,
			withSparseArray: true,
			withTypedArray: true,
		});
		await fc.assert(
			fc.asyncProperty(anything, async (message) => {
				assert.equal((await answer(message)).kind, 'error');
			}),
		);
		assert.deepEqual(got, []);
	});

	it('are refused where one argument is missing, too many, or of another kind', async () => {
		const { answer, got } = rig();
		const bad = fc.constantFrom(...types).chain((type) => {
			const sound = SOUND[type] as Record<string, unknown>;
			const required = Object.keys(sound).filter((key) => !OPTIONAL.includes(key));
			const broken: fc.Arbitrary<object>[] = [
				fc
					.string({ minLength: 1 })
					// What reaches for prototypes is refused before its number is read: the next test.
					.filter((key) => !(key in sound) && key !== 'prototype')
					.map((key) => ({ ...sound, [key]: 1 })),
			];
			if (required.length > 0) {
				broken.push(
					fc.constantFrom(...required).map((key) => {
						const { [key]: _, ...rest } = sound;
						return rest;
					}),
				);
			}
			if (Object.keys(sound).length > 0) {
				broken.push(
					fc
						.tuple(
							fc.constantFrom(...Object.keys(sound)),
							fc.constantFrom<unknown>(
								null,
								[],
								{},
								'../../etc/passwd',
								'\0',
								'x'.repeat(501),
								-1,
								Number.NaN,
							),
						)
						// Words may be anything that is not too long.
						.filter(
							([key, value]) =>
								!['words', 'operation', 'model', 'workspace', 'name', 'price'].includes(key) ||
								typeof value !== 'string' ||
								value.length > 500,
						)
						// A form may be empty.
						.filter(([key, value]) => key !== 'values' || JSON.stringify(value) !== '{}')
						.map(([key, value]) => ({ ...sound, [key]: value })),
				);
			}
			return fc.record({ id: fc.nat(), type: fc.constant(type), args: fc.oneof(...broken) });
		});
		await fc.assert(
			fc.asyncProperty(bad, async (message) => {
				const reply = await answer(message);
				assert.equal(codeOf(reply), 'malformed');
				assert.equal(reply.id, message.id);
			}),
		);
		assert.deepEqual(got, []);
	});

	it('are refused where they carry keys that reach for prototypes, and leave none changed', async () => {
		const { answer, got } = rig();
		const hostile = fc
			.tuple(fc.constantFrom('__proto__', 'constructor', 'prototype'), fc.nat(2))
			.map(([key, depth]) => {
				const payload = `{"${key}":{"polluted":true}}`;
				const nested = depth === 0 ? payload : depth === 1 ? `{"a":${payload}}` : `[{"a":${payload}}]`;
				const inArgs = `{"id":1,"type":"history/search","args":${nested}}`;
				return JSON.parse(depth === 2 ? `{"id":1,"type":"ready","args":{},"${key}":1}` : inArgs);
			});
		await fc.assert(
			fc.asyncProperty(hostile, async (message) => {
				assert.equal(codeOf(await answer(message)), 'malformed');
			}),
		);
		for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
			assert.equal(codeOf(await answer({ id: 1, type: name, args: {} })), 'unknown-type');
		}
		assert.deepEqual(got, []);
		assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
	});

	it('are refused where they are huge, deep or endless, before anybody reads them', async () => {
		const { answer, got } = rig();
		let deep: unknown = {};
		for (let depth = 0; depth < 10_000; depth += 1) {
			deep = { deep };
		}
		const endless: { self?: unknown } = {};
		endless.self = endless;
		for (const args of [
			{ ...SOUND['history/search'], words: 'x'.repeat(1_000_000) },
			{ words: Array.from({ length: 100_000 }, () => 1) },
			Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [index, 1])),
			{ ['k'.repeat(1_000_000)]: 1 },
			deep,
			endless,
			{ name: 'fox.png', bytes: new Uint8Array(10 * 1024 * 1024 + 1) },
		]) {
			const reply = await answer({ id: 7, type: 'make/paste', args });
			assert.deepEqual(reply, {
				kind: 'error',
				id: 7,
				code: 'too-large',
				message: 'This is too much at once: shorten it, or make it smaller.',
			});
		}
		assert.deepEqual(got, []);
		const largest = { name: 'fox.png', bytes: new Uint8Array(10 * 1024 * 1024) };
		assert.equal((await answer({ id: 8, type: 'make/paste', args: largest })).kind, 'answer');
	});

	it('may throw when they are looked at, and are refused all the same', async () => {
		const { answer, got } = rig();
		const trap = new Proxy(
			{},
			{
				ownKeys() {
					throw new Error('trap');
				},
			},
		);
		const getter = {
			id: 1,
			type: 'ready',
			get args() {
				throw new Error('trap');
			},
		};
		assert.equal(codeOf(await answer(trap)), 'malformed');
		assert.equal(codeOf(await answer(getter)), 'malformed');
		assert.equal(codeOf(await answer({ id: 1, type: 'ready', args: trap })), 'malformed');
		assert.deepEqual(got, []);
	});

	it('get the error of their handler as a sentence, with what kind it is', async () => {
		const failing = rig(async (type) => {
			throw type === 'history/thumbnail' ? new UnknownHandleError() : new Error('The disk is full.');
		});
		assert.deepEqual(await failing.answer({ id: 3, type: 'ready', args: {} }), {
			kind: 'error',
			id: 3,
			code: 'failed',
			message: 'The disk is full.',
		});
		const unknown = await failing.answer({ id: 4, type: 'history/thumbnail', args: { entry: HANDLE } });
		assert.equal(codeOf(unknown), 'unknown-handle');
		assert.equal(failing.logged.length, 2);
	});

	it('are refused while too many wait, and taken again once those are answered', async () => {
		let release = () => {};
		const gate = new Promise<void>((resolve) => {
			release = resolve;
		});
		const { answer } = rig(async () => gate);
		const pending = Array.from({ length: 100 }, (_, id) => answer({ id, type: 'ready', args: {} }));
		assert.equal(codeOf(await answer({ id: 100, type: 'ready', args: {} })), 'too-many');
		release();
		await Promise.all(pending);
		assert.equal((await answer({ id: 101, type: 'ready', args: {} })).kind, 'answer');
	});

	it('have a schema each, that takes what is sound', () => {
		assert.deepEqual(Object.keys(REQUESTS).sort(), types.toSorted());
	});
});
