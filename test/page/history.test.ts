import assert from 'node:assert/strict';
import { waitFor } from '../ui/wait.ts';
import { createFakeRecords } from './fakeRecords.ts';
import { openHistory } from './historyRig.ts';
import { type Browser, openBrowser, type PanelOptions } from './rig.ts';
import { sampleEntries, sampleEntry } from './samples.ts';

describe('History in the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const open = (options: PanelOptions = {}) => openHistory(browser, options);
	/** So many images, all saved. */
	const images = (count: number) =>
		createFakeRecords({ entries: Array.from({ length: count }, (_, index) => sampleEntry(index)) });

	it('holds 5,000 entries with as few elements as 100, and gets from the first to the last', async () => {
		const { card, nodes, page, text, complaints } = await open({ records: images(100) });
		await card(0).locator('img').waitFor();
		const few = await nodes();
		const many = await open({ records: images(5_000) });
		await card(0).locator('img').waitFor();
		assert.equal(await text('.count'), '5,000 entries');
		for (const share of [0.3, 0.55, 1]) {
			await many.scrollTo(`s.scrollHeight * ${share}`);
			await page.locator('.history .card img').first().waitFor();
			assert.ok((await nodes()) < few * 2, `${await nodes()} elements, ${few} with 100 entries`);
		}
		await card(4_999).waitFor();
		assert.equal(many.records.queries.at(-1)?.limit, 200);
		assert.deepEqual(complaints, []);
	});

	it('finds by the words of the prompt as they are typed, and says how many', async () => {
		const { page, text, records } = await open({ records: images(80) });
		await page.getByRole('searchbox', { name: 'Search prompts' }).pressSequentially('owl spect');
		// There are as many owls as owls with spectacles.
		await waitFor('all of the words', () => records.queries.at(-1)?.words === 'owl spect');
		await page.locator('.count', { hasText: /^\s*7 found\s*$/ }).waitFor();
		// A trailing space lets the same sentence be read out again.
		assert.equal((await text('.announced')).trim(), '7 found');
		for (const prompt of await page.locator('.card .prompt').allInnerTexts()) {
			assert.match(prompt, /owl/);
		}
		await page.getByRole('button', { name: 'Clear Search' }).click();
		await page.locator('.count', { hasText: /^\s*80 entries\s*$/ }).waitFor();
	});

	it('filters by operation, model and workspace, and clears the filters where they leave nothing', async () => {
		const { page, text, records } = await open({ records: images(60) });
		const choose = async (filter: string, choice: string) => {
			await page.getByRole('combobox', { name: filter }).click();
			await page.getByRole('option', { name: choice, exact: true }).click();
		};
		await choose('Job', 'Generate 4.0');
		await page.locator('.count', { hasText: /^\s*20 found\s*$/ }).waitFor();
		await choose('Workspace', 'fernway');
		await page.locator('.count', { hasText: /^\s*10 found\s*$/ }).waitFor();
		await choose('Model', '3.0');
		await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
		const { operation, workspace, model } = records.queries.at(-1) ?? {};
		assert.deepEqual([operation, workspace, model], ['generate/4.0', 'fernway', '3.0']);
		await page.getByRole('button', { name: 'Clear Filters' }).click();
		await page.locator('.count', { hasText: /^\s*60 entries\s*$/ }).waitFor();
		assert.equal(await page.getByRole('combobox', { name: 'Model' }).innerText(), 'All Models');
		assert.equal(await text('.count'), '60 entries');
	});

	it('says of each entry what it is, and offers only what can be done with it', async () => {
		const { card, page } = await open({ records: createFakeRecords({ entries: sampleEntries(20) }) });
		const menuOf = async (index: number) => {
			await card(index).getByRole('button', { name: 'More Actions…' }).click();
			const items = await page.getByRole('menuitem').allInnerTexts();
			await page.keyboard.press('Escape');
			return items.map((item) => item.split('\n')[0]);
		};
		await card(1).locator('img').waitFor();
		assert.match(await card(0).innerText(), /arriving/);
		assert.match(await card(2).innerText(), /curled up in a bed of orange leaves/);
		assert.match(await card(3).innerText(), /withheld, charged/);
		assert.match(await card(6).innerText(), /could not be fetched[\s\S]*sandbox/);
		assert.match(
			await card(1).innerText(),
			/Isometric[\s\S]*Generate · 4.0[\s\S]*1536 × 864 · 901 kB\s+acme-website · seed 1234568/,
		);
		assert.match(await card(5).innerText(), /^Remove Background/);
		assert.deepEqual(await menuOf(0), ['Copy Prompt', 'Copy Seed', 'Generate Again with the Same Seed']);
		assert.deepEqual(await menuOf(1), [
			'Insert',
			'Save As…',
			'Use as Input',
			'Compare With…',
			'Open File',
			'Remix…',
			'Upscale…',
			'Remove Background…',
			'Describe…',
			'Copy Prompt',
			'Copy Seed',
			'Generate Again with the Same Seed',
			'Delete',
		]);
		assert.deepEqual(await menuOf(2), ['Insert', 'Show Text', 'Copy Text', 'Delete']);
		assert.deepEqual(await menuOf(3), [
			'Copy Prompt',
			'Copy Seed',
			'Generate Again with the Same Seed',
			'Delete',
		]);
	});

	it('goes by the arrow keys, inserts with Enter, deletes with Delete, and keeps the focus', async () => {
		const { card, page, done, focused, records } = await open({ records: images(50), width: 1000 });
		await card(0).locator('img').waitFor();
		await card(0).focus();
		const columns = Number(await page.getByRole('grid').getAttribute('aria-colcount'));
		assert.ok(columns >= 3);
		for (const [key, at] of [
			['ArrowRight', 1],
			['ArrowDown', 1 + columns],
			['ArrowLeft', columns],
			['ArrowUp', 0],
			['ArrowLeft', 0],
			['ArrowUp', 0],
			['End', 49],
			['ArrowRight', 49],
			['Home', 0],
			['ArrowRight', 1],
		] as const) {
			await page.keyboard.press(key);
			await page.locator(`.card[data-index="${at}"]:focus`).waitFor();
		}
		await page.keyboard.press('Enter');
		await page.keyboard.press('Delete');
		await page.locator('.count', { hasText: /^\s*49 entries\s*$/ }).waitFor();
		assert.deepEqual(done, ['insert call-1', 'confirm Delete this image from History?']);
		assert.ok(!records.entries.some(({ callId }) => callId === 'call-1'));
		await page.locator('.card[data-index="1"]:focus').waitFor();
		await page.keyboard.press('Tab');
		assert.equal(await focused(), 'insert');
		await page.keyboard.press('Enter');
		await page.keyboard.press('Escape');
		assert.equal(await focused(), '1');
		await waitFor('the insertion', () => done.at(-1) === 'insert call-2');
	});

	it('opens its menu by the menu key, goes through it by keys, and gives the focus back', async () => {
		const { card, page, done, focused } = await open({ records: images(9) });
		await card(2).focus();
		for (const key of ['ContextMenu', 'Shift+F10']) {
			await page.keyboard.press(key);
			await page.getByRole('menu').waitFor();
			assert.match(await focused(), /^Insert/);
			await page.keyboard.press('Escape');
			await page.getByRole('menu').waitFor({ state: 'detached' });
			assert.equal(await focused(), '2');
		}
		await page.keyboard.press('Shift+F10');
		await page.keyboard.press('End');
		assert.match(await focused(), /^Delete/);
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('c');
		assert.match(await focused(), /^Compare With/);
		await page.keyboard.press('c');
		assert.match(await focused(), /^Copy Prompt/);
		await page.keyboard.press('Enter');
		await page.locator('.announced', { hasText: 'Prompt copied' }).waitFor();
		assert.equal(await focused(), '2');
		assert.match(done.join(), /^copy Logo for a bakery/);
	});

	it('takes in what is new without losing scroll, focus or an open menu', async () => {
		const { card, page, records, send, focused, scrollTo } = await open({ records: images(300) });
		await card(0).locator('img').waitFor();
		await scrollTo('5000');
		const inSight = page.locator('.history .card .prompt');
		await card(60).focus();
		const label = await card(60).getAttribute('aria-labelledby');
		const place = async () => (await page.locator(`[aria-labelledby="${label}"]`).boundingBox())?.y;
		await page.keyboard.press('Shift+F10');
		await page.getByRole('menuitem', { name: 'Open File' }).waitFor();
		const before = await place();
		const columns = Number(await page.getByRole('grid').getAttribute('aria-colcount'));
		// As many as a row has: everything moves down by exactly one.
		records.entries.unshift(
			...Array.from({ length: columns }, (_, index) => sampleEntry(1_000 + index, { prompt: 'brand new' })),
		);
		await send({ kind: 'changed', what: 'history' });
		await page.locator('.count', { hasText: `${300 + columns} entries` }).waitFor();
		await page.getByRole('menuitem', { name: 'Open File' }).waitFor();
		assert.match(await focused(), /^Insert/);
		await page.keyboard.press('Escape');
		assert.equal(await focused(), String(60 + columns));
		assert.equal(await place(), before);
		assert.ok((await inSight.count()) > 0);
	});

	it('shows what is new where one is at the top', async () => {
		const { card, page, records, send } = await open({ records: images(40) });
		await card(0).locator('img').waitFor();
		records.entries.unshift(sampleEntry(1_000, { prompt: 'brand new' }));
		await send({ kind: 'changed', what: 'history' });
		await page.locator('.count', { hasText: /^\s*41 entries\s*$/ }).waitFor();
		assert.match(await card(0).innerText(), /brand new/);
	});

	it('comes back as it was after a reload: view, filters and place', async () => {
		const { card, page, kept } = await open({ records: images(400) });
		await card(0).locator('img').waitFor();
		await page.getByRole('searchbox', { name: 'Search prompts' }).fill('a');
		await page.locator('.count', { hasText: 'found' }).waitFor();
		const count = await page.locator('.count').innerText();
		await page.evaluate(`document.querySelector('.history .scroller').scrollTop = 4000`);
		await waitFor('the place to be kept', () => kept()?.history.scroll === 4000);
		await page.reload();
		await page.locator('.count', { hasText: count }).waitFor();
		await waitFor(
			'the place to be found again',
			async () => (await page.evaluate(`document.querySelector('.history .scroller').scrollTop`)) === 4000,
		);
		assert.equal(await page.getByRole('searchbox', { name: 'Search prompts' }).inputValue(), 'a');
	});

	it('asks before all is deleted, and says how much it is', async () => {
		const { page, done } = await open({ records: createFakeRecords({ entries: sampleEntries(220) }) });
		await page.getByRole('button', { name: 'Clear All…' }).click();
		await page.locator('.count', { hasText: '1 entry' }).waitFor();
		assert.deepEqual(done, ['confirm Delete 216 images and 1 text, 224 MB?']);
	});

	it('leads to what replaced files held', async () => {
		const { card, page, done } = await open({ records: images(3) });
		await card(0).waitFor();
		await page.getByRole('button', { name: 'Revert Replacement…' }).press('Enter');
		await waitFor('the list', () => done.includes('revert'));
	});

	it('puts a placeholder where a picture cannot be shown', async () => {
		const { card } = await open({ records: images(3), brokenPictures: true });
		await card(1).getByText('no preview').waitFor();
	});

	it('says of an image that it is too large to show', async () => {
		const entries = [sampleEntry(0, { width: 100_000, height: 100_000 })];
		const { card } = await open({ records: createFakeRecords({ entries }) });
		await card(0).getByText('too large to show').waitFor();
	});

	it('tells what went wrong in a sentence that can be closed, and goes on', async () => {
		const records = images(10);
		const { page, card } = await open({
			records: {
				...records,
				historyFacets: async () => {
					throw new Error('The store is from a newer version: reload the window.');
				},
			},
		});
		await page
			.getByRole('alert')
			.getByText('The store is from a newer version: reload the window.')
			.waitFor();
		await card(0).locator('img').waitFor();
		await page.getByRole('button', { name: 'Close Message' }).click();
		assert.equal(await page.getByRole('alert').count(), 0);
	});

	it('looks for what has changed while Spending was in front', async () => {
		const { card, page, records, send } = await open({ records: images(10) });
		await card(0).locator('img').waitFor();
		await page.getByRole('tab', { name: 'Spending' }).click();
		await page.locator('.amount').first().waitFor();
		records.entries.unshift(sampleEntry(1_000, { prompt: 'brand new' }));
		await send({ kind: 'changed', what: 'history' });
		await page.getByRole('tab', { name: 'History' }).click();
		await card(0).getByText('brand new').waitFor();
	});

	it("speaks the editor's language", async () => {
		const { page } = await open({
			strings: { History: 'Verlauf', 'Nothing here yet': 'Noch nichts hier' },
		});
		await page.getByRole('tab', { name: 'Verlauf' }).waitFor();
		await page.getByRole('heading', { name: 'Noch nichts hier' }).waitFor();
	});
});
