import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { KEY } from './api.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('A key', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow({ keyless: true }, (rig) => {
		({ api, window } = rig);
	});

	afterEach(() => window.clearNotifications());

	const set = async (key: string) => {
		await window.quickInput.waitForTitle('Ideogram API Key');
		await window.quickInput.type(key);
		await window.quickInput.accept();
	};

	it('that Ideogram refuses is said to be wrong or out of money, and another can be tried at once', async () => {
		await window.palette('Ideogram: Set API Key');
		await set('wrong-key');
		const refused = await window.notification('it is wrong or paused, or its balance is empty');
		await window.screenshotWhenStill('key-refused');
		await refused.press('Try Another Key');
		await set(KEY);
		await window.notification('Key saved, and Ideogram accepts it.');
	});

	it('with a space in it is refused while it is typed', async () => {
		await window.palette('Ideogram: Set API Key');
		await window.quickInput.type('two words');
		await window.quickInput.message().filter({ hasText: 'no spaces or special characters' }).waitFor();
		await window.quickInput.cancel();
	});

	it('need not wait for its check', async () => {
		api.faults.next('models', { kind: 'hold', until: new Promise(() => {}) });
		await window.palette('Ideogram: Set API Key');
		await set(KEY);
		await (await window.notification('Key saved; checking it')).press('Skip');
		await window.notification('Key saved, not checked.');
	});

	it('is forgotten when it is removed', async () => {
		await window.palette('Ideogram: Remove API Key');
		await window.notification('The Ideogram API key has been removed.');
		await window.openFile('docs/guide.md');
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/^3\.0/);
		await window.quickInput.type('A fox');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle('No Ideogram API key yet');
		await window.quickInput.cancel();
		assert.equal(api.accepted.length, 0);
	});

	it('is saved also where Ideogram cannot be reached', async () => {
		await api.close();
		await window.palette('Ideogram: Set API Key');
		await set(KEY);
		const saved = await window.notification('Key saved, but not checked.');
		assert.match(await saved.text(), /check your network and try again/);
	});
});
