import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
	it('activates and registers its commands', async () => {
		const extension = vscode.extensions.getExtension('ideogram-assets.ideogram-assets');
		assert.ok(extension);
		await extension.activate();
		const commands = await vscode.commands.getCommands(true);
		assert.ok(commands.includes('ideogram.generateImage'));
	});
});
