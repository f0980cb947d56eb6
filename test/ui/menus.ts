import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { exactly, waitFor } from './wait.ts';

/** The menus of the workbench. */
export class Menus {
	readonly #page: Page;
	readonly #menu: Locator;

	constructor(page: Page) {
		this.#page = page;
		this.#menu = page.locator('.monaco-menu').first();
	}

	/** An entry of a menu or submenu that is open. */
	entry(label: string): Locator {
		const name = this.#page.locator('.action-label', { hasText: exactly(label) });
		return this.#page.locator('.monaco-menu .action-item').filter({ has: name });
	}

	/**
	 * Opens a menu and picks an entry, also of a submenu: `['Ideogram', 'Describe']`; `before`: what to do while the
	 * menu is open. A menu closes where something that has just loaded takes the focus, and the button of a menu can
	 * be made anew under the mouse: it is opened again then, until an entry was picked.
	 */
	async pick(
		open: () => Promise<void>,
		entries: readonly string[],
		before: () => Promise<void> = async () => {},
	): Promise<void> {
		const way = [...entries];
		const last = way.pop() ?? '';
		await waitFor(`the menu to take ${last}`, async () => {
			try {
				await open();
				await this.#menu.waitFor({ timeout: 2000 });
				for (const entry of way) {
					await this.entry(entry).first().hover({ timeout: 2000 });
				}
				await this.entry(last).last().waitFor({ timeout: 2000 });
				// A menu takes no click in its first tenth of a second: faster than any person, not than a test.
				await delay(150);
			} catch {
				await this.#page.keyboard.press('Escape');
				return false;
			}
			await before();
			return this.#take(this.entry(last).last());
		});
	}

	/** Clicks an entry until the menu closes; false if the menu closed without the click. */
	async #take(entry: Locator): Promise<boolean> {
		for (;;) {
			const pressed = await pressedIn(entry).catch(() => undefined);
			if (!pressed) {
				return false;
			}
			await entry.click({ timeout: 2000 }).catch(() => undefined);
			const closed = await this.#menu.waitFor({ state: 'hidden', timeout: 1000 }).then(
				() => true,
				() => false,
			);
			if (closed) {
				return pressed();
			}
		}
	}
}

/** Tells later whether the mouse was released over this element, which may be gone by then. */
async function pressedIn(entry: Locator): Promise<() => Promise<boolean>> {
	const seen = await entry.evaluateHandle(
		(element) => {
			const state = { pressed: false };
			element.addEventListener(
				'mouseup',
				() => {
					state.pressed = true;
				},
				{ capture: true },
			);
			return state;
		},
		undefined,
		{ timeout: 1000 },
	);
	return () => seen.evaluate((state) => state.pressed);
}
