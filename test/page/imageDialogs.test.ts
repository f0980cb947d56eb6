import assert from 'node:assert/strict';
import { waitFor } from '../ui/wait.ts';
import type { FakeImagesOptions } from './fakeImages.ts';
import { createFakeRecords } from './fakeRecords.ts';
import { type Browser, openBrowser, openPanel, type PanelOptions } from './rig.ts';
import { sampleEntry } from './samples.ts';

describe('An image of History', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const open = async (images: FakeImagesOptions = {}, options: PanelOptions = {}) => {
		const entries = Array.from({ length: 9 }, (_, index) => sampleEntry(index));
		const rig = await openPanel(browser, { records: createFakeRecords({ entries }), images, ...options });
		const { page } = rig;
		const card = (index: number) => page.locator(`[role=gridcell][data-index="${index}"]`);
		await card(0).locator('img').waitFor();
		const menu = async (index: number, action: string) => {
			await card(index).focus();
			await page.keyboard.press('Shift+F10');
			await page.getByRole('menuitem', { name: action }).press('Enter');
		};
		const isCardFocused = (index: number) =>
			page.locator(`[role=gridcell][data-index="${index}"]:focus`).waitFor();
		const isFocused = (selector: string) => page.locator(`${selector}:focus`).waitFor();
		return { ...rig, card, menu, isFocused, isCardFocused, dialog: page.getByRole('dialog') };
	};

	describe('saved as another file', () => {
		it('says its size before, and is written in the format, width and quality that were chosen', async () => {
			const { dialog, isCardFocused, menu, done, page, complaints } = await open();
			await menu(0, 'Save As…');
			await dialog.getByText('256 × 256 · 5.9 MB · as it is').waitFor();
			assert.equal(await dialog.getByLabel('Quality').count(), 0, 'PNG loses nothing');
			await page.keyboard.press('ArrowRight');
			await dialog.getByRole('radio', { name: 'WebP' }).and(page.locator(':checked')).waitFor();
			await dialog.getByLabel('Width').fill('100');
			await dialog.getByText('× 100 pixels').waitFor();
			await dialog.getByLabel('Quality').fill('50');
			await dialog.getByText('100 × 100 · 500 kB').waitFor();
			await dialog.getByRole('button', { name: 'Save As…' }).click();
			await dialog.waitFor({ state: 'detached' });
			assert.equal(done.at(-1), 'save call-0 webp 100 50');
			await page.locator('.announced', { hasText: 'Saved as fox.webp' }).waitFor({ state: 'attached' });
			await isCardFocused(0);
			assert.deepEqual(complaints, []);
		});

		it('is never made larger than it is', async () => {
			const { dialog, menu, done, page, isFocused } = await open();
			await menu(0, 'Save As…');
			for (const [width, sentence] of [
				['257', 'At most 256 pixels: to make it larger, upscale it.'],
				['0', 'Type a width in whole pixels.'],
				['', 'Type a width in whole pixels.'],
				['1.5', 'Type a width in whole pixels.'],
			] as const) {
				await dialog.getByLabel('Width').fill(width);
				await dialog.getByText(sentence).waitFor();
				await dialog.getByRole('button', { name: 'Save As…' }).press('Enter');
				await isFocused('#save-width');
				await page.keyboard.press('Enter');
			}
			assert.deepEqual(
				done.filter((what) => what.startsWith('save')),
				[],
			);
		});

		it('is said to lose its transparency as a JPEG, and only then', async () => {
			const { dialog, menu } = await open({ transparent: true });
			const note = dialog.getByText('JPEG has no transparency');
			await menu(0, 'Save As…');
			await dialog.getByText('as it is').waitFor();
			assert.equal(await note.count(), 0);
			await dialog.getByRole('radio', { name: 'JPEG' }).check();
			await note.waitFor();
			await dialog.getByRole('radio', { name: 'WebP' }).check();
			await note.waitFor({ state: 'detached' });
		});

		it('stays to be chosen where the person leaves the place, and says what went wrong', async () => {
			const left = await open({ declines: true });
			await left.menu(0, 'Save As…');
			await left.dialog.getByRole('button', { name: 'Save As…' }).click();
			await waitFor('the question', () => left.done.some((what) => what.startsWith('save call-0')));
			// The answer comes to the page a moment after the question to here.
			await left.page.evaluate('new Promise((done) => setTimeout(done, 300))');
			assert.ok(await left.dialog.isVisible());
			const failing = await open({ fails: new Error('The image is damaged.') });
			await failing.menu(0, 'Save As…');
			await failing.dialog.getByText('The image is damaged.').waitFor();
			await failing.page.keyboard.press('Escape');
			await failing.dialog.waitFor({ state: 'detached' });
			await failing.isCardFocused(0);
		});
	});

	describe('compared with another', () => {
		const inputs = [
			{ name: 'photo.png', file: '/store/images/2026/2.png', sha256: 'ab', width: 170, height: 256 },
		];
		const clip = (of: string) => `document.querySelector('.compare-stage img[alt^=${of}]').style.clipPath`;

		it('lies over its input, which is known, with a divider that keys move', async () => {
			const { dialog, menu, page, isCardFocused, complaints } = await open({ inputs });
			await menu(0, 'Compare With…');
			await dialog.getByRole('img', { name: 'Left: Input: photo.png' }).waitFor();
			await dialog.getByRole('img', { name: /^Right: A red fox/ }).waitFor();
			await dialog.getByText('170 × 256').waitFor();
			await dialog.getByText('256 × 256').waitFor();
			const divider = dialog.getByRole('slider', { name: 'Divider between left and right' });
			await divider.focus();
			for (const [key, at] of [
				['ArrowRight', '51'],
				['ArrowLeft', '50'],
				['PageDown', '40'],
				['Home', '0'],
				['End', '100'],
				['ArrowDown', '99'],
			] as const) {
				await page.keyboard.press(key);
				await waitFor(`the divider at ${at}`, async () => (await divider.inputValue()) === at);
			}
			assert.equal(await divider.getAttribute('aria-valuetext'), '99 % of the left image');
			assert.equal(await page.evaluate(clip('Left')), 'inset(0px 1% 0px 0px)');
			assert.equal(await page.evaluate(clip('Right')), 'inset(0px 0px 0px 99%)');
			await page.keyboard.press('Escape');
			await dialog.waitFor({ state: 'detached' });
			await isCardFocused(0);
			assert.deepEqual(complaints, []);
		});

		it('follows the mouse, and leaves room for what is transparent to be seen', async () => {
			const { dialog, menu, page } = await open({ inputs });
			await menu(4, 'Compare With…');
			const stage = dialog.locator('.compare-stage');
			await stage.waitFor();
			const box = await stage.boundingBox();
			assert.ok(box);
			const y = box.y + box.height / 2;
			await page.mouse.move(box.x + box.width / 2, y);
			await page.mouse.down();
			await page.mouse.move(box.x + box.width / 4, y, { steps: 5 });
			await page.mouse.up();
			const at = Number(await dialog.getByRole('slider').inputValue());
			assert.ok(Math.abs(at - 25) <= 1, `${at}`);
			const background = (await page.evaluate(
				"getComputedStyle(document.querySelector('.compare-stage')).backgroundImage",
			)) as string;
			assert.match(background, /repeating-conic-gradient/);
		});

		it('is compared with any image of History, found by its words', async () => {
			const { dialog, menu, page } = await open();
			await menu(0, 'Compare With…');
			await dialog.getByText('Choose the image to compare it with.').waitFor();
			await waitFor('all others', async () => (await dialog.getByRole('radio').count()) === 8);
			await dialog.getByRole('searchbox').fill('owl');
			await waitFor('one owl', async () => (await dialog.getByRole('radio').count()) === 1);
			await dialog.getByRole('radio', { name: /owl/ }).focus();
			await page.keyboard.press('Space');
			await dialog.getByRole('img', { name: /^Left: Portrait of an owl/ }).waitFor();
		});

		it('is offered the other images of its call first, from the results too', async () => {
			const call = [0, 1].map((position) => sampleEntry(position, { callId: 'made', position }));
			const records = createFakeRecords({ entries: call });
			records.states.set('made', 'charged');
			const kept = [
				{
					callId: 'made',
					operation: 'generate/3.0',
					prompt: 'A fox',
					images: 2,
					amount: 120_000,
					sandbox: false,
					started: 1,
				},
			];
			const { page } = await openPanel(browser, { records, make: { kept }, state: { view: 'make' } });
			const result = page.locator('.result').first();
			await result.getByRole('button', { name: 'More Actions…' }).click();
			await page.getByRole('menuitem', { name: 'Compare With…' }).click();
			await page
				.getByRole('dialog')
				.getByRole('img', { name: /^Left: .*seed 1234568/ })
				.waitFor();
			await page.keyboard.press('Escape');
			await result.locator('[data-name=more]:focus').waitFor();
		});
	});

	describe('used as input', () => {
		it('goes into the form of Make, which comes to the front with the focus in it', async () => {
			const { page, card, done, isFocused } = await open();
			await card(1).getByRole('button', { name: 'Use as Input' }).click();
			await page.locator('#view-make .chosen', { hasText: 'result.png' }).waitFor();
			assert.equal(await page.getByRole('tab', { selected: true }).textContent(), 'Make');
			assert.equal(await page.locator('#make-job').inputValue(), 'remix');
			await isFocused('#field-prompt');
			assert.deepEqual(done, ['use 2026/1.png']);
		});

		it('is remixed, upscaled, cut out or described by one choice', async () => {
			for (const [label, job, focus] of [
				['Remix…', 'remix', '#field-prompt'],
				['Upscale…', 'upscale', '#field-prompt'],
				['Remove Background…', 'removeBackground', '.make-button'],
				['Describe…', 'describe', '.make-button'],
			] as const) {
				const { page, menu, isFocused } = await open();
				await menu(2, label);
				await page.locator('#view-make .chosen', { hasText: 'result.png' }).waitFor();
				assert.equal(await page.locator('#make-job').inputValue(), job);
				await isFocused(focus);
			}
		});

		it('stays where it is if its file is gone, and says so', async () => {
			const { page, card, records } = await open();
			records.entries = [];
			await card(1).getByRole('button', { name: 'Use as Input' }).click();
			await page.getByRole('alert').getByText('This is no longer in History.').waitFor();
		});
	});
});
