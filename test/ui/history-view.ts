import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { QuickInput } from './quick-input.ts';

/** The view History, as a person sees it. */
export class HistoryView {
	readonly #page: Page;
	readonly #quickInput: QuickInput;
	readonly #frame: FrameLocator;

	constructor(page: Page, quickInput: QuickInput, frame: FrameLocator) {
		this.#page = page;
		this.#quickInput = quickInput;
		this.#frame = frame;
	}

	/** Everything that was made of a prompt. */
	cards(prompt: string): Locator {
		return this.#frame.locator('[role=gridcell]').filter({ hasText: prompt });
	}

	card(prompt: string): Locator {
		return this.cards(prompt).first();
	}

	/** A button of a card, or an entry of its menu. */
	async act(prompt: string, action: string): Promise<void> {
		const card = this.card(prompt);
		await card.hover();
		await card.getByRole('button', { name: 'More Actions…' }).click();
		await this.#frame.getByRole('menuitem', { name: action, exact: true }).click();
	}

	async search(words: string): Promise<void> {
		await this.#frame.getByRole('searchbox', { name: 'Search prompts' }).fill(words);
	}

	/** Closes the tab of the panel, which is in front. */
	async close(): Promise<void> {
		await this.#quickInput.choose('>View: Close Editor', 'View: Close Editor');
		const tab = this.#page.locator('.tab').filter({ hasText: /^Ideogram$/ });
		await tab.first().waitFor({ state: 'detached' });
	}
}
