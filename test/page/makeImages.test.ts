import assert from 'node:assert/strict';
import { waitFor } from '../ui/wait.ts';
import { createFakeRecords } from './fakeRecords.ts';
import { filledIn, makeIn } from './makeRig.ts';
import { type Browser, openBrowser } from './rig.ts';
import { sampleEntry } from './samples.ts';

const TOO_LARGE = 10 * 1024 * 1024 + 1;

describe('Images and addresses in Make', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const { open } = makeIn(() => browser);
	/** Dispatches a drop on the first field for images, with what the expression puts into `data`. */
	const drop = (fill: string) =>
		browser.page.evaluate(`{
			const data = new DataTransfer();
			${fill};
			document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
		}`);
	const file = (name: string, type: string, length: number) =>
		`data.items.add(new File([new Uint8Array(${length})], '${name}', { type: '${type}' }))`;
	const trouble = (text: string) => browser.page.locator('.trouble', { hasText: text }).waitFor();

	it('says of a file of over 10 MB what to do, reads none of it, and takes the others', async () => {
		const { page, done } = await open({ state: filledIn('instructEdit', {}) });
		await page.locator('.drop').waitFor();
		await drop(`${file('huge.png', 'image/png', TOO_LARGE)}; ${file('small.png', 'image/png', 10)}`);
		const sentence =
			'huge.png is over 10 MB: make it smaller, or save it in the workspace and choose it there.';
		await trouble(sentence);
		await page.locator('.chosen-name', { hasText: 'small.png' }).waitFor();
		await page.getByRole('button', { name: 'Close Message' }).click();
		await page.evaluate(`{
			const data = new DataTransfer();
			${file('huge.png', 'image/png', TOO_LARGE)};
			const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
			document.querySelector('.make-sheet').dispatchEvent(event);
		}`);
		await trouble(sentence);
		assert.deepEqual(done, ['paste small.png 10']);
	});

	it('says of a dropped file that is no image, and of words, what can be dropped', async () => {
		const { page, done } = await open({ state: filledIn('removeBackground', {}) });
		const sentence = 'Only PNG, JPEG and WebP images can be dropped here.';
		for (const dropped of [file('notes.pdf', 'application/pdf', 10), "data.setData('text/plain', 'a fox')"]) {
			await drop(dropped);
			await trouble(sentence);
			await page.getByRole('button', { name: 'Close Message' }).click();
		}
		assert.deepEqual(done, []);
	});

	it('takes a result that is dragged from beside it', async () => {
		const records = createFakeRecords({ entries: [sampleEntry(0, { callId: 'made' })] });
		records.states.set('made', 'charged');
		const call = {
			callId: 'made',
			operation: 'generate/3.0',
			prompt: 'A fox',
			images: 1,
			amount: 60_000,
			sandbox: false,
			started: 0,
		};
		const { page, done } = await open({
			records,
			make: { kept: [call] },
			state: filledIn('removeBackground', {}),
		});
		await page.locator('.result img').waitFor();
		await page.locator('.result .picture').dragTo(page.locator('.drop'));
		await page.locator('.chosen-name', { hasText: 'result.png' }).waitFor();
		assert.deepEqual(done, ['use 2026/0.png']);
		assert.equal(await page.locator('.trouble').count(), 0);
	});

	it('finds all images of all forms again, however many', async () => {
		const images = Array.from({ length: 47 }, (_, index) => `image-kept-${index}`);
		const { page, kept } = await open({
			state: filledIn('instructEdit', {
				images: images.slice(0, 10),
				styleReferenceImages: images.slice(10, 27),
				characterReferenceImages: [...images.slice(27), 'image-gone'].slice(-20),
			}),
			make: { images },
		});
		await page.locator('.chosen').nth(9).waitFor();
		assert.equal(await page.locator('.chosen').count(), 10);
		await waitFor('the state', () => kept() !== undefined);
		const { styleReferenceImages, characterReferenceImages } = kept()?.make.values ?? {};
		assert.deepEqual(styleReferenceImages, images.slice(10, 27));
		assert.deepEqual(characterReferenceImages, images.slice(28));
	});

	it('takes long addresses whole, and cuts none', async () => {
		const { page, kept } = await open({ state: filledIn('instructEdit', { prompt: 'A hat' }) });
		const addresses = page.getByLabel('Image Addresses');
		const signed = `https://example.com/fox.png?signature=${'a'.repeat(2_000)}`;
		const ten = Array.from({ length: 10 }, () => signed);
		await addresses.fill(ten.join('\n'));
		await waitFor('the state', () => kept()?.make.values.imageUrls?.toString() === ten.toString());
		const refused = 'Image Addresses: at most 10 lines, each of at most 2048 characters.';
		for (const text of [`https://example.com/${'b'.repeat(2_048)}`, [...ten, signed].join('\n')]) {
			await addresses.fill(text);
			await trouble(refused);
			await page.getByRole('button', { name: 'Close Message' }).click();
			assert.equal(await addresses.inputValue(), ten.join('\n'));
		}
	});
});
