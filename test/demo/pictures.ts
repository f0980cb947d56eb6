/**
 * `npm run pictures`: the pictures of README.md, taken in a real VS Code window
 * with the packaged extension, and written to `media`.
 */

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packagedExtension } from '../ui/package.ts';
import { type EditorWindow, openWindow } from '../ui/window.ts';
import { ensureHost, projectRoot } from '../vscode/setup.ts';
import { runJob, setKey, showBeside } from './jobs.ts';
import { SandboxProcess } from './sandbox.ts';
import { KEY, markdownJob, siteWindow } from './site.ts';

/** `height`: of the upper part that is taken, in pixels; default: all of it. */
async function take(window: EditorWindow, name: string, height = 800): Promise<void> {
	await window.whenStill();
	const file = path.join(projectRoot, 'media', `${name}.png`);
	await window.page.screenshot({ path: file, clip: { x: 0, y: 0, width: 1280, height } });
	console.log(`${name}.png`);
}

/** The main job; gives the image's path in the workspace. */
async function generate(window: EditorWindow): Promise<string> {
	const { image } = await runJob(window, markdownJob);
	await showBeside(window, image.path);
	await take(window, 'demo');
	await window.clearNotifications();
	await window.palette('View: Close All Editors');
	return image.path;
}

async function writeAltText(window: EditorWindow, image: string): Promise<void> {
	const file = path.join(window.workspaceDir, 'docs/ridge.md');
	const url = image.replace('public', '');
	await writeFile(
		file,
		`# The Ridge Walk\n\nThe path leaves the road behind the chapel.\n\n![](${url})\n\nUp there, look east.\n`,
	);
	await window.openFile('docs/ridge.md');
	await window.goTo(5, 4);
	await window.lightBulb('Write Alt Text, $0.01', async () => take(window, 'light-bulb', 400));
	await window.quickInput.waitForTitle('Alt Text for 1 image');
	await window.quickInput.accept();
	await window.dialogButton('Send It').click();
	await window.quickInput.waitForTitle(/^Alt Text for \/img/);
	await window.quickInput.type('Hills in the mist, the sun above them');
	await window.quickInput.accept();
	await window.quickInput.waitUntilClosed();
	await window.waitFor('the alt text', async () =>
		(await window.editorText()).includes('![Hills in the mist'),
	);
}

async function removeBackground(window: EditorWindow, image: string): Promise<void> {
	await window.openFile(image);
	await window.palette('Ideogram: Remove Background');
	await window.quickInput.waitForTitle(/^Remove Background, /);
	await take(window, 'fix');
	await window.quickInput.cancel();
	await window.quickInput.waitUntilClosed();
}

async function paintMask(window: EditorWindow, image: string): Promise<void> {
	await window.openFile(image);
	await window.palette('Ideogram: Edit');
	const studio = window.webview();
	const box = await studio.locator('.painter-stage').boundingBox();
	if (!box) {
		throw new Error('There is nothing to paint on.');
	}
	await studio.getByText('Paint what should change.').waitFor();
	const { mouse } = window.page;
	const go = (x: number, y: number) =>
		mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 8 });
	await go(0.68, 0.36);
	await mouse.down();
	for (const [x, y] of [
		[0.755, 0.36],
		[0.68, 0.42],
		[0.755, 0.42],
		[0.68, 0.48],
		[0.755, 0.48],
	] as const) {
		await go(x, y);
	}
	await mouse.up();
	await take(window, 'mask');
	await studio.getByRole('button', { name: 'Done' }).click();
}

async function makeInStudio(window: EditorWindow): Promise<void> {
	await window.palette('Ideogram: Open Studio');
	const studio = window.webview();
	await studio.locator('#make-job').selectOption({ label: 'Generate' });
	await studio.locator('#field-prompt').fill('A footbridge over a brook, in autumn');
	await studio.locator('[name=field-numImages]').nth(1).check();
	await studio.locator('.make-button[aria-disabled=false]', { hasText: '$0.12' }).waitFor();
	await studio.locator('.make-button').click();
	await studio.locator('.made .result img').nth(1).waitFor();
	await studio.locator('.made').getByText('$0.12 charged').waitFor();
	await take(window, 'studio');
}

async function showSpending(window: EditorWindow): Promise<void> {
	await window.palette('Ideogram: Show Spending');
	await window.webview().getByText('Spent in').first().waitFor();
	await take(window, 'spending', 640);
}

await ensureHost();
const sandbox = await SandboxProcess.start(KEY);
try {
	await using window = await openWindow(siteWindow(await packagedExtension(), sandbox.origin));
	try {
		await setKey(window, KEY);
		const image = await generate(window);
		await writeAltText(window, image);
		await removeBackground(window, image);
		await paintMask(window, image);
		await makeInStudio(window);
		await showSpending(window);
	} catch (error) {
		await window.screenshot('pictures-failed');
		throw error;
	}
} finally {
	await sandbox.stop();
}
