import assert from 'node:assert/strict';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('An image on its way to the editor', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow({ settings: { 'ideogram.confirmAbove': 0.5 } }, (rig) => {
		({ api, window } = rig);
	});

	beforeEach(async () => {
		await window.openFile('docs/guide.md');
		await window.editor.press('Control+A');
		await window.typeInEditor('Start\n\nEnd\n');
		await window.goTo(2, 1);
		await rm(path.join(window.workspaceDir, 'images'), { recursive: true, force: true });
	});

	afterEach(async () => {
		api.faults.clear();
		await window.clearNotifications();
	});

	const ask = async (prompt: string) => {
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/^3\.0/);
		await window.quickInput.type(prompt);
		await window.quickInput.accept();
	};

	const images = async () =>
		(await readdir(path.join(window.workspaceDir, 'public/img'))).filter((name) => name !== 'pixel.png');

	it('whose snippet is undone takes its file along, and the paid image stays in History', async () => {
		await ask('Undo me');
		const notice = await window.notification('Inserted');
		const [name] = (await images()).filter((file) => file.startsWith('undo-me'));
		assert.ok(name);
		await notice.press('Undo');
		await window.waitFor('the file to go', async () => !(await images()).includes(name));
		assert.equal(await window.editorText(), 'Start\n\nEnd\n');
		await window.palette('Ideogram: Show History');
		await window.history.card('Undo me').waitFor();
		await window.history.close();
	});

	it('is followed by another one below it at the price on the button', async () => {
		await ask('Twin');
		await (await window.notification('Inserted')).press('Another ($0.06)');
		const snippets = window.page.locator('.view-line').filter({ hasText: '![Twin]' });
		await window.waitFor('two snippets', async () => (await snippets.count()) === 2);
		const text = await window.editorText();
		assert.match(
			text,
			/^Start\n!\[Twin\]\(\/img\/twin-\d+\.png\)\n!\[Twin\]\(\/img\/twin-\d+\.png\)\nEnd\n$/,
		);
	});

	it('that the person stops waiting for arrives in History, with Insert and Open', async () => {
		const answer = Promise.withResolvers<void>();
		api.faults.next('generate', { kind: 'hold', until: answer.promise });
		await ask('Later');
		await (await window.notification('Generating 1 image: Later')).press('Stop Waiting');
		await window.extensionCaughtUp();
		await window.goTo(3, 4);
		answer.resolve();
		const ready = await window.notification('Image ready');
		assert.deepEqual(await ready.buttons(), ['Insert', 'Open']);
		await window.screenshotWhenStill('image-ready');
		assert.ok(
			!(await images()).some((name) => name.startsWith('later')),
			'nothing was put into the workspace',
		);
		await ready.press('Insert');
		await window.waitFor('the snippet', async () =>
			/End!\[Later\]\(\/img\/later-/.test(await window.editorText()),
		);
	});

	it('whose place was deleted is offered instead of being put somewhere', async () => {
		const answer = Promise.withResolvers<void>();
		api.faults.next('generate', { kind: 'hold', until: answer.promise });
		await ask('Homeless');
		await window.notification('Generating');
		await window.editor.press('Control+A');
		await window.typeInEditor('Something else\n');
		answer.resolve();
		const ready = await window.notification('Image ready: public/img/homeless');
		assert.deepEqual(await ready.buttons(), ['Insert', 'Open']);
		assert.equal(await window.editorText(), 'Something else\n');
		await ready.press('Open');
		await window.page.locator('.tab.active').filter({ hasText: 'homeless' }).waitFor();
	});

	it('of several is chosen with the arrow keys; the others stay in History', async () => {
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/^3\.0/);
		await window.quickInput.type('Choose');
		await window.quickInput.press(/^Number of Images/);
		await window.quickInput.pick('4');
		await window.quickInput.waitForTitle('3.0 Default, 16x9, 4 images, to public/img, $0.24');
		assert.equal(await window.quickInput.value(), 'Choose');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle('Choose one to insert: Choose');
		await window.quickInput.input.press('ArrowDown');
		await window.page.locator('.tab').filter({ hasText: 'choose-2.png' }).waitFor();
		await window.screenshotWhenStill('choose');
		await window.quickInput.accept();
		const notice = await window.notification('Inserted');
		assert.match(await notice.text(), /\$0\.24 charged/);
		assert.equal((await images()).filter((name) => name.startsWith('choose')).length, 1);
		assert.match(await window.editorText(), /^Start\n!\[Choose\]\(\/img\/choose-\d+\.png\)\nEnd\n$/);
		await window.palette('Ideogram: Show History');
		await window.waitFor('four cards', async () => (await window.history.cards('Choose').count()) === 4);
		await window.history.close();
	});

	it('of which one was withheld leaves three to choose from, one notice, and all four charged', async () => {
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/4 images/);
		await window.quickInput.type('Heron [withheld:1]');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle(/^Choose one to insert/);
		assert.equal((await window.quickInput.rows()).length, 3);
		await window.quickInput.accept();
		await window.notification("1 image withheld by Ideogram's safety check, and charged all the same.");
		assert.match(await (await window.notification('Inserted')).text(), /\$0\.24 charged/);
		await window.waitFor('the tooltip', async () =>
			/heron-.*\.png, .*-4\.png, 1 withheld\s+\$0\.24 charged/.test(
				await window.statusBarItem(/charged/).tooltip(),
			),
		);
	});

	it('that costs more than the threshold is asked about, and Cancel sends nothing', async () => {
		const before = api.accepted.length;
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/4 images/);
		await window.quickInput.press(/^Number of Images/);
		await window.quickInput.pick('8');
		await window.quickInput.waitForTitle(/8 images/);
		await window.quickInput.press(/^Model and Speed/);
		await window.quickInput.pick('3.0 Quality');
		await window.quickInput.waitForTitle('3.0 Quality, 16x9, 8 images, to public/img, $0.72');
		await window.quickInput.type('Expensive');
		await window.quickInput.accept();
		await window.dialogButton('Spend $0.72').waitFor();
		await window.screenshotWhenStill('confirm');
		await window.dialogButton('Cancel').click();
		await window.dialog().waitFor({ state: 'hidden' });
		assert.equal(api.accepted.length, before);
		assert.equal(await window.editorText(), 'Start\n\nEnd\n');
	});

	it('whose prompt was refused offers to edit it, and goes on at the same place', async () => {
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/8 images/);
		await window.quickInput.press(/^Number of Images/);
		await window.quickInput.pick('1');
		await window.quickInput.waitForTitle(/1 image,/);
		await window.quickInput.type('Bad [unsafe]');
		await window.quickInput.accept();
		const refused = await window.notification('safety check refused the prompt');
		await window.screenshotWhenStill('refused');
		await refused.press('Edit Prompt');
		await window.quickInput.waitForTitle(/1 image,/);
		assert.equal(await window.quickInput.value(), 'Bad [unsafe]');
		await window.quickInput.type('Good');
		await window.quickInput.accept();
		await window.notification('Inserted');
		assert.match(await window.editorText(), /^Start\n!\[Good\]\(\/img\/good-\d+\.png\)\nEnd\n$/);
	});

	it('takes the comment at the cursor for its prompt and goes below it', async () => {
		await writeFile(path.join(window.workspaceDir, 'styles/hero.css'), '.hero {\n\t/* waves at dawn */\n}\n');
		await window.openFile('styles/hero.css');
		await window.goTo(2, 10);
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/^3\.0/);
		assert.equal(await window.quickInput.value(), 'waves at dawn');
		await window.quickInput.accept();
		await window.notification('Inserted');
		const text = await window.editorText();
		assert.match(
			text,
			/\/\* waves at dawn \*\/\n\tbackground-image: url\("\/img\/waves-at-dawn-\d+\.webp"\);\n}/,
		);
	});
});
