import type { Locator, Page } from 'playwright-core';
import { withoutNotices } from '../priceNotice.ts';
import { exactly, waitFor } from './wait.ts';

/** The box at the top of the window: palette, pick lists, input boxes. */
export class QuickInput {
	readonly widget: Locator;
	readonly input: Locator;
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
		this.widget = page.locator('.quick-input-widget').filter({ visible: true });
		this.input = this.widget.locator('.quick-input-filter input.input');
	}

	/** Opens the palette with this text instead of its `>`. */
	async open(text: string): Promise<void> {
		await waitFor(`the palette with ${text}`, () => this.#tryToOpen(text));
	}

	/** Opens the palette with this text and picks a row, once. */
	async choose(text: string, label: string | RegExp): Promise<void> {
		await waitFor(`the row ${label}`, async () => {
			if (!(await this.#tryToOpen(text))) {
				return false;
			}
			const row = this.row(label);
			try {
				await row.waitFor({ timeout: 5000 });
				const focused = await row.evaluate((element) => element.classList.contains('focused'), undefined, {
					timeout: 1000,
				});
				if (!focused) {
					await row.click({ timeout: 10_000 });
					return true;
				}
				await this.input.focus({ timeout: 1000 });
				if ((await this.input.inputValue({ timeout: 1000 })) !== text) {
					return false;
				}
			} catch {
				return false; // It went away before anything was picked.
			}
			// Rows still move while more of them arrive: Enter cannot miss the one in focus. From here on the command
			// may have run, so nothing is tried again.
			await this.#page.keyboard.press('Enter');
			return true;
		});
	}

	/** A key press can be lost right after the window has loaded, and a box that is closing may take it. */
	async #tryToOpen(text: string): Promise<boolean> {
		try {
			await this.#page.keyboard.press('F1');
			// Not sooner again: a second press empties a box that the first has opened late.
			await this.input.waitFor({ timeout: 5000 });
			await this.input.fill(text, { timeout: 1000 });
			return (await this.input.inputValue({ timeout: 1000 })) === text;
		} catch {
			return false;
		}
	}

	/** Waits for the step with this title. */
	async waitForTitle(title: string | RegExp): Promise<void> {
		const pattern = typeof title === 'string' ? exactly(title) : title;
		await this.widget.locator('.quick-input-title').filter({ hasText: pattern }).waitFor();
	}

	async title(): Promise<string> {
		return (await this.widget.locator('.quick-input-title').textContent())?.trim() ?? '';
	}

	/** The line below an input box: prompt or validation message. */
	message(): Locator {
		return this.widget.locator('.quick-input-message');
	}

	async value(): Promise<string> {
		return this.input.inputValue();
	}

	async placeholder(): Promise<string> {
		return (await this.input.getAttribute('placeholder')) ?? '';
	}

	/** Replaces the text. */
	async type(text: string): Promise<void> {
		await this.input.fill(text);
	}

	async accept(): Promise<void> {
		await this.#filled();
		await this.input.press('Enter');
	}

	async cancel(): Promise<void> {
		await this.input.press('Escape');
	}

	/** A button of the title bar, by its tooltip. */
	button(tooltip: string | RegExp): Locator {
		return this.widget.locator('.quick-input-titlebar').getByRole('button', {
			name: tooltip,
			exact: true,
		});
	}

	async press(tooltip: string | RegExp): Promise<void> {
		await this.button(tooltip).click();
	}

	/** A row: the one with exactly this label, or the first whose text matches. */
	row(label: string | RegExp): Locator {
		const rows = this.widget.locator('.quick-input-list .monaco-list-row');
		if (label instanceof RegExp) {
			return rows.filter({ hasText: label }).first();
		}
		const name = this.#page.locator('.label-name', { hasText: exactly(label) });
		return rows.filter({ has: name }).first();
	}

	/** Label and description of every row on the screen, without how old a price is. */
	async rows(): Promise<string[]> {
		await this.#filled();
		const texts = await this.widget.locator('.quick-input-list .monaco-list-row').allInnerTexts();
		return texts.map((text) => withoutNotices(text.replaceAll(/\s+/g, ' ').trim()));
	}

	/** Rows come a moment after the title of their list; a dialog for files may have none. */
	async #filled(): Promise<void> {
		const list = this.widget.locator('.quick-input-list');
		if (await list.isVisible()) {
			await list
				.locator('.monaco-list-row')
				.first()
				.waitFor({ timeout: 3000 })
				.catch(() => undefined);
		}
	}

	/** Picks a row; in a list for several, checks or unchecks it: then `accept()`. */
	async pick(label: string | RegExp): Promise<void> {
		await this.row(label).click();
	}

	/** A button of a row, by its tooltip. */
	async pressInRow(label: string | RegExp, tooltip: string | RegExp): Promise<void> {
		const row = this.row(label);
		await row.hover();
		await row.getByRole('button', { name: tooltip }).click();
	}

	async waitUntilClosed(): Promise<void> {
		await this.widget.waitFor({ state: 'hidden' });
	}
}
