import assert from 'node:assert/strict';
import type { HttpRequest, Transport } from '../../../src/api/transport.ts';
import { TransportError } from '../../../src/api/transport.ts';
import { autoTransport, type NetworkChoice } from '../../../src/api/transport-auto.ts';
import { fetchTransport } from '../../../src/api/transport-fetch.ts';
import { undiciTransport } from '../../../src/api/transport-undici.ts';
import {
	apiPair,
	deadProxy,
	editorFetch,
	failure,
	generate,
	get,
	KEY,
	post,
	startApi,
	startProxy,
	through,
	trusting,
} from './proxyRig.ts';

/** A transport that notes what it is asked to send, and does as it is told. */
function scripted(...results: readonly (TransportError | number)[]) {
	const sent: HttpRequest[] = [];
	const transport: Transport = {
		async send(request) {
			const result = results[Math.min(sent.push(request), results.length) - 1];
			if (typeof result !== 'number') {
				throw result;
			}
			const body = (async function* () {})();
			return { status: result, header: () => undefined, body, discard: () => {} };
		},
		close: async () => {},
	};
	return { transport, sent };
}

const connect = (reason?: TransportError['reason']) => new TransportError('connect', new Error('x'), reason);
const sent = () => new TransportError('sent', new Error('x'));

function auto(
	undici: ReturnType<typeof scripted>,
	editor: ReturnType<typeof scripted>,
	choice: () => NetworkChoice = () => 'auto',
) {
	return autoTransport({ undici: undici.transport, editor: editor.transport, choice });
}

const A = 'https://a.test';
const B = 'https://b.test';

describe('the automatic transport', () => {
	it("leaves the editor's stack alone while undici gets through", async () => {
		const [undici, editor] = [scripted(200), scripted(200)];
		await auto(undici, editor).send(post(A));
		assert.deepEqual([undici.sent.length, editor.sent.length], [1, 0]);
	});

	it("sends the same request once by the editor's stack after a failure to connect", async () => {
		const [undici, editor] = [scripted(connect()), scripted(201)];
		const request = post(A);
		assert.equal((await auto(undici, editor).send(request)).status, 201);
		assert.deepEqual([undici.sent, editor.sent], [[request], [request]]);
	});

	it('never sends again what may have been sent', async () => {
		const [undici, editor] = [scripted(sent()), scripted(200)];
		assert.equal((await failure(auto(undici, editor).send(post(A)))).phase, 'sent');
		assert.equal(editor.sent.length, 0);
	});

	it('says so if the second way may have sent it', async () => {
		const [undici, editor] = [scripted(connect('proxy')), scripted(sent())];
		assert.equal((await failure(auto(undici, editor).send(post(A)))).phase, 'sent');
		assert.deepEqual([undici.sent.length, editor.sent.length], [1, 1]);
	});

	it('remembers what got through, for that origin', async () => {
		const [undici, editor] = [scripted(connect(), 200), scripted(200)];
		const transport = auto(undici, editor);
		await transport.send(post(A));
		await transport.send(post(A));
		await transport.send(get(A, '/else'));
		assert.deepEqual([undici.sent.length, editor.sent.length], [1, 3]);
		await transport.send(post(B));
		assert.deepEqual([undici.sent.length, editor.sent.length], [2, 3]);
	});

	it('goes back to undici in the same way', async () => {
		const [undici, editor] = [scripted(connect(), 200), scripted(200, connect())];
		const transport = auto(undici, editor);
		await transport.send(post(A));
		await transport.send(post(A));
		assert.deepEqual([undici.sent.length, editor.sent.length], [2, 2]);
		await transport.send(post(A));
		assert.deepEqual([undici.sent.length, editor.sent.length], [3, 2]);
	});

	it('remembers no way that did not get through', async () => {
		const [undici, editor] = [scripted(connect(), 200), scripted(connect(), 200)];
		const transport = auto(undici, editor);
		await failure(transport.send(post(A)));
		await transport.send(post(A));
		assert.deepEqual([undici.sent.length, editor.sent.length], [2, 1]);
	});

	it('tells of two failures to connect the one that a person can mend', async () => {
		for (const [first, second, told] of [
			[undefined, 'proxy-auth', 'proxy-auth'],
			['proxy', undefined, 'proxy'],
			['certificate', 'proxy', 'certificate'],
		] as const) {
			const transport = auto(scripted(connect(first)), scripted(connect(second)));
			assert.equal((await failure(transport.send(post(A)))).reason, told);
		}
	});

	it('does not go a second way once nobody wants it any more', async () => {
		const [undici, editor] = [scripted(connect()), scripted(200)];
		await failure(auto(undici, editor).send(get(A, '/', { signal: AbortSignal.abort() })));
		assert.equal(editor.sent.length, 0);
	});

	it('uses the one stack that is chosen, from the next request on', async () => {
		const [undici, editor] = [scripted(connect()), scripted(connect())];
		let choice: NetworkChoice = 'undici';
		const transport = auto(undici, editor, () => choice);
		await failure(transport.send(post(A)));
		assert.deepEqual([undici.sent.length, editor.sent.length], [1, 0]);
		choice = 'editor';
		await failure(transport.send(post(A)));
		assert.deepEqual([undici.sent.length, editor.sent.length], [1, 1]);
	});

	it("sends one billed call once where only the editor's stack gets through", async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy();
		const dead = await deadProxy();
		const patched = editorFetch(proxy.origin);
		const transport = autoTransport({
			undici: undiciTransport(() => through(dead), trusting()),
			editor: fetchTransport(() => patched),
			choice: () => 'auto',
		});
		for (const calls of [1, 2]) {
			assert.equal(await generate(transport, api.origin), 1);
			assert.deepEqual(
				api.seen.map(({ key }) => key),
				Array(calls).fill(KEY),
			);
		}
		await transport.close();
	});

	it('sends one billed call once where only undici gets through', async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy();
		const patched = editorFetch(await deadProxy());
		const transport = autoTransport({
			undici: undiciTransport(() => through(proxy.origin), trusting()),
			editor: fetchTransport(() => patched),
			choice: () => 'auto',
		});
		assert.equal(await generate(transport, api.origin), 1);
		assert.equal(api.seen.length, 1);
		await transport.close();
	});

	it('sends nothing where no way gets through, and says what to mend', async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy({ wants: 'me:secret' });
		const dead = await deadProxy();
		const patched = editorFetch(proxy.origin.replace('://', '://me:wrong@'));
		const transport = autoTransport({
			undici: undiciTransport(() => through(dead), trusting()),
			editor: fetchTransport(() => patched),
			choice: () => 'auto',
		});
		await assert.rejects(generate(transport, api.origin), { name: 'ConnectionError' });
		assert.equal(api.seen.length, 0);
	});
});
