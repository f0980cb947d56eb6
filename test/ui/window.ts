import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { withAnyNotice } from '../priceNotice.ts';
import { projectRoot } from '../vscode/setup.ts';
import { Editor } from './editor.ts';
import { HistoryView } from './history-view.ts';
import { Menus } from './menus.ts';
import { Notification } from './notification.ts';
import { QuickInput } from './quick-input.ts';
import { Session, type WindowOptions, whenLoaded } from './session.ts';
import { StatusBarItem } from './status-bar.ts';
import { exactly, waitFor } from './wait.ts';

/** Opens a window of a real editor on a copy of a workspace. Close it, or declare it with `await using`. */
export async function openWindow(options: WindowOptions = {}): Promise<EditorWindow> {
	const session = await Session.create(options);
	try {
		return new EditorWindow(session, await session.start());
	} catch (error) {
		await session.dispose();
		throw error;
	}
}

/** A window as a person uses it: by keyboard, mouse and what is on the screen. */
export class EditorWindow {
	page: Page;
	quickInput: QuickInput;
	editor: Editor;
	readonly workspaceDir: string;
	/** Everything that the window keeps: logs, extension storage, the browser's profile. */
	readonly profileDir: string;
	readonly #session: Session;

	constructor(session: Session, page: Page) {
		this.#session = session;
		this.workspaceDir = session.workspaceDir;
		this.profileDir = session.profileDir;
		this.page = page;
		this.quickInput = new QuickInput(page);
		this.editor = new Editor(page, this.quickInput, this.workspaceDir);
	}

	/** Runs the command with this title, as the palette shows it: "Ideogram: Generate Image". */
	async palette(title: string): Promise<void> {
		await this.quickInput.choose(`>${title}`, title);
	}

	/** Opens a file of the workspace through quick open, and waits for its tab. */
	async openFile(relative: string): Promise<void> {
		await this.editor.open(relative);
	}

	/** Opens an image of the workspace, and waits until it is shown: what shows it takes the focus once it has loaded. */
	async openImage(relative: string): Promise<void> {
		await this.editor.open(relative);
		await this.imageShown();
	}

	/** Waits until the image of the tab in front is drawn. */
	async imageShown(): Promise<void> {
		await this.webview().locator('body.ready.image').waitFor();
	}

	async typeInEditor(text: string): Promise<void> {
		await this.editor.type(text);
	}

	async goTo(line: number, column: number): Promise<void> {
		await this.editor.goTo(line, column);
	}

	/** Saves the active file and gives its text. */
	async editorText(): Promise<string> {
		return this.editor.text();
	}

	/** The item of the status bar whose text matches; read its text and tooltip, click it. */
	statusBarItem(text: RegExp): StatusBarItem {
		return new StatusBarItem(this.page, text);
	}

	/** Waits for the notification whose text contains or matches this. */
	async notification(text: string | RegExp): Promise<Notification> {
		const toast = this.page.locator('.notification-list-item').filter({
			hasText: typeof text === 'string' && text.includes('$') ? new RegExp(withAnyNotice(text)) : text,
		});
		await toast.first().waitFor();
		return new Notification(toast.first(), (title) => this.palette(title));
	}

	/** Closes all notifications, those too that are only in the notification centre. */
	async clearNotifications(): Promise<void> {
		await this.palette('Notifications: Clear All Notifications');
		await this.page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
	}

	/** Types a path into a dialog for files, which reads folders meanwhile and puts their names over what was typed. */
	async typePath(file: string): Promise<void> {
		await waitFor(`the path ${file} in the dialog`, async () => {
			await this.whenStill();
			await this.quickInput.type(file);
			await this.whenStill();
			return (await this.quickInput.value()) === file;
		});
	}

	/** Waits until what was done on the screen so far has reached the extension: it is told everything in order. */
	async extensionCaughtUp(): Promise<void> {
		await this.palette('Ideogram: Set API Key');
		await this.quickInput.waitForTitle('Ideogram API Key');
		await this.quickInput.cancel();
		await this.quickInput.waitUntilClosed();
	}

	/** Gives the dialog that asks where to save a file this path. */
	async saveAs(file: string): Promise<void> {
		await this.quickInput.input.waitFor();
		await this.typePath(file);
		await this.quickInput.accept();
		await this.quickInput.waitUntilClosed();
	}

	/** Opens the light bulb's menu at the cursor and picks an entry; `screenshot`: of the menu before that, or what to do while it is open. */
	async lightBulb(title: string, screenshot?: string | (() => Promise<void>)): Promise<void> {
		const menu = this.page.locator('.action-widget');
		await waitFor(`the light bulb with ${title}`, async () => {
			await this.editor.press('Control+.');
			const entry = menu.locator('.monaco-list-row').filter({ hasText: exactly(title) });
			return entry
				.first()
				.waitFor({ timeout: 8000 })
				.then(
					() => true,
					() => this.page.keyboard.press('Escape').then(() => false),
				);
		});
		if (typeof screenshot === 'string') {
			await this.screenshotWhenStill(screenshot);
		} else {
			await screenshot?.();
		}
		await menu
			.locator('.monaco-list-row')
			.filter({ hasText: exactly(title) })
			.first()
			.click();
	}

	/** The modal dialog in the middle of the window; press its buttons with `dialogButton`. */
	dialog(): Locator {
		return this.page.locator('.monaco-dialog-box');
	}

	dialogButton(name: string): Locator {
		return this.dialog().getByRole('button', { name: exactly(name) });
	}

	/** A row of the explorer, or of another tree, by its name. */
	treeItem(name: string): Locator {
		const label = this.page.locator('.label-name', { hasText: exactly(name) });
		return this.page.locator('.part.sidebar .monaco-list-row').filter({ has: label }).first();
	}

	/** Opens the context menu of something and picks an entry, also of a submenu: `'Ideogram', 'Describe'`. */
	async contextMenu(target: Locator, ...entries: readonly string[]): Promise<void> {
		await this.menus.pick(() => target.click({ button: 'right', timeout: 5000 }), entries);
	}

	/** Picks an entry of the menu of a button among a tab's actions; `screenshot`: of the menu before that. */
	async tabMenu(button: RegExp, entry: string, screenshot?: string): Promise<void> {
		const actions = this.page.locator('.editor-actions');
		await this.menus.pick(
			() => actions.getByRole('button', { name: button }).click({ timeout: 1000 }),
			[entry],
			screenshot === undefined ? undefined : () => this.screenshotWhenStill(screenshot),
		);
	}

	get menus(): Menus {
		return new Menus(this.page);
	}

	/** The view History of the panel. */
	get history(): HistoryView {
		return new HistoryView(this.page, this.quickInput, this.webview());
	}

	/** The inside of the webview on the screen. */
	webview(): FrameLocator {
		return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
	}

	/** Waits for any condition, such as one on the disk or in a fake server. */
	async waitFor<T>(what: string, condition: () => T | Promise<T>, seconds?: number): Promise<NonNullable<T>> {
		return waitFor(what, condition, seconds);
	}

	/** Waits until a file of the workspace is there (and its content passes the test), and gives its bytes. */
	async waitForFile(relative: string, test: (content: Buffer) => boolean = () => true): Promise<Buffer> {
		return waitFor(`the file ${relative}`, async () => {
			const content = await readFile(path.join(this.workspaceDir, relative)).catch(() => undefined);
			return content && test(content) ? content : undefined;
		});
	}

	/** Writes `screenshots/<name>.png`. */
	async screenshot(name: string): Promise<void> {
		const file = path.join(projectRoot, 'screenshots', `${name}.png`);
		mkdirSync(path.dirname(file), { recursive: true });
		await this.page.screenshot({ path: file });
	}

	/** The same, once nothing on the screen moves any more. */
	async screenshotWhenStill(name: string): Promise<void> {
		await this.whenStill();
		await this.screenshot(name);
	}

	/** Waits until nothing on the screen moves any more: toasts slide in, pictures load. */
	async whenStill(): Promise<void> {
		let last = await this.page.screenshot();
		await waitFor('a still screen', async () => {
			await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
			const now = await this.page.screenshot();
			const still = now.equals(last);
			last = now;
			return still;
		});
	}

	/** Reloads as a person does, by the editor's own command: it saves what it remembers first. */
	async reloadByCommand(): Promise<void> {
		await this.page.evaluate(() => Object.assign(globalThis, { isOld: true }));
		await this.palette('Developer: Reload Window');
		await this.page.waitForFunction(() => !('isOld' in globalThis));
		await whenLoaded(this.page);
	}

	/** Loads the page anew, which starts a new extension host. */
	async reload(): Promise<void> {
		await this.page.reload();
		await whenLoaded(this.page);
	}

	/**
	 * Ends browser and server and starts them on the same profile, as if the computer had been switched off;
	 * `meanwhile`: what befalls the profile in between.
	 */
	async restart(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
		await this.#session.stop();
		await meanwhile();
		this.page = await this.#session.start();
		this.quickInput = new QuickInput(this.page);
		this.editor = new Editor(this.page, this.quickInput, this.workspaceDir);
	}

	/** Kills the extension host and loads the page anew, before the editor starts another host by itself. */
	async crash(): Promise<void> {
		const pid = await this.#session.extensionHost();
		const url = this.page.url();
		process.kill(pid, 'SIGKILL');
		await this.page.goto('about:blank');
		await waitFor('the end of the extension host', () => this.#session.findExtensionHost() !== pid);
		await this.page.goto(url);
		await whenLoaded(this.page);
	}

	/** Ends the processes and removes the folders of this window. */
	async close(): Promise<void> {
		await this.#session.dispose();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}
}
