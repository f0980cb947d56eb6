import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { projectRoot } from '../vscode/setup.ts';
import type { TemporaryFolder } from '../vscode/temporary.ts';
import { foreignWords, PSEUDO_LANGUAGE, pseudo, pseudoExtension } from './pseudo.ts';
import { type EditorWindow, openWindow } from './window.ts';

const texts: Readonly<Record<string, string>> = JSON.parse(
	readFileSync(path.join(projectRoot, 'package.nls.json'), 'utf8'),
);
const command = (name: string) => pseudo(texts[`command.${name}`] ?? '');

/** Of any language, or the editor's own where it knows no locale of this name. */
const NAMES = ['Ideogram', 'Assets', 'zebra', 'public', 'img', 'png', 'workspace', 'AM', 'PM', 'kB', 'MB'];
const ADDRESS = /^(?:https?|command):\S+$/;
const MONTH = new Date().toLocaleDateString('en', { month: 'long' });

function assertTranslated(shown: readonly string[], where: string, others: readonly string[] = []): void {
	assert.ok(shown.length > 0, `${where} shows nothing`);
	const known = new Set([...NAMES, MONTH, MONTH.slice(0, 3), ...others].map((word) => word.toLowerCase()));
	const read = shown.filter((text) => !ADDRESS.test(text));
	const foreign = read.filter((text) => foreignWords(text).some((word) => !known.has(word.toLowerCase())));
	assert.deepEqual([...new Set(foreign)], [], where);
}

/** The little of a page's elements that is read below; this project compiles without the DOM's types. */
interface PageElement {
	readonly nodeType: number;
	readonly tagName: string;
	readonly textContent: string | null;
	readonly childNodes: Iterable<PageElement>;
	getAttribute(name: string): string | null;
}

/** Every text of a part of a page, what pops up and is read out too; code is none. `skipped`: a tag's name. */
async function textsOf(part: Locator, skipped = 'CODE'): Promise<readonly string[]> {
	return part.first().evaluate((root: unknown, skipped) => {
		const shown: string[] = [];
		const read = (element: PageElement) => {
			const isSkipped = ['CODE', 'STYLE', 'SCRIPT', skipped].includes(element.tagName);
			if (isSkipped || element.getAttribute('hidden') === '') {
				return;
			}
			for (const name of [
				'title',
				'aria-label',
				'aria-description',
				'aria-valuetext',
				'alt',
				'placeholder',
				'label',
			]) {
				shown.push(element.getAttribute(name) ?? '');
			}
			// What the person typed is no text of ours.
			for (const child of element.tagName === 'TEXTAREA' ? [] : element.childNodes) {
				if (child.nodeType === 3) {
					shown.push(child.textContent ?? '');
				} else if (child.nodeType === 1) {
					read(child);
				}
			}
		};
		read(root as PageElement);
		return shown.map((text) => text.trim()).filter((text) => text !== '');
	}, skipped);
}

describe('A window in another language', () => {
	let extension: TemporaryFolder;
	let window: EditorWindow;

	before(async () => {
		extension = pseudoExtension();
		window = await openWindow({
			extension: { folder: extension.path },
			language: PSEUDO_LANGUAGE,
			// All settings are on the screen at once then, if that is high enough.
			settings: { 'workbench.editor.useModal': 'off' },
		});
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
	});

	after(async () => {
		await window?.close();
		extension?.remove();
	});

	const run = (name: string) => window.palette(`Ideogram: ${command(name)}`);
	/** What the box on the screen says, without what the editor adds of its own. */
	const boxTexts = async (): Promise<readonly string[]> => {
		const { quickInput } = window;
		const buttons = quickInput.widget.locator('.quick-input-titlebar a[aria-label]');
		const message = (await quickInput.message().textContent()) ?? '';
		return [
			await quickInput.title(),
			await quickInput.placeholder(),
			message.replace(/ \(Press 'Enter' to confirm .*/, ''),
			...(await Promise.all((await buttons.all()).map((button) => button.getAttribute('aria-label')))),
			...(await quickInput.rows()),
		].flatMap((text) => text || []);
	};

	it('names every command in it', async () => {
		await window.quickInput.open('>Ideogram: [!!');
		const focused = window.quickInput.widget.locator('.monaco-list-row.focused .label-name');
		const expected = Object.keys(texts).filter((key) => key.startsWith('command.'));
		const found = new Set<string>();
		await window.quickInput.row(`Ideogram: ${command('generateImage')}`).waitFor();
		await window.whenStill();
		for (let row = 0; row < expected.length * 2; row++) {
			found.add((await focused.first().textContent())?.trim() ?? '');
			await window.quickInput.input.press('ArrowDown');
		}
		await window.screenshotWhenStill('language-palette');
		const own = [...found].filter((label) => label.startsWith('Ideogram:')).sort();
		assert.deepEqual(own, expected.map((key) => `Ideogram: ${pseudo(texts[key] ?? '')}`).sort());
		await window.quickInput.cancel();
	});

	it('describes every setting in it', async () => {
		await window.page.setViewportSize({ width: 1280, height: 5000 });
		await window.palette('Preferences: Open Settings (UI)');
		const editor = window.page.locator('.settings-editor');
		await editor.locator('.suggest-input-container .monaco-editor').first().click();
		await window.page.keyboard.insertText('@ext:ideogram-assets.ideogram-assets');
		const described = editor.locator('.setting-item-description');
		await described
			.filter({ hasText: pseudo('Mark').slice(4, 9) })
			.first()
			.waitFor();
		await window.whenStill();
		const shown = await Promise.all(
			// The editor names the settings that are linked to.
			(await described.all()).map((one) => textsOf(one, 'A')),
		);
		assert.ok(shown.length >= 16);
		assertTranslated(shown.flat(), 'the settings');
		await window.page.setViewportSize({ width: 1280, height: 800 });
		await window.screenshotWhenStill('language-settings');
		await window.palette('View: Close Editor');
	});

	it('asks for a prompt in it, and how the image is to be', async () => {
		await run('generateImage');
		await window.quickInput.waitForTitle(/^\[!! 3\.0/);
		await window.screenshotWhenStill('language-prompt');
		assertTranslated(await boxTexts(), 'the prompt');
		const buttons = window.quickInput.widget.locator('.quick-input-titlebar a[aria-label]');
		// The fourth chooses a folder, in the editor's own dialog.
		for (const [index, choice] of ['speed', 'shape', 'number'].entries()) {
			await buttons.nth(index).click();
			await window.whenStill();
			await window.screenshotWhenStill(`language-${choice}`);
			assertTranslated(await boxTexts(), choice);
			await window.quickInput.cancel();
			await window.quickInput.waitForTitle(/^\[!! 3\.0/);
		}
		await window.quickInput.type('zebra');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle(pseudo('No Ideogram API key yet'));
		await window.screenshotWhenStill('language-no-key');
		assertTranslated(await boxTexts(), 'the three ways on');
		await window.quickInput.pick(new RegExp(pseudo('Try the Sandbox').slice(4, 12)));
	});

	it('tells of the image in it, in the notification, the status bar and its tooltip', async () => {
		const notice = await window.notification(new RegExp(`${pseudo('Inserted').slice(4, 10)}.*zebra`));
		await window.screenshotWhenStill('language-notice');
		assertTranslated([await notice.text(), ...(await notice.buttons())], 'the notification');
		await notice.dismiss();
		const item = window.statusBarItem(/\$0\.00/);
		assertTranslated([await item.text()], 'the status bar');
		const tooltip = await item.tooltip();
		await window.screenshotWhenStill('language-tooltip');
		assertTranslated(tooltip.split('\n'), 'the tooltip');
	});

	it('has its menu in it', async () => {
		const entries = window.page.locator(
			'.monaco-submenu .action-label, .monaco-menu .monaco-menu .action-label',
		);
		await window.waitFor('the menu', async () => {
			try {
				await window.page.locator('.view-line').first().click({ button: 'right', timeout: 2000 });
				await window.menus.entry(pseudo('Ideogram')).first().hover({ timeout: 2000 });
				await window.menus.entry(command('writeAltText')).last().waitFor({ timeout: 2000 });
				return true;
			} catch {
				await window.page.keyboard.press('Escape');
				return false;
			}
		});
		await window.screenshotWhenStill('language-menu');
		assertTranslated(await entries.allTextContents(), 'the menu');
		await window.page.keyboard.press('Escape');
		await window.page.keyboard.press('Escape');
	});

	it('shows the panel in it: Make, History and Spending', async () => {
		const page: FrameLocator = window.webview();
		const others = [os.hostname(), ...os.hostname().split(/[^A-Za-z]+/)];
		await run('openStudio');
		await page.locator('#make-reason:not(:empty)').waitFor();
		await page.locator('.fold').first().click();
		await window.screenshotWhenStill('language-make');
		assertTranslated(await textsOf(page.locator('body')), 'Make', others);
		await run('showHistory');
		await page.locator('#view-history [role=gridcell]').first().waitFor();
		await window.screenshotWhenStill('language-history');
		assertTranslated(await textsOf(page.locator('body')), 'History', others);
		await run('showSpending');
		await page.locator('#view-spending h2').first().waitFor();
		await window.screenshotWhenStill('language-spending');
		assertTranslated(await textsOf(page.locator('body')), 'Spending', others);
	});

	it('welcomes people in it, and leads them through the first steps', async () => {
		await run('useSandbox');
		await run('openStudio');
		await window.webview().locator('.welcome').waitFor();
		await window.screenshotWhenStill('language-welcome');
		assertTranslated(await textsOf(window.webview().locator('.welcome')), 'the welcome');
		await window.palette('Welcome: Open Walkthrough...');
		const title = pseudo(texts['walkthrough.title'] ?? '');
		await window.quickInput.type(title);
		await window.quickInput.pick(title);
		const steps = window.page.locator('.getting-started-step');
		await steps.first().waitFor();
		for (const step of await steps.all()) {
			await step.click();
			assertTranslated(await textsOf(step.locator('.step-container')), 'a step of the walkthrough', [
				'Tip',
				'Use',
				'keyboard',
				'shortcut',
				'Ctrl',
				'Control',
			]);
		}
		await window.screenshotWhenStill('language-walkthrough');
	});
});
