import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('A limit of the day', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow({ settings: { 'ideogram.budget.day': 0.1 }, env: { IDEOGRAM_API_KEY: '' } }, async (rig) => {
		({ api, window } = rig);
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
	});

	const generate = async (prompt: string) => {
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle(/^3\.0/);
		await window.quickInput.type(prompt);
		await window.quickInput.accept();
	};

	it('stands beside what was spent, and warns only when little is left', async () => {
		await generate('A wren');
		await (await window.notification('Inserted public/img/a-wren')).dismiss();
		const item = window.statusBarItem(/\$0\.06 of \$0\.10 today/);
		await item.text();
		assert.equal(await item.hasWarning(), false);
	});

	it('refuses what is over it with what is left and when it renews, and nothing is sent', async () => {
		await generate('A kite');
		const notice = await window.notification(
			'This costs $0.06, but only $0.04 of your $0.10 for today is left; it renews at midnight.',
		);
		assert.deepEqual(await notice.buttons(), ["Raise Today's Limit", 'Open Setting']);
		await window.screenshotWhenStill('limit-reached');
		assert.equal(api.accepted.length, 1);
		await notice.press("Raise Today's Limit");
	});

	it('is raised for today by the person, who goes on where they were', async () => {
		await window.quickInput.waitForTitle("Raise Today's Limit");
		await window.quickInput.type('0.05');
		await window.quickInput.accept();
		await window.quickInput.message().filter({ hasText: 'Type an amount above $0.10' }).waitFor();
		await window.screenshotWhenStill('raise-limit');
		await window.quickInput.type('0.13');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle(/^3\.0 .*\$0\.06$/);
		assert.equal(await window.quickInput.value(), 'A kite');
		await window.quickInput.accept();
		await (await window.notification('Inserted public/img/a-kite')).dismiss();
		const item = window.statusBarItem(/\$0\.12 of \$0\.13 today/);
		await item.text();
		assert.equal(await item.hasWarning(), true);
		const tooltip = await window.waitFor('the file in the workspace', async () => {
			const now = await item.tooltip();
			return /a-kite-\d{4,}\.png/.test(now) ? now : undefined;
		});
		assert.ok(!tooltip.includes('Agents'), tooltip);
		await window.screenshotWhenStill('limit-close');
		assert.equal(api.accepted.length, 2);
	});

	it('that was raised stays so after a restart, and its setting stays as it was', async () => {
		await window.restart();
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
		await generate('A finch');
		await window.notification('only $0.01 of your $0.13 for today is left');
		assert.equal(api.accepted.length, 2);
	});
});
