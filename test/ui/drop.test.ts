import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('An image dragged out of the panel', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow({}, async (rig) => {
		({ api, window } = rig);
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/^3\.0/);
		await window.quickInput.type('A red fox');
		await window.quickInput.accept();
		await (await window.notification('Inserted')).press('Undo');
		const snippet = window.page.locator('.view-line').filter({ hasText: '![A red fox]' });
		await snippet.first().waitFor({ state: 'detached' });
	});

	it('lands in the text as its snippet, with a file, and one undo takes the snippet back', async () => {
		const before = await window.editorText();
		await window.palette('View: Split Editor Right');
		await window.palette('Ideogram: Show History');
		const picture = window.history.card('A red fox').locator('.picture');
		await picture.locator('img').waitFor();
		await window.whenStill();
		const from = await picture.boundingBox();
		const line = window.page.locator('.editor-group-container').first().locator('.view-line');
		const to = await line.filter({ hasText: 'Weather' }).boundingBox();
		assert.ok(from && to);
		const { mouse } = window.page;
		await mouse.move(from.x + 30, from.y + 30);
		await mouse.down();
		await mouse.move(from.x, from.y + 40, { steps: 4 });
		await mouse.move(to.x + to.width - 40, to.y + to.height / 2, { steps: 10 });
		// The editor follows the pointer only now and then.
		await window.whenStill();
		await mouse.move(to.x + to.width - 30, to.y + to.height / 2);
		await window.screenshotWhenStill('drag-image');
		await mouse.up();
		await line.filter({ hasText: 'a-red-fox-' }).waitFor();
		await window.screenshotWhenStill('dropped-image');
		assert.equal(api.accepted.length, 1, 'at no cost');
		await line.filter({ hasText: 'Equipment' }).click();
		const after = await window.editorText();
		assert.match(after, /^## Weather!\[A red fox\]\(\/img\/a-red-fox-\d+\.png\)$/m);
		await window.editor.press('Control+Z');
		assert.equal(await window.editorText(), before);
	});
});
