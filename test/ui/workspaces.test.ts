import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { recogniseImage } from '../../src/images/format.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { ensureHost, projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';
import { startApi, storeKey } from './api.ts';
import { Chat, FIRST_WITH_MODELS } from './chat.ts';
import { picture } from './picture.ts';
import { type EditorWindow, openWindow } from './window.ts';

/** Two folders that differ in where images go, how they are served and how they are referred to. */
function twoFolders(temporary: TemporaryFolder): string {
	const workspace = temporary.folder('team');
	const write = (name: string, content: string | Uint8Array) => {
		mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
		writeFileSync(path.join(workspace, name), content);
	};
	const settings = (folder: string, served: string, snippet: string) =>
		write(
			`${folder}/.vscode/settings.json`,
			JSON.stringify({ 'ideogram.publicFolders': [served], 'ideogram.snippets': { markdown: snippet } }),
		);
	write('team.code-workspace', JSON.stringify({ folders: [{ path: 'shop' }, { path: 'site' }] }));
	settings('shop', 'web', `![\${alt}](\${path})`);
	settings('site', 'pub', `{{< figure src="\${path}" alt="\${alt}" >}}`);
	for (const [folder, served] of [
		['shop', 'web'],
		['site', 'pub'],
	]) {
		write(`${folder}/package.json`, '{}');
		write(`${folder}/${served}/img/pixel.png`, picture(8, 8, [0, 0, 0]));
		write(`${folder}/${folder}.md`, `# ${folder}\n\n`);
	}
	write('shop/mug.png', picture(240, 240, [200, 60, 40]));
	write('site/icons/mark.png', picture(320, 200, [40, 90, 200]));
	return workspace;
}

describe('A workspace of two folders', () => {
	let api: Sandbox;
	let window: EditorWindow;

	before(async () => {
		api = await startApi();
		const temporary = new TemporaryFolder();
		window = await openWindow({
			workspace: twoFolders(temporary),
			opened: 'team.code-workspace',
			moreExtensions: [path.join(projectRoot, 'test/fixtures/fake-model')],
			env: { IDEOGRAM_API_KEY: '' },
			settings: { 'ideogram.baseUrl': api.origin, 'explorer.autoReveal': false },
		});
		temporary.remove();
		await storeKey(window);
	});

	after(async () => {
		await window?.close();
		await api?.close();
	});

	const generate = async (prompt: string, folder: string) => {
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(`3.0 Default, 16x9, 1 image, to ${folder}, $0.06`);
		await window.quickInput.type(prompt);
		await window.screenshotWhenStill(`folders-${path.dirname(folder).replace('/', '-')}`);
		await window.quickInput.accept();
		await (await window.notification('Inserted')).dismiss();
	};

	it('has each image go where the folder of its document says, in that folder’s own form', async () => {
		await window.openFile('site/site.md');
		await window.goTo(3, 1);
		await generate('A wren', 'site/pub/img');
		assert.match(
			await window.editorText(),
			/^# site\n\n\{\{< figure src="\/img\/a-wren-\d+\.png" alt="A wren" >\}\}$/,
		);
		await window.openFile('shop/shop.md');
		await window.goTo(3, 1);
		await generate('A jug', 'shop/web/img');
		assert.match(await window.editorText(), /^# shop\n\n!\[A jug\]\(\/img\/a-jug-\d+\.png\)$/);
		await window.screenshotWhenStill('folders-inserted');
		const images = (folder: string) =>
			readdirSync(path.join(window.workspaceDir, folder)).filter((name) => name !== 'pixel.png');
		assert.match(images('site/pub/img').join(), /^a-wren-\d+\.png$/);
		assert.match(images('shop/web/img').join(), /^a-jug-\d+\.png$/);
	});

	it('has what is made of files of both in one go beside each of them', async () => {
		await window.palette('View: Show Explorer');
		await window.treeItem('icons').click();
		await window.treeItem('mark.png').click();
		await window.treeItem('mug.png').click({ modifiers: ['Control'] });
		await window.page.mouse.move(800, 600);
		await window.whenStill();
		await window.contextMenu(window.treeItem('mug.png'), 'Ideogram', 'Remove Background');
		await window.quickInput.waitForTitle('Remove Background, 2 files');
		await window.quickInput.accept();
		await window.dialogButton('Send It').click();
		const summary = await window.notification('Remove Background: 2 done ($0.02 charged).');
		await window.screenshotWhenStill('folders-batch');
		for (const name of ['shop/mug.no-background.png', 'site/icons/mark.no-background.png']) {
			assert.equal(recogniseImage(readFileSync(path.join(window.workspaceDir, name)))?.hasAlpha, true, name);
		}
		await summary.dismiss();
	});

	it('has an agent save in the folder that it names, and read from either but from nowhere else', async function () {
		const [, minor] = (await ensureHost()).version.split('.');
		if (Number(minor) < FIRST_WITH_MODELS) {
			this.skip();
		}
		const chat = new Chat(window.page, window.quickInput);
		await chat.open();
		await chat.callTool('ideogram_generateImage', {
			prompt: 'A kite',
			folder: 'site/art',
			fileName: 'kite.png',
		});
		await chat.confirmation.waitFor();
		assert.ok(
			((await chat.confirmation.textContent()) ?? '').includes('Will be saved to site/art/kite.png.'),
		);
		await window.screenshot('folders-agent');
		await chat.press('Allow');
		await chat.answer('site/art/kite.png').waitFor();
		await window.waitForFile('site/art/kite.png');
		assert.equal(existsSync(path.join(window.workspaceDir, 'shop/site')), false);
		await chat.callTool('ideogram_describeImage', { image: 'icons/mark.png' });
		await chat.press('Allow');
		await chat.answer('Cost: $0.01 charged.').waitFor();
		await chat.callTool('ideogram_describeImage', { image: '../team.code-workspace' });
		await chat.answer('is outside of this workspace').waitFor();
	});
});

describe('A window without a folder', () => {
	let api: Sandbox;
	let window: EditorWindow;

	before(async () => {
		api = await startApi();
		window = await openWindow({ opened: 'nothing', settings: { 'ideogram.baseUrl': api.origin } });
		await storeKey(window);
	});

	after(async () => {
		await window?.close();
		await api?.close();
	});

	it('keeps what it makes in History, says so before and after, and asks for a folder to insert it', async () => {
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle('3.0 Default, 16x9, 1 image, to History, $0.06');
		await window.screenshotWhenStill('empty-prompt');
		await window.quickInput.type('A wren');
		await window.quickInput.accept();
		const ready = await window.notification('Image ready, kept in History: A wren');
		assert.deepEqual(await ready.buttons(), ['Insert', 'Open']);
		await window.screenshotWhenStill('empty-ready');
		await ready.press('Insert');
		const why = await window.notification('Open a folder first: an image is saved in the workspace');
		await window.screenshotWhenStill('empty-insert');
		await why.dismiss();
		await window.palette('Ideogram: Show History');
		await window.history.card('A wren').waitFor();
		await window.screenshotWhenStill('empty-history');
		await window.history.close();
	});

	it('takes an image file from anywhere, and puts the result beside it', async () => {
		const file = path.join(window.workspaceDir, 'public/img/mug.png');
		writeFileSync(file, picture(240, 240, [200, 60, 40]));
		await window.palette('Ideogram: Remove Background');
		await window.quickInput.input.waitFor();
		await window.screenshotWhenStill('empty-open');
		await window.typePath(file);
		await window.quickInput.accept();
		await window.quickInput.waitForTitle('Remove Background, mug.png');
		await window.quickInput.accept();
		await window.dialogButton('Send It').click();
		const done = await window.notification('Saved ');
		await window.screenshotWhenStill('empty-removed');
		assert.ok(existsSync(file.replace('.png', '.no-background.png')));
		await done.dismiss();
	});

	it('has the Studio make images, which stay in History until there is a folder', async () => {
		await window.palette('Ideogram: Open Studio');
		const studio = window.webview();
		await studio.locator('#field-prompt').fill('A heron');
		await studio.locator('.make-button[aria-disabled=false] .price:not(.stale)').waitFor();
		await window.page.keyboard.press('Control+Enter');
		const made = studio.locator('.made').filter({ hasText: 'A heron' });
		await made.getByText('$0.06 charged').waitFor();
		await made.locator('.result img').first().waitFor();
		await window.screenshotWhenStill('empty-studio');
		await made.locator('[data-name=insert]').first().click();
		await window.notification('Open a folder first: an image is saved in the workspace');
		await window.screenshotWhenStill('empty-studio-insert');
	});
});
