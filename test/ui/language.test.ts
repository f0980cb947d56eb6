import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
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
		for (let row = 0; row < expected.length * 2; row++) {
			found.add((await focused.first().textContent())?.trim() ?? '');
			await window.page.keyboard.press('ArrowDown');
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
		await window.quickInput.cancel();
	});
});
