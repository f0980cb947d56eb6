import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTrust } from '../../../src/api/transport-certificates.ts';
import type { NetworkSettings } from '../../../src/api/transport-proxy.ts';
import { undiciTransport } from '../../../src/api/transport-undici.ts';
import { createAuthority } from './proxyCertificates.ts';
import {
	API_HOST,
	apiPair,
	authority,
	bodyText,
	deadProxy,
	failure,
	generate,
	get,
	KEY,
	post,
	proxyPair,
	startApi,
	startProxy,
	through,
	trusting,
} from './proxyRig.ts';

const transportWith = (settings: NetworkSettings, trust = trusting()) =>
	undiciTransport(() => settings, trust);

describe('the undici transport', () => {
	for (const [name, options, credentials] of [
		['a proxy over http', {}, ''],
		['a proxy over https', { tls: proxyPair }, ''],
		['a proxy that wants a password', { wants: 'me:p@ss wörd' }, 'me:p%40ss%20w%C3%B6rd@'],
		['a proxy over https that wants a password', { tls: proxyPair, wants: 'me:secret' }, 'me:secret@'],
	] as const) {
		it(`sends one billed call once through ${name}, and the key to the API alone`, async () => {
			await using api = await startApi(apiPair);
			await using proxy = await startProxy(options);
			const transport = transportWith(through(proxy.origin.replace('://', `://${credentials}`)));
			assert.equal(await generate(transport, api.origin), 1);
			assert.equal(await generate(transport, api.origin), 1);
			assert.deepEqual(
				api.seen.map(({ key }) => key),
				[KEY, KEY],
			);
			// The first certificate that is not trusted without the system's costs a connection more, once.
			assert.equal(new Set(api.seen.map(({ connection }) => connection)).size, 2);
			for (const { target, headers } of proxy.asked) {
				assert.equal(target, `${API_HOST}:${api.port}`);
				assert.ok(!JSON.stringify(headers).includes(KEY) && !('api-key' in headers));
			}
			assert.ok(!proxy.tunnelled().includes(KEY));
			await transport.close();
		});
	}

	it('opens a new tunnel for every billed call, and keeps one for what is free', async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy();
		const transport = transportWith(through(proxy.origin));
		for (let sent = 0; sent < 8; sent++) {
			await bodyText(await transport.send(get(api.origin)));
		}
		const tunnels = proxy.asked.length;
		assert.ok(tunnels < 8, `${tunnels} tunnels`);
		await bodyText(await transport.send(post(api.origin)));
		await bodyText(await transport.send(post(api.origin)));
		assert.equal(proxy.asked.length, tunnels + 2);
		await transport.close();
	});

	it("takes a proxy's whole authorization from the settings", async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy({ wants: 'a:b' });
		const proxyAuthorization = `Basic ${Buffer.from('a:b').toString('base64')}`;
		const transport = transportWith(through(proxy.origin, { proxyAuthorization }));
		assert.equal((await transport.send(post(api.origin))).status, 200);
	});

	it('passes a range and the answer to it through', async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy();
		const transport = transportWith(through(proxy.origin));
		const response = await transport.send(get(api.origin, '/i.png', { headers: { range: 'bytes=2-' } }));
		assert.deepEqual([response.status, response.header('content-length')], [206, '4']);
		assert.equal(await bodyText(response), 'cdef');
		await transport.close();
	});

	it('follows no redirect', async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy();
		const transport = transportWith(through(proxy.origin));
		assert.equal((await transport.send(post(api.origin, '/redirect'))).status, 302);
		assert.deepEqual(
			api.seen.map((request) => request.path),
			['/redirect'],
		);
	});

	it('follows changed settings with the next request', async () => {
		await using api = await startApi(apiPair);
		await using first = await startProxy();
		await using second = await startProxy();
		let settings = through(first.origin);
		const transport = undiciTransport(() => settings, trusting());
		await bodyText(await transport.send(get(api.origin)));
		settings = through(second.origin);
		await bodyText(await transport.send(get(api.origin)));
		assert.equal(second.asked.length, 1);
		await transport.close();
	});

	it('leaves the proxy alone for what is excepted from it', async () => {
		// To Linux this is loopback too, but it is no name of it that a proxy is never asked for.
		const host = '0.0.0.0';
		await using api = await startApi(authority.issue(host), host);
		await using proxy = await startProxy();
		const transport = transportWith(through(proxy.origin, { noProxy: [host] }));
		assert.equal(await generate(transport, api.origin), 1);
		assert.equal(proxy.asked.length, 0);
		const other = transportWith(through(proxy.origin, { noProxy: [`${host}:1`] }));
		assert.equal(await generate(other, api.origin), 1);
		assert.notEqual(proxy.asked.length, 0);
	});

	describe('knows that nothing was sent', () => {
		for (const [name, options, code, reason] of [
			['where the proxy wants a password', { wants: 'me:other' }, 'PROXY_407', 'proxy-auth'],
			['where the proxy answers 502', { refuses: 502 }, 'PROXY_502', 'proxy'],
			['where the proxy answers 503', { refuses: 503 }, 'PROXY_503', 'proxy'],
			['where the proxy closes without an answer', { refuses: 'silently' }, 'UND_ERR_SOCKET', 'proxy'],
			['where the tunnel leads nowhere', { breaks: true }, 'ECONNRESET', undefined],
		] as const) {
			for (const request of [get, post]) {
				it(`${name} (${request === get ? 'free' : 'billed'})`, async () => {
					await using api = await startApi(apiPair);
					await using proxy = await startProxy(options);
					const transport = transportWith(through(proxy.origin.replace('://', '://me:wrong@')));
					const error = await failure(transport.send(request(api.origin)));
					assert.deepEqual([error.phase, error.code, error.reason], ['connect', code, reason]);
					assert.equal(proxy.asked.length, 1);
					assert.equal(api.seen.length, 0);
				});
			}
		}

		it('where the proxy is down', async () => {
			const transport = transportWith(through(await deadProxy()));
			const error = await failure(transport.send(post(`https://${API_HOST}`)));
			assert.deepEqual([error.phase, error.code, error.reason], ['connect', 'ECONNREFUSED', 'proxy']);
		});

		it('where the proxy is of another kind', async () => {
			const transport = transportWith(through('socks5://127.0.0.1:1'));
			const error = await failure(transport.send(post(`https://${API_HOST}`)));
			assert.deepEqual([error.phase, error.code, error.reason], ['connect', 'PROXY_ADDRESS', 'proxy']);
		});

		it('where a header cannot be sent', async () => {
			const headers = { 'api-key': 'a\nb' };
			const error = await failure(undiciTransport().send(post(`https://${API_HOST}`, '/', { headers })));
			assert.equal(error.phase, 'connect');
		});
	});

	it('tells a person that the proxy wants a password', async () => {
		await using proxy = await startProxy({ wants: 'me:secret' });
		const transport = transportWith(through(proxy.origin));
		await assert.rejects(generate(transport, `https://${API_HOST}`), {
			name: 'ConnectionError',
			message: /^Nothing was sent, since your proxy wants a user name and password/,
		});
	});

	it('cannot know what became of a request that was written', async () => {
		await using api = await startApi(apiPair);
		await using proxy = await startProxy();
		const transport = transportWith(through(proxy.origin));
		const error = await failure(transport.send(post(api.origin, '/broken')));
		assert.equal(error.phase, 'sent');
		assert.equal(api.seen.length, 1);
	});

	describe('refuses a certificate', () => {
		const stranger = createAuthority();
		for (const [name, pair, code] of [
			['of an unknown authority', stranger.issue(API_HOST), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
			['for another name', authority.issue('other.test'), 'ERR_TLS_CERT_ALTNAME_INVALID'],
		] as const) {
			it(`${name} before anything is sent`, async () => {
				await using api = await startApi(pair);
				await using proxy = await startProxy();
				const transport = transportWith(through(proxy.origin));
				const error = await failure(transport.send(post(api.origin)));
				assert.deepEqual([error.phase, error.code, error.reason], ['connect', code, 'certificate']);
				assert.equal(api.seen.length, 0);
			});
		}

		it('of the proxy too', async () => {
			await using proxy = await startProxy({ tls: stranger.issue('127.0.0.1') });
			const error = await failure(
				transportWith(through(proxy.origin)).send(post(`https://${API_HOST}`, '/')),
			);
			assert.deepEqual([error.phase, error.reason], ['connect', 'certificate']);
			assert.equal(proxy.asked.length, 0);
		});

		it("that only the system trusts, where the system's are not wanted", async () => {
			await using api = await startApi(apiPair);
			await using proxy = await startProxy();
			const transport = transportWith(through(proxy.origin, { systemCertificates: false }));
			assert.equal((await failure(transport.send(post(api.origin)))).reason, 'certificate');
		});

		it('no longer, seen through a proxy, where a person wants no check there', async () => {
			await using api = await startApi(stranger.issue('other.test'));
			await using proxy = await startProxy({ tls: stranger.issue('other.test') });
			const transport = transportWith(through(proxy.origin, { strictSSL: false }));
			assert.equal(await generate(transport, api.origin), 1);
			assert.equal(api.seen.length, 1);
		});

		it('even so, seen without a proxy', async () => {
			const host = '0.0.0.0';
			await using api = await startApi(stranger.issue(host), host);
			const transport = transportWith(through('http://127.0.0.1:1', { strictSSL: false, noProxy: [host] }));
			assert.equal((await failure(transport.send(post(api.origin)))).reason, 'certificate');
		});
	});

	it("asks for the system's certificates once, and only when one is not trusted without", async () => {
		let loads = 0;
		const trust = createTrust(async () => {
			loads += 1;
			return [authority.certificate];
		});
		await using proxy = await startProxy({ refuses: 502 });
		await failure(transportWith(through(proxy.origin), trust).send(get(`https://${API_HOST}`)));
		assert.equal(loads, 0);
		await using api = await startApi(apiPair);
		await using good = await startProxy();
		const transport = transportWith(through(good.origin), trust);
		const statuses = await Promise.all(
			[1, 2, 3].map(async () => (await transport.send(post(api.origin))).status),
		);
		assert.deepEqual(statuses, [200, 200, 200]);
		assert.deepEqual([loads, api.seen.length], [1, 3]);
	});

	for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']) {
		it(`trusts what ${name} names`, async () => {
			const folder = await mkdtemp(path.join(tmpdir(), 'ideogram-ca-'));
			const file = path.join(folder, 'authority.pem');
			await writeFile(file, authority.certificate);
			await using api = await startApi(apiPair);
			await using proxy = await startProxy();
			const script = `
				const [, module, settings, address] = process.argv;
				const { undiciTransport } = await import(module);
				const transport = undiciTransport(() => JSON.parse(settings));
				const request = { method: 'POST', headers: {}, timeoutMs: 60_000, fresh: true };
				console.log((await transport.send({ ...request, url: new URL(address) })).status);
				process.exit();`;
			const module = new URL('../../../src/api/transport-undici.ts', import.meta.url).href;
			const given = [module, JSON.stringify(through(proxy.origin)), api.origin];
			const { NODE_EXTRA_CA_CERTS: _, SSL_CERT_FILE: __, SSL_CERT_DIR: ___, ...env } = process.env;
			const { stdout } = await promisify(execFile)(
				process.execPath,
				['--input-type=module', '--eval', script, ...given],
				{ env: { ...env, [name]: file } },
			);
			assert.equal(stdout.trim(), '200');
			assert.equal(api.seen.length, 1);
			await rm(folder, { recursive: true });
		});
	}
});
