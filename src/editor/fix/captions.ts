import * as vscode from 'vscode';
import { besideName } from '../../images/names.ts';
import { closePreviews } from '../chooseImage.ts';
import type { Parts } from '../parts.ts';
import { saveIntoWorkspace } from '../save.ts';
import { altFromCaption } from '../text/altFromCaption.ts';
import { wordsAt } from '../text/wordsAt.ts';
import { folderOf } from './placing.ts';
import type { Source } from './sources.ts';

/** A file and what was said of it. */
export interface Described {
	readonly source: Source;
	readonly captions: readonly string[];
}

interface CaptionItem extends vscode.QuickPickItem {
	readonly caption?: string;
	readonly source?: Source;
}

interface Action {
	readonly label: string;
	readonly icon: string;
	/** Puts the words where they may end up in a file. */
	readonly writes: boolean;
	readonly run: (parts: Parts, caption: string, source: Source) => Promise<unknown>;
}

/** What can be made of a caption. */
function actions(): readonly Action[] {
	return [
		{
			label: vscode.l10n.t('Copy'),
			icon: 'copy',
			writes: false,
			run: (_parts, caption) => copy(caption, vscode.l10n.t('Caption copied.')),
		},
		{
			label: vscode.l10n.t('Copy as Alt Text'),
			icon: 'quote',
			writes: true,
			run: (_parts, caption) => copy(altFromCaption(caption), vscode.l10n.t('Alt text copied.')),
		},
		{
			label: vscode.l10n.t('Read It in Full'),
			icon: 'book',
			writes: false,
			run: async (_parts, content) =>
				vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content })),
		},
		{
			label: vscode.l10n.t('Insert at the Cursor'),
			icon: 'insert',
			writes: true,
			run: insert,
		},
		{
			label: vscode.l10n.t('Save Beside the Image as Text'),
			icon: 'save',
			writes: true,
			run: saveBeside,
		},
		{
			label: vscode.l10n.t('Use as the Prompt of a New Image'),
			icon: 'sparkle',
			// A prompt becomes the name and the alt text of what is made of it.
			writes: true,
			run: (_parts, prompt) =>
				Promise.resolve(vscode.commands.executeCommand('ideogram.generateImage', { prompt })),
		},
	];
}

/**
 * Shows captions with their image beside them; Enter lists
 * what can be done with one. What the sandbox says of an image is made up, so it
 * goes into no file.
 */
export async function showCaptions(
	parts: Parts,
	described: readonly Described[],
	sandbox: boolean,
): Promise<void> {
	const all = actions();
	const list = vscode.window.createQuickPick<CaptionItem>();
	const [first] = described;
	list.title =
		described.length === 1 && first
			? vscode.l10n.t('What {0} Shows', first.source.name)
			: vscode.l10n.t('What {0} Images Show', described.length);
	list.placeholder = vscode.l10n.t('Enter lists what can be done with a caption');
	list.ignoreFocusOut = true;
	list.matchOnDetail = true;
	// One button alone: more of them would leave no room for the words.
	const buttons = all.slice(0, 1).map(({ label, icon }) => ({
		iconPath: new vscode.ThemeIcon(icon),
		tooltip: label,
	}));
	list.items = described.flatMap(({ source, captions }) => [
		{ label: source.name, kind: vscode.QuickPickItemKind.Separator },
		...captions.map((caption, index) => ({
			label: vscode.l10n.t('Caption {0}', index + 1),
			detail: caption.replace(/\s+/g, ' ').trim(),
			buttons,
			caption,
			source,
		})),
	]);
	const opened = new Set<string>();
	let shown: Source | undefined;
	list.onDidChangeActive(([item]) => {
		if (item?.source && item.source !== shown) {
			shown = item.source;
			const { uri } = item.source;
			if (!isVisible(uri)) {
				opened.add(uri.toString());
				void showBeside(uri);
			}
		}
	});
	const chosen = await new Promise<readonly [CaptionItem, Action?] | undefined>((resolve) => {
		list.onDidAccept(() => resolve(list.activeItems[0] && [list.activeItems[0]]));
		list.onDidTriggerItemButton(({ item, button }) =>
			resolve([item, all.find(({ label }) => label === button.tooltip)]),
		);
		list.onDidHide(() => resolve(undefined));
		list.show();
	});
	list.dispose();
	if (!chosen) {
		await closePreviews(opened);
		return;
	}
	const [{ caption, source }, pressed] = chosen;
	const action = caption ? (pressed ?? (await chooseAction(all, caption))) : undefined;
	await closePreviews(opened);
	if (!caption || !source || !action) {
		return;
	}
	if (sandbox && action.writes) {
		await vscode.window.showWarningMessage(
			vscode.l10n.t('Sandbox captions are made up, so they are not put into files.'),
		);
		return;
	}
	await action.run(parts, caption, source);
}

const isVisible = (uri: vscode.Uri): boolean =>
	vscode.window.tabGroups.all.some(
		({ activeTab }) =>
			activeTab?.input instanceof vscode.TabInputCustom && activeTab.input.uri.toString() === uri.toString(),
	);

function showBeside(uri: vscode.Uri): Thenable<unknown> {
	return vscode.commands.executeCommand('vscode.open', uri, {
		viewColumn: vscode.ViewColumn.Beside,
		preserveFocus: true,
		preview: true,
	});
}

async function chooseAction(all: readonly Action[], caption: string): Promise<Action | undefined> {
	const picked = await vscode.window.showQuickPick(
		all.map((action) => ({ label: `$(${action.icon}) ${action.label}`, action })),
		{ title: caption.length > 80 ? `${caption.slice(0, 80)}…` : caption, ignoreFocusOut: true },
	);
	return picked?.action;
}

async function copy(text: string, done: string): Promise<void> {
	await vscode.env.clipboard.writeText(text);
	vscode.window.setStatusBarMessage(done, 4000);
}

async function insert({ lastEditor }: Parts, caption: string): Promise<void> {
	const editor = await lastEditor.reveal();
	if (!editor) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t('Open the file that the text belongs in, then insert it from History.'),
		);
		return;
	}
	const { document, selection } = editor;
	const { languageId, uri } = document;
	const source = { languageId, path: uri.path, text: document.getText() };
	const words = wordsAt(source, document.offsetAt(selection.start), caption);
	await editor.edit((edit) => edit.replace(selection, words));
}

async function saveBeside(_parts: Parts, caption: string, { uri, name }: Source): Promise<void> {
	let saved: vscode.Uri;
	try {
		saved = await saveIntoWorkspace({
			source: Buffer.from(`${caption.trim()}\n`),
			target: vscode.Uri.joinPath(uri, '..', besideName(name, '', 'txt')),
			workspaceFolder: folderOf(uri),
		});
	} catch {
		await vscode.window.showErrorMessage(
			vscode.l10n.t('The text could not be written beside {0}; it is kept in History.', name),
		);
		return;
	}
	await vscode.commands.executeCommand('vscode.open', saved);
}
