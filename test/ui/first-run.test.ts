import assert from 'node:assert/strict';
import { packagedExtension } from './package.ts';
import { type EditorWindow, openWindow } from './window.ts';

describe('A first run without a key', () => {
	let window: EditorWindow;

	before(async () => {
		window = await openWindow();
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
	});

	after(() => window?.close());

	it('keeps the prompt, offers three ways on, and leaving them changes nothing', async () => {
		const before = await window.editorText();
		await window.editor.press('Control+K');
		await window.page.keyboard.press('i');
		await window.quickInput.waitForTitle('3.0 Default, 16x9, 1 image, to public/img, $0.06');
		await window.quickInput.accept();
		await window.quickInput.message().filter({ hasText: 'Type what the image should show.' }).waitFor();
		await window.screenshotWhenStill('empty-prompt');
		await window.quickInput.type('A lighthouse');
		await window.quickInput.accept();
		await window.quickInput.waitForTitle('No Ideogram API key yet');
		assert.deepEqual(
			(await window.quickInput.rows()).map((row) => row.replace(/ (You|Opens|No key).*/, '')),
			['Paste Key', 'Get a Key', 'Try the Sandbox'],
		);
		await window.screenshotWhenStill('no-key');
		await window.quickInput.cancel();
		await window.quickInput.waitUntilClosed();
		assert.equal(await window.editorText(), before);
	});

	it('comes from the prompt to an image with the sandbox, at no cost', async () => {
		await window.contextMenu(window.page.locator('.view-line').first(), 'Ideogram', 'Generate Image');
		await window.quickInput.waitForTitle(/^3\.0/);
		await window.quickInput.type('A lighthouse');
		await window.quickInput.accept();
		await window.quickInput.pick(/Try the Sandbox/);
		await window.statusBarItem(/1 image, sandbox/).text();
		const notice = await window.notification('Inserted public/img/a-lighthouse');
		assert.deepEqual(await notice.buttons(), ['Another (free)', 'Undo']);
		await notice.dismiss();
		assert.match(await window.editorText(), /!\[A lighthouse\]\(\/img\/a-lighthouse-\d+\.png\)/);
	});

	it('opens Spending from the status bar, where the sandbox is a line of its own', async () => {
		await window.statusBarItem(/sandbox/).click();
		await window.webview().getByText('1 sandbox call').waitFor();
		await window.screenshotWhenStill('spending-sandbox');
		await window.history.close();
	});

	it('shows the log, with no prompt in it', async () => {
		await window.palette('Ideogram: Show Log');
		const panel = window.page.locator('.part.panel');
		await panel.waitFor();
		await panel.locator('.view-line').filter({ hasText: 'POST /v1/ideogram-v3/generate 200' }).waitFor();
		await window.screenshotWhenStill('log');
		assert.ok(!(await panel.textContent())?.includes('lighthouse'));
		await window.palette('View: Toggle Panel Visibility');
	});

	it('shows no price for alt text, which the sandbox does not write', async () => {
		await window.openFile('docs/guide.md');
		await window.palette('Ideogram: Write Alt Text');
		await window.quickInput.waitForTitle(/^Alt Text for/);
		const rows = await window.quickInput.rows();
		await window.screenshotWhenStill('alt-text-sandbox');
		assert.match(rows[0] ?? '', /nothing is sent.*Not in the sandbox/);
		assert.ok(!rows.join().includes('$'), rows.join());
		await window.quickInput.cancel();
	});

	it('says sandbox in the status bar and the box for as long as that is on', async () => {
		const item = window.statusBarItem(/sandbox/);
		assert.match(await item.text(), /sandbox, \$0\.00 · \$0\.00 of \$10\.00 today/);
		assert.match(await item.tooltip(), /the sandbox is on; nothing costs money/);
		await window.screenshotWhenStill('sandbox-tooltip');
		await window.palette('Ideogram: Generate Image');
		await window.quickInput.waitForTitle('3.0 Default, 16x9, 1 image, to public/img, sandbox, free');
		await window.quickInput.cancel();
		await window.reload();
		await window.statusBarItem(/Ideogram sandbox/).text();
		await window.palette('Ideogram: Use Sandbox');
		await window.notification('The sandbox is off');
		await window.statusBarItem(/Ideogram/).text();
		await window.statusBarItem(/sandbox/).waitUntilGone();
	});
});

describe('From installing to a first image', () => {
	let window: EditorWindow;

	before(async () => {
		window = await openWindow({ extension: { vsix: await packagedExtension() } });
		// Where a person is at work already.
		await window.openFile('docs/guide.md');
		await window.goTo(5, 1);
	});

	after(() => window?.close());

	it('takes four actions: the shortcut, the prompt, Enter, and the sandbox', async () => {
		const actions = await recordActions(window);
		await window.editor.press('Control+K');
		await window.page.keyboard.press('i');
		await window.quickInput.waitForTitle(/^3\.0/);
		await window.quickInput.input.pressSequentially('A lighthouse');
		await window.quickInput.accept();
		await window.quickInput.pick(/Try the Sandbox/);
		await window.notification('Inserted public/img/a-lighthouse');
		assert.deepEqual(await actions(), ['keys', 'keys', 'Enter', 'click']);
		assert.match(await window.editorText(), /!\[A lighthouse\]\(\/img\/a-lighthouse-\d+\.png\)/);
		await window.screenshotWhenStill('first-image');
	});
});

/**
 * Notes what a person does from now on, by the events of the page: each click, each Enter, and the keys that
 * are pressed in one place as one.
 */
async function recordActions({ page }: EditorWindow): Promise<() => Promise<readonly string[]>> {
	await page.evaluate(`(() => {
		const actions = [];
		let place;
		const note = (action, at) => {
			if (at === undefined || at !== place) {
				actions.push(action);
			}
			place = at;
		};
		addEventListener('mousedown', () => note('click'), true);
		addEventListener('keydown', ({ key }) => {
			if (key === 'Enter') {
				note('Enter');
			} else if (!['Alt', 'Control', 'Meta', 'Shift'].includes(key)) {
				// The editor moves the focus between parts of its own.
				note('keys', document.activeElement.closest('.editor-instance, .quick-input-widget'));
			}
		}, true);
		globalThis.actionsSoFar = () => actions;
	})()`);
	return () => page.evaluate('actionsSoFar()');
}
