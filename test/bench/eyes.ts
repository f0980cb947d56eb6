import type { Page } from 'playwright-core';

/** What a person sees of a window, with the times of the page itself: milliseconds since the epoch. */
export interface Eyes {
	/** When this condition, an expression for the page, holds on the screen. */
	see(condition: string): Promise<number>;
	forgetKeys(): Promise<void>;
	/** When Enter was pressed last. */
	lastEnter(): Promise<number>;
	/** Types so many letters where the focus is, each once the last is drawn: how long each took, milliseconds. */
	type(keys: number): Promise<number[]>;
}

const INSTALL = `{
	const now = () => performance.timeOrigin + performance.now();
	const eyes = (window.eyes = { enter: undefined, key: undefined, drawn: [] });
	addEventListener('keydown', ({ key, timeStamp }) => {
		if (key === 'Enter') eyes.enter = performance.timeOrigin + timeStamp;
		else eyes.key = timeStamp;
	}, true);
	// The editor draws in a frame; what observes its lines is told at the end of that.
	const lines = '.editor-group-container.active .view-lines';
	new MutationObserver((changes) => {
		if (eyes.key !== undefined && changes.some(({ target }) => (target.closest ? target : target.parentElement)?.closest(lines))) {
			eyes.drawn.push(performance.now() - eyes.key);
			eyes.key = undefined;
		}
	}).observe(document.body, { subtree: true, childList: true, characterData: true });
	eyes.see = (holds) => new Promise((resolve) => {
		const look = () => {
			if (holds()) {
				observer.disconnect();
				resolve(now());
			}
		};
		const observer = new MutationObserver(look);
		observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
		look();
	});
}`;

/** Looks at a page that stays loaded. */
export async function openEyes(page: Page): Promise<Eyes> {
	await page.evaluate(INSTALL);
	const drawn = () => page.evaluate<number[]>('eyes.drawn');
	return {
		see: (condition) => page.evaluate<number>(`eyes.see(() => ${condition})`),
		async forgetKeys() {
			await page.evaluate('eyes.enter = undefined');
		},
		lastEnter: () => page.evaluate<number>('eyes.enter'),
		async type(keys) {
			await page.evaluate('eyes.drawn = []');
			for (let key = 1; key <= keys; key++) {
				await page.keyboard.press('a');
				await page.waitForFunction(`eyes.drawn.length >= ${key}`);
			}
			return drawn();
		},
	};
}
