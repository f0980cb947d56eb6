import path from 'node:path';
import { openBrowser, openPanel } from '../page/rig.ts';
import { packagedExtension } from '../ui/package.ts';
import { type Figure, middle, milliseconds, percentile95, type Runs } from './figure.ts';

/** Notes when one can type a prompt and press the button: the field has the focus, the button its price. */
const WATCH = `window.whenUsable = new Promise((resolve) => {
	const look = () => {
		if (document.querySelector('#field-prompt:focus')
			&& document.querySelector('.make-button .price:not(.stale)')?.textContent.includes('$')) {
			resolve(performance.now());
		}
	};
	new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
	addEventListener('focusin', look);
});`;

/** The Studio's page as it is shipped, in Chromium that draws by software, with the extension's own handlers. */
export async function bench(runs: Runs): Promise<readonly Figure[]> {
	const count = runs(20, 5);
	const built = path.join(path.dirname(await packagedExtension()), 'studio');
	const browser = await openBrowser();
	try {
		await browser.page.addInitScript(WATCH);
		const times: number[] = [];
		const arrived: number[] = [];
		for (let run = -1; run < count; run++) {
			const { page } = await openPanel(browser, { built, state: { view: 'make' } });
			const usable = await page.evaluate<number>('window.whenUsable');
			// What the page still loads must not meet the next one.
			await page.waitForLoadState('networkidle');
			if (run >= 0) {
				times.push(usable);
				arrived.push(
					await page.evaluate<number>("performance.getEntriesByType('navigation')[0].responseEnd"),
				);
			}
		}
		return [
			{
				name: 'The Studio, from its page to a form one can use, 95 of 100 (page alone, drawn by software)',
				value: percentile95(times),
				unit: 'ms',
				target: 300,
				comparedWith: `the median: ${milliseconds(middle(times))}; of that until the document was there: ${milliseconds(middle(arrived))}`,
			},
		];
	} finally {
		await browser.close();
	}
}
