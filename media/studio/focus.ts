/**
 * Gives the focus to the first of these that is there, once the page is drawn, where what had it is gone: on the page
 * itself nothing can be done with it. To be called after `update()`.
 */
export function catchFocus(...selectors: readonly string[]): void {
	queueMicrotask(() => {
		if (document.activeElement === document.body) {
			const found = selectors.map((selector) => document.querySelector<HTMLElement>(selector));
			found.find((element) => element !== null)?.focus();
		}
	});
}
