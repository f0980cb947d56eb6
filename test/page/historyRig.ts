import { type Browser, drawn, openPanel, type PanelOptions } from './rig.ts';

/** The panel with History in front, drawn in its own size. */
export async function openHistory(browser: Browser, options: PanelOptions = {}) {
	const rig = await openPanel(browser, options);
	const { page } = rig;
	await page.locator('#view-history .scroller').waitFor({ state: 'attached' });
	// Its size is known, and with it how many columns there are, with the first frame.
	await drawn(page);
	const card = (index: number) => page.locator(`[role=gridcell][data-index="${index}"]:not(.waiting)`);
	/** The page hears of it with the next frame, and only then begins to wait for what is there. */
	const scrollTo = async (top: string) => {
		await page.evaluate(
			`(() => { const s = document.querySelector('.history .scroller'); s.scrollTop = ${top}; })()`,
		);
		await drawn(page);
		await page.locator('.history .waiting').first().waitFor({ state: 'detached' });
	};
	const text = (selector: string) => page.locator(selector).innerText();
	const nodes = () => page.evaluate('document.querySelectorAll("*").length') as Promise<number>;
	const focused = () =>
		page.evaluate(
			'document.activeElement.dataset.name || document.activeElement.dataset.index || document.activeElement.textContent.trim()',
		) as Promise<string>;
	return { ...rig, card, text, nodes, focused, scrollTo };
}
