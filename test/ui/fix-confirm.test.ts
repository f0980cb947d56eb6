import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { recogniseImage } from '../../src/images/format.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { picture } from './picture.ts';
import { withWindow } from './rig.ts';
import type { EditorWindow } from './window.ts';

describe('Image files whose results replace them by a setting', () => {
	let api: Sandbox;
	let window: EditorWindow;

	withWindow(
		{
			settings: {
				'ideogram.fixedImage': 'replace',
				'ideogram.confirmAbove': 0.02,
			},
			prepare: (workspace) => {
				mkdirSync(path.join(workspace, 'icons'));
				for (const name of ['one.png', 'two.png', 'three.png']) {
					writeFileSync(path.join(workspace, 'icons', name), picture(120, 120, [200, 120, 40]));
				}
			},
		},
		async (rig) => {
			({ api, window } = rig);
			await window.palette('View: Show Explorer');
			await window.treeItem('icons').click();
			await window.treeItem('one.png').waitFor();
		},
	);

	const file = (name: string) => readFileSync(path.join(window.workspaceDir, 'icons', name));

	it('are replaced without a question, at the price in the notification, and brought back', async () => {
		const before = file('one.png');
		const answer = Promise.withResolvers<void>();
		api.faults.next('removeBackground', { kind: 'hold', until: answer.promise });
		await window.contextMenu(window.treeItem('one.png'), 'Ideogram', 'Remove Background');
		await window.dialogButton('Send It').click();
		await window.notification('Remove Background, one.png, $0.01');
		answer.resolve();
		const done = await window.notification('Replaced icons/one.png ($0.01 charged).');
		assert.equal(recogniseImage(file('one.png'))?.hasAlpha, true);
		await done.press('Undo');
		await window.waitFor('the old file', () => file('one.png').equals(before));
	});

	it('are asked about all the same above the person’s own amount, and Cancel spends nothing', async () => {
		const { length } = api.accepted;
		const begin = async () => {
			await window.contextMenu(window.treeItem('icons'), 'Ideogram', 'Remove Background');
			await window.quickInput.waitForTitle('Remove Background');
			await window.quickInput.accept();
			await window.dialogButton('Spend $0.03').waitFor();
		};
		await begin();
		await window.dialog().getByText('This costs $0.03. Go on?').waitFor();
		await window.screenshotWhenStill('fix-confirm');
		await window.dialogButton('Cancel').click();
		await window.dialog().waitFor({ state: 'hidden' });
		assert.equal(api.accepted.length, length);
		await begin();
		await window.dialogButton('Spend $0.03').click();
		await window.notification('Remove Background: 3 done ($0.03 charged).');
		await window.screenshotWhenStill('fix-confirmed');
		assert.equal(api.accepted.length, length + 3);
	});
});
