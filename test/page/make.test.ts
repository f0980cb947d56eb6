import assert from 'node:assert/strict';
import { listPrices } from '../../src/api/price-terms.ts';
import { describeForms } from '../../src/studio/forms.ts';
import { waitFor } from '../ui/wait.ts';
import { filledIn, makeIn } from './makeRig.ts';
import { samplePicture } from './pictures.ts';
import { type Browser, openBrowser } from './rig.ts';

describe('Make in the panel', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const { open, price, isReady } = makeIn(() => browser);

	it('is the first tab, and begins where one types', async () => {
		const { page, complaints } = await open();
		assert.equal(await page.getByRole('tab').first().textContent(), 'Make');
		await page.locator('#field-prompt:focus').waitFor();
		assert.deepEqual(complaints, []);
	});

	it('has a labelled control for every field of every operation that is offered', async () => {
		for (const form of describeForms(listPrices)) {
			const { page, complaints } = await open({ state: filledIn(form.operation, {}) });
			for (const field of form.fields) {
				const place = page.locator(`[data-field="${field.name}"]`);
				const group = place.getByRole('group', { name: field.title, exact: true });
				const alone = place.getByLabel(field.title, { exact: true });
				assert.equal(await group.or(alone).count(), 1, `${form.operation} ${field.name}`);
				if (field.kind === 'choice' && field.look !== 'sizes') {
					const own = field.default === undefined && !field.required ? 1 : 0;
					assert.equal(await place.getByRole('radio').count(), field.values.length + own);
				}
			}
			assert.deepEqual(complaints, [], form.operation);
		}
	});

	it('shows every style and palette as a picture', async () => {
		const { page, complaints } = await open({ state: filledIn('generate/3.0', {}) });
		for (const name of ['Style Preset', 'Color Palette']) {
			const pills = page.getByRole('group', { name }).locator('.pill');
			const without = await pills.filter({ hasNot: page.locator('svg.sketch') }).allInnerTexts();
			assert.deepEqual(
				without.filter((text) => !['Default', 'Own Colors'].includes(text.trim())),
				[],
			);
		}
		assert.deepEqual(complaints, []);
	});

	it('has the price on the button, and it follows every change', async () => {
		const { page } = await open();
		await price('$0.06');
		await page.getByRole('radio', { name: '4', exact: true }).check();
		await price('$0.24');
		assert.match((await page.locator('.make-button').textContent()) ?? '', /Make 4 Images/);
		await page.getByRole('radio', { name: 'Quality' }).check();
		await price('$0.36');
		await page.locator('#make-job').selectOption('Generate Transparent');
		await price('$0.40');
		await page.locator('#make-job').selectOption('Describe');
		await price('$0.01');
		assert.match((await page.locator('.make-button').textContent()) ?? '', /Describe/);
		const free = await open({ make: { sandbox: true } });
		await free.page.locator('.make-button .price', { hasText: 'free' }).waitFor();
	});

	it('says why it cannot be made, and leads to the field', async () => {
		const { page, make } = await open();
		const reason = page.locator('#make-reason');
		await reason.getByText('Prompt is required.').waitFor();
		const button = page.locator('.make-button');
		assert.equal(await button.getAttribute('aria-disabled'), 'true');
		assert.equal(await button.getAttribute('aria-describedby'), 'make-reason');
		assert.equal(await page.locator('.problem').count(), 0, 'nobody has come to it yet');
		await button.press('Enter');
		await page.locator('#field-prompt:focus').waitFor();
		assert.equal(await page.locator('#field-prompt').getAttribute('aria-invalid'), 'true');
		assert.equal((await page.locator('#problem-prompt').textContent())?.trim(), 'Prompt is required.');
		await page.keyboard.type('A fox');
		await isReady();
		assert.equal(await page.locator('.problem').count(), 0);
		await page.getByRole('button', { name: 'More Options' }).click();
		await page.getByLabel('Seed').fill('-1');
		await reason.getByText('Seed must be a whole number').waitFor();
		await page.getByRole('button', { name: /^More Options/ }).click();
		await button.press('Enter');
		await page.locator('#field-seed:focus').waitFor();
		assert.equal(make.jobs.length, 0);
	});

	it('keeps what is filled in from model to model, and gives each only what it takes', async () => {
		const { page, make, kept } = await open();
		await page.locator('#field-prompt').fill('A fox');
		await page.getByRole('radio', { name: '16:9' }).check();
		await page.getByRole('radio', { name: '4.0' }).check();
		await page.getByLabel('Resolution').selectOption('2560 × 1440');
		await price('$0.06');
		await isReady();
		await page.locator('.make-button').click();
		await page.locator('.made').waitFor();
		await page.getByRole('radio', { name: '3.0' }).check();
		assert.ok(await page.getByRole('radio', { name: '16:9' }).isChecked());
		await isReady();
		await page.locator('.make-button').click();
		await page.locator('.made').nth(1).waitFor();
		assert.deepEqual(
			make.jobs.map(({ input }) => input),
			[
				{ prompt: 'A fox', resolution: '2560x1440' },
				{ prompt: 'A fox', aspectRatio: '16x9' },
			],
		);
		await waitFor('the state', () => kept()?.make.operation === 'generate/3.0');
		await page.reload();
		await page.locator('.make-button').waitFor();
		assert.equal(await page.locator('#field-prompt').inputValue(), 'A fox');
		assert.ok(await page.getByRole('radio', { name: '16:9' }).isChecked());
	});

	it('hides older models until they are asked for', async () => {
		const { page } = await open();
		const older = page.getByRole('radio', { name: '2.0 and older' });
		assert.equal(await older.count(), 0);
		await page.getByRole('button', { name: 'More Models' }).click();
		await older.check();
		await page.getByRole('radio', { name: '2a Turbo' }).check();
		await price('$0.025');
	});

	it('finds a style preset by its words, and groups sizes by their shape', async () => {
		const { page, make } = await open({ state: filledIn('generate/3.0', { prompt: 'A fox' }) });
		const preset = page.getByRole('group', { name: 'Style Preset' });
		assert.equal(await preset.getByRole('radio').count(), 63);
		await preset.getByRole('searchbox', { name: 'Search Style Preset' }).fill('flat');
		assert.deepEqual(
			(await preset.locator('.pill').allInnerTexts()).map((text) => text.trim()),
			['Default', 'Flat Art', 'Flat Vector'],
		);
		await preset.getByRole('radio', { name: 'Flat Vector' }).check();
		const groups = page.getByLabel('Resolution').locator('optgroup');
		assert.deepEqual(await groups.evaluateAll((all) => all.map((group) => group.getAttribute('label'))), [
			'1:3',
			'1:2',
			'9:16',
			'2:3',
			'3:4',
			'4:5',
			'1:1',
			'5:4',
			'4:3',
			'3:2',
			'16:9',
			'2:1',
			'3:1',
		]);
		await isReady();
		await page.locator('.make-button').click();
		await page.locator('.made').waitFor();
		assert.deepEqual(make.jobs[0]?.input, { prompt: 'A fox', stylePreset: 'FLAT_VECTOR' });
	});

	it('draws the shapes of sizes, and offers those of the shape that is chosen', async () => {
		for (const [operation, isRequired] of [
			['generate/4.0', false],
			['reframe/3.0', true],
		] as const) {
			const { page, complaints } = await open({ state: filledIn(operation, {}) });
			const shapes = page.getByRole('radiogroup', { name: 'Aspect Ratio' });
			const sizes = page.getByLabel('Resolution');
			const all = await sizes.locator('optgroup').count();
			assert.equal(await shapes.locator('.pill .shape').count(), all);
			assert.equal(await shapes.getByRole('radio').count(), all + (isRequired ? 0 : 1));
			assert.equal(await page.locator('.sizes .shape').count(), 0, 'nothing is chosen');
			await shapes.getByRole('radio', { name: '3:2', exact: true }).check();
			await page.locator('.sizes .shape').waitFor();
			assert.equal(await sizes.locator('optgroup').count(), 1);
			const [width = 0, height = 0] = (await sizes.inputValue())
				.split(/\D+/)
				.filter(Boolean)
				.slice(-2)
				.map(Number);
			assert.ok(Math.abs(width / height - 3 / 2) < 0.05, `${width} × ${height}`);
			const box = await page.locator('.sizes .shape > span').boundingBox();
			assert.ok(box && Math.abs(box.width / box.height - 3 / 2) < 0.1);
			await sizes.selectOption('');
			await waitFor('all sizes', async () => (await sizes.locator('optgroup').count()) === all);
			assert.deepEqual(complaints, []);
		}
	});

	it('takes colours of one’s own', async () => {
		const { page, make } = await open({ state: filledIn('generate/3.0', { prompt: 'A fox' }) });
		await page.getByRole('radio', { name: 'Own Colors' }).check();
		await page.getByLabel('Color 1', { exact: true }).fill('#aa3311');
		await page.getByRole('button', { name: 'Add Color' }).click();
		await page.getByLabel('Color 2', { exact: true }).fill('#2255cc');
		await isReady();
		await page.locator('.make-button').click();
		await page.locator('.made').waitFor();
		assert.deepEqual(make.jobs[0]?.input.colorPalette, {
			members: [{ color_hex: '#aa3311' }, { color_hex: '#2255cc' }],
		});
	});

	it('takes an image by choice, by drop and by paste, and lets go of it again', async () => {
		const { page, done } = await open({ state: filledIn('removeBackground', {}) });
		await page.getByText('Image is required.').waitFor();
		await page.getByRole('button', { name: 'Choose Image…' }).click();
		await page.locator('.chosen img').waitFor();
		await isReady();
		await page.evaluate(`{
			const data = new DataTransfer();
			data.setData('text/uri-list', '# from the explorer\\r\\nfile:///workspace/fox.png');
			document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
		}`);
		await page.locator('.chosen-name', { hasText: 'dropped.png' }).waitFor();
		const picture = [...samplePicture(1)];
		await page.evaluate(`{
			const data = new DataTransfer();
			const bytes = new Uint8Array(${JSON.stringify(picture)});
			data.items.add(new File([bytes], 'clipboard.png', { type: 'image/png' }));
			const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
			document.querySelector('.make-sheet').dispatchEvent(event);
		}`);
		await page.locator('.chosen-name', { hasText: 'clipboard.png' }).waitFor();
		assert.equal(await page.locator('.chosen').count(), 1, 'one takes the place of the other');
		assert.deepEqual(done, [
			'pick',
			'drop file:///workspace/fox.png',
			`paste clipboard.png ${picture.length}`,
		]);
		await page.getByRole('button', { name: 'Remove clipboard.png' }).click();
		await page.locator('.chosen').waitFor({ state: 'detached' });
	});

	it('drops an image of an earlier window that is gone, and keeps one that is not', async () => {
		const { page } = await open({
			state: filledIn('instructEdit', { images: ['image-gone', 'image-kept-1'] }),
			make: { images: ['image-kept-1'] },
		});
		await page.locator('.chosen img').waitFor();
		assert.equal(await page.locator('.chosen').count(), 1);
		assert.equal(await page.locator('.trouble').count(), 0);
	});

	it('says of an image of over 10 MB alone that a smaller one is sent', async () => {
		const { page, complaints } = await open({
			state: filledIn('instructEdit', { images: ['image-large-1', 'image-kept-1'] }),
			make: { images: ['image-large-1', 'image-kept-1'] },
		});
		const note = page.getByText('Over 10 MB: it is made smaller before it is sent, at no cost.');
		await note.waitFor();
		assert.equal(await note.count(), 1);
		assert.equal(await page.locator('.chosen').count(), 2);
		assert.deepEqual(complaints, []);
	});

	it('shows the expanded prompt of 4.0 before anything is spent', async () => {
		const { page, make } = await open({ state: filledIn('generate/4.0', { prompt: 'A fox' }, false) });
		await page.getByRole('button', { name: 'Show Expanded Prompt' }).click();
		const expanded = page.getByRole('region', { name: 'Expanded Prompt' });
		await expanded.getByText('A picture of A fox').waitFor();
		assert.equal(make.jobs.length, 0);
		await page.getByRole('button', { name: 'Hide Expanded Prompt' }).click();
		await expanded.waitFor({ state: 'detached' });
		await page.getByRole('radio', { name: '3.0' }).check();
		assert.equal(await page.getByRole('button', { name: 'Show Expanded Prompt' }).count(), 0);
	});

	it('fits into 300 pixels, with nothing to scroll sideways', async () => {
		for (const { operation } of describeForms(listPrices)) {
			const { page } = await open({ width: 300, state: filledIn(operation, { prompt: 'A fox' }) });
			const over = await page.evaluate(
				`[...document.querySelectorAll('.make-sheet *')].filter((one) =>
					!one.closest('select') && one.getBoundingClientRect().right > 300).map(({ className }) => className)`,
			);
			assert.deepEqual(over, [], operation);
		}
	});
});
