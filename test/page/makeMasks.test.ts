import assert from 'node:assert/strict';
import type { ImageFile } from '../../src/api/field.ts';
import { recogniseImage } from '../../src/images/format.ts';
import { decodePng } from '../../src/images/png-decode.ts';
import { INITIAL_STATE } from '../../src/studio/messages.ts';
import { waitFor } from '../ui/wait.ts';
import { keptMask, PICTURE } from './pictures.ts';
import { type Browser, openBrowser, openPanel, type PanelOptions } from './rig.ts';

const IMAGE = 'image-kept-1';
const OTHER = 'image-kept-2';

/** All of a mask file is one of the two; this is where it is the first. */
function samplesOf(file: unknown): { readonly isPainted: (x: number, y: number) => boolean } {
	const { bytes } = file as ImageFile;
	const info = recogniseImage(bytes);
	assert.deepEqual([info?.width, info?.height], [PICTURE.width, PICTURE.height]);
	const { data } = decodePng(bytes);
	for (let at = 0; at < data.length; at += 4) {
		assert.ok([0, 255].includes(data[at] as number), 'hard edges');
	}
	return { isPainted: (x, y) => data[(y * PICTURE.width + x) * 4] === 0 };
}

describe('Masks in the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const filledIn = (operation: string, values = {}, changed = {}): PanelOptions => ({
		width: 900,
		state: {
			view: 'make',
			make: {
				...INITIAL_STATE.make,
				operation,
				values: { prompt: 'A hat', image: [IMAGE], ...values },
				...changed,
			},
		},
		make: { images: [IMAGE, OTHER] },
	});
	const open = async (options: PanelOptions) => {
		const rig = await openPanel(browser, options);
		await rig.page.locator('.make-button').waitFor();
		const { page } = rig;
		const reason = (text: string) => page.locator('#make-reason').getByText(text).waitFor();
		const stage = page.locator('.painter-stage');
		return {
			...rig,
			stage,
			reason,
			button: (name: string) => page.getByRole('button', { name, exact: true }),
			/** Opens the painter, and waits until the picture is there and the stage has the focus. */
			async paint(name = 'Paint Mask…') {
				await page.getByRole('button', { name }).click();
				await page.locator('.painter-stage:focus').waitFor();
			},
			/** Across the middle of the picture. */
			async stroke() {
				const box = await stage.boundingBox();
				assert.ok(box);
				const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
				await page.mouse.move(...at(0.4));
				await page.mouse.down();
				await page.mouse.move(...at(0.6), { steps: 5 });
				await page.mouse.up();
			},
			/** The input of the call that is made. */
			async sent() {
				await page.locator('.make-button[aria-disabled=false]').click();
				await waitFor('the call', () => rig.make.jobs.length > 0);
				return rig.make.jobs[0]?.input ?? {};
			},
		};
	};

	it('are painted with the mouse, seen small afterwards, and sent with their image', async () => {
		const rig = await open(filledIn('edit/3.0'));
		await rig.reason('Paint what should change.');
		await rig.page.locator('.make-button .price', { hasText: '$0.06' }).waitFor();
		assert.equal(await rig.page.locator('.problem').count(), 0, 'nobody has come to it yet');
		await rig.paint();
		await rig.stroke();
		await rig.page.locator('.make-button[aria-disabled=false]').waitFor();
		await rig.button('Done').click();
		await rig.page.locator('#field-mask:focus', { hasText: 'Change Mask…' }).waitFor();
		await rig.page.locator('.mask-share', { hasText: /^\d+% will change$/ }).waitFor();
		await rig.page.locator('.mask-picture canvas').waitFor();
		const { mask, ...others } = await rig.sent();
		const { isPainted } = samplesOf(mask);
		assert.ok(isPainted(128, 72), 'black is what changes');
		assert.ok(!isPainted(128, 10) && !isPainted(20, 72));
		assert.deepEqual(Object.keys(others).sort(), ['image', 'prompt']);
		assert.deepEqual(rig.complaints, []);
	});

	it('are painted by keyboard alone, and Escape leads back', async () => {
		const rig = await open(filledIn('removeObject'));
		await rig.reason('Paint what should be removed.');
		await rig.button('Paint Mask…').focus();
		await rig.page.keyboard.press('Enter');
		await rig.page.locator('.painter-stage:focus').waitFor();
		await rig.page.getByText('This will be removed').waitFor();
		for (const key of ['r', 'Enter', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Enter']) {
			await rig.page.keyboard.press(key);
		}
		await rig.page.locator('.make-button[aria-disabled=false]').waitFor();
		await rig.page.keyboard.press('Enter');
		await rig.page.keyboard.press('Escape');
		assert.ok(await rig.stage.isVisible(), 'the first Escape takes back what was begun');
		await rig.page.keyboard.press('Escape');
		await rig.page.locator('#field-mask:focus').waitFor();
		await rig.page.keyboard.press('Control+Enter');
		const input = await waitFor('the call', () => rig.make.jobs[0]?.input);
		assert.ok(samplesOf(input.mask).isPainted(129, 73));
	});

	it('of a character are white where it is, and need no painting', async () => {
		const values = { image: [], characterReferenceImages: [IMAGE] };
		const rig = await open(filledIn('generate/3.0', values, { more: true }));
		await rig.page.locator('.make-button[aria-disabled=false]').waitFor();
		await rig.paint();
		await rig.page.getByText('This is the character').waitFor();
		await rig.stroke();
		await rig.page.locator('.painter-status', { hasText: /\d% is the character/ }).waitFor();
		const input = await rig.sent();
		const [mask] = input.characterReferenceImagesMask as readonly unknown[];
		const { isPainted } = samplesOf(mask);
		assert.ok(isPainted(128, 10) && !isPainted(128, 72));
	});

	it('that cost more say so where they are folded away, also in a form they were not chosen in, and can be removed', async () => {
		const values = { image: [IMAGE], prompt: 'A hat', characterReferenceImages: [IMAGE] };
		const rig = await open(filledIn('generate/3.0', values, { more: false }));
		const price = (text: string) => rig.page.locator('.make-button .price', { hasText: text }).waitFor();
		const line = rig.page.locator('.surcharges li', { hasText: 'Character Reference: $0.09 more' });
		await price('$0.15');
		await line.waitFor();
		await rig.page.locator('#make-job').selectOption('Edit');
		await price('$0.15');
		await line.waitFor();
		await rig.page.getByRole('button', { name: /^More Options/ }).click();
		assert.equal(await line.count(), 0, 'the field itself is in sight');
		await rig.page.getByRole('button', { name: /^More Options/ }).click();
		await rig.page.getByRole('button', { name: 'Remove Character Reference' }).press('Enter');
		await price('$0.06');
		assert.equal(await rig.page.locator('.surcharges').count(), 0);
		await rig.page.getByRole('button', { name: 'More Options', exact: true }).waitFor();
		await rig.page.locator('.fold:focus').waitFor();
		assert.deepEqual(rig.complaints, []);
	});

	it('are of no use without anything painted, nor with everything', async () => {
		const rig = await open(filledIn('edit/3.0'));
		await rig.paint();
		await rig.page.keyboard.press('i');
		await rig.reason('All of the image is painted: leave out what is to stay.');
		await rig.page.keyboard.press('Delete');
		await rig.reason('Paint what should change.');
		await rig.page.locator('.make-button').press('Enter');
		await rig.page.locator('[data-field=mask] .problem').waitFor();
		assert.equal(rig.make.jobs.length, 0);
	});

	it('outlive a reload in the midst of it, and the window', async () => {
		const masks = new Map<string, Uint8Array>();
		const options = filledIn('edit/3.0');
		const rig = await open({ ...options, make: { ...options.make, masks } });
		await rig.paint();
		await rig.page.keyboard.press('e');
		await rig.page.keyboard.press('b');
		await rig.stroke();
		await waitFor('the mask to be kept', () => masks.get(`mask.${IMAGE}`));
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
			await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
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

	it('are taken from a file, and say why nothing comes of transparency', async () => {
		const rig = await open(filledIn('edit/3.0'));
		await rig.paint();
		await rig.button('Start from Transparency').click();
		await rig.page.locator('.painter-note', { hasText: 'Nothing in the image is transparent' }).waitFor();
		await rig.page.locator('.painter-status', { hasText: 'Nothing will change' }).waitFor();
		await rig.button('Load Mask…').click();
		// The file is dark all over.
		await rig.page.locator('.painter-status', { hasText: 'Everything will change' }).waitFor();
		assert.equal(await rig.page.locator('.painter-note').count(), 0);
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

	it('are at hand when a job is begun on an image from elsewhere, and what else is filled in stays', async () => {
		const rig = await open(filledIn('generate/3.0', { image: [] }));
		await rig.send({ kind: 'begin', begin: { job: 'edit', image: OTHER } });
		await rig.page.locator('.painter-stage:focus').waitFor();
		assert.equal(await rig.page.locator('#make-job').inputValue(), 'edit');
		assert.ok(await rig.page.getByRole('radio', { name: '3.0' }).isChecked());
		assert.equal(await rig.page.locator('#field-prompt').inputValue(), 'A hat');
		await rig.send({ kind: 'begin', begin: { job: 'removeObject', image: IMAGE } });
		await rig.page.getByText('This will be removed').waitFor();
		assert.deepEqual(rig.complaints, []);
	});

	it('wait for their image', async () => {
		const rig = await open(filledIn('edit/3.0', { image: [] }));
		await rig.page.getByText('Choose the image first.').waitFor();
		await rig.button('Paint Mask…').press('Enter');
		assert.equal(await rig.stage.count(), 0);
	});

	it('leave room for everything at 300 pixels', async () => {
		const rig = await open({ ...filledIn('edit/3.0'), width: 300 });
		await rig.paint();
		const over = await rig.page.evaluate(
			`[...document.querySelectorAll('.make-sheet *')].filter((one) =>
				!one.closest('select') && !one.closest('.painter-stage') &&
				one.getBoundingClientRect().right > 300).map(({ className }) => className)`,
		);
		assert.deepEqual(over, []);
	});
});
