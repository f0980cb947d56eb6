import type { Locator, Page } from 'playwright-core';
import type { QuickInput } from './quick-input.ts';

/** VS Code 1.104 lets extensions bring models of their own. */
export const FIRST_WITH_MODELS = 104;

/** The chat view with the model of `test/fixtures/fake-model`, which calls the tools it is told to. */
export class Chat {
	readonly #page: Page;
	readonly #quickInput: QuickInput;

	constructor(page: Page, quickInput: QuickInput) {
		this.#page = page;
		this.#quickInput = quickInput;
	}

	/** Opens the view, wide enough to read in a picture, once it has the model. */
	async open(): Promise<void> {
		await this.#quickInput.choose('>Chat: Open Chat', 'Chat: Open Chat');
		await this.#input.waitFor();
		await this.#page.locator('.chat-input-toolbars').getByText('Parrot').waitFor();
	}

	/** Has the model call a tool. */
	async callTool(name: string, input: object): Promise<void> {
		await this.#input.click();
		// A call that was stopped comes back into the input.
		await this.#page.keyboard.press('Control+A');
		// Brackets are closed by the editor that the input is, so the text is put in at once.
		await this.#page.keyboard.insertText('@painter ');
		await this.#page.keyboard.insertText(`${name} ${JSON.stringify(input)}`);
		await this.#page.locator('.chat-input-toolbars').getByRole('button', { name: /^Send/ }).first().click();
	}

	/** What the person is asked before the tool runs, whole. */
	get confirmation(): Locator {
		return this.#page.locator('.chat-confirmation-widget2:visible').last();
	}

	/** Presses the button with this on it; its accessible name says more. */
	async press(button: string): Promise<void> {
		await this.confirmation.locator('.monaco-text-button').filter({ hasText: button }).click();
	}

	/** Stops the answer that is under way. */
	async stop(): Promise<void> {
		await this.#page
			.locator('.chat-input-toolbars')
			.getByRole('button', { name: /^(?:Stop|Cancel)/ })
			.first()
			.click();
	}

	/** The last answer, once it has this in it. */
	answer(text: string | RegExp): Locator {
		return this.#page.locator('.interactive-response').last().filter({ hasText: text });
	}

	get #input(): Locator {
		return this.#page.locator('.interactive-session .chat-input-container .monaco-editor').first();
	}
}
