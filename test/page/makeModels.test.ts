import assert from 'node:assert/strict';
import type { CustomModel } from '../../src/api/operations/custom-model.ts';
import { INITIAL_STATE } from '../../src/studio/messages.ts';
import type { FakeMakeOptions } from './fakeMake.ts';
import { type Browser, openBrowser, openPanel } from './rig.ts';

const MODELS: readonly CustomModel[] = [
	{
		id: 'a',
		name: 'Fernway Brand',
		uri: 'model/a/version/2',
		available: true,
		status: 'COMPLETED',
		owned: true,
	},
	{ id: 'b', name: 'Icons', uri: undefined, available: false, status: 'TRAINING', owned: true },
	{ id: 'c', name: 'Sketches', uri: 'model/c/version/1', available: true, status: 'COMPLETED', owned: false },
];

describe('Rarer fields of Make', () => {
	let browser: Browser;

	before(async () => {
		browser = await openBrowser();
	});
	after(() => browser.close());

	const open = async (operation: string, values: Record<string, string>, make: FakeMakeOptions = {}) => {
		const rig = await openPanel(browser, {
			make,
			state: { view: 'make', make: { ...INITIAL_STATE.make, operation, values, more: true } },
		});
		const { page } = rig;
		await page.locator('.make-button').waitFor();
		const start = async () => {
			await page.locator('.make-button[aria-disabled=false] .price:not(.stale)').waitFor();
			await page.locator('.make-button').click();
			await page.locator('.made').waitFor();
			return rig.make.jobs[0]?.input;
		};
		return {
			...rig,
			start,
			field: page.getByLabel('Custom Model'),
			radios: page.getByRole('radiogroup', { name: 'My Models' }),
		};
	};

	it('have the models of the account by name with their state, asked for once', async () => {
		const { page, radios, field, done, start } = await open(
			'generate/3.0',
			{ prompt: 'A fox' },
			{ models: MODELS },
		);
		assert.deepEqual(done, [], 'nobody has asked');
		await page.getByRole('button', { name: 'Show My Models' }).press('Enter');
		await radios.waitFor();
		assert.deepEqual(
			(await radios.locator('.pill').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim()),
			['Fernway Brand ready', 'Sketches ready, shared with you', 'Icons in training'],
		);
		assert.ok(await radios.getByRole('radio', { name: /Icons/ }).isDisabled());
		await radios.getByRole('radio', { name: /Sketches/ }).check();
		assert.equal(await field.inputValue(), 'Sketches');
		await page.locator('.make-button', { hasText: '$0.12' }).waitFor();
		assert.deepEqual(await start(), { prompt: 'A fox', customModelUri: 'model/c/version/1' });
		await page.getByRole('radio', { name: '4.0' }).check();
		await radios.waitFor();
		assert.deepEqual(done, ['models']);
	});

	it('take a model by its typed name, or by its address', async () => {
		const { page, radios, field, start } = await open(
			'generate/3.0',
			{ prompt: 'A fox' },
			{ models: MODELS },
		);
		await field.fill('model/unknown/version/7');
		await page.getByRole('button', { name: 'Show My Models' }).click();
		await radios.waitFor();
		assert.equal(await field.inputValue(), 'model/unknown/version/7');
		await field.fill('fernway brand');
		await field.press('Tab');
		await radios
			.getByRole('radio', { name: /Fernway/ })
			.and(page.locator(':checked'))
			.waitFor();
		assert.deepEqual(await start(), { prompt: 'A fox', customModelUri: 'model/a/version/2' });
	});

	it('take a model by its name with the last stroke, and no name that is none', async () => {
		const { page, radios, field, make } = await open('generate/3.0', { prompt: 'A fox' }, { models: MODELS });
		await field.fill('sketches');
		await page
			.locator('#problem-customModelUri', { hasText: 'Choose one of your models, or paste its address.' })
			.waitFor();
		await field.press('Control+Enter');
		await page.locator('#field-customModelUri:focus').waitFor();
		await page.getByRole('button', { name: 'Show My Models' }).click();
		await radios
			.getByRole('radio', { name: /Sketches/ })
			.and(page.locator(':checked'))
			.waitFor();
		await page.locator('#problem-customModelUri').waitFor({ state: 'detached' });
		await field.fill('');
		await field.pressSequentially('fernway brand');
		await page
			.locator('.make-button[aria-disabled=false] .price:not(.stale)', { hasText: '$0.12' })
			.waitFor();
		await field.press('Control+Enter');
		await page.locator('.made').waitFor();
		assert.deepEqual(
			make.jobs.map(({ input }) => input),
			[{ prompt: 'A fox', customModelUri: 'model/a/version/2' }],
		);
	});

	it('say in a sentence why there are no models, and try again', async () => {
		const { page, radios, done } = await open(
			'generate/3.0',
			{},
			{ models: MODELS, modelsFail: new Error('Ideogram could not be reached.') },
		);
		await page.getByRole('button', { name: 'Show My Models' }).click();
		await page.getByRole('alert').getByText('Ideogram could not be reached.').waitFor();
		await page.getByRole('button', { name: 'Try Again' }).click();
		await radios.waitFor();
		assert.equal(await page.getByRole('alert').count(), 0);
		assert.deepEqual(done, ['models', 'models anew']);
		const none = await open('generate/3.0', {});
		await none.page.getByRole('button', { name: 'Show My Models' }).click();
		await none.page.getByText('This account has no custom models.').waitFor();
	});

	it('have a JSON prompt that says where it is wrong, and is made at the same price', async () => {
		const { page, start } = await open('generate/4.0', {});
		const json = page.getByLabel('JSON Prompt');
		await json.fill('{\n  "high_level_description": fox\n}');
		await page.locator('#problem-jsonPrompt', { hasText: 'see line 2, column 30' }).waitFor();
		await page.locator('.make-button .price', { hasText: '$0.06' }).waitFor();
		assert.equal(await json.getAttribute('aria-invalid'), 'true');
		await json.fill('{"high_level_description": "A fox"}');
		await page
			.locator('#problem-jsonPrompt', { hasText: 'compositional_deconstruction is missing' })
			.waitFor();
		const sound = {
			high_level_description: 'A fox',
			compositional_deconstruction: { background: 'snow', elements: [] },
		};
		await json.fill(JSON.stringify(sound));
		await page.locator('#problem-jsonPrompt').waitFor({ state: 'detached' });
		await page.locator('#field-prompt').fill('A stork');
		await page.locator('#problem-jsonPrompt', { hasText: 'not both' }).waitFor();
		await page.locator('#field-prompt').fill('');
		assert.deepEqual(await start(), { jsonPrompt: sound });
	});

	it('begin a JSON prompt with what the model makes of the words', async () => {
		const { page, start } = await open('generate/4.0', { prompt: 'A fox' });
		await page.getByRole('button', { name: 'More Options' }).click();
		await page.getByRole('button', { name: 'Show Expanded Prompt' }).click();
		await page.getByRole('button', { name: 'Edit as JSON Prompt' }).click();
		await page.locator('#field-jsonPrompt:focus').waitFor();
		assert.equal(await page.locator('#field-prompt').inputValue(), '');
		const { jsonPrompt } = (await start()) as { jsonPrompt: { high_level_description: string } };
		assert.equal(jsonPrompt.high_level_description, 'A picture of A fox');
	});
});
