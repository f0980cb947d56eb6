import assert from 'node:assert/strict';
import { waitFor } from '../ui/wait.ts';
import { filledIn, IMAGE, OTHER, openMasks } from './makeMasksRig.ts';
import { keptMask } from './pictures.ts';
import { type Browser, drawn, openBrowser, type PanelOptions } from './rig.ts';

describe('Masks in the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const open = (options: PanelOptions) => openMasks(browser, options);

	it('outlive a reload in the midst of it, and the window', async () => {
		const masks = new Map<string, Uint8Array>();
		const options = filledIn('edit/3.0');
		const rig = await open({ ...options, make: { ...options.make, masks } });
		await rig.paint();
		await rig.page.keyboard.press('e');
		await rig.page.keyboard.press('b');
		const before = await waitFor('the mask to be kept', () => masks.get(`mask.${IMAGE}`));
		await rig.stroke();
		await waitFor('the stroke', () => (masks.get(`mask.${IMAGE}`)?.length ?? 0) > before.length);
		await waitFor('the state', () => rig.kept()?.make.painting === 'mask' && rig.kept()?.make.values.mask);
		assert.ok(JSON.stringify(rig.kept()).length < 1_000, 'no mask is in it');
		const share = /\d+% will change/.exec(
			(await rig.page.locator('.painter-status').textContent()) ?? '',
		)?.[0];
		await rig.page.reload();
		await rig.stage.waitFor();
		await rig.page.locator('.painter-status', { hasText: share ?? 'a share' }).waitFor();
		await rig.page.locator('.make-button[aria-disabled=false]').waitFor();
	});

	it('are shown where one was when another view was looked at, and after a reload', async () => {
		const rig = await open(filledIn('edit/3.0'));
		const { page, stage } = rig;
		/** The pixel of the image at this share of the stage. */
		const pixel = async () => {
			const box = await stage.boundingBox();
			assert.ok(box);
			await page.mouse.move(box.x + 2, box.y + 2);
			await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.4);
			await drawn(page);
			return /\d+, \d+/.exec((await page.locator('.painter-status').textContent()) ?? '')?.[0];
		};
		await rig.paint();
		const atFirst = await pixel();
		for (const key of ['+', '+', '+', 'Control+ArrowRight', 'Control+ArrowDown']) {
			await page.keyboard.press(key);
		}
		const place = await pixel();
		assert.notEqual(place, atFirst);
		await waitFor('the state', () => rig.kept()?.make.looking);
		await page.getByRole('tab', { name: 'Spending' }).click();
		await stage.waitFor({ state: 'hidden' });
		await page.getByRole('tab', { name: 'Make' }).click();
		await stage.waitFor();
		assert.equal(await pixel(), place);
		await page.reload();
		await stage.waitFor();
		await waitFor('the place', async () => (await pixel()) === place);
		await stage.focus();
		await page.keyboard.press('0');
		await waitFor('that all is seen', () => rig.kept()?.make.painting && !rig.kept()?.make.looking);
	});

	it('belong to their image: another one has none, and one can go back', async () => {
		const masks = new Map([[`mask.${IMAGE}`, keptMask()]]);
		const options = filledIn('edit/3.0', { mask: [IMAGE], image: [OTHER] });
		const rig = await open({ ...options, make: { ...options.make, masks } });
		await rig.page.getByText('The mask that was painted belongs to kept.png.').waitFor();
		await rig.reason('The mask belongs to another image');
		assert.equal(await rig.page.locator('[data-field=mask] .problem').count(), 0, 'it is said already');
		await rig.page.locator('.make-button').press('Enter');
		await rig.page.locator('[data-field=mask] .problem').waitFor();
		assert.equal(rig.make.jobs.length, 0);
		await rig.button('Go Back to kept.png').click();
		await rig.page.locator('.mask-share', { hasText: '25% will change' }).waitFor();
		await rig.page.locator('.make-button[aria-disabled=false]').waitFor();
		await rig.button('Choose Another…').click();
		await rig.page.getByText('The mask that was painted belongs to').waitFor();
		await rig.paint();
		await rig.page.locator('.painter-status', { hasText: 'Nothing will change' }).waitFor();
		await rig.stroke();
		await rig.page.locator('.make-button[aria-disabled=false]').waitFor();
		await rig.button('Done').click();
		await rig.button('Remove Mask').click();
		await rig.reason('Paint what should change.');
		await rig.paint();
		await rig.page.locator('.painter-status', { hasText: 'Nothing will change' }).waitFor();
	});

	it('close when the image under them is another', async () => {
		const rig = await open(filledIn('edit/3.0'));
		await rig.paint();
		await rig.button('Choose Another…').click();
		await rig.stage.waitFor({ state: 'detached' });
		await rig.button('Paint Mask…').waitFor();
	});

	it('that cannot be kept are not sent', async () => {
		const masks = new Map([[`mask.${IMAGE}`, keptMask()]]);
		masks.set = () => {
			throw new Error('The disk is full.');
		};
		const options = filledIn('edit/3.0', { mask: [IMAGE] });
		const rig = await open({ ...options, make: { ...options.make, masks } });
		await rig.paint('Change Mask…');
		await rig.stroke();
		await rig.page.locator('.trouble', { hasText: 'The disk is full.' }).waitFor();
		await rig.page.locator('.make-button').click();
		await rig.page.locator('.make-button', { hasText: 'Make 1 Image' }).waitFor();
		assert.equal(rig.make.jobs.length, 0);
	});
});
