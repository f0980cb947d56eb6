import assert from 'node:assert/strict';
import { waitFor } from '../ui/wait.ts';
import { filledIn, makeIn } from './makeRig.ts';
import { samplePicture } from './pictures.ts';
import { type Browser, openBrowser, type PanelOptions } from './rig.ts';

const references = '[data-field="styleReferenceImages"]';
const characters = '[data-field="characterReferenceImages"]';

describe('Pasting into Make', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
		await browser.page
			.context()
			.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: 'https://panel.test' });
	});
	after(() => browser.close());

	const make = makeIn(() => browser);
	const open = async (options: PanelOptions) => {
		const rig = await make.open(options);
		const { page } = rig;
		/** Into the clipboard, as another program would. */
		const copy = (text?: string) =>
			page.evaluate(`(async () => {
				const bytes = new Uint8Array(${JSON.stringify([...samplePicture(1)])});
				const text = ${JSON.stringify(text) ?? 'undefined'};
				await navigator.clipboard.write([new ClipboardItem({
					'image/png': new Blob([bytes], { type: 'image/png' }),
					...(text ? { 'text/plain': new Blob([text], { type: 'text/plain' }) } : {}),
				})]);
			})()`);
		const paste = () => page.keyboard.press('Control+V');
		const chosen = (field: string) => page.locator(`${field} .chosen`);
		return { ...rig, copy, paste, chosen };
	};

	it('puts an image into the references that were clicked, and leaves the image that is edited', async () => {
		const { page, copy, paste, chosen } = await open({
			state: filledIn('remix/3.0', { prompt: 'A fox', image: ['image-kept-1'] }),
			make: { images: ['image-kept-1'] },
		});
		await copy();
		await page.locator(`${characters} .drop .hint`).click();
		await paste();
		await chosen(characters).waitFor();
		await page.locator(`${references} button`).focus();
		await paste();
		await chosen(references).waitFor();
		await page.locator('[data-field=image] .chosen-name', { hasText: 'kept.png' }).waitFor();
		await page.locator('#field-prompt').focus();
		await paste();
		await page.locator('[data-field=image] .chosen-name', { hasText: 'image.png' }).waitFor();
		assert.equal(await page.locator('#field-prompt').inputValue(), 'A fox');
		assert.equal(await chosen(characters).count(), 1);
		assert.equal(await chosen(references).count(), 1);
	});

	it('asks which of several references an image is for, and shows them', async () => {
		const { page, copy, paste, chosen, done } = await open({
			state: filledIn('generate/3.0', { prompt: 'A fox' }, false),
		});
		await copy();
		await page.locator('#field-prompt').focus();
		await paste();
		await page.locator('.trouble', { hasText: 'Click the field that the image is for' }).waitFor();
		assert.deepEqual(done, []);
		await page.locator(`${references} .drop .hint`).click();
		await paste();
		await chosen(references).waitFor();
		assert.equal(await chosen(characters).count(), 0);
	});

	it('takes an image also where nothing has the focus', async () => {
		const { page, copy, paste, chosen } = await open({ state: filledIn('removeBackground', {}) });
		await copy();
		await page.evaluate('document.activeElement.blur()');
		assert.equal(await page.evaluate('document.activeElement === document.body'), true);
		await paste();
		await chosen('[data-field=image]').waitFor();
	});

	it('takes no text away from a field, and nothing in another view', async () => {
		const { page, copy, paste, done } = await open({
			state: filledIn('remix/3.0', { image: ['image-kept-1'] }),
			make: { images: ['image-kept-1'] },
		});
		await copy('A cell of a table');
		await page.locator('#field-prompt').focus();
		await paste();
		await waitFor(
			'the text',
			async () => (await page.locator('#field-prompt').inputValue()) === 'A cell of a table',
		);
		await page.getByRole('tab', { name: 'History' }).click();
		await page.locator('#view-history h2').waitFor();
		await paste();
		await page.getByRole('tab', { name: 'Make' }).click();
		// What is pasted here comes after what would have been pasted there.
		await page.locator(`${references} button`).focus();
		await paste();
		await page.locator(`${references} .chosen`).waitFor();
		assert.equal(done.filter((what) => what.startsWith('paste')).length, 1);
	});
});
