import assert from 'node:assert/strict';
import { waitFor } from '../ui/wait.ts';
import { createFakeRecords } from './fakeRecords.ts';
import { type Browser, openBrowser, openPanel, type PanelOptions } from './rig.ts';
import { sampleReport } from './samples.ts';

describe('Spending in the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const open = async (options: PanelOptions = {}) => {
		const rig = await openPanel(browser, {
			records: createFakeRecords({ report: sampleReport }),
			state: { view: 'spending' },
			...options,
		});
		await rig.page.locator('#view-spending .amount').first().waitFor();
		return rig;
	};

	it('is reached from the other tab by the arrow keys', async () => {
		const { page, kept } = await openPanel(browser, {});
		await page.getByRole('tab', { name: 'History' }).focus();
		await page.keyboard.press('ArrowRight');
		await page.getByRole('tabpanel', { name: 'Spending' }).locator('.amount').first().waitFor();
		assert.equal(await page.evaluate('document.activeElement.textContent'), 'Spending');
		assert.equal(await page.getByRole('tab', { name: 'Spending' }).getAttribute('aria-selected'), 'true');
		await waitFor('the view to be kept', () => kept()?.view === 'spending');
		await page.keyboard.press('ArrowRight');
		await page.getByRole('tabpanel', { name: 'Make' }).waitFor();
	});

	it('says what the month has cost, what of it is not sure, and what is left of each limit', async () => {
		const { page } = await open();
		const tiles = await page.locator('.tile').allInnerTexts();
		assert.match(
			tiles[0] ?? '',
			/Spent in November 2026\s+\$18.57[\s\S]*297 images[\s\S]*\$0.15 of it may have been charged/,
		);
		assert.match(tiles[1] ?? '', /Today\s+\$1.86 of \$10.00\s+\$8.14 left/);
		assert.match(tiles[2] ?? '', /Agents Today\s+\$1.70 of \$2.00/);
		assert.match(tiles[3] ?? '', /This Month\s+\$18.57 of \$20.00/);
		const meter = page.getByRole('meter', { name: 'Today', exact: true });
		assert.equal(await meter.getAttribute('aria-valuetext'), '$1.86 of $10.00');
		await page.getByRole('button', { name: '$0.15 of it may have been charged' }).click();
		assert.equal(await page.evaluate('document.activeElement.textContent'), 'May Have Been Charged');
	});

	it('shows only the limits that there are', async () => {
		const { page } = await open({ context: { caps: {} } });
		assert.deepEqual(await page.locator('.tile h2').allInnerTexts(), ['Spent in November 2026', 'Today']);
		assert.equal(await page.getByRole('meter').count(), 0);
	});

	it('goes through the days by keys and by the mouse, and shows the same as a table', async () => {
		const { page } = await open();
		const readout = page.locator('.readout');
		assert.match(
			await readout.innerText(),
			/^November 24: \$1.86, of which \$0.06 may have been charged; 30 images$/,
		);
		const chart = page.getByRole('listbox', { name: 'Spending by day, November 2026' });
		assert.equal(await chart.getByRole('option').count(), 30);
		await chart.getByRole('option', { selected: true }).focus();
		await page.keyboard.press('ArrowLeft');
		assert.match(await readout.innerText(), /^November 23: \$1.50; 25 images$/);
		await page.keyboard.press('Home');
		assert.equal(await readout.innerText(), 'November 1: nothing spent');
		await chart.getByRole('option').nth(8).hover();
		assert.match(await readout.innerText(), /^November 9: \$3.06;/);
		await page.getByRole('button', { name: 'Show as Table' }).click();
		const table = page.getByRole('table', { name: 'By Day' });
		assert.equal(await table.getByRole('row').count(), 1 + sampleReport.days.length);
		assert.match(await table.innerText(), /November 24\s+30\s+\$1.80\s+\$0.06/);
		await page.getByRole('button', { name: 'Hide Table' }).click();
		assert.equal(await table.count(), 0);
	});

	it('adds up by operation, model and workspace, dearest first', async () => {
		const { page } = await open();
		const names = (table: string) =>
			page.getByRole('table', { name: table }).locator('tbody th').allInnerTexts();
		assert.deepEqual(await names('By Job'), ['Generate', 'Remix', 'Remove Background', 'Describe']);
		assert.deepEqual(await names('By Model'), ['4.0', '3.0', 'no model']);
		assert.deepEqual(await names('By Workspace'), ['acme-website', 'fernway', 'no workspace']);
		assert.match(
			await page.getByRole('table', { name: 'By Job' }).innerText(),
			/Generate\s+235\s+\$14.10\s+\$0.15/,
		);
	});

	it('marks a call as not charged, says so, and takes it back', async () => {
		const { page, records } = await open();
		const first = page.locator('.calls li').first();
		await first.getByRole('button', { name: /^Mark as Not Charged/ }).focus();
		await page.keyboard.press('Enter');
		await first.getByText('marked as not charged').waitFor();
		assert.equal((await page.locator('.announced').innerText()).trim(), 'Marked as not charged');
		assert.equal(records.report.unsettled[0]?.state, 'marked');
		assert.match((await page.evaluate('document.activeElement.textContent')) as string, /Undo/);
		await page.keyboard.press('Enter');
		await first.getByText('marked as not charged').waitFor({ state: 'detached' });
		assert.equal(records.report.unsettled[0]?.state, 'unknown');
	});

	it('lists what was withheld, and gives the reasons for what is unsettled', async () => {
		const { page } = await open();
		const lists = await page.locator('.calls').allInnerTexts();
		assert.match(lists[0] ?? '', /The window closed before an answer came\.[\s\S]*Ideogram answered 503/);
		assert.match(lists[1] ?? '', /Withheld[\s\S]*Portrait of an owl[\s\S]*\$0.06\s+1 of 4 images/);
	});

	it('gives no reason where that was cleared with History', async () => {
		const unsettled = sampleReport.unsettled.map((call) => ({ ...call, prompt: '', message: '' }));
		const records = createFakeRecords({ report: { ...sampleReport, unsettled } });
		const { page } = await open({ records });
		const [list = ''] = await page.locator('.calls').allInnerTexts();
		assert.match(list, /Mark as Not Charged/);
		assert.doesNotMatch(list, /before an answer came\./);
	});

	it('goes from month to month', async () => {
		const { page, kept } = await open();
		await page.getByRole('button', { name: 'Earlier Month' }).click();
		await page.getByRole('heading', { name: 'Spent in October 2026' }).waitFor();
		await page.getByText('Nothing was spent in October 2026.').waitFor();
		await waitFor('the month to be kept', () => kept()?.spending.month === '2026-10');
		await page.getByRole('combobox', { name: 'Month' }).click();
		await page.getByRole('option', { name: 'November 2026' }).click();
		await page.getByRole('heading', { name: 'Spent in November 2026' }).waitFor();
		assert.ok(await page.getByRole('button', { name: 'Later Month' }).isDisabled());
	});

	it('says whose figures these are, and what they rest on', async () => {
		const { page } = await open();
		assert.deepEqual(await page.locator('.notes li').allInnerTexts(), [
			'These figures are of this computer, maple, only.',
			'A discount of 10 % is in force.',
			'The price of Upscale was last confirmed on 2 March 2026.',
		]);
		const remote = await open({ context: { remote: true, overrides: [], oldPrices: [] } });
		assert.deepEqual(await remote.page.locator('.notes li').allInnerTexts(), [
			'These figures are of the remote computer maple only.',
		]);
	});

	it('has the whole ledger written to a file', async () => {
		const { page, done } = await open();
		await page.getByRole('button', { name: 'Export to CSV…' }).click();
		await waitFor('the export', () => done.length > 0);
		assert.deepEqual(done, ['export']);
	});

	it('takes in what changes without losing scroll or focus', async () => {
		const { page, records, send } = await open({ height: 500 });
		const undo = page.getByRole('button', { name: /^Undo/ });
		await undo.focus();
		const scrolled = await page.evaluate(`document.querySelector('.spending .scroller').scrollTop`);
		assert.ok((scrolled as number) > 0);
		records.report = { ...records.report, total: { ...records.report.total, charged: 99_000_000 } };
		await send({ kind: 'changed', what: 'spending' });
		await page.locator('.amount', { hasText: '$99.15' }).waitFor({ state: 'attached' });
		assert.equal(await page.evaluate(`document.querySelector('.spending .scroller').scrollTop`), scrolled);
		assert.equal(await page.evaluate('document.activeElement.textContent'), 'Undo');
	});
});
