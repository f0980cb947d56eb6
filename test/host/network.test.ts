import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Transport } from '../../src/api/transport.ts';
import { autoTransport } from '../../src/api/transport-auto.ts';
import { fetchTransport } from '../../src/api/transport-fetch.ts';
import { undiciTransport } from '../../src/api/transport-undici.ts';
import { createNetwork, networkSettings } from '../../src/editor/network.ts';
import { ownMaxInFlight, ownNetwork } from '../../src/editor/settings.ts';
import {
	API_HOST,
	type Api,
	apiPair,
	deadProxy,
	generate,
	KEY,
	startApi,
	startProxy,
	type TestProxy,
	through,
} from '../unit/api/proxyRig.ts';

/** Sets a person's own setting; undefined takes it back. */
async function setOwn(name: string, value: unknown): Promise<void> {
	await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}

const NAMES = [
	'http.proxy',
	'http.noProxy',
	'http.proxyStrictSSL',
	'ideogram.network',
	'ideogram.maxInFlight',
];

describe('the network of the editor', () => {
	let api: Api;
	let proxy: TestProxy;

	beforeEach(async () => {
		api = await startApi(apiPair);
		proxy = await startProxy();
	});

	afterEach(async () => {
		for (const name of NAMES) {
			await setOwn(name, undefined);
		}
		await proxy[Symbol.asyncDispose]();
		await api[Symbol.asyncDispose]();
	});

	async function assertOnceThroughTheProxy(transport: Transport): Promise<void> {
		const tunnels = proxy.asked.length;
		const calls = api.seen.length;
		assert.equal(await generate(transport, api.origin), 1);
		assert.equal(api.seen.length, calls + 1);
		assert.equal(api.seen.at(-1)?.key, KEY);
		assert.equal(proxy.asked.length, tunnels + 1);
		assert.equal(proxy.asked.at(-1)?.target, `${API_HOST}:${api.port}`);
		assert.ok(!JSON.stringify(proxy.asked).includes(KEY) && !proxy.tunnelled().includes(KEY));
	}

	describe('with certificates that nobody checks', () => {
		// The editor has no setting that would make its own stack trust the authority of the tests.
		const variable = 'NODE_TLS_REJECT_UNAUTHORIZED';
		const before = process.env[variable];

		beforeEach(async () => {
			process.env[variable] = '0';
			await setOwn('http.proxy', proxy.origin);
			await setOwn('http.proxyStrictSSL', false);
		});

		afterEach(() => {
			if (before === undefined) {
				delete process.env[variable];
			} else {
				process.env[variable] = before;
			}
		});

		it("sends one billed call once, whichever stack is chosen, and through the editor's proxy", async () => {
			const transport = createNetwork();
			for (const choice of ['undici', 'editor', 'auto']) {
				await setOwn('ideogram.network', choice);
				await assertOnceThroughTheProxy(transport);
			}
			await transport.close();
		});

		it("finds the way through the editor's own stack where undici has none", async () => {
			const dead = await deadProxy();
			const transport = autoTransport({
				undici: undiciTransport(() => through(dead)),
				editor: fetchTransport(() => globalThis.fetch),
				choice: () => 'auto',
			});
			await assertOnceThroughTheProxy(transport);
			await assertOnceThroughTheProxy(transport);
			await transport.close();
		});
	});

	it("takes a person's own proxy", async () => {
		await setOwn('http.proxy', 'http://own.test:1');
		await setOwn('http.noProxy', ['x.test']);
		assert.deepEqual(networkSettings(), through('http://own.test:1', { noProxy: ['x.test'] }));
	});

	it('takes none of a workspace, where an editor lets it set one', () => {
		const inspect = <T>(key: string) => {
			const values = { globalValue: key === 'proxy' ? 'http://own.test:1' : undefined };
			const theirs = key === 'noProxy' ? ['*'] : key === 'proxy' ? 'http://workspace.test:1' : false;
			return { key, ...values, workspaceValue: theirs, workspaceFolderValue: theirs } as unknown as {
				readonly key: string;
				readonly globalValue?: T;
			};
		};
		const { proxy, noProxy, strictSSL } = networkSettings({ inspect });
		assert.equal(proxy, 'http://own.test:1');
		assert.ok(!noProxy.includes('*') && strictSSL);
	});

	it('has defaults, and falls back to them from nonsense', async () => {
		assert.deepEqual([ownNetwork(), ownMaxInFlight()], ['auto', 10]);
		await setOwn('ideogram.network', 'undici');
		await setOwn('ideogram.maxInFlight', 25);
		assert.deepEqual([ownNetwork(), ownMaxInFlight()], ['undici', 25]);
		for (const nonsense of [0, -1, 2.5, 101, '20', null]) {
			await setOwn('ideogram.maxInFlight', nonsense);
			assert.equal(ownMaxInFlight(), 10, String(nonsense));
		}
		await setOwn('ideogram.network', 'pigeon');
		assert.equal(ownNetwork(), 'auto');
	});
});
