import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import { waitFor } from '../ui/wait.ts';
import { createFakeRecords, type FakeRecords } from './fakeRecords.ts';
import { type Browser, openBrowser, openPanel, THEMES } from './rig.ts';
import { sampleEntries, sampleReport } from './samples.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = path.resolve(import.meta.dirname, '../../screenshots/page');

const full = () => createFakeRecords({ entries: sampleEntries(400), report: sampleReport });

const states: Readonly<
	Record<string, { view: 'history' | 'spending'; records: () => FakeRecords; words?: string }>
> = {
	history: { view: 'history', records: full },
	'history, nothing yet': { view: 'history', records: () => createFakeRecords({}) },
	'history, nothing found': { view: 'history', records: full, words: 'zebra' },
	spending: { view: 'spending', records: full },
	'spending, nothing yet': { view: 'spending', records: () => createFakeRecords({}) },
};

describe('The looks of the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
		mkdirSync(screenshots, { recursive: true });
	});
	after(() => browser.close());

	for (const theme of THEMES) {
		for (const [name, { view, records, words = '' }] of Object.entries(states)) {
			it(`have nothing that axe finds fault with: ${name}, ${theme}`, async () => {
				for (const width of [300, 600, 1200]) {
					const rig = await openPanel(browser, {
						theme,
						width,
						records: records(),
						state: { view, history: { words, operation: '', model: '', workspace: '', scroll: 0 } },
					});
					const { page } = rig;
					await page
						.locator(name === 'history' ? '.picture img >> nth=0' : `#view-${view} h2 >> nth=0`)
						.waitFor();
					await waitFor('the pictures', () =>
						page.evaluate('[...document.images].every(({ complete }) => complete)'),
					);
					await page.screenshot({
						path: path.join(screenshots, `${name.replaceAll(/\W+/g, '-')}-${theme}-${width}.png`),
					});
					assert.deepEqual(await faults(), [], `${width} pixels wide`);
					assert.deepEqual(rig.complaints, []);
				}
			});
		}
	}

	async function faults(): Promise<string[]> {
		const { page } = browser;
		await page.evaluate(axe);
		const results = (await page.evaluate('axe.run()')) as AxeResults;
		return results.violations.flatMap(({ id, nodes }) =>
			nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
		);
	}
});
