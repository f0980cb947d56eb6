import assert from 'node:assert/strict';
import { type Browser, openBrowser, openPanel } from './rig.ts';

describe('The welcome of the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const open = (newcomer: boolean, view: 'make' | 'history' = 'make') =>
		openPanel(browser, { newcomer, state: { view } });

	it('leads to the sandbox in one click, goes then, and says what is on', async () => {
		const { page, done } = await open(true);
		await page.getByRole('button', { name: 'Try the Sandbox' }).press('Enter');
		await page.locator('.welcome').waitFor({ state: 'detached' });
		assert.deepEqual(done, ['sandbox']);
		await page.locator('.announced', { hasText: 'nothing costs money' }).waitFor({ state: 'attached' });
		assert.equal(await page.evaluate('document.activeElement.id'), 'tab-make');
	});

	it('asks for a key, and goes once that is there', async () => {
		const { page, done } = await open(true);
		await page.getByRole('button', { name: 'Set API Key…' }).click();
		await page.locator('.welcome').waitFor({ state: 'detached' });
		assert.deepEqual(done, ['key']);
	});

	it('is above Make alone', async () => {
		const { page } = await open(true, 'history');
		await page.locator('#view-history h2').waitFor();
		assert.equal(await page.locator('.welcome').count(), 0);
		await page.getByRole('tab', { name: 'Make' }).click();
		await page.locator('.welcome').waitFor();
	});

	it('is not for those who have a key', async () => {
		const { page } = await open(false);
		await page.locator('#make-reason:not(:empty)').waitFor();
		assert.equal(await page.locator('.welcome').count(), 0);
	});
});
