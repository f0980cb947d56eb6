import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { VIEWS } from '../../src/studio/messages.ts';
import { pseudo } from '../ui/pseudo.ts';
import { createFakeRecords } from './fakeRecords.ts';
import { type Browser, openBrowser, openPanel } from './rig.ts';
import { sampleEntries, sampleReport } from './samples.ts';

const root = path.resolve(import.meta.dirname, '../..');
const strings = Object.fromEntries(
	Object.keys(JSON.parse(readFileSync(path.join(root, 'l10n/bundle.l10n.json'), 'utf8'))).map(
		(text) => [text, pseudo(text)] as const,
	),
);
const READY = {
	make: '#make-reason:not(:empty)',
	history: '#view-history .picture img',
	spending: '#view-spending h2',
};

/** Controls and headings whose words go over their edge, and a page that is wider than its panel. */
const OVERFLOWING = `(() => {
	const cut = [...document.querySelectorAll('button, label, legend, h2, th, p')]
		.filter((element) => element.checkVisibility() && !element.closest('.unseen, .announced'))
		.filter((element) => element.scrollWidth > element.clientWidth + 1)
		// What runs out in dots does so in every language.
		.filter((element) => {
			const { display, textOverflow } = getComputedStyle(element);
			return display !== 'inline' && textOverflow !== 'ellipsis';
		})
		.map((element) => element.className + ': ' + element.textContent.trim().slice(0, 60));
	const page = document.documentElement;
	return page.scrollWidth > page.clientWidth ? ['the page', ...cut] : cut;
})()`;

describe('The panel in a language of longer words', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	for (const view of VIEWS) {
		it(`cuts nothing off and stays within its width: ${view}`, async () => {
			for (const width of [300, 600, 1200]) {
				const { page, complaints } = await openPanel(browser, {
					width,
					strings,
					newcomer: true,
					records: createFakeRecords({ entries: sampleEntries(40), report: sampleReport }),
					state: { view },
				});
				await page.locator(READY[view]).first().waitFor();
				await page.screenshot({ path: path.join(root, 'screenshots/page', `language-${view}-${width}.png`) });
				assert.deepEqual(await page.evaluate(OVERFLOWING), [], `${width} pixels wide`);
				assert.deepEqual(complaints, []);
			}
		});
	}
});
