import path from 'node:path';
import * as vscode from 'vscode';
import { operationName } from '../../api/operation-names.ts';
import { originalFile } from '../../store/originals.ts';
import type { ListedReplacement, Replacement } from '../../store/replacements.ts';
import { ChangedFileError, revertReplacement } from '../../store/replacing.ts';
import type { Store } from '../../store/store.ts';
import { messageOf } from '../notices.ts';
import type { Parts } from '../parts.ts';
import { contentOf } from './content.ts';
import { folderLabel } from './files.ts';
import type { Made } from './placing.ts';

const SHOWN = 200;

/** Shows what a file was beside what it is. */
export async function compare(store: Store, { uri, source, replacement }: Made): Promise<void> {
	await openComparison(replacement ? keptUri(store, replacement) : source.uri, uri);
}

const keptUri = ({ folder }: Store, { kept }: Replacement): vscode.Uri =>
	vscode.Uri.file(originalFile(folder, kept));

async function openComparison(before: vscode.Uri, after: vscode.Uri): Promise<void> {
	const name = path.posix.basename(after.path);
	await vscode.commands.executeCommand(
		'vscode.diff',
		before,
		after,
		vscode.l10n.t('{0}: before and after', name),
	);
}

/** Takes back what was just replaced; says which files were not, since somebody has changed them meanwhile. */
export async function undoReplacements(parts: Parts, made: readonly Made[]): Promise<void> {
	const store = await parts.store();
	const left: string[] = [];
	for (const { uri, replacement } of made) {
		if (replacement) {
			try {
				await revertReplacement(store, contentOf(uri), replacement);
			} catch (error) {
				left.push(vscode.l10n.t('{0}: {1}', path.posix.basename(uri.path), messageOf(error)));
			}
		}
	}
	const [first] = left;
	if (first) {
		parts.log.warn(`undo: ${left.length} of ${made.length} left`);
		await vscode.window.showWarningMessage(
			left.length === 1 ? first : vscode.l10n.t('{0} files were left as they are: {1}', left.length, first),
		);
	}
}

/** Brings back the old content of a replaced file: of the one that was clicked, or of one that the person chooses. */
export async function chooseAndRevert(parts: Parts, clicked: unknown): Promise<void> {
	const store = await parts.store();
	const uri = clicked instanceof vscode.Uri ? clicked.toString() : undefined;
	const listed = await store.records.listReplacements({ uri, limit: SHOWN });
	if (listed.length === 0) {
		await vscode.window.showInformationMessage(
			uri
				? vscode.l10n.t('This file has not been replaced by Ideogram Assets.')
				: vscode.l10n.t('No file has been replaced that could be brought back.'),
		);
		return;
	}
	const chosen = await choose(store, listed);
	if (chosen) {
		await revert(store, chosen);
	}
}

interface ReplacementItem extends vscode.QuickPickItem {
	readonly replacement: ListedReplacement;
}

async function choose(
	store: Store,
	listed: readonly ListedReplacement[],
): Promise<ListedReplacement | undefined> {
	const compareButton = {
		iconPath: new vscode.ThemeIcon('compare-changes'),
		tooltip: vscode.l10n.t('Compare'),
	};
	const list = vscode.window.createQuickPick<ReplacementItem>();
	list.title = vscode.l10n.t('Revert Replacement');
	list.placeholder = vscode.l10n.t('Enter brings back what the file held before');
	list.matchOnDescription = true;
	list.ignoreFocusOut = true;
	list.items = listed.map((replacement) => {
		const uri = vscode.Uri.parse(replacement.uri);
		const when = new Date(replacement.created).toLocaleString(vscode.env.language, {
			dateStyle: 'medium',
			timeStyle: 'short',
		});
		return {
			label: path.posix.basename(uri.path),
			description: folderLabel(uri),
			detail: replacement.operation
				? vscode.l10n.t('{0}, {1}', operationName(replacement.operation), when)
				: when,
			buttons: [compareButton],
			replacement,
		};
	});
	list.onDidTriggerItemButton(({ item: { replacement } }) =>
		openComparison(keptUri(store, replacement), vscode.Uri.parse(replacement.uri)),
	);
	const chosen = await new Promise<ListedReplacement | undefined>((resolve) => {
		list.onDidAccept(() => resolve(list.activeItems[0]?.replacement));
		list.onDidHide(() => resolve(undefined));
		list.show();
	});
	list.dispose();
	return chosen;
}

async function revert(store: Store, replacement: Replacement): Promise<void> {
	const uri = vscode.Uri.parse(replacement.uri);
	const content = contentOf(uri);
	try {
		await revertReplacement(store, content, replacement);
	} catch (error) {
		if (!(error instanceof ChangedFileError)) {
			throw error;
		}
		if (!(await agreesToOverwrite(uri))) {
			return;
		}
		await revertReplacement(store, content, replacement, true);
	}
	await vscode.window.showInformationMessage(
		vscode.l10n.t('{0} is as it was before.', vscode.workspace.asRelativePath(uri)),
	);
}

async function agreesToOverwrite(uri: vscode.Uri): Promise<boolean> {
	const go = vscode.l10n.t('Revert Anyway');
	const picked = await vscode.window.showWarningMessage(
		vscode.l10n.t('{0} was changed since it was replaced.', path.posix.basename(uri.path)),
		{
			modal: true,
			detail: vscode.l10n.t('Reverting overwrites what it holds now, and that cannot be brought back.'),
		},
		go,
	);
	return picked === go;
}
