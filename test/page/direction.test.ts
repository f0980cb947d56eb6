import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createFakeRecords } from './fakeRecords.ts';
import { filledIn } from './makeRig.ts';
import { type Browser, openBrowser, openPanel, type PanelOptions } from './rig.ts';
import { sampleEntry, sampleReport } from './samples.ts';

const HEBREW = 'שועל אדום ישן בין עלי שלכת, 3 עצים, בסגנון art deco.';
const ENGLISH = 'A red fox asleep, with the word שלום.';
const screenshots = path.resolve(import.meta.dirname, '../../screenshots/page');

describe('Words that run from right to left in the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
		mkdirSync(screenshots, { recursive: true });
	});
	after(() => browser.close());

	const open = async (options: PanelOptions) => {
		const rig = await openPanel(browser, options);
		const directions = (selector: string) =>
			rig.page.evaluate(
				`[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => getComputedStyle(one).direction)`,
			) as Promise<string[]>;
		return { ...rig, directions };
	};
	const entries = [HEBREW, ENGLISH].map((prompt, index) => sampleEntry(index, { prompt }));

	it('do so in the form, in what is made, and in the expanded prompt', async () => {
		const values = { prompt: HEBREW, jsonPrompt: '{"high_level_description": "שועל"}' };
		const { page, directions, complaints } = await open({
			state: filledIn('generate/4.0', values),
			make: {
				kept: entries.map(({ callId, prompt, operation }) => ({
					callId,
					operation,
					prompt,
					images: 1,
					amount: 60_000,
					sandbox: false,
					started: 0,
				})),
			},
		});
		await page.locator('.made').nth(1).waitFor();
		assert.deepEqual(await directions('#field-prompt, #field-jsonPrompt'), ['rtl', 'ltr']);
		assert.deepEqual(await directions('.made-prompt'), ['rtl', 'ltr']);
		await page.screenshot({ path: path.join(screenshots, 'direction-make.png') });
		await page.locator('#field-jsonPrompt').fill('');
		await page.getByRole('button', { name: 'Show Expanded Prompt' }).click();
		await page.locator('.expanded dd').first().waitFor();
		assert.equal(await page.locator('.expanded dd:not([dir=auto])').count(), 0);
		await page.locator('#field-prompt').fill(ENGLISH);
		assert.deepEqual(await directions('#field-prompt'), ['ltr']);
		assert.deepEqual(complaints, []);
	});

	it('do so in fields of one line and of several words', async () => {
		const { page, directions } = await open({
			state: filledIn('generate/3.0', { prompt: ENGLISH, negativePrompt: HEBREW, styleCodes: [HEBREW] }),
		});
		await page.locator('#field-negativePrompt').waitFor();
		assert.deepEqual(await directions('#field-negativePrompt, #field-styleCodes'), ['rtl', 'rtl']);
	});

	it('do so on cards and in the search box', async () => {
		const text = { kind: 'text', prompt: '', text: HEBREW, seed: null, file: null } as const;
		const records = createFakeRecords({
			entries: [...entries, sampleEntry(2, { ...text, workspace: 'יער' })],
		});
		const { page, directions, complaints } = await open({ records });
		await page.locator('.card .prompt').nth(2).waitFor();
		assert.deepEqual(await directions('.card .prompt'), ['rtl', 'ltr', 'ltr']);
		assert.deepEqual(await directions('.picture.text p'), ['rtl']);
		assert.equal(await page.locator('.card bdi', { hasText: 'יער' }).count(), 1);
		const box = page.getByRole('searchbox', { name: 'Search prompts' });
		const direction = () =>
			page.evaluate(`getComputedStyle(document.querySelector('.search').wrappedElement).direction`);
		await box.fill('שועל');
		assert.equal(await direction(), 'rtl');
		await page.screenshot({ path: path.join(screenshots, 'direction-history.png') });
		await box.fill('fox');
		assert.equal(await direction(), 'ltr');
		assert.deepEqual(complaints, []);
	});

	it('do so beside the images that are compared', async () => {
		const { page, directions } = await open({ records: createFakeRecords({ entries }) });
		await page.locator('[role=gridcell]').first().getByRole('button', { name: 'More Actions…' }).click();
		await page.getByRole('menuitem', { name: 'Compare With…' }).click();
		await page.getByRole('radio', { name: ENGLISH }).check();
		await page.locator('.compare-label').nth(1).waitFor();
		assert.deepEqual(await directions('.compare-label'), ['ltr', 'rtl']);
		await page.locator('.compare-others input[type=search]').fill('שועל');
		assert.deepEqual(await directions('.compare-others input[type=search]'), ['rtl']);
		await page.screenshot({ path: path.join(screenshots, 'direction-compare.png') });
	});

	it('do so in Spending', async () => {
		const records = createFakeRecords({
			report: {
				...sampleReport,
				unsettled: sampleReport.unsettled.map((call) => ({ ...call, prompt: HEBREW })),
				withheld: sampleReport.withheld.map((call) => ({ ...call, prompt: HEBREW })),
			},
		});
		const { page, directions } = await open({ records, state: { view: 'spending' } });
		await page.locator('.calls .prompt').first().waitFor();
		const found = await directions('.calls .prompt');
		assert.ok(found.length > 1);
		assert.ok(found.every((direction) => direction === 'rtl'));
	});
});
