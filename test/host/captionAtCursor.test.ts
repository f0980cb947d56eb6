import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showCaptions } from '../../src/editor/fix/captions.ts';
import type { Source } from '../../src/editor/fix/sources.ts';
import { createLastEditor } from '../../src/editor/lastEditor.ts';
import type { Parts } from '../../src/editor/parts.ts';
import { closeEditors, removeFolders, replaced, scratchFolder, showFile } from './support.ts';

describe('A caption that is inserted at the cursor', () => {
	let scratch: vscode.Uri;
	const subscriptions: vscode.Disposable[] = [];

	beforeEach(async () => {
		scratch = await scratchFolder();
	});

	afterEach(async () => {
		vscode.Disposable.from(...subscriptions.splice(0)).dispose();
		await closeEditors();
		await removeFolders(scratch);
	});

	/** The document after Describe's list, in which `|` marks both ends of the selection. */
	async function inserted(name: string, marked: string, caption: string): Promise<string> {
		const [start, end] = [marked.indexOf('|'), marked.lastIndexOf('|') - 1];
		const editor = await showFile(scratch, name, marked.replaceAll('|', ''));
		const { document } = editor;
		editor.selection = new vscode.Selection(document.positionAt(start), document.positionAt(end));
		const lastEditor = createLastEditor(subscriptions);
		const source = { uri: vscode.Uri.joinPath(scratch, 'fox.png'), name: 'fox.png' } as Source;
		using _list = replaced(vscode.window, 'createQuickPick', acceptingTheLast);
		using _actions = replaced(vscode.window, 'showQuickPick', choosing('Insert at the Cursor'));
		await showCaptions({ lastEditor } as Parts, [{ source, captions: [caption] }], false);
		return document.getText();
	}

	it('is escaped within an attribute or a string, and left as it is elsewhere', async () => {
		const caption = 'The "fox" isn\'t\nhere';
		assert.equal(
			await inserted('a.html', '<img alt="|old|">', caption),
			'<img alt="The &quot;fox&quot; isn&#39;t here">',
		);
		assert.equal(await inserted('a.ts', "const a = '||';", caption), "const a = 'The \"fox\" isn\\'t here';");
		assert.equal(await inserted('a.md', 'See: ||', caption), `See: ${caption}`);
	});
});

/** A list in which Enter is pressed on the last item once it is shown. */
const acceptingTheLast = (() => {
	let accept = () => {};
	return {
		items: [] as readonly vscode.QuickPickItem[],
		activeItems: [] as readonly vscode.QuickPickItem[],
		onDidChangeActive() {},
		onDidTriggerItemButton() {},
		onDidHide() {},
		onDidAccept(listener: () => void) {
			accept = listener;
		},
		show() {
			this.activeItems = this.items.slice(-1);
			accept();
		},
		dispose() {},
	};
}) as unknown as typeof vscode.window.createQuickPick;

function choosing(label: string): typeof vscode.window.showQuickPick {
	const choose = async (items: readonly vscode.QuickPickItem[]) =>
		items.find((item) => item.label.endsWith(label));
	return choose as unknown as typeof vscode.window.showQuickPick;
}
