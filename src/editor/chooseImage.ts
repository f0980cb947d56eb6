import * as vscode from 'vscode';
import type { Store } from '../store/store.ts';

/** An image that is to be looked at. */
interface Choosable {
	/** Path within the store's image folder. */
	readonly file: string | null;
}

interface ImageItem<Image> extends vscode.QuickPickItem {
	readonly output: Image;
}

export interface ChooseOptions<Image> {
	readonly title: string;
	readonly placeholder: string;
	/** What a person reads for an image. */
	readonly label: (output: Image, index: number) => string;
	readonly description?: (output: Image) => string;
}

/**
 * Lets a person choose among images: the arrow keys show each beside the
 * editor, Enter takes one. Undefined: none was taken.
 */
export async function chooseImage<Image extends Choosable>(
	store: Store,
	outputs: readonly Image[],
	options: ChooseOptions<Image>,
): Promise<Image | undefined> {
	const list = vscode.window.createQuickPick<ImageItem<Image>>();
	const uriOf = (output: Image) => vscode.Uri.file(store.imagePath(output.file ?? ''));
	list.title = options.title;
	list.placeholder = options.placeholder;
	list.ignoreFocusOut = true;
	list.matchOnDescription = true;
	list.items = outputs.map((output, index) => ({
		label: options.label(output, index),
		description: options.description?.(output),
		output,
	}));
	const shown = new Set<string>();
	// One at a time, the newest wish last: a held arrow key must not open forty editors at once.
	let wanted: vscode.Uri | undefined;
	let showing: Promise<void> | undefined;
	const showWanted = async () => {
		while (wanted) {
			const uri = wanted;
			wanted = undefined;
			shown.add(uri.toString());
			await vscode.commands.executeCommand('vscode.open', uri, {
				viewColumn: vscode.ViewColumn.Beside,
				preserveFocus: true,
				preview: true,
			});
		}
		showing = undefined;
	};
	list.onDidChangeActive(([item]) => {
		if (item) {
			wanted = uriOf(item.output);
			showing ??= showWanted();
		}
	});
	const chosen = await new Promise<Image | undefined>((resolve) => {
		list.onDidAccept(() => resolve(list.activeItems[0]?.output));
		list.onDidHide(() => resolve(undefined));
		list.show();
	});
	list.dispose();
	wanted = undefined;
	await showing;
	await closePreviews(shown);
	return chosen;
}

/** Closes the image tabs of these URIs that are no more than previews. */
export async function closePreviews(uris: ReadonlySet<string>): Promise<void> {
	const tabs = vscode.window.tabGroups.all
		.flatMap((group) => group.tabs)
		.filter(
			({ input, isPreview }) =>
				isPreview && input instanceof vscode.TabInputCustom && uris.has(input.uri.toString()),
		);
	await vscode.window.tabGroups.close(tabs, true);
}
