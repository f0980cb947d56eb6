import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showCaptions } from '../../src/editor/fix/captions.ts';
import type { Source } from '../../src/editor/fix/sources.ts';
import type { Parts } from '../../src/editor/parts.ts';
import { answeringLists } from './quickPicks.ts';
import { closeEditors, openedFolder, replaced } from './support.ts';

describe('What the sandbox says of an image', () => {
	afterEach(closeEditors);

	for (const action of ['Copy as Alt Text', 'Insert at the Cursor', 'Save Beside', 'Use as the Prompt']) {
		it(`goes into no file by "${action}", nor into the name and alt text of another image`, async () => {
			const heard: string[] = [];
			const done: string[] = [];
			using _message = replaced(vscode.window, 'showWarningMessage', (async (message: string) => {
				heard.push(message);
			}) as never);
			using _command = replaced(vscode.commands, 'executeCommand', (async (command: string) => {
				done.push(command);
			}) as never);
			using _lists = answeringLists([/^Caption 1$/, new RegExp(action)]);
			const uri = vscode.Uri.joinPath(openedFolder().uri, 'public/img/pixel.png');
			const source = { uri, name: 'pixel.png' } as Source;
			await showCaptions({} as Parts, [{ source, captions: ['Sandbox caption 1'] }], true);
			assert.deepEqual(heard, ['Sandbox captions are made up, so they are not put into files.']);
			assert.deepEqual(done, []);
		});
	}
});
