import type { Locator } from 'playwright-core';
import { withoutNotices } from '../priceNotice.ts';
import { exactly, waitFor } from './wait.ts';

/** A notification on the screen. */
export class Notification {
	readonly locator: Locator;
	readonly #palette: (title: string) => Promise<void>;

	/** `palette`: runs the command of this title. */
	constructor(locator: Locator, palette: (title: string) => Promise<void>) {
		this.locator = locator;
		this.#palette = palette;
	}

	async text(): Promise<string> {
		return (await this.locator.locator('.notification-list-item-message').textContent())?.trim() ?? '';
	}

	/** The labels of its buttons, without how old a price is. */
	async buttons(): Promise<string[]> {
		const buttons = this.locator.locator('.notification-list-item-buttons-container .monaco-button');
		// They are drawn a moment after the message.
		await buttons
			.first()
			.waitFor({ state: 'attached', timeout: 5000 })
			.catch(() => undefined);
		const labels = await buttons.allTextContents();
		return labels.map((label) => withoutNotices(label.trim())).filter(Boolean);
	}

	async press(button: string): Promise<void> {
		// It hides by itself after ten seconds, and is in the list of all then.
		const isHidden = !(await this.locator.isVisible());
		if (isHidden) {
			await this.#palette('Notifications: Show Notifications');
		}
		// The buttons of a long message, and of progress, show when the pointer is there.
		await this.locator.hover();
		await this.locator.getByRole('button', { name: exactly(button) }).click();
		if (isHidden) {
			await this.#palette('Notifications: Hide Notifications');
		}
	}

	/** Closes it by its cross, unless it leaves by itself first. */
	async dismiss(): Promise<void> {
		const cross = this.locator.getByRole('button', { name: /^Clear Notification/ });
		await waitFor('the notification to go', async () => {
			await this.locator.hover({ timeout: 1000 }).catch(() => undefined);
			await cross.click({ timeout: 1000 }).catch(() => undefined);
			return !(await this.locator.isVisible());
		});
	}

	async waitUntilGone(): Promise<void> {
		await this.locator.waitFor({ state: 'hidden' });
	}
}
