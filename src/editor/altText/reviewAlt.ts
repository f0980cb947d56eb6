import * as vscode from 'vscode';
import { imagesText } from '../costText.ts';
import type { AltTexts } from './applyAlt.ts';
import type { AltTask } from './tasks.ts';

interface ReviewItem extends vscode.QuickPickItem {
	readonly task: AltTask;
	readonly alt: string;
}

/** Shows one alt text in an input box, where it can be changed. Undefined: the person left it. */
export async function reviewOne(task: AltTask, alt: string): Promise<string | undefined> {
	return vscode.window.showInputBox({
		title: vscode.l10n.t('Alt Text for {0}', task.reference.target ?? ''),
		prompt: vscode.l10n.t('Change it if you like.'),
		value: alt,
		ignoreFocusOut: true,
	});
}

/**
 * Shows all alt texts with a check mark and a pencil each. The ones to write, or
 * undefined: the person left it.
 */
export async function reviewSeveral(texts: AltTexts): Promise<AltTexts | undefined> {
	let items = [...texts].map(([task, alt]) => itemFor(task, alt));
	let checked: readonly ReviewItem[] = items;
	for (;;) {
		const answer = await showList(items, checked);
		if (answer === undefined || Array.isArray(answer)) {
			return answer && new Map(answer.map(({ task, alt }) => [task, alt]));
		}
		const { edited, picked } = answer;
		const alt = await reviewOne(edited.task, edited.alt);
		const changed = alt === undefined ? edited : itemFor(edited.task, alt);
		const swap = (item: ReviewItem) => (item === edited ? changed : item);
		items = items.map(swap);
		checked = picked.map(swap);
	}
}

function itemFor(task: AltTask, alt: string): ReviewItem {
	const empty = vscode.l10n.t('empty, for decoration');
	return {
		label: task.reference.target ?? '',
		description: vscode.workspace.asRelativePath(task.document.uri),
		detail: alt || empty,
		buttons:
			alt === ''
				? []
				: [{ iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Change This Alt Text') }],
		task,
		alt,
	};
}

type ListAnswer =
	| ReviewItem[]
	| { readonly edited: ReviewItem; readonly picked: readonly ReviewItem[] }
	| undefined;

function showList(items: readonly ReviewItem[], checked: readonly ReviewItem[]): Promise<ListAnswer> {
	const list = vscode.window.createQuickPick<ReviewItem>();
	list.title = vscode.l10n.t('Write Alt Text for {0}', imagesText(items.length));
	list.placeholder = vscode.l10n.t('Enter writes those that are checked, as one step that can be undone');
	list.canSelectMany = true;
	list.ignoreFocusOut = true;
	list.items = items;
	list.selectedItems = checked;
	return new Promise((resolve) => {
		const end = (answer: ListAnswer) => {
			resolve(answer);
			list.dispose();
		};
		list.onDidAccept(() => end([...list.selectedItems]));
		list.onDidTriggerItemButton(({ item }) => end({ edited: item, picked: list.selectedItems }));
		list.onDidHide(() => end(undefined));
		list.show();
	});
}
