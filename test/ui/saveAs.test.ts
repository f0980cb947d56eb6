import assert from 'node:assert/strict';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { type Codec, createCodec } from '../../src/images/codec.ts';
import { alphaStats } from '../../src/images/transparency.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('A transparent image of the Studio', () => {
	let api: Sandbox;
	let window: EditorWindow;
	let codec: Codec;

	withWindow({}, async (rig) => {
		({ api, window } = rig);
		codec = createCodec({ workerUrl: new URL('../../src/images/worker.ts', import.meta.url) });
		await window.openFile('docs/guide.md');
	});

	after(async () => {
		await codec?.close();
	});

	const result = () => window.webview().locator('.result').first();
	const dialog = () => window.webview().getByRole('dialog');
	const openDialog = async () => {
		await result().getByRole('button', { name: 'Save As…' }).click();
		await dialog()
			.getByText(/ · as it is/)
			.waitFor();
	};
	const backgroundOf = (element: Locator) =>
		element.evaluate((one) => {
			const { getComputedStyle } = globalThis as unknown as {
				getComputedStyle(of: unknown): { readonly backgroundImage: string };
			};
			return getComputedStyle(one).backgroundImage;
		});
	const alphaOf = async (file: string) =>
		alphaStats(await codec.decode(await window.waitForFile(file, (content) => content.length > 0)));

	it('is shown on a checkerboard', async () => {
		await window.palette('Ideogram: Open Studio');
		const studio = window.webview();
		await studio.locator('#field-prompt:focus').waitFor();
		await studio.locator('#make-job').selectOption({ label: 'Generate Transparent' });
		await studio.locator('#field-prompt').fill('A paper plane');
		await studio.locator('.make-button[aria-disabled=false] .price:not(.stale)').waitFor();
		await window.page.keyboard.press('Control+Enter');
		const picture = result().locator('img');
		await picture.waitFor();
		assert.match(await backgroundOf(picture), /repeating-conic-gradient/);
		await window.screenshotWhenStill('studio-transparent');
	});

	it('keeps its transparency as a WebP of another width', async () => {
		await openDialog();
		await dialog().getByRole('radio', { name: 'WebP' }).check();
		await dialog().getByLabel('Width').fill('256');
		await dialog().getByLabel('Quality').fill('70');
		await dialog()
			.getByText(/256 × \d+ · [\d.]+ kB/)
			.waitFor();
		await dialog().getByRole('button', { name: 'Save As…' }).click();
		await window.saveAs(path.join(window.workspaceDir, 'public/plane.webp'));
		await dialog().waitFor({ state: 'detached' });
		const { transparent, opaque } = await alphaOf('public/plane.webp');
		assert.ok(transparent > 0.1 && opaque > 0.1, `${transparent} ${opaque}`);
		assert.equal(api.accepted.length, 1, 'at no cost');
	});

	it('is said to lose it as a JPEG, and gets the ending of that', async () => {
		await openDialog();
		await dialog().getByRole('radio', { name: 'JPEG' }).check();
		await dialog().getByText('JPEG has no transparency: transparent parts become white.').waitFor();
		await window.screenshotWhenStill('save-as-jpeg');
		await dialog().getByRole('button', { name: 'Save As…' }).click();
		await window.saveAs(path.join(window.workspaceDir, 'public/plane.gif'));
		await dialog().waitFor({ state: 'detached' });
		assert.equal((await alphaOf('public/plane.gif.jpg')).opaque, 1);
	});
});
