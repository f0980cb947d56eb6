import assert from 'node:assert/strict';
import type { ImageFile } from '../../src/api/field.ts';
import { recogniseImage } from '../../src/images/format.ts';
import { decodePng } from '../../src/images/png-decode.ts';
import { waitFor } from '../ui/wait.ts';
import { filledIn, IMAGE, OTHER, openMasks } from './makeMasksRig.ts';
import { PICTURE } from './pictures.ts';
import { type Browser, openBrowser, type PanelOptions } from './rig.ts';

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

	const open = (options: PanelOptions) => openMasks(browser, options);

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

	it('are at hand when a job is begun on an image from elsewhere, and what else is filled in stays', async () => {
		const rig = await open(filledIn('generate/3.0', { image: [] }));
		await rig.send({ kind: 'begin', begin: { job: 'edit', image: OTHER } });
		await rig.page.locator('.painter-stage:focus').waitFor();
		assert.equal(await rig.page.locator('#make-job').inputValue(), 'edit');
		assert.ok(await rig.page.getByRole('radio', { name: '3.0' }).isChecked());
		assert.equal(await rig.page.locator('#field-prompt').inputValue(), 'A hat');
		await rig.send({ kind: 'begin', begin: { job: 'removeObject', image: IMAGE } });
		await rig.page.getByText('This will be removed').waitFor();
		await rig.page.locator('.painter-status', { hasText: 'Nothing will be removed' }).waitFor();
		await rig.page.keyboard.press('i');
		await rig.page.locator('.painter-status', { hasText: 'Everything will be removed' }).waitFor();
		assert.deepEqual(rig.complaints, []);
	});

	it('wait for their image', async () => {
		const rig = await open(filledIn('edit/3.0', { image: [] }));
		await rig.page.getByText('Choose the image first.').waitFor();
		await rig.button('Paint Mask…').press('Enter');
		await rig.page.evaluate('new Promise((done) => setTimeout(done, 300))');
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
