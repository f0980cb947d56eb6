import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	bypassesProxy,
	directNetwork,
	type EditorHttpSettings,
	networkSettingsFrom,
	proxyFor,
} from '../../../src/api/transport-proxy.ts';

const API = new URL('https://api.ideogram.test/v1');

const unset: EditorHttpSettings = {
	proxy: '',
	noProxy: [],
	proxyStrictSSL: true,
	proxyAuthorization: null,
	proxySupport: 'override',
	systemCertificates: true,
};

describe('the proxy of the settings', () => {
	it('is none where nothing is set', () => {
		assert.deepEqual(proxyFor(API, networkSettingsFrom(unset, {})), undefined);
	});

	it("is the editor's before the environment's", () => {
		const http = { ...unset, proxy: 'http://editor:1' };
		assert.equal(networkSettingsFrom(http, { HTTPS_PROXY: 'http://env:1' }).proxy, 'http://editor:1');
	});

	for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']) {
		it(`is taken from ${name}`, () => {
			assert.equal(networkSettingsFrom(unset, { [name]: 'http://env:8080' }).proxy, 'http://env:8080');
		});
	}

	it('is none where the editor is to use none', () => {
		const http = { ...unset, proxy: 'http://editor:1', proxySupport: 'off' };
		assert.equal(networkSettingsFrom(http, { HTTPS_PROXY: 'http://env:1' }).proxy, undefined);
	});

	it("has the editor's exceptions, and only without them the environment's", () => {
		const environment = { NO_PROXY: 'a.test, b.test' };
		assert.deepEqual(networkSettingsFrom(unset, environment).noProxy, ['a.test', 'b.test']);
		const http = { ...unset, noProxy: ['c.test'] };
		assert.deepEqual(networkSettingsFrom(http, environment).noProxy, ['c.test']);
	});

	it('is not misled by settings of a wrong type', () => {
		const wrong = { proxy: 7, noProxy: 'x', proxyStrictSSL: 'no', proxyAuthorization: {}, proxySupport: 1 };
		assert.deepEqual(networkSettingsFrom({ ...wrong, systemCertificates: 0 }, {}), {
			...directNetwork,
			noProxy: [''],
		});
	});

	it('may do without a scheme', () => {
		assert.equal(proxyFor(API, { ...directNetwork, proxy: 'proxy:8080' })?.origin, 'http://proxy:8080');
	});

	it('gets user and password percent-decoded, whatever they are', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (user, password) => {
				fc.pre(Boolean(user || password));
				const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
				const proxy = proxyFor(API, { ...directNetwork, proxy: `http://${credentials}@proxy:8080` });
				const sent = Buffer.from(proxy?.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
				assert.equal(sent, `${user}:${password}`);
				assert.equal(proxy?.origin, 'http://proxy:8080');
			}),
		);
	});

	it('takes a bare percent sign in a password as it is', () => {
		const proxy = proxyFor(API, { ...directNetwork, proxy: 'http://me:50%@proxy' });
		assert.equal(proxy?.authorization, `Basic ${Buffer.from('me:50%').toString('base64')}`);
	});

	it('is told the authorization of the settings in place of the address', () => {
		const settings = { ...directNetwork, proxy: 'http://a:b@proxy', proxyAuthorization: 'Bearer x' };
		assert.equal(proxyFor(API, settings)?.authorization, 'Bearer x');
	});

	for (const proxy of ['socks5://me:secret@proxy:1080', 'http://me:secret@:', 'ftp://me:secret@x']) {
		it(`is refused without a word of its password: ${proxy.split('me:secret').join('…')}`, () => {
			assert.throws(
				() => proxyFor(API, { ...directNetwork, proxy }),
				(error: Error) => !JSON.stringify([error.message, error]).includes('secret'),
			);
		});
	}

	for (const address of ['https://127.0.0.1:1', 'https://localhost', 'https://[::1]', 'http://127.1.2.3']) {
		it(`never leads to ${address}`, () => {
			assert.equal(proxyFor(new URL(address), { ...directNetwork, proxy: 'http://proxy' }), undefined);
		});
	}
});

describe('exceptions from the proxy', () => {
	const cases: readonly (readonly [entry: string, url: string, direct: boolean])[] = [
		['*', 'https://api.ideogram.test', true],
		['api.ideogram.test', 'https://api.ideogram.test', true],
		['API.Ideogram.TEST', 'https://api.ideogram.test', true],
		['api.ideogram.test', 'https://api.ideogram.test./', true],
		['ideogram.test', 'https://api.ideogram.test', true],
		['.ideogram.test', 'https://api.ideogram.test', true],
		['.ideogram.test', 'https://ideogram.test', true],
		['*.ideogram.test', 'https://a.b.ideogram.test', true],
		['ideogram.test', 'https://notideogram.test', false],
		['ideogram.test', 'https://ideogram.test.evil.example', false],
		['ideogramxtest', 'https://ideogram.test', false],
		['ideogram.test', 'https://ideogramxtest', false],
		['ideogram.test:443', 'https://api.ideogram.test', true],
		['ideogram.test:443', 'https://api.ideogram.test:8443', false],
		['ideogram.test:8443', 'https://api.ideogram.test:8443', true],
		['*:8443', 'https://api.ideogram.test:8443', true],
		['*:8443', 'https://api.ideogram.test', false],
		['10.0.*', 'https://10.0.3.4', true],
		['10.0.*', 'https://10.1.3.4', false],
		['10.0.3.4', 'https://10.0.3.4', true],
		['fe80::1', 'https://[fe80::1]', true],
		['[fe80::1]:443', 'https://[fe80::1]', true],
		['[fe80::1]:443', 'https://[fe80::1]:1', false],
		['', 'https://api.ideogram.test', false],
		[' ideogram.test ', 'https://api.ideogram.test', true],
	];
	for (const [entry, url, direct] of cases) {
		it(`'${entry}' ${direct ? 'covers' : 'does not cover'} ${url}`, () => {
			assert.equal(bypassesProxy(new URL(url), ['other.test', entry]), direct);
		});
	}

	it('never fail, whatever the entry', () => {
		fc.assert(fc.property(fc.string(), (entry) => typeof bypassesProxy(API, [entry]) === 'boolean'));
	});
});
