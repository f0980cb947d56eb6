import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { extension, globalStorage, until } from './support.ts';

describe('activation', () => {
	it('comes by itself once the editor has started', async () => {
		await until(() => extension().isActive);
	});

	it('registers every command that is contributed, and no other', async () => {
		await extension().activate();
		const { commands } = extension().packageJSON.contributes as { commands: { command: string }[] };
		const registered = await vscode.commands.getCommands(true);
		assert.deepEqual(
			registered.filter((id) => id.startsWith('ideogram.')).sort(),
			commands.map(({ command }) => command).sort(),
		);
	});

	it('makes no store and no sign of pending work until something is to be kept', async () => {
		await extension().activate();
		const store = path.join(globalStorage(), 'store.sqlite');
		assert.ok(!existsSync(store));
		assert.ok(!existsSync(path.join(globalStorage(), 'pending')));
		// It would have been there: this is the first that needs it.
		void vscode.commands.executeCommand('ideogram.showHistory');
		await until(() => existsSync(store));
		await vscode.commands.executeCommand('notifications.clearAll');
		assert.ok(!existsSync(path.join(globalStorage(), 'pending')));
	});
});
