import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from './support.ts';

function extension(): vscode.Extension<unknown> {
	const found = vscode.extensions.getExtension('ideogram-assets.ideogram-assets');
	assert.ok(found);
	return found;
}

/** Where the editor lets the extension keep files. */
function globalStorage(): string {
	const { HOST_RESULT, TEST_USER_DATA } = process.env;
	// The server of test/vscode keeps its data beside the result; the desktop editor where run.ts says.
	const data = HOST_RESULT ? path.join(path.dirname(HOST_RESULT), 'data/data') : TEST_USER_DATA;
	assert.ok(data);
	return path.join(data, 'User/globalStorage', extension().id);
}

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
