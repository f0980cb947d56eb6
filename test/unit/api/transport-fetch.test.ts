import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { fetchTransport } from '../../../src/api/transport-fetch.ts';
import { createAuthority } from './proxyCertificates.ts';
import {
	API_HOST,
	apiPair,
	authority,
	bodyText,
	deadProxy,
	editorFetch,
	failure,
	generate,
	get,
	KEY,
	post,
	proxyPair,
	startApi,
	startProxy,
} from './proxyRig.ts';

const transportWith = (proxy: string) => {
	const patched = editorFetch(proxy);
	return fetchTransport(() => patched);
};

describe("the editor's transport", () => {
	for (const [name, options, credentials] of [
		['a proxy over http', {}, ''],
		['a proxy over https', { tls: proxyPair }, ''],
		['a proxy that wants a password', { wants: 'me:secret' }, 'me:secret@'],
	] as const) {
		it(`sends one billed call once through ${name}, and the key to the API alone`, async () => {
			await using api = await startApi(apiPair);
			await using proxy = await startProxy(options);
			const transport = transportWith(proxy.origin.replace('://', `://${credentials}`));
			assert.equal(await generate(transport, api.origin), 1);
			assert.deepEqual(
				api.seen.map(({ key }) => key),
				[KEY],
			);
			for (const { headers } of proxy.asked) {
				assert.ok(!JSON.stringify(headers).includes(KEY) && !('api-key' in headers));
			}
			assert.ok(!proxy.tunnelled().includes(KEY));
		});
	}

	it('uses every connection once, so that no billed call meets one that was idle', async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy();
		const transport = transportWith(proxy.origin);
		for (const request of [get, post, get, get, post, post]) {
			await bodyText(await transport.send(request(api.origin)));
		}
		assert.equal(new Set(api.seen.map(({ connection }) => connection)).size, 6);
	});

	it('takes the fetch of the moment', async () => {
		let calls = 0;
		let current: typeof fetch = () => Promise.reject(new Error('too early'));
		const transport = fetchTransport(() => current);
		current = async () => {
			calls += 1;
			return new Response('here');
		};
		assert.equal(await bodyText(await transport.send(get('https://x.test'))), 'here');
		assert.equal(calls, 1);
	});

	it('follows no redirect, and shows its status', async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy();
		const response = await transportWith(proxy.origin).send(post(api.origin, '/redirect'));
		assert.equal(response.status, 302);
		response.discard();
		assert.deepEqual(
			api.seen.map(({ path }) => path),
			['/redirect'],
		);
	});

	it('passes a range and the answer to it through', async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy();
		const request = get(api.origin, '/i.png', { headers: { range: 'bytes=2-' } });
		const response = await transportWith(proxy.origin).send(request);
		assert.deepEqual([response.status, response.header('content-length')], [206, '4']);
		assert.equal(await bodyText(response), 'cdef');
	});

	it('reads an answer without a body', async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy();
		const response = await transportWith(proxy.origin).send(get(api.origin, '/nothing'));
		assert.deepEqual([response.status, await bodyText(response)], [204, '']);
		response.discard();
	});

	it('asks for nothing compressed, and tells no length of what was', async () => {
		let asked: string | null = null;
		const transport = fetchTransport(() => async (_input, init) => {
			asked = new Headers(init?.headers).get('accept-encoding');
			return new Response('decoded', { headers: { 'content-encoding': 'gzip', 'content-length': '3' } });
		});
		const response = await transport.send(get('https://x.test'));
		assert.deepEqual([asked, response.header('content-length')], ['identity', undefined]);
	});

	describe('knows that nothing was sent', () => {
		for (const [name, options, reason] of [
			['where the proxy wants a password', { wants: 'me:other' }, 'proxy-auth'],
			['where the proxy answers 502', { refuses: 502 }, 'proxy'],
			['where the proxy answers 503', { refuses: 503 }, 'proxy'],
			['where the tunnel leads nowhere', { breaks: true }, undefined],
		] as const) {
			it(name, async () => {
				await using api = await startApi(apiPair);
				await using proxy = await startProxy(options);
				const error = await failure(transportWith(proxy.origin).send(post(api.origin)));
				assert.deepEqual([error.phase, error.reason], ['connect', reason]);
				assert.equal(api.seen.length, 0);
			});
		}

		it('where the proxy is down', async () => {
			const error = await failure(transportWith(await deadProxy()).send(post(`https://${API_HOST}`)));
			assert.deepEqual([error.phase, error.code], ['connect', 'ECONNREFUSED']);
		});

		for (const [name, pair] of [
			['of an unknown authority', createAuthority().issue(API_HOST)],
			['for another name', authority.issue('other.test')],
		] as const) {
			it(`where the certificate is ${name}`, async () => {
				await using api = await startApi(pair);
				await using proxy = await startProxy();
				const error = await failure(transportWith(proxy.origin).send(post(api.origin)));
				assert.deepEqual([error.phase, error.reason], ['connect', 'certificate']);
				assert.equal(api.seen.length, 0);
			});
		}

		const refused = { code: 'ECONNREFUSED', syscall: 'connect' };
		for (const [name, cause] of [
			['where the name is not found', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
			['where no name server answers', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }],
			['where connecting takes too long', { code: 'UND_ERR_CONNECT_TIMEOUT' }],
			['where every address refuses', { code: 'ECONNREFUSED', errors: [refused, refused] }],
		] as const) {
			it(name, async () => assert.equal((await failing(cause)).phase, 'connect'));
		}

		it('where a header cannot be sent', async () => {
			const headers = { 'api-key': 'SECRET\nKEY' };
			const error = await failure(
				fetchTransport(() => fetch).send(post(`https://${API_HOST}`, '/', { headers })),
			);
			assert.equal(error.phase, 'connect');
			assert.doesNotMatch(inspect(error, { depth: 9 }), /SECRET|KEY/, 'fetch quotes the value');
		});
	});

	describe('does not claim to know', () => {
		for (const [name, cause] of [
			['of a connection that was reset', { code: 'ECONNRESET', syscall: 'read' }],
			['of a host that got lost', { code: 'EHOSTUNREACH', syscall: 'write' }],
			['of a socket that closed', { code: 'UND_ERR_SOCKET' }],
			['of an answer that took too long', { code: 'UND_ERR_HEADERS_TIMEOUT' }],
			['of trouble within TLS', { code: 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR' }],
			['of attempts not all of which failed to connect', { errors: [{ syscall: 'connect' }, {}] }],
			['of a failure without a cause', undefined],
		] as const) {
			it(name, async () => assert.equal((await failing(cause)).phase, 'sent'));
		}

		it('of a request that was written', async () => {
			await using api = await startApi(apiPair);
			await using proxy = await startProxy();
			const error = await failure(transportWith(proxy.origin).send(post(api.origin, '/broken')));
			assert.equal(error.phase, 'sent');
			assert.equal(api.seen.length, 1);
		});

		it('of a request whose time is up', async () => {
			const hanging: typeof fetch = (_input, init) =>
				new Promise((_resolve, reject) => {
					init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
				});
			const transport = fetchTransport(() => hanging);
			const error = await failure(transport.send(post(`https://${API_HOST}`, '/', { timeoutMs: 1 })));
			assert.deepEqual([error.phase, error.code], ['sent', 'ETIMEDOUT']);
		});
	});

	it('gives the body all the time it takes once the answer is there', async () => {
		let signal: AbortSignal | null | undefined;
		const transport = fetchTransport(() => async (_input, init) => {
			signal = init?.signal;
			return new Response('late');
		});
		const response = await transport.send(get('https://x.test', '/', { timeoutMs: 1 }));
		await new Promise((resolve) => setTimeout(resolve, 5));
		assert.equal(signal?.aborted, false);
		assert.equal(await bodyText(response), 'late');
	});

	it('hands a body on that breaks off as a failure of the transport', async () => {
		const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
		const transport = fetchTransport(() => async () => new Response(broken));
		const response = await transport.send(get('https://x.test'));
		assert.equal((await failure(bodyText(response))).phase, 'sent');
	});
});

/** How a request fails where Node's `fetch` fails with an error of this kind. */
const failing = (kind: object | undefined) => {
	const cause = kind && Object.assign(new Error('x'), kind);
	const transport = fetchTransport(() => () => Promise.reject(new TypeError('fetch failed', { cause })));
	return failure(transport.send(post(`https://${API_HOST}`)));
};
