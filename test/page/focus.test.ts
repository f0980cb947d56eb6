import assert from 'node:assert/strict';
import { createFakeRecords } from './fakeRecords.ts';
import { filledIn, makeIn } from './makeRig.ts';
import { keptMask } from './pictures.ts';
import { type Browser, openBrowser, openPanel } from './rig.ts';
import { sampleEntry } from './samples.ts';

describe('The focus in the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const { open } = makeIn(() => browser);
	/** As it is drawn. */
	const outline = (selector: string) =>
		browser.page.evaluate(`(({ outlineWidth, outlineOffset, outlineStyle }) =>
			[outlineStyle, outlineWidth, outlineOffset].join(' '))(
			getComputedStyle(document.querySelector(${JSON.stringify(selector)})))`);

	for (const theme of ['hc-dark', 'hc-light'] as const) {
		it(`is seen on what is chosen in high contrast: ${theme}`, async () => {
			const { page } = await open({ theme });
			const pill = '.pill:has([name=make-model]:checked)';
			assert.equal(await outline(pill), 'solid 1px 0px');
			await page.locator('#make-job').focus();
			await page.keyboard.press('Tab');
			await page.locator('[name=make-model]:focus').waitFor();
			assert.equal(await outline(pill), 'solid 3px 2px');
			const entries = [0, 1].map((index) => sampleEntry(index));
			await openPanel(browser, { theme, records: createFakeRecords({ entries }) });
			await page.locator('[role=gridcell]').first().getByRole('button', { name: 'More Actions…' }).click();
			await page.getByRole('menuitem', { name: 'Compare With…' }).click();
			await page.locator('.candidate').click();
			await page.locator('.compare-others [type=search]').focus();
			assert.equal(await outline('.candidate:has(:checked)'), 'solid 1px 0px');
			await page.keyboard.press('Tab');
			await page.locator('.candidate input:focus').waitFor();
			assert.equal(await outline('.candidate:has(:checked)'), 'solid 3px 2px');
		});
	}

	it('goes to the field of an image that is removed', async () => {
		const { page } = await open({
			state: filledIn('removeBackground', { image: ['image-kept-1'] }),
			make: { images: ['image-kept-1'] },
		});
		await page.getByRole('button', { name: 'Remove kept.png' }).press('Enter');
		await page.locator('#field-image:focus').waitFor();
	});

	it('goes to the field of a mask that is removed, and of one that one goes back to', async () => {
		const values = { prompt: 'A hat', image: ['image-kept-2'], mask: ['image-kept-1'] };
		const make = {
			images: ['image-kept-1', 'image-kept-2'],
			masks: new Map([['mask.image-kept-1', keptMask()]]),
		};
		const { page } = await open({ state: filledIn('edit/3.0', values), make });
		await page.getByRole('button', { name: 'Go Back to kept.png' }).press('Enter');
		await page.locator('#field-mask:focus').waitFor();
		await page.getByRole('button', { name: 'Remove Mask' }).press('Enter');
		await page.locator('.mask-picture').waitFor({ state: 'detached' });
		await page.locator('#field-mask:focus').waitFor();
		await open({ state: filledIn('edit/3.0', values), make });
		await page.getByRole('button', { name: 'Remove the Mask of kept.png' }).press('Enter');
		await page.locator('#field-mask:focus').waitFor();
	});

	it('goes to another colour, and to the palettes after the last', async () => {
		const { page } = await open({
			state: filledIn('generate/3.0', { colorPalette: ['#aa3311', '#2255cc', '#22aa22'] }),
		});
		await page.getByRole('button', { name: 'Remove Color 1' }).press('Enter');
		await page.getByLabel('Color 3', { exact: true }).waitFor({ state: 'detached' });
		await page.locator('[aria-label="Remove Color 1"]:focus').waitFor();
		await page.getByRole('button', { name: 'Remove Color 2' }).press('Enter');
		await page.locator('[aria-label="Color 1"]:focus').waitFor();
		await page.getByRole('button', { name: 'Remove Color 1' }).press('Enter');
		await page.locator('[name="field-colorPalette"]:checked:focus').waitFor();
	});

	it('goes back to the button that showed the expanded prompt', async () => {
		const { page } = await open({ state: filledIn('generate/4.0', { prompt: 'A fox' }, false) });
		await page.getByRole('button', { name: 'Show Expanded Prompt' }).click();
		await page.getByRole('button', { name: 'Hide Expanded Prompt' }).press('Enter');
		await page.locator('#expand-prompt:focus').waitFor();
	});

	it('goes to the tab in front when a message is closed', async () => {
		const { page } = await open({ state: filledIn('generate/3.0', { prompt: 'A fox' }) });
		// In a form with places for it of which none is the usual one.
		await page.evaluate(`{
			const clipboardData = new DataTransfer();
			clipboardData.items.add(new File(['png'], 'clipboard.png', { type: 'image/png' }));
			document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
		}`);
		await page.getByRole('button', { name: 'Close Message' }).press('Enter');
		await page.locator('#tab-make:focus').waitFor();
	});

	it('goes to the search box when search or filters are cleared, which stays there all the while', async () => {
		const entries = [0, 1].map((index) => sampleEntry(index));
		const { page } = await openPanel(browser, { records: createFakeRecords({ entries }) });
		const box = page.getByRole('searchbox', { name: 'Search prompts' });
		const isFocused = () => page.locator('.filters .search:focus').waitFor();
		await box.fill('zebra');
		await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
		await page.getByRole('button', { name: 'Clear Search' }).press('Enter');
		await isFocused();
		await page.locator('.card').first().waitFor();
		await isFocused();
		await box.fill('zebra');
		await page.getByRole('button', { name: 'Clear Filters' }).press('Enter');
		await isFocused();
		await page.locator('.card').first().waitFor();
		await isFocused();
	});
});
