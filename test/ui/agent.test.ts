import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { recogniseImage } from '../../src/images/format.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { withoutNotices } from '../priceNotice.ts';
import { ensureHost, projectRoot } from '../vscode/setup.ts';
import { startApi, storeKey } from './api.ts';
import { Chat, FIRST_WITH_MODELS } from './chat.ts';
import { filesBelow, filesWith } from './files.ts';
import { type EditorWindow, openWindow } from './window.ts';

describe('An agent in the chat', () => {
	let api: Sandbox;
	let window: EditorWindow;
	let chat: Chat;

	before(async function () {
		const [, minor] = (await ensureHost()).version.split('.');
		if (Number(minor) < FIRST_WITH_MODELS) {
			this.skip();
		}
		api = await startApi();
		window = await openWindow({
			settings: { 'ideogram.baseUrl': api.origin, 'ideogram.budget.agentsDay': 0.2 },
			env: { IDEOGRAM_API_KEY: '' },
			moreExtensions: [path.join(projectRoot, 'test/fixtures/fake-model')],
		});
		await storeKey(window);
		chat = new Chat(window.page, window.quickInput);
		await chat.open();
	});

	after(async () => {
		await window?.close();
		await api?.close();
	});

	/** How often the log says that an agent was stopped. */
	const stops = async () => {
		const logs = (await filesWith(window.profileDir, 'was stopped')).filter((file) => file.endsWith('.log'));
		const texts = await Promise.all(logs.map((file) => readFile(file, 'utf8')));
		return texts.join('').split('was stopped').length - 1;
	};

	const images = async () =>
		(await filesBelow(window.workspaceDir)).filter((file) => file.endsWith('.png')).length;

	it('has the person asked what, where to and how much, and sends nothing where they skip it', async () => {
		const before = await images();
		await chat.callTool('ideogram_generateImage', { prompt: 'A red fox', aspectRatio: '16x9' });
		await chat.confirmation.waitFor();
		const asked = withoutNotices((await chat.confirmation.textContent()) ?? '');
		for (const text of [
			'Ideogram: Generate, 1 image ($0.06)?',
			'Price: $0.06. After it, $0.14 of the $0.20 that agents may spend today is left.',
			'Will be saved to public/img.',
			'Model: 3.0, Aspect Ratio: 16:9, Speed: Default',
			'“A red fox”',
		]) {
			assert.ok(asked.includes(text), asked);
		}
		// A wheel turns for as long as the question stands.
		await window.screenshot('agent-asks');
		await chat.press('Skip');
		await chat.confirmation.waitFor({ state: 'hidden' });
		assert.deepEqual([api.accepted.length, await images()], [0, before]);
	});

	it('gets the image that the person allows, and the cost is in the status bar', async () => {
		await chat.callTool('ideogram_generateImage', {
			prompt: 'A red fox',
			fileName: 'fox.png',
			aspectRatio: '16x9',
		});
		await chat.press('Allow');
		await chat
			.answer('Cost: $0.06 charged. Now $0.14 of the $0.20 that agents may spend today is left.')
			.waitFor();
		const info = recogniseImage(await window.waitForFile('public/img/fox.png'));
		assert.deepEqual([info?.type, info?.width, info?.height], ['png', 1312, 736]);
		await chat.answer(/public\/img\/fox\.png \(1312x736 pixels, seed \d+, opaque\)/).waitFor();
		await window.statusBarItem(/\$0\.06 charged · \$0\.06 of \$10\.00 today/).text();
		await window.screenshotWhenStill('agent-done');
		assert.equal(api.accepted.length, 1);
	});

	it('that is stopped after its call was sent has the words arrive in History, said once', async () => {
		const answer = Promise.withResolvers<void>();
		api.faults.next('describe', { kind: 'hold', until: answer.promise });
		await chat.callTool('ideogram_describeImage', { image: 'public/img/fox.png' });
		await chat.press('Allow');
		await window.dialogButton('Send It').click();
		await window.waitFor('the request', () => api.faults.pending('describe') === 0);
		await chat.stop();
		await window.waitFor('the stop to get there', async () => (await stops()) > 0);
		answer.resolve();
		const arrived = await window.notification(
			'The words for an agent that was stopped arrived in History ($0.01 charged).',
		);
		assert.deepEqual(await arrived.buttons(), ['Show History']);
		await window.screenshotWhenStill('agent-arrived');
		await arrived.dismiss();
	});

	it('that is stopped while its image is on the way has it arrive in History, said once', async () => {
		const link = Promise.withResolvers<void>();
		api.faults.next('image', { kind: 'hold', until: link.promise });
		const before = await images();
		const stopped = await stops();
		await chat.callTool('ideogram_generateImage', { prompt: 'A heron' });
		await window.waitFor('the download', () => api.faults.pending('image') === 0);
		await chat.stop();
		await window.waitFor('the stop to get there', async () => (await stops()) > stopped);
		link.resolve();
		const arrived = await window.notification(
			'1 image for an agent that was stopped arrived in History ($0.06 charged).',
		);
		assert.equal(await window.page.locator('.notification-toast').count(), 1);
		await window.screenshotWhenStill('agent-image-arrived');
		await arrived.press('Show History');
		await window.history.card('A heron').waitFor();
		assert.equal(await window.page.locator('.notification-toast').count(), 0);
		assert.equal(await images(), before, 'nothing was put into the workspace');
	});

	it('is told for nothing what was said of the same file before', async () => {
		const { length } = api.accepted;
		await chat.callTool('ideogram_describeImage', { image: 'public/img/fox.png' });
		// The person has allowed this tool for the session.
		await chat
			.answer('Cost: $0.00, since the same file was described before. Now $0.07 of the $0.20')
			.waitFor();
		assert.equal(api.accepted.length, length);
	});

	it('is stopped by its limit, whatever the person has allowed', async () => {
		await chat.callTool('ideogram_generateImage', { prompt: 'A kite', numImages: 2 });
		await chat
			.answer('only $0.07 of the $0.20 that agents may spend today is left; it renews at midnight.')
			.waitFor();
		const notice = await window.notification('that agents may spend today is left; it renews at midnight.');
		assert.deepEqual(await notice.buttons(), ["Raise Today's Limit for Agents", 'Open Setting']);
		await window.screenshotWhenStill('agent-limit');
		assert.equal(api.accepted.length, 3);
	});
});
