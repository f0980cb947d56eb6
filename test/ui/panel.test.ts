import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { recogniseImage } from '../../src/images/format.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { filesBelow } from './files.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('The panel', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow({}, async (rig) => {
		({ api, window } = rig);
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
		for (const prompt of ['A red fox', 'A blue whale']) {
			await window.palette('Ideogram: Generate Image');
			await window.quickInput.waitForTitle(/^3\.0/);
			await window.quickInput.type(prompt);
			await window.quickInput.accept();
			await (await window.notification('Inserted')).dismiss();
		}
	});

	const storedImages = async () =>
		(await filesBelow(window.profileDir)).filter((file) => /globalStorage.*images.*\.png$/.test(file));

	it('inserts an image of History at the cursor of the editor that the person came from', async () => {
		await window.palette('Ideogram: Show History');
		await window.history.card('A blue whale').locator('img').waitFor();
		await window.screenshotWhenStill('history');
		await window.history.search('fox');
		await window.history.cards('A blue whale').first().waitFor({ state: 'detached' });
		await window.history.act('A red fox', 'Insert');
		await window.editor.tab('guide.md').waitFor();
		const text = await window.waitFor('a second snippet', async () => {
			const now = await window.editorText();
			return now.split('![A red fox]').length === 3 ? now : undefined;
		});
		assert.match(text, /!\[A red fox\]\(\/img\/a-red-fox-\d+(?:-\d+)?\.png\)/);
		assert.equal(api.accepted.length, 2, 'at no cost');
	});

	it('saves an image elsewhere, in the format and width that were chosen', async () => {
		await window.palette('Ideogram: Show History');
		await window.history.search('');
		await window.history.act('A blue whale', 'Save As…');
		const dialog = window.webview().getByRole('dialog');
		await dialog.getByText(/ · as it is/).waitFor();
		await window.screenshotWhenStill('save-as');
		await dialog.getByRole('radio', { name: 'WebP' }).check();
		await dialog.getByLabel('Width').fill('328');
		await dialog.getByText(/328 × 184 · [\d.]+ kB/).waitFor();
		await dialog.getByRole('button', { name: 'Save As…' }).click();
		await window.saveAs(path.join(window.workspaceDir, 'public/whale.webp'));
		await dialog.waitFor({ state: 'detached' });
		const info = recogniseImage(await window.waitForFile('public/whale.webp'));
		assert.deepEqual([info?.type, info?.width, info?.height], ['webp', 328, 184]);
	});

	it('opens the file that a workspace has of an image', async () => {
		await window.history.act('A blue whale', 'Open File');
		await window.page.locator('.tab.active').filter({ hasText: 'whale.webp' }).waitFor();
		await window.palette('Ideogram: Show History');
	});

	it('makes another image of one, at the price on the button of the form that it goes into', async () => {
		await window.history.act('A blue whale', 'Remove Background…');
		const studio = window.webview();
		await studio.locator('.chosen img').waitFor();
		await studio.locator('.make-button:focus', { hasText: '$0.01' }).waitFor();
		await window.screenshotWhenStill('use-as-input');
		await window.page.keyboard.press('Enter');
		await window.dialogButton('Send It').click();
		await studio.locator('.hint', { hasText: 'Remove Background · $0.01 charged' }).waitFor();
		assert.equal(api.accepted.length, 3);
	});

	it('lays an image over the one that it was made from', async () => {
		await window.palette('Ideogram: Show History');
		const made = window.history.card('Remove Background');
		await made.locator('img').waitFor();
		await window.history.act('Remove Background', 'Compare With…');
		const dialog = window.webview().getByRole('dialog');
		const loaded = async (side: string) =>
			Number(
				await dialog.getByRole('img', { name: side }).evaluate((image) => Reflect.get(image, 'naturalWidth')),
			) > 0;
		await dialog.getByRole('img', { name: /^Left: Input: a-blue-whale/ }).waitFor();
		await window.waitFor('both images', async () => (await loaded('Left')) && (await loaded('Right')));
		await dialog.getByRole('slider').focus();
		await window.page.keyboard.press('PageUp');
		await window.screenshotWhenStill('compare');
		await window.page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'detached' });
	});

	it('makes an image again with the same seed, at a price that is shown first', async () => {
		await window.history.act('A red fox', 'Generate Again with the Same Seed');
		await window.quickInput.waitForTitle(/^Generate Again with Seed \d+$/);
		assert.match((await window.quickInput.rows()).join(), /^Generate 1 Image ?\$0\.06/);
		await window.quickInput.accept();
		await (await window.notification('Image ready, kept in History')).dismiss();
		await window.waitFor('two foxes', async () => (await window.history.cards('A red fox').count()) === 2);
		const [first, again] = (await storedImages()).filter((file) => file.includes('a-red-fox'));
		assert.deepEqual(await readFile(first ?? ''), await readFile(again ?? ''));
	});

	it('deletes an image only after a yes, and then for good', async () => {
		const before = (await storedImages()).length;
		await window.history.act('A red fox', 'Delete');
		await window.dialogButton('Cancel').click();
		await window.history.act('A red fox', 'Delete');
		await window.screenshotWhenStill('delete-image');
		await window.dialogButton('Delete').click();
		await window.waitFor('one fox', async () => (await window.history.cards('A red fox').count()) === 1);
		await window.waitFor('the file to go', async () => (await storedImages()).length === before - 1);
	});

	it('says what is not sure, and takes the person’s word for it', async () => {
		await window.openFile('docs/guide.md');
		api.faults.next('generate', { kind: 'reset', when: 'after-body' });
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/^3\.0/);
		await window.quickInput.type('A grey heron');
		await window.quickInput.accept();
		await (await window.notification('may have been charged')).dismiss();
		await window.palette('Ideogram: Show Spending');
		const frame = window.webview();
		await frame.getByText('A grey heron').waitFor();
		await window.statusBarItem(/\$0\.06 may have been charged · \$0\.25 of \$10\.00 today/).text();
		await window.screenshotWhenStill('spending');
		await frame.getByRole('button', { name: 'Mark as Not Charged' }).click();
		await frame.getByText('marked as not charged').first().waitFor();
		await window.statusBarItem(/\$0\.19 of \$10\.00 today/).text();
		await frame.getByRole('button', { name: 'Undo' }).click();
		await window.statusBarItem(/\$0\.25 of \$10\.00 today/).text();
	});

	it('exports the whole ledger', async () => {
		await window.palette('Ideogram: Export Spending');
		await window.saveAs(path.join(window.workspaceDir, 'spending.csv'));
		const csv = (await window.waitForFile('spending.csv', (content) => content.length > 0)).toString();
		assert.equal(csv.trimEnd().split('\r\n').length, 6);
		assert.match(csv, /,unknown,no,no,generate\/3\.0,3\.0,person,workspace,1,0\.06,/);
		await (await window.notification('5 calls exported to spending.csv.')).dismiss();
	});

	it('is as it was left after the window was reloaded', async () => {
		await window.palette('Ideogram: Show History');
		await window.history.search('whale');
		await window.history.cards('A red fox').first().waitFor({ state: 'detached' });
		await window.reloadByCommand();
		await window.history.card('A blue whale').locator('img').waitFor();
		assert.equal(await window.history.cards('A red fox').count(), 0);
	});

	it('clears History after one question that says how much, and leaves the workspace and the books alone', async () => {
		await window.history.search('');
		await window.webview().getByRole('button', { name: 'Clear All' }).click();
		await window
			.dialog()
			.getByText(/^Delete \d images, [\d.]+ (?:k|M)B\?$/)
			.waitFor();
		await window.screenshotWhenStill('clear-history');
		await window.dialogButton('Clear All').click();
		await window.waitFor('an empty store', async () => (await storedImages()).length === 0);
		await window.screenshotWhenStill('history-empty');
		const kept = await readdir(path.join(window.workspaceDir, 'public/img'));
		assert.ok(kept.some((name) => name.startsWith('a-blue-whale')));
		await window.palette('Ideogram: Show Spending');
		await window.statusBarItem(/\$0\.25 of \$10\.00 today/).text();
	});
});
