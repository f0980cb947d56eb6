import * as vscode from 'vscode';
import { replaced, together } from './support.ts';

/** The first row with one of these words is taken in each list that the editor would show; else it is left. */
export function answeringLists(wanted: readonly RegExp[]): Disposable {
	const find = <T extends vscode.QuickPickItem>(items: readonly T[]): T | undefined =>
		items.find(({ label }) => wanted.some((words) => words.test(label)));
	const showQuickPick = async (items: readonly vscode.QuickPickItem[]) => find(items);
	return together([
		replaced(vscode.window, 'showQuickPick', showQuickPick as never),
		replaced(vscode.window, 'createQuickPick', (() => new AnsweredList(find)) as never),
	]);
}

/** As much of a list as is shown and accepted or left at once. */
class AnsweredList {
	items: readonly vscode.QuickPickItem[] = [];
	activeItems: readonly vscode.QuickPickItem[] = [];
	selectedItems: readonly vscode.QuickPickItem[] = [];
	readonly #find: (items: readonly vscode.QuickPickItem[]) => vscode.QuickPickItem | undefined;
	readonly #accepted = new vscode.EventEmitter<void>();
	readonly #hidden = new vscode.EventEmitter<void>();
	readonly #never = new vscode.EventEmitter<never>();
	readonly onDidAccept = this.#accepted.event;
	readonly onDidHide = this.#hidden.event;
	readonly onDidChangeActive = this.#never.event;
	readonly onDidTriggerItemButton = this.#never.event;

	constructor(find: (items: readonly vscode.QuickPickItem[]) => vscode.QuickPickItem | undefined) {
		this.#find = find;
	}

	show(): void {
		const found = this.#find(this.items);
		this.activeItems = found ? [found] : [];
		(found ? this.#accepted : this.#hidden).fire();
	}

	dispose(): void {
		for (const emitter of [this.#accepted, this.#hidden, this.#never]) {
			emitter.dispose();
		}
	}
}
