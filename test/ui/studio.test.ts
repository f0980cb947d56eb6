import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { withoutNotices } from '../priceNotice.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('The Studio', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow({}, async (rig) => {
		({ api, window } = rig);
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
	});

	const press = (key: string) => window.page.keyboard.press(key);
	/** Tab by Tab, as a person without a mouse. */
	const tabTo = async (selector: string, key = 'Tab') => {
		await window.waitFor(`the focus on ${selector}`, async () => {
			await press(key);
			return (await window.webview().locator(`${selector}:focus`).count()) > 0;
		});
	};
	const made = (prompt: string) => window.webview().locator('.made').filter({ hasText: prompt });
	const begin = async (prompt: string) => {
		await window.webview().locator('#field-prompt').fill(prompt);
		await window.webview().locator('.make-button[aria-disabled=false] .price:not(.stale)').waitFor();
		await press('Control+Enter');
	};

	it('makes an image by keyboard alone, at the price on the button, and inserts it', async () => {
		await window.palette('Ideogram: Open Studio');
		const studio = window.webview();
		await studio.locator('#field-prompt:focus').waitFor();
		const button = studio.locator('.make-button');
		assert.equal(await button.getAttribute('aria-disabled'), 'true');
		await studio.getByText('Prompt is required.').waitFor();
		await window.page.keyboard.type('A red fox');
		await studio.locator('.make-button[aria-disabled=false]').waitFor();
		assert.match(withoutNotices((await button.textContent()) ?? ''), /^\s*Make 1 Image\s*\$0\.06\s*$/);
		await tabTo('[name=field-numImages]');
		await press('ArrowRight');
		await studio.locator('.make-button', { hasText: '$0.12' }).waitFor();
		await window.screenshotWhenStill('studio-filled');
		await tabTo('.make-button');
		await press('Enter');
		await made('A red fox').locator('.result img').nth(1).waitFor();
		await made('A red fox').getByText('$0.12 charged').waitFor();
		await window.screenshotWhenStill('studio-made');
		await tabTo('[data-name=insert]');
		await press('Enter');
		await window.editor.tab('guide.md').waitFor();
		await window.waitFor('the snippet', async () =>
			/!\[A red fox\]\(\/img\/a-red-fox-\d+\.png\)/.test(await window.editorText()),
		);
		assert.equal(api.accepted.length, 1);
	});

	it('lets a call go on that nobody waits for: its image arrives in History', async () => {
		const answer = Promise.withResolvers<void>();
		api.faults.next('generate', { kind: 'hold', until: answer.promise });
		await window.palette('Ideogram: Open Studio');
		await begin('A blue whale');
		await made('A blue whale').getByText('making 2 images since').waitFor();
		await window.screenshot('studio-making');
		await tabTo('.made .second');
		await press('Enter');
		await made('A blue whale').waitFor({ state: 'detached' });
		answer.resolve();
		await (await window.notification('Image ready, kept in History')).dismiss();
		assert.equal(api.accepted.length, 2);
	});

	it('takes an image that was made as the input of the next', async () => {
		await window.palette('Ideogram: Open Studio');
		await made('A red fox').getByRole('button', { name: 'Use as Input' }).first().click();
		const studio = window.webview();
		await studio.locator('.chosen img').waitFor();
		assert.equal(await studio.locator('#make-job').inputValue(), 'remix');
		await window.screenshotWhenStill('studio-remix');
		await studio.locator('#make-job').selectOption({ label: 'Remove Background' });
		await studio.locator('.make-button', { hasText: '$0.01' }).waitFor();
		await studio.locator('.make-button').click();
		await window.dialogButton('Send It').click();
		await made('Remove Background · $0.01 charged').waitFor();
		await studio.locator('#make-job').selectOption({ label: 'Generate' });
	});

	it('shows what 4.0 makes of a prompt, at no cost', async () => {
		await window.palette('Ideogram: Open Studio');
		const studio = window.webview();
		const accepted = api.accepted.length;
		await studio.getByRole('radio', { name: '4.0' }).check();
		await studio.locator('#field-prompt').fill('A stork');
		await studio.getByRole('button', { name: 'Show Expanded Prompt' }).click();
		await studio.getByRole('region', { name: 'Expanded Prompt' }).getByText('A stork').first().waitFor();
		await window.screenshotWhenStill('studio-expanded');
		assert.equal(api.accepted.length, accepted, 'nothing was made');
		await studio.getByRole('radio', { name: '3.0' }).check();
	});

	it('offers the custom models of the account by their names, at no cost', async () => {
		await window.palette('Ideogram: Open Studio');
		const studio = window.webview();
		const accepted = api.accepted.length;
		await studio.getByRole('button', { name: /^More Options/ }).click();
		await studio.getByRole('button', { name: 'Show My Models' }).click();
		const models = studio.getByRole('radiogroup', { name: 'My Models' });
		await models.getByRole('radio', { name: /Sandbox Brand/ }).check();
		await studio.locator('.make-button', { hasText: '$0.24' }).waitFor();
		assert.ok(await models.getByRole('radio', { name: /Sandbox Draft/ }).isDisabled());
		await window.screenshotWhenStill('studio-models');
		assert.equal(await studio.getByLabel('Custom Model').inputValue(), 'Sandbox Brand');
		await studio.getByLabel('Custom Model').fill('');
		await studio.getByRole('button', { name: /^More Options/ }).click();
		assert.equal(api.accepted.length, accepted, 'nothing was made');
	});

	it('takes an image of the workspace by its name', async () => {
		await window.palette('Ideogram: Open Studio');
		const studio = window.webview();
		await studio.locator('#make-job').selectOption({ label: 'Upscale' });
		const remove = studio.getByRole('button', { name: /^Remove .*png$/ });
		if ((await remove.count()) > 0) {
			await remove.click();
		}
		await studio.getByRole('button', { name: 'Choose Image…' }).click();
		await window.quickInput.waitForTitle('Choose an Image');
		await window.screenshotWhenStill('studio-choose-image');
		await window.quickInput.type('pixel');
		await window.quickInput.accept();
		await studio.locator('.chosen', { hasText: 'pixel.png' }).locator('img').waitFor();
		await studio.locator('#make-job').selectOption({ label: 'Generate' });
	});

	it('finds the result of a call that was paid for before the window closed and fetched after', async () => {
		await window.palette('Ideogram: Open Studio');
		api.faults.next('image', { kind: 'hold', until: new Promise(() => {}) });
		const fetched = () => api.requests.filter(({ path }) => path.includes('ephemeral')).length;
		const before = fetched();
		const accepted = api.accepted.length;
		await begin('A heron');
		await window.waitFor('a download to begin', () => fetched() > before);
		await window.reloadByCommand();
		await window.waitFor('every image of the call', async () => {
			const [all, arrived] = await Promise.all([
				made('A heron').locator('.result').count(),
				made('A heron').locator('.result img').count(),
			]);
			return all > 0 && all === arrived;
		});
		assert.equal(await window.webview().locator('#field-prompt').inputValue(), 'A heron');
		await window.screenshotWhenStill('studio-reloaded');
		assert.equal(api.accepted.length, accepted + 1);
	});
});
