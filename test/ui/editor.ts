import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { QuickInput } from './quick-input.ts';
import { exactly, waitFor } from './wait.ts';

/** The active text editor. */
export class Editor {
	readonly #page: Page;
	readonly #quickInput: QuickInput;
	readonly #workspaceDir: string;
	/** The file opened last, relative to the workspace. */
	#file: string | undefined;

	constructor(page: Page, quickInput: QuickInput, workspaceDir: string) {
		this.#page = page;
		this.#quickInput = quickInput;
		this.#workspaceDir = workspaceDir;
	}

	/** The tab in front. */
	tab(name: string): Locator {
		return this.#page
			.locator('.editor-group-container.active .tab.active')
			.filter({ hasText: exactly(name) });
	}

	/** The text area of the editor in front. */
	area(): Locator {
		return this.#page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
	}

	async open(relative: string): Promise<void> {
		const name = path.basename(relative);
		await this.#quickInput.choose(relative, name);
		await this.tab(name).waitFor();
		this.#file = relative;
	}

	/** Types at the cursor key by key: brackets and quotes close themselves, suggestions may open. */
	async type(text: string): Promise<void> {
		await this.focus();
		await this.#page.keyboard.type(text);
	}

	/** Inserts text at the cursor at once, as it is. */
	async insert(text: string): Promise<void> {
		await this.focus();
		await this.#page.keyboard.insertText(text);
	}

	/** Presses a key or chord such as `Control+V` in the editor. */
	async press(keys: string): Promise<void> {
		await this.focus();
		await this.#page.keyboard.press(keys);
	}

	async goTo(line: number, column: number): Promise<void> {
		const position = new RegExp(`Ln ${line}, Col ${column}\\b`);
		const item = this.#page.locator('.part.statusbar .statusbar-item').filter({ hasText: position });
		// An editor that is still being restored puts the cursor back to where it was.
		await waitFor(`the cursor in line ${line}, column ${column}`, async () => {
			await this.#quickInput.choose(`:${line}:${column}`, new RegExp(`line ${line}\\b`));
			return item.waitFor({ timeout: 5000 }).then(
				() => true,
				() => false,
			);
		});
	}

	/** Selects a stretch of the text: both ends count from 1, the end is exclusive. */
	async select(line: number, column: number, length: number): Promise<void> {
		await this.goTo(line, column);
		for (let step = 0; step < length; step++) {
			await this.press('Shift+ArrowRight');
		}
	}

	/** Saves the file that `open` opened last and gives its text. */
	async text(): Promise<string> {
		if (!this.#file) {
			throw new Error('Open a file first.');
		}
		// The extension may write into the file while it is being saved: then once more.
		await waitFor('a saved file', async () => {
			await this.press('Control+S');
			const dirty = this.#page.locator('.editor-group-container.active .tab.active.dirty');
			return dirty.waitFor({ state: 'detached', timeout: 2000 }).then(
				() => true,
				() => false,
			);
		});
		return readFile(path.join(this.#workspaceDir, this.#file), 'utf8');
	}

	private async focus(): Promise<void> {
		const area = this.area();
		await area.waitFor();
		const focused = await area.evaluate((element) => element.classList.contains('focused'));
		if (!focused) {
			await area.locator('.native-edit-context, textarea.inputarea').first().focus();
		}
	}
}
