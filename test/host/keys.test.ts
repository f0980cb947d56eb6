import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { BaseUrlError } from '../../src/api/errors.ts';
import { createKeys } from '../../src/editor/keys.ts';
import { MemorySecrets } from './memorySecrets.ts';

const DEFAULT = 'https://api.ideogram.ai';
const OTHER = 'https://ideogram.example';

describe('createKeys', () => {
	let secrets: MemorySecrets;
	let subscriptions: vscode.Disposable[];

	const keysWith = (environment: Readonly<Record<string, string>> = {}) =>
		createKeys(secrets, environment, subscriptions);

	beforeEach(() => {
		secrets = new MemorySecrets();
		subscriptions = [];
	});

	afterEach(() => {
		for (const subscription of subscriptions) {
			subscription.dispose();
		}
	});

	it('keeps each key under the origin it belongs to, and gives it to no other', async () => {
		const keys = keysWith();
		await keys.store(DEFAULT, 'one');
		await keys.store(`${OTHER}/some/path?query`, 'two');
		assert.equal(await keys.get(DEFAULT), 'one');
		assert.equal(await keys.get(OTHER), 'two');
		for (const stranger of [`${OTHER}:8443`, 'http://127.0.0.1:8080', `${DEFAULT}.evil.example`]) {
			assert.equal(await keys.get(stranger), undefined, stranger);
		}
		assert.deepEqual([...secrets.values.keys()].sort(), [
			'ideogram.apiKey:https://api.ideogram.ai',
			'ideogram.apiKey:https://ideogram.example',
		]);
	});

	it("gives the environment's key to the default origin alone, where none is stored", async () => {
		const keys = keysWith({ IDEOGRAM_API_KEY: ' from-environment\n' });
		assert.equal(await keys.get(DEFAULT), 'from-environment');
		for (const origin of [OTHER, `${DEFAULT}:8443`, 'http://localhost:1', `${DEFAULT}.evil.example`]) {
			assert.equal(await keys.get(origin), undefined, origin);
		}
		await keys.store(DEFAULT, 'stored');
		assert.equal(await keys.get(DEFAULT), 'stored');
		await keys.remove(DEFAULT);
		assert.equal(await keys.get(DEFAULT), 'from-environment');
		assert.deepEqual([...secrets.values], []);
	});

	it('takes an environment variable of blanks for none', async () => {
		assert.equal(await keysWith({ IDEOGRAM_API_KEY: '  ' }).get(DEFAULT), undefined);
		assert.equal(await keysWith().get(DEFAULT), undefined);
	});

	it('removes the key of one origin, and says whether there was one', async () => {
		const keys = keysWith();
		await keys.store(DEFAULT, 'one');
		await keys.store(OTHER, 'two');
		assert.equal(await keys.remove(DEFAULT), true);
		assert.equal(await keys.remove(DEFAULT), false);
		assert.equal(await keys.get(DEFAULT), undefined);
		assert.equal(await keys.get(OTHER), 'two');
	});

	it('tells of every change of a key, in another window too, and of no other secret', async () => {
		const keys = keysWith();
		let told = 0;
		subscriptions.push(keys.onDidChange(() => told++));
		await keys.store(DEFAULT, 'one');
		await keys.remove(DEFAULT);
		assert.equal(told, 2);
		await secrets.store(`ideogram.apiKey:${OTHER}`, 'by another window');
		assert.equal(told, 3);
		await secrets.store('something else', 'value');
		assert.equal(told, 3);
	});

	it('keeps nothing in memory, so that what another window stores counts at once', async () => {
		const keys = keysWith();
		assert.equal(await keys.get(DEFAULT), undefined);
		secrets.values.set(`ideogram.apiKey:${DEFAULT}`, 'by another window');
		assert.equal(await keys.get(DEFAULT), 'by another window');
	});

	it('keeps no key for an address that keys may not be sent to', async () => {
		const keys = keysWith();
		for (const origin of ['http://ideogram.example', 'no address', 'file:///etc']) {
			await assert.rejects(keys.store(origin, 'one'), BaseUrlError, origin);
		}
		assert.deepEqual([...secrets.values], []);
	});
});
