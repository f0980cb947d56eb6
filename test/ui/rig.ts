import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';
import { startApi, storeKey } from './api.ts';
import type { WindowOptions } from './session.ts';
import { type EditorWindow, openWindow } from './window.ts';

/** Ideogram's API as far as the window is concerned, and the window. */
interface Rig {
	readonly api: Sandbox;
	readonly window: EditorWindow;
}

interface RigOptions extends WindowOptions {
	/** The person has stored no key yet. */
	readonly keyless?: boolean;
	/** Puts files into a copy of the workspace before it is opened. */
	readonly prepare?: (workspace: string) => void | Promise<void>;
}

/**
 * What the tests of a `describe` share: an API and a window that calls it, with its key stored. `begin` is told once
 * both stand, and brings the window to where the tests start; both are closed after the last of them.
 */
export function withWindow(
	{ keyless = false, prepare, ...options }: RigOptions,
	begin: (rig: Rig) => void | Promise<void>,
): void {
	let api: Sandbox | undefined;
	let window: EditorWindow | undefined;

	before(async () => {
		api = await startApi();
		const settings = { 'ideogram.baseUrl': api.origin, ...options.settings };
		window = await openPrepared({ ...options, settings }, prepare);
		if (!keyless) {
			await storeKey(window);
		}
		await begin({ api, window });
	});

	afterEach(async function () {
		if (this.currentTest?.state === 'failed' && window) {
			// Where nobody can look at a picture, such as in CI, this is all there is to go by.
			console.error(await onScreen(window.page));
			await window.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
		}
	});

	after(async () => {
		await window?.close();
		await api?.close();
	});
}

/** What a person sees of a window, in words: for tests that failed. */
async function onScreen(page: Page): Promise<string> {
	const texts = async (what: string, selector: string) => {
		const found = await page.locator(selector).filter({ visible: true }).allInnerTexts();
		return found.map((text) => `${what}: ${text.replaceAll(/\s+/g, ' ').trim().slice(0, 300)}`);
	};
	const lines = await Promise.all([
		texts('Box', '.quick-input-widget'),
		texts('Message', '.notification-list-item'),
		texts('Dialog', '.monaco-dialog-box'),
		texts('Menu', '.monaco-menu'),
		texts('Tab in front', '.tab.active'),
		texts('Status bar', '.part.statusbar .right-items'),
	]);
	const focused = await page
		.locator(':focus')
		.evaluateAll((elements) => elements.map((element) => `${element.tagName} ${element.className}`));
	return ['On the screen:', ...lines.flat(), `Focus: ${focused.join()}`].join('\n  ');
}

async function openPrepared(options: WindowOptions, prepare: RigOptions['prepare']): Promise<EditorWindow> {
	if (!prepare) {
		return openWindow(options);
	}
	const temporary = new TemporaryFolder();
	try {
		const source = options.workspace ?? path.join(projectRoot, 'test/fixtures/workspace');
		const workspace = temporary.copyOf(source, path.basename(source));
		await prepare(workspace);
		return await openWindow({ ...options, workspace });
	} finally {
		temporary.remove();
	}
}
