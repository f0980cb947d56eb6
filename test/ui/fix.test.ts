import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createCodec } from '../../src/images/codec.ts';
import { recogniseImage } from '../../src/images/format.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { KEY } from './api.ts';
import { picture } from './picture.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

async function photograph(): Promise<Uint8Array> {
	const codec = createCodec({ workerUrl: new URL('../../src/images/worker.ts', import.meta.url) });
	try {
		return await codec.encodeJpeg(await codec.decode(picture(300, 200, [120, 40, 140])), 90);
	} finally {
		await codec.close();
	}
}

/** What refers to the photograph, each in its own way. */
const PAGES = {
	'about.html':
		'<img src="../assets/photo.jpg" alt="A disc">\n<img src="../assets/photo.jpg?v=2" alt="Again">\n',
	'about.md': '![A disc](../assets/photo.jpg)\n',
	'about.css': '.disc {\n\tbackground: url("../assets/photo.jpg");\n}\n',
	'Disc.tsx':
		'import photo from \'../assets/photo.jpg\';\n\nexport const Disc = () => <img src={photo} alt="A disc" />;\n',
};

describe('Images of the workspace', () => {
	let api: Sandbox;
	let window: EditorWindow;

	const assets = () => path.join(window.workspaceDir, 'assets');
	const file = (name: string) => path.join(assets(), name);

	withWindow(
		{
			// What the editor shows is not selected in the explorer, in the middle of selecting something else.
			settings: { 'explorer.autoReveal': false },
			prepare: async (workspace) => {
				mkdirSync(path.join(workspace, 'assets'));
				for (const [name, content] of [
					['badge.png', picture(240, 240, [200, 60, 40])],
					['logo.png', picture(320, 200, [40, 90, 200])],
					['unsafe.png', picture(200, 200, [30, 160, 80])],
					['notes.png', 'this is no image'],
					['photo.jpg', await photograph()],
				] as const) {
					writeFileSync(path.join(workspace, 'assets', name), content);
				}
				mkdirSync(path.join(workspace, 'pages'));
				for (const [name, text] of Object.entries(PAGES)) {
					writeFileSync(path.join(workspace, 'pages', name), text);
				}
			},
		},
		async (rig) => {
			({ api, window } = rig);
			await window.palette('View: Show Explorer');
			await window.treeItem('assets').click();
			await window.treeItem('logo.png').waitFor();
		},
	);

	/** Before a person's own image first leaves, they are told where it goes. */
	const agreeToUpload = async () => {
		await window.dialogButton('Send It').click();
	};

	/** A pointer that rests on a row brings up its path, over the other rows. */
	const select = async (name: string, modifiers: readonly 'Control'[]) => {
		await window.treeItem(name).click({ modifiers: [...modifiers] });
		await window.page.mouse.move(800, 600);
		await window.whenStill();
	};

	it('are described from the context menu, and their captions used', async () => {
		await window.contextMenu(window.treeItem('logo.png'), 'Ideogram', 'Describe');
		await window.quickInput.waitForTitle('Describe, logo.png');
		assert.deepEqual(await window.quickInput.rows(), [
			'Several Captions (3.0)$0.01',
			'One Caption, in More Detail (4.0)about $0.015',
		]);
		await window.screenshotWhenStill('fix-describe-question');
		await window.quickInput.accept();
		await agreeToUpload();
		await window.quickInput.waitForTitle('What logo.png Shows');
		await window.screenshotWhenStill('fix-describe-captions');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle(/^Sandbox caption/);
		await window.screenshotWhenStill('fix-describe-actions');
		await window.quickInput.pick(/Save Beside the Image as Text/);
		const text = await window.waitForFile('assets/logo.txt');
		assert.match(text.toString(), /320 by 200 pixels/);
	});

	it('lose their background, three selected at once of which one fails, after one question', async () => {
		await select('badge.png', []);
		await select('logo.png', ['Control']);
		await select('unsafe.png', ['Control']);
		await window.contextMenu(window.treeItem('logo.png'), 'Ideogram', 'Remove Background');
		await window.quickInput.waitForTitle('Remove Background, 3 files');
		await window.screenshotWhenStill('fix-batch-question');
		await window.quickInput.accept();
		const summary = await window.notification('Remove Background: 2 done, 1 failed ($0.02 charged).');
		assert.deepEqual(await summary.buttons(), ['Show Failed', 'Retry Failed ($0.01)']);
		await window.screenshotWhenStill('fix-batch-summary');
		for (const name of ['badge.no-background.png', 'logo.no-background.png']) {
			const made = recogniseImage(readFileSync(file(name)));
			assert.equal(made?.hasAlpha, true, name);
		}
		await summary.press('Show Failed');
		await window.quickInput.waitForTitle('Remove Background: 1 failed');
		await window.screenshotWhenStill('fix-batch-failures');
		await window.quickInput.cancel();
		await (await window.notification('2 done, 1 failed')).dismiss();
	});

	it('are replaced in place by keyboard, compared, and brought back later', async () => {
		const before = await readFile(file('badge.png'));
		await window.treeItem('badge.png').click();
		await window.editor.tab('badge.png').waitFor();
		await window.imageShown();
		await window.palette('Ideogram: Remove Background');
		await window.quickInput.waitForTitle('Remove Background, badge.png');
		await window.quickInput.row('Replace the Original').waitFor();
		await window.quickInput.input.press('ArrowDown');
		await window.screenshotWhenStill('fix-replace-question');
		await window.quickInput.accept();
		const notice = await window.notification('Replaced assets/badge.png ($0.01 charged).');
		assert.deepEqual(await notice.buttons(), ['Undo', 'Compare']);
		const after = await readFile(file('badge.png'));
		const info = recogniseImage(after);
		assert.deepEqual([info?.width, info?.height, info?.hasAlpha], [240, 240, true]);
		await notice.press('Compare');
		await window.page.locator('.tab').filter({ hasText: 'badge (before).png' }).waitFor();
		await window.screenshotWhenStill('fix-replace-compare');
		await (await window.notification('Replaced assets/badge.png')).dismiss();
		await window.palette('Ideogram: Revert Replacement');
		await window.quickInput.waitForTitle('Revert Replacement');
		await window.screenshotWhenStill('fix-revert-list');
		await window.quickInput.accept();
		await window.notification('assets/badge.png is as it was before.');
		assert.deepEqual(await readFile(file('badge.png')), before);
		await window.screenshotWhenStill('fix-reverted');
		assert.deepEqual(
			(await readdir(assets())).filter((name) => name.startsWith('.')),
			[],
		);
	});

	it('give way to their cut-outs where their format has no transparency, with every reference', async () => {
		const before = await readFile(file('photo.jpg'));
		await window.contextMenu(window.treeItem('photo.jpg'), 'Ideogram', 'Remove Background');
		await window.quickInput.waitForTitle('Remove Background, photo.jpg');
		await window.screenshotWhenStill('fix-jpeg-question');
		await window.quickInput.pick('Replace the Original');
		const offer = await window.notification('Saved assets/photo.webp, since JPEG has no transparency');
		await window.screenshotWhenStill('fix-jpeg-offer');
		await offer.press('Replace and Update 5 References in 4 Files');
		const apply = window.page.getByRole('button', { name: 'Apply', exact: true });
		await apply.waitFor();
		await window.screenshotWhenStill('fix-jpeg-preview');
		await apply.click();
		const moved = await window.notification('photo.webp has taken the place of photo.jpg.');
		await window.screenshotWhenStill('fix-jpeg-moved');
		for (const [name, text] of Object.entries(PAGES)) {
			const now = readFileSync(path.join(window.workspaceDir, 'pages', name), 'utf8');
			assert.equal(now, text.replaceAll('photo.jpg', 'photo.webp'), name);
		}
		assert.equal(existsSync(file('photo.jpg')), false);
		assert.equal(recogniseImage(readFileSync(file('photo.webp')))?.hasAlpha, true);
		await moved.press('Undo');
		await window.waitFor('the old references', () =>
			Object.entries(PAGES).every(
				([name, text]) => readFileSync(path.join(window.workspaceDir, 'pages', name), 'utf8') === text,
			),
		);
		assert.deepEqual(readFileSync(file('photo.jpg')), before);
		await window.waitFor('the end of the new file', () => !existsSync(file('photo.webp')));
	});

	it('are reframed from their own tab', async () => {
		await window.openImage('assets/logo.png');
		await window.tabMenu(/^Ideogram/, 'Reframe', 'fix-tab-menu');
		await window.quickInput.waitForTitle('Reframe, logo.png');
		await window.screenshotWhenStill('fix-reframe-shapes');
		await window.quickInput.type('1248x832');
		await window.quickInput.accept();
		await window.quickInput.row('Beside the Original').waitFor();
		await window.screenshotWhenStill('fix-reframe-question');
		await window.quickInput.pick('Beside the Original');
		await window.notification('Saved assets/logo.1248x832.png ($0.06 charged).');
		const info = recogniseImage(readFileSync(file('logo.1248x832.png')));
		assert.deepEqual([info?.width, info?.height], [1248, 832]);
		await window.screenshotWhenStill('fix-reframed');
	});

	it('that are none are named, and nothing is sent', async () => {
		const { length } = api.requests;
		await window.contextMenu(window.treeItem('notes.png'), 'Ideogram', 'Upscale');
		const refused = await window.notification(
			'notes.png is not a PNG, JPEG or WebP image, or it is damaged.',
		);
		await window.screenshotWhenStill('fix-no-image');
		await refused.dismiss();
		assert.equal(api.requests.length, length);
	});
});

describe('Images of the workspace, with the question answered by a setting', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow(
		{
			settings: { 'ideogram.fixedImage': 'beside' },
			keyless: true,
			prepare: (workspace) => {
				mkdirSync(path.join(workspace, 'icons/small'), { recursive: true });
				for (const name of ['one.png', 'two.png', 'small/three.png']) {
					writeFileSync(path.join(workspace, 'icons', name), picture(120, 120, [200, 120, 40]));
				}
			},
		},
		async (rig) => {
			({ api, window } = rig);
			await window.palette('View: Show Explorer');
			await window.treeItem('icons').waitFor();
		},
	);

	it('of a folder are chosen first, and there is a moment to stop before anything leaves', async () => {
		await window.contextMenu(window.treeItem('icons'), 'Ideogram', 'Remove Background');
		await window.quickInput.waitForTitle('Remove Background');
		await window.screenshotWhenStill('fix-folder');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle('No Ideogram API key yet');
		await window.quickInput.pick(/Paste Key/);
		await window.quickInput.waitForTitle('Ideogram API Key');
		await window.quickInput.type(KEY);
		await window.quickInput.accept();
		await window.dialogButton('Send It').click();
		const progress = await window.notification('Remove Background, 3 files, $0.03: starting…');
		// There are three seconds for it.
		await progress.press('Stop');
		await progress.waitUntilGone();
		assert.equal(api.accepted.length, 0);
	});

	it('are done without a question, and stopping keeps what was sent', async () => {
		const answer = Promise.withResolvers<void>();
		api.faults.next('removeBackground', { kind: 'hold', until: answer.promise }, 3);
		await window.contextMenu(window.treeItem('icons'), 'Ideogram', 'Remove Background');
		await window.quickInput.waitForTitle('Remove Background');
		await window.quickInput.accept();
		const progress = await window.notification('Remove Background, 3 files, $0.03');
		await window.waitFor('the requests', () => api.faults.pending('removeBackground') === 0);
		await window.screenshot('fix-progress');
		await progress.press('Stop');
		await window.notification('stopped, waiting for what was sent');
		await window.screenshot('fix-stopped');
		answer.resolve();
		const summary = await window.notification('Remove Background: 3 done ($0.03 charged).');
		assert.deepEqual(await summary.buttons(), ['Compare', 'Open']);
		await window.screenshotWhenStill('fix-done');
		assert.equal(api.accepted.length, 3);
		assert.ok(existsSync(path.join(window.workspaceDir, 'icons/small/three.no-background.png')));
		await summary.dismiss();
	});

	it('are described in the sandbox for free, and its captions go into no file', async () => {
		await window.palette('Ideogram: Use Sandbox');
		await window.clearNotifications();
		await window.openImage('icons/one.png');
		await window.palette('Ideogram: Describe');
		await window.quickInput.waitForTitle('Describe, one.png');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle('What one.png Shows');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle(/^Sandbox caption/);
		await window.quickInput.pick(/Save Beside the Image as Text/);
		await window.notification('Sandbox captions are made up, so they are not put into files.');
		await window.screenshotWhenStill('fix-sandbox-captions');
		// It was open already: it is not shown a second time.
		assert.equal(await window.page.locator('.tab').filter({ hasText: 'one.png' }).count(), 1);
		assert.equal(existsSync(path.join(window.workspaceDir, 'icons/one.txt')), false);
	});
});
