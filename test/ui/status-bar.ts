import type { Locator, Page } from 'playwright-core';

/** An item of the status bar. */
export class StatusBarItem {
	readonly locator: Locator;
	readonly #page: Page;

	constructor(page: Page, text: RegExp) {
		this.#page = page;
		this.locator = page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first();
	}

	/** Waits until it is there, and gives its text without icons. */
	async text(): Promise<string> {
		await this.locator.waitFor();
		return (await this.locator.textContent())?.trim() ?? '';
	}

	/** What hovering shows. */
	async tooltip(): Promise<string> {
		// A pointer that is there already hovers over nothing new.
		await this.#page.mouse.move(400, 300);
		await this.locator.hover();
		const hover = this.#page.locator('.monaco-hover .hover-contents').filter({ visible: true });
		await hover.first().waitFor();
		return (await hover.first().textContent())?.trim() ?? '';
	}

	async click(): Promise<void> {
		await this.locator.locator('a').first().click();
	}

	/** Whether it stands out from the bar. */
	async hasWarning(): Promise<boolean> {
		return this.locator.evaluate((element) => element.classList.contains('warning-kind'));
	}

	async waitUntilGone(): Promise<void> {
		await this.locator.waitFor({ state: 'hidden' });
	}
}
