import assert from 'node:assert/strict';
import { filledIn, makeIn } from './makeRig.ts';
import { type Browser, openBrowser, type PanelOptions } from './rig.ts';

describe('The expanded prompt in Make', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const { open } = makeIn(() => browser);
	const start = async (options: PanelOptions = {}) => {
		const rig = await open({ state: filledIn('generate/4.0', { prompt: 'A fox' }, false), ...options });
		const { page } = rig;
		const show = page.getByRole('button', { name: 'Show Expanded Prompt' });
		const expanded = page.getByRole('region', { name: 'Expanded Prompt' });
		return { ...rig, show, expanded };
	};

	it('goes when another prompt, resolution or job is filled in, and does not come back by itself', async () => {
		const { page, show, expanded } = await start();
		const prompt = page.locator('#field-prompt');
		const changes = [
			() => prompt.fill('An owl'),
			() => page.getByLabel('Resolution').selectOption('2560 × 1440'),
			() => page.getByRole('radio', { name: '3.0' }).check(),
		];
		for (const change of changes) {
			await show.click();
			await expanded.getByText(`A picture of ${await prompt.inputValue()}`).waitFor();
			await change();
			await expanded.waitFor({ state: 'detached' });
		}
		await page.getByRole('radio', { name: '4.0' }).check();
		await show.waitFor();
		assert.equal(await expanded.count(), 0);
		await show.click();
		await page.getByRole('button', { name: 'Edit as JSON Prompt' }).click();
		await page.locator('textarea.json:focus').waitFor();
		assert.match(await page.locator('textarea.json').inputValue(), /A picture of An owl/);
	});

	it('is not shown of a prompt that has changed before it arrives', async () => {
		const asked = Promise.withResolvers<void>();
		const typed = Promise.withResolvers<void>();
		const { page, show, expanded, done } = await start({
			async intercept({ type }) {
				if (type === 'make/expand') {
					asked.resolve();
					await typed.promise;
				}
				return false;
			},
		});
		await show.click();
		await asked.promise;
		await page.locator('#field-prompt').fill('An owl');
		typed.resolve();
		await show.waitFor();
		assert.equal(done.at(-1), 'expand A fox undefined');
		assert.equal(await expanded.count(), 0);
	});
});
