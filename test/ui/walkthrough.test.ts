import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { KEY } from './api.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

const STEPS = ['sandbox', 'key', 'generate', 'budget'] as const;
type Step = (typeof STEPS)[number];

describe('The walkthrough', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow(
		{
			// The editor shows pictures where there is room for them.
			viewport: { width: 1600, height: 900 },
			keyless: true,
		},
		async (rig) => {
			({ api, window } = rig);
			await open();
		},
	);

	async function open(): Promise<void> {
		await window.palette('Welcome: Open Walkthrough...');
		await window.quickInput.type('Ideogram');
		await window.quickInput.pick('Get Started with Ideogram Assets');
		await step('sandbox').waitFor();
	}

	function step(name: Step): Locator {
		return window.page.locator(`.getting-started-step[data-step-id$="#${name}"]`);
	}

	async function useTheme(name: string): Promise<void> {
		await window.palette('Preferences: Color Theme');
		await window.quickInput.type(name);
		await window.quickInput.pick(name);
		await window.quickInput.waitUntilClosed();
	}

	async function unfold(name: Step): Promise<void> {
		if ((await step(name).getAttribute('aria-expanded')) !== 'true') {
			await step(name).click();
		}
	}

	async function press(name: Step, button: string): Promise<void> {
		await unfold(name);
		await step(name).getByRole('button', { name: button, exact: true }).click();
	}

	const mark = (name: Step) => step(name).getByRole('checkbox', { checked: true });

	const waitUntilTicked = (name: Step) => mark(name).waitFor();

	async function ticked(): Promise<readonly Step[]> {
		const marks = await Promise.all(STEPS.map((name) => mark(name).count()));
		return STEPS.filter((_, index) => (marks[index] ?? 0) > 0);
	}

	it('shows a picture with each step, in light, dark and high contrast', async () => {
		const themes = ['Light Modern', 'Dark Modern', 'Dark High Contrast'];
		for (const theme of themes) {
			await useTheme(theme);
			for (const name of STEPS) {
				await unfold(name);
				await window.webview().locator('svg rect').first().waitFor();
				await window.screenshotWhenStill(`walkthrough-${name}-${theme.toLowerCase().replaceAll(' ', '-')}`);
			}
		}
		assert.deepEqual(await ticked(), []);
	});

	it('ticks the sandbox once it is on, and a second click leaves it on', async () => {
		await press('sandbox', 'Try the Sandbox');
		await waitUntilTicked('sandbox');
		await press('sandbox', 'Try the Sandbox');
		await window.statusBarItem(/Ideogram sandbox/).text();
		assert.deepEqual(await ticked(), ['sandbox']);
		await window.clearNotifications();
	});

	it('ticks the key once it is stored', async () => {
		await press('key', 'Set API Key');
		await window.quickInput.waitForTitle('Ideogram API Key');
		await window.quickInput.type(KEY);
		await window.quickInput.accept();
		await window.notification('Key saved, and Ideogram accepts it.');
		await waitUntilTicked('key');
		await window.clearNotifications();
	});

	it('ticks the image once it is inserted', async () => {
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
		await window.editor.press('Control+K');
		await window.page.keyboard.press('i');
		await window.quickInput.waitForTitle(/sandbox, free$/);
		await window.quickInput.type('A lighthouse');
		await window.quickInput.accept();
		await window.notification('Inserted public/img/a-lighthouse');
		await open();
		await waitUntilTicked('generate');
		assert.deepEqual(await ticked(), ['sandbox', 'key', 'generate']);
	});

	it('ticks the budget once a limit is changed', async () => {
		await press('budget', 'Change the Limits');
		const setting = window.page.locator('.settings-editor .setting-item-contents').filter({
			has: window.page.locator('.setting-item-label', { hasText: 'Day' }),
		});
		const input = setting.first().locator('input').first();
		// What the search finds is drawn anew while it is being read.
		await window.waitFor('the new limit', async () => {
			await input.fill('20');
			await input.press('Enter');
			return window
				.statusBarItem(/of \$20\.00 today/)
				.locator.waitFor({ timeout: 3000 })
				.then(
					() => true,
					() => false,
				);
		});
		await window.waitFor('the settings to close', async () => {
			await window.page.keyboard.press('Escape');
			return (await window.page.locator('.settings-editor').count()) === 0;
		});
		await open();
		await waitUntilTicked('budget');
		await window.screenshotWhenStill('walkthrough-done');
		assert.deepEqual(await ticked(), STEPS);
		assert.equal(api.accepted.length, 0);
	});
});
