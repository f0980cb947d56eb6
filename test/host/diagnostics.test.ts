import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './support.ts';

describe('Copy Diagnostics', () => {
	it('copies versions, settings and counts, and nothing else', async () => {
		await vscode.env.clipboard.writeText('');
		// The message stays until somebody closes it.
		void vscode.commands.executeCommand('ideogram.copyDiagnostics');
		await until(async () => (await vscode.env.clipboard.readText()) !== '');
		const copied = JSON.parse(await vscode.env.clipboard.readText());
		assert.deepEqual(Object.keys(copied).sort(), [
			'editor',
			'extension',
			'hasKey',
			'language',
			'remote',
			'settings',
			'store',
			'system',
			'trusted',
			'workspaceFolders',
		]);
		assert.equal(copied.editor.version, vscode.version);
		assert.equal(copied.settings.caps.day, 10_000_000);
		assert.equal(typeof copied.store.schema, 'number');
		assert.deepEqual(
			Object.keys(copied.store.calls),
			Object.keys(copied.store.calls).filter((state) => /^[a-z-]+$/.test(state)),
		);
		for (const folder of vscode.workspace.workspaceFolders ?? []) {
			assert.ok(!JSON.stringify(copied).includes(folder.uri.fsPath), 'no path');
		}
		await vscode.commands.executeCommand('notifications.clearAll');
	});
});
