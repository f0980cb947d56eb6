import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('After the extension host was killed', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow({}, async (rig) => {
		({ api, window } = rig);
		await window.openFile('docs/guide.md');
	});

	const killDuring = async (prompt: string, reached: () => boolean) => {
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/^3\.0/);
		await window.quickInput.type(prompt);
		await window.quickInput.accept();
		await window.waitFor('the moment to kill', reached);
		await window.crash();
	};

	it('between settlement and download, the paid image arrives in History', async () => {
		api.faults.next('image', { kind: 'hold', until: new Promise(() => {}) });
		const images = () => api.requests.filter(({ path }) => path.includes('ephemeral')).length;
		await killDuring('A heron', () => images() === 1);
		const notice = await window.notification('1 image arrived late and can be found in History.');
		await window.screenshotWhenStill('recovered');
		await notice.press('Show History');
		await window.history.card('A heron').waitFor();
		await window.screenshotWhenStill('recovered-history');
		assert.equal(api.accepted.length, 1);
	});

	it('while the request was on its way, it is said that it may have been charged, and not sent again', async () => {
		await window.clearNotifications();
		api.faults.next('generate', { kind: 'hold', until: new Promise(() => {}) });
		await killDuring('A stork', () => api.accepted.length === 2);
		await window.notification('1 call may have been charged: the window closed before an answer came.');
		assert.equal(api.accepted.length, 2);
	});
});
