import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodePng } from '../../src/images/png.ts';
import { decodePng } from '../../src/images/png-decode.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';
import { startApi, storeKey } from './api.ts';
import { type RecordingApi, recordForms } from './recordingApi.ts';
import { type EditorWindow, openWindow } from './window.ts';

const WIDTH = 480;
const HEIGHT = 320;

/** A sky, a field, and a red ball that lies in it. */
function landscape(): Buffer {
	const samples = new Uint8Array(WIDTH * HEIGHT * 3);
	for (let y = 0, at = 0; y < HEIGHT; y += 1) {
		for (let x = 0; x < WIDTH; x += 1, at += 3) {
			const isBall = Math.hypot(x - 240, y - 200) < 40;
			samples.set(isBall ? [200, 40, 30] : y < 180 ? [150, 190, 230 - y / 4] : [90, 150 - y / 8, 60], at);
		}
	}
	return encodePng(samples, WIDTH, HEIGHT);
}

describe('Masks painted in the Studio', () => {
	let api: Sandbox;
	let recorded: RecordingApi;
	let window: EditorWindow;

	before(async () => {
		api = await startApi();
		recorded = await recordForms(api);
		const temporary = new TemporaryFolder();
		const workspace = temporary.copyOf(path.join(projectRoot, 'test/fixtures/workspace'), 'workspace');
		mkdirSync(path.join(workspace, 'assets'));
		writeFileSync(path.join(workspace, 'assets', 'field.png'), landscape());
		window = await openWindow({
			workspace,
			settings: { 'ideogram.baseUrl': recorded.origin, 'explorer.autoReveal': false },
		});
		temporary.remove();
		await storeKey(window);
		await window.palette('View: Show Explorer');
		await window.treeItem('assets').click();
		await window.treeItem('field.png').waitFor();
	});

	after(async () => {
		await window?.close();
		await recorded?.close();
		await api?.close();
	});

	const press = async (...keys: readonly string[]) => {
		for (const key of keys) {
			await window.page.keyboard.press(key);
		}
	};
	const stage = () => window.webview().locator('.painter-stage');
	const isReady = () =>
		window.webview().locator('.make-button[aria-disabled=false] .price:not(.stale)').waitFor();
	const made = (text: string) => window.webview().locator('.made').filter({ hasText: text });
	/** Round the ball, as a person draws. */
	const paintBall = async () => {
		await window.whenStill();
		const box = await stage().boundingBox();
		assert.ok(box);
		const scale = Math.min(box.width / WIDTH, box.height / HEIGHT);
		const [left, top] = [box.x + (box.width - WIDTH * scale) / 2, box.y + (box.height - HEIGHT * scale) / 2];
		const { mouse } = window.page;
		const go = (x: number, y: number) => mouse.move(left + x * scale, top + y * scale, { steps: 6 });
		await go(205, 175);
		await mouse.down();
		for (let y = 175; y <= 235; y += 15) {
			await go(y % 2 === 0 ? 205 : 275, y);
			await go(y % 2 === 0 ? 275 : 205, y);
		}
		await mouse.up();
	};
	/** Of the last form, the part of this name as pixels, each black or white. */
	const sentMask = (name: string, route: RegExp) => {
		const form = recorded.forms.at(-1);
		assert.match(form?.path ?? '', route);
		const part = form?.parts.find((one) => one.name === name);
		assert.ok(part, `${name} was sent`);
		const { width, height, data } = decodePng(part.bytes);
		assert.deepEqual([width, height], [WIDTH, HEIGHT]);
		for (let at = 0; at < data.length; at += 4) {
			assert.ok(data[at] === 0 || data[at] === 255, 'hard edges');
		}
		return (x: number, y: number) => data[(y * WIDTH + x) * 4];
	};

	it('are opened from the explorer, painted with the mouse, and sent black where the image changes', async () => {
		await window.contextMenu(window.treeItem('field.png'), 'Ideogram', 'Edit');
		const studio = window.webview();
		await studio.locator('.painter-stage:focus').waitFor();
		await studio.getByText('Paint what should change.').waitFor();
		await window.screenshotWhenStill('masks-opened');
		await paintBall();
		await window.screenshotWhenStill('masks-painted');
		await studio.getByRole('button', { name: 'Done' }).click();
		await studio.locator('.mask-picture canvas').waitFor();
		await studio.locator('#field-prompt').fill('A green ball');
		await isReady();
		assert.match((await studio.locator('.make-button').textContent()) ?? '', /Make 1 Image\s*\$0\.06/);
		await window.screenshotWhenStill('masks-filled');
		await studio.locator('.make-button').click();
		await window.dialogButton('Send It').click();
		await made('A green ball').locator('.result img').waitFor();
		await made('A green ball').getByText('$0.06 charged').waitFor();
		await window.screenshotWhenStill('masks-made');
		const sampleAt = sentMask('mask', /\/inpaint$/);
		assert.equal(sampleAt(240, 200), 0);
		assert.equal(sampleAt(20, 20), 255);
		assert.equal(api.accepted.at(-1)?.operation, 'edit/3.0');
	});

	it('are painted by keyboard alone on the image in front, and sent white where something is removed', async () => {
		await window.openImage('assets/field.png');
		await window.palette('Ideogram: Remove Object');
		const studio = window.webview();
		await studio.getByText('This will be removed').waitFor();
		await studio.locator('.painter-stage:focus').waitFor();
		// What was painted for Edit is there: it is the same mask of the same image.
		await press('Delete', 'r', 'Enter');
		await press('Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown');
		await press('Enter');
		await isReady();
		await window.screenshotWhenStill('masks-by-keyboard');
		await press('Escape');
		await studio.locator('#field-mask:focus').waitFor();
		await press('Control+Enter');
		await made('Remove Object').locator('.result img').waitFor();
		const sampleAt = sentMask('mask', /\/remove-object$/);
		assert.equal(sampleAt(241, 161), 255);
		assert.equal(sampleAt(20, 20), 0);
		assert.equal(api.accepted.at(-1)?.operation, 'removeObject');
	});

	it('of a character go with its reference, white where it is', async () => {
		await window.palette('Ideogram: Open Studio');
		const studio = window.webview();
		await studio.locator('#make-job').selectOption({ label: 'Generate' });
		await studio.getByRole('button', { name: /^More Options/ }).click();
		const reference = studio.locator('[data-field=characterReferenceImages]');
		await reference.getByRole('button', { name: 'Choose Image…' }).click();
		await window.quickInput.waitForTitle('Choose an Image');
		await window.quickInput.type('field');
		await window.quickInput.accept();
		await reference.locator('.chosen img').waitFor();
		await studio.locator('#field-characterReferenceImagesMask').click();
		await studio.locator('.painter-stage:focus').waitFor();
		await paintBall();
		await window.screenshotWhenStill('masks-character');
		await studio.locator('#field-prompt').fill('The ball on a beach');
		await isReady();
		await press('Control+Enter');
		await made('The ball on a beach').locator('.result img').waitFor();
		const sampleAt = sentMask('character_reference_images_mask', /\/generate$/);
		assert.equal(sampleAt(240, 200), 255);
		assert.equal(sampleAt(20, 20), 0);
	});

	it('in the making are found again after hiding, moving, a reload of the window and its end', async () => {
		await window.contextMenu(window.treeItem('field.png'), 'Ideogram', 'Edit');
		await window.webview().locator('.painter-stage:focus').waitFor();
		// The tool in hand is kept as well.
		await press('Delete', 'b');
		await paintBall();
		const status = () => window.webview().locator('.painter-status');
		await window.whenStill();
		const share = /\d+% will change/.exec((await status().textContent()) ?? '')?.[0];
		assert.ok(share);
		await isReady();
		await window.openFile('docs/guide.md');
		await status().waitFor({ state: 'detached' });
		await window.palette('View: Open Previous Editor');
		await status().filter({ hasText: share }).waitFor();
		await window.palette('View: Move Editor into Right Group');
		await status().filter({ hasText: share }).waitFor();
		await window.screenshotWhenStill('masks-moved');
		await window.reloadByCommand();
		await status().filter({ hasText: share }).waitFor();
		await isReady();
		await window.screenshotWhenStill('masks-reloaded');
		const forms = recorded.forms.length;
		await window.webview().locator('.make-button').click();
		await window.waitFor('the form', () => recorded.forms.length > forms);
		assert.equal(sentMask('mask', /\/inpaint$/)(240, 200), 0);
		await window.restart();
		// The panel comes back by itself, with what was being made in it.
		await status().filter({ hasText: share }).waitFor();
		await window.palette('View: Show Explorer');
		await window.contextMenu(window.treeItem('field.png'), 'Ideogram', 'Edit');
		await status().filter({ hasText: share }).waitFor();
	});
});
