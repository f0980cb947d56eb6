import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { waitFor } from '../ui/wait.ts';
import { createFakeRecords } from './fakeRecords.ts';
import { type Browser, openBrowser, openPanel } from './rig.ts';
import { NOW, sampleEntry, TEXT_ENTRY } from './samples.ts';

const screenshots = path.resolve(import.meta.dirname, '../../screenshots/page');
const sentence = 'A fox lies curled up in a bed of orange leaves, its tail over its nose.';
const TEXT = [...Array.from({ length: 20 }, () => sentence), 'The last sentence.'].join(' ');

describe('The text that describes an image', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
		mkdirSync(screenshots, { recursive: true });
	});
	after(() => browser.close());

	const words = sampleEntry(0, { ...TEXT_ENTRY, callId: 'words', text: TEXT });
	const records = () => createFakeRecords({ entries: [words, sampleEntry(1), sampleEntry(2)] });
	/** Scrolled to its end by the keyboard, its last words are within it. */
	const readToTheEnd = async () => {
		const { page } = browser;
		await page.locator('.whole-text:focus').waitFor();
		await page.keyboard.press('End');
		await waitFor('its end', () =>
			page.evaluate(`(({ scrollTop, clientHeight, scrollHeight }) =>
				scrollTop + clientHeight >= scrollHeight - 1)(document.querySelector('.whole-text'))`),
		);
		assert.match(await page.locator('.whole-text').innerText(), /The last sentence\.$/);
	};

	for (const width of [300, 1200]) {
		it(`can be read whole in Results, ${width} pixels wide`, async () => {
			const kept = {
				callId: 'words',
				operation: 'describe/4.0',
				prompt: '',
				images: 1,
				amount: 15_000,
				sandbox: false,
				started: NOW.getTime(),
			};
			const store = records();
			store.states.set('words', 'charged');
			const { page, complaints } = await openPanel(browser, {
				width,
				records: store,
				make: { kept: [kept] },
				state: { view: 'make' },
			});
			const text = page.getByRole('group', { name: 'Text', exact: true });
			await text.waitFor();
			await page.locator('#field-prompt:focus').waitFor();
			await text.focus();
			const shares = await page.evaluate(`['.result', '.results'].map((selector) =>
				Math.round(document.querySelector(selector).getBoundingClientRect().width))`);
			assert.equal((shares as number[])[0], (shares as number[])[1]);
			await page.locator('.result').scrollIntoViewIfNeeded();
			await page.screenshot({ path: path.join(screenshots, `text-results-${width}.png`) });
			await readToTheEnd();
			assert.deepEqual(complaints, []);
		});

		it(`can be read whole from History, ${width} pixels wide`, async () => {
			const { page, complaints } = await openPanel(browser, { width, records: records() });
			const card = page.locator('[role=gridcell]').first();
			await card.getByRole('button', { name: 'More Actions…' }).click();
			await page.getByRole('menuitem', { name: 'Show Text' }).click();
			await page.getByRole('dialog').waitFor();
			await page.screenshot({ path: path.join(screenshots, `text-history-${width}.png`) });
			await readToTheEnd();
			await page.keyboard.press('Escape');
			await page.getByRole('dialog').waitFor({ state: 'detached' });
			const show = card.getByRole('button', { name: 'Show Text' });
			await show.press('Enter');
			await page.getByRole('dialog').waitFor();
			await page.keyboard.press('Escape');
			await page.locator('[data-name=showText]:focus').waitFor();
			assert.deepEqual(complaints, []);
		});
	}
});
