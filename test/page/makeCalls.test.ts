import assert from 'node:assert/strict';
import { waitFor } from '../ui/wait.ts';
import { createFakeRecords } from './fakeRecords.ts';
import { filledIn, makeIn } from './makeRig.ts';
import { type Browser, openBrowser } from './rig.ts';
import { sampleEntry } from './samples.ts';

describe('Make in the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const { open, price, isReady } = makeIn(() => browser);

	it('makes what is filled in, once, by keyboard alone', async () => {
		const { page, make } = await open();
		await page.locator('#field-prompt:focus').waitFor();
		await page.keyboard.type('A fox');
		await isReady();
		await page.keyboard.press('Control+Enter');
		await page.locator('.made', { hasText: 'making 1 image since' }).waitFor();
		assert.deepEqual(
			make.jobs.map(({ operation, input }) => [operation, input]),
			[['generate/3.0', { prompt: 'A fox' }]],
		);
	});

	it('makes nothing at another price than the one on the screen', async () => {
		const { page, make } = await open({ state: filledIn('generate/3.0', { prompt: 'A fox' }, false) });
		await isReady();
		await page.evaluate(`{
			document.querySelector('input[name="field-renderingSpeed"][value=QUALITY]').click();
			document.querySelector('.make-button').click();
		}`);
		await price('$0.09');
		await page.locator('.announced', { hasText: 'The price is $0.09 now.' }).waitFor({ state: 'attached' });
		assert.equal(make.jobs.length, 0);
	});

	it('shows results as they come, withheld ones as such, and does with each what History does', async () => {
		const records = createFakeRecords({});
		const { page, make, done, send } = await open({
			records,
			state: filledIn('generate/3.0', { prompt: 'A fox', numImages: 3 }, false),
		});
		await isReady();
		await page.locator('.make-button').click();
		await page.locator('.made', { hasText: 'making 3 images since' }).waitFor();
		records.states.set('made-0', 'charged');
		const none = { file: null, bytes: null, sha256: null };
		const entry = (position: number, changed = {}) =>
			sampleEntry(position, { callId: 'made-0', position, prompt: 'A fox', ...changed });
		records.entries = [
			entry(0),
			entry(1, { ...none, state: 'pending' }),
			entry(2, { ...none, state: 'withheld' }),
		];
		await send({ kind: 'changed', what: 'history' });
		await page.locator('.result img').waitFor();
		await page.locator('.result', { hasText: 'arriving' }).waitFor();
		await page.locator('.result', { hasText: 'withheld, charged' }).waitFor();
		records.entries = [entry(0), entry(1), entry(2, { ...none, state: 'withheld' })];
		make.jobs[0]?.finish({});
		await page.getByText('$0.18 charged').first().waitFor();
		const first = page.locator('.result').first();
		await first.getByRole('button', { name: 'Insert' }).click();
		await first.getByRole('button', { name: 'More Actions…' }).click();
		await page.getByRole('menuitem', { name: 'Copy Seed' }).click();
		await waitFor('both', () => done.length === 2);
		assert.deepEqual(done, ['insert made-0', 'copy 1234567']);
		await first.getByRole('button', { name: 'Use as Input' }).click();
		await page.locator('.chosen', { hasText: 'result.png' }).waitFor();
		assert.equal(await page.locator('#make-job').inputValue(), 'remix');
		await page.getByRole('button', { name: 'Remove from Results: A fox' }).click();
		await page.locator('.made').waitFor({ state: 'detached' });
		assert.deepEqual(make.kept(), []);
		assert.equal(records.entries.length, 3, 'History keeps them');
	});

	it('says what went wrong, and that it may have been charged', async () => {
		const records = createFakeRecords({});
		const { page, make } = await open({
			records,
			state: filledIn('generate/3.0', { prompt: 'A fox' }, false),
		});
		await isReady();
		await page.locator('.make-button').click();
		await page.locator('.made').waitFor();
		records.states.set('made-0', 'unknown');
		make.jobs[0]?.fail(new Error('No answer came: see Spending.'));
		await page.locator('.made-message', { hasText: 'No answer came: see Spending.' }).waitFor();
		await page.getByText('$0.06 may have been charged').first().waitFor();
		await page.locator('.announced', { hasText: 'may have been charged' }).waitFor({ state: 'attached' });
	});

	it('runs several calls at once, and stops waiting for one or cancels it', async () => {
		const records = createFakeRecords({});
		const { page, make, send } = await open({
			records,
			state: filledIn('generate/3.0', { prompt: 'A fox' }, false),
		});
		await isReady();
		for (const index of [0, 1]) {
			await page.locator('.make-button[aria-disabled=false]').click();
			await page.locator('.made').nth(index).waitFor();
		}
		records.states.set('made-1', 'queued');
		await send({ kind: 'changed', what: 'make' });
		await page.locator('.made', { hasText: 'waiting for a free place since' }).waitFor();
		await page.getByRole('button', { name: 'Cancel' }).click();
		await waitFor('one call', async () => (await page.locator('.made').count()) === 1);
		assert.equal(make.jobs[1]?.cancelled, true);
		await page.getByRole('button', { name: 'Stop Waiting' }).click();
		await page.locator('.made').waitFor({ state: 'detached' });
		await page.locator('.announced', { hasText: 'It goes on' }).waitFor({ state: 'attached' });
		assert.equal(make.jobs[0]?.cancelled, false);
	});

	it('tells those who hear the page of calls, of all at once and with History in front too', async () => {
		const records = createFakeRecords({});
		const { page, send } = await open({
			records,
			state: filledIn('generate/3.0', { prompt: 'A fox' }, false),
		});
		const told = (text: RegExp) =>
			page.locator('.announced', { hasText: text }).waitFor({ state: 'attached' });
		await isReady();
		for (const index of [0, 1]) {
			await page.locator('.make-button[aria-disabled=false]').click();
			await page.locator('.made').nth(index).waitFor();
		}
		await told(/making 1 image since/);
		records.states.set('made-1', 'queued');
		await send({ kind: 'changed', what: 'make' });
		await told(/waiting for a free place since/);
		await page.getByRole('tab', { name: 'History' }).click();
		await page.locator('#view-history h2').waitFor();
		records.states.set('made-0', 'unknown');
		records.states.set('made-1', 'not-charged');
		await send({ kind: 'changed', what: 'make' });
		await told(/Generate 3\.0 · not charged\..*Generate 3\.0 · \$0\.06 may have been charged\./);
	});

	it('has a call in sight once it is begun, beside a form of any length', async () => {
		const { page } = await open({
			width: 1200,
			height: 500,
			state: filledIn('generate/3.0', { prompt: 'A fox' }),
		});
		await isReady();
		await page.locator('#field-negativePrompt').scrollIntoViewIfNeeded();
		const top = () => page.evaluate<number>("document.querySelector('.view.make .scroller').scrollTop");
		const before = await top();
		assert.ok(before > 0);
		await page.locator('.make-button').press('Enter');
		await page.getByRole('button', { name: 'Stop Waiting' }).waitFor();
		await waitFor('the call in sight', () => inSight('.made'));
		assert.equal(await top(), before, 'the form stays where it is');
		assert.equal(await page.locator('.make-button:focus').count(), 1);
		assert.equal(await page.getByRole('button', { name: '1 under way' }).count(), 0);
	});

	it('leads to what is under way from the bar with the button, where that is below the form', async () => {
		const { page } = await open({
			width: 300,
			height: 500,
			state: filledIn('generate/3.0', { prompt: 'A fox' }),
		});
		await isReady();
		await page.locator('.make-button').press('Enter');
		const link = page.getByRole('button', { name: '1 under way' });
		await link.waitFor();
		assert.ok(await inSight('.under-way'));
		assert.equal(await inSight('.made'), false);
		await link.press('Enter');
		await page.locator('.made:focus').waitFor();
		await waitFor('the call in sight', () => inSight('.made'));
	});

	it('shows results as large as there is room for', async () => {
		for (const [count, least] of [
			[1, 400],
			[2, 260],
			[4, 200],
		] as const) {
			for (const width of [300, 1200]) {
				const records = createFakeRecords({
					entries: Array.from({ length: count }, (_, position) =>
						sampleEntry(position, { callId: 'made', position }),
					),
				});
				records.states.set('made', 'charged');
				const call = {
					callId: 'made',
					operation: 'generate/3.0',
					prompt: 'A fox',
					images: count,
					amount: 60_000,
					sandbox: false,
					started: 0,
				};
				const { page } = await open({ width, records, make: { kept: [call] } });
				await page
					.locator('.result')
					.nth(count - 1)
					.waitFor();
				const boxes = await Promise.all(
					(await page.locator('.result').all()).map((one) => one.boundingBox()),
				);
				for (const box of boxes) {
					assert.ok(box);
					assert.ok(width === 300 ? box.x >= 0 && box.x + box.width <= 300 : box.width >= least);
				}
			}
		}
	});

	/** Wholly, in the part of the page that scrolls. */
	function inSight(selector: string): Promise<boolean> {
		return browser.page.evaluate<boolean>(`{
			const { top, bottom } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
			const frame = document.querySelector('.view.make .scroller').getBoundingClientRect();
			top >= frame.top - 1 && bottom <= frame.bottom + 1;
		}`);
	}
});
