import path from 'node:path';
import * as vscode from 'vscode';
import { IdeogramError } from '../../api/errors.ts';
import type { Outcome, Tally } from '../../jobs/batch.ts';
import { BudgetError } from '../../store/budget.ts';
import { costText, money } from '../costText.ts';
import { messageOf, showError } from '../notices.ts';
import { folderLabel } from './files.ts';

/** What a batch is about: a file that is there, or one that is to be. */
interface Item {
	readonly uri: vscode.Uri;
}

/** Tries again what failed and was certainly not charged. */
export interface Retry<I extends Item> {
	readonly label: (items: readonly I[]) => string;
	readonly run: (items: readonly I[]) => Promise<void>;
}

export type Failed<I extends Item> = Extract<Outcome<I, unknown>, { kind: 'failed' }>;

/** One file that failed, and why. */
export interface Failure {
	readonly uri: vscode.Uri;
	readonly reason: string;
}

export function failureOf({ item, error, label, amount }: Failed<Item>): Failure {
	const reason = messageOf(error);
	return {
		uri: item.uri,
		reason: label === 'not charged' ? reason : vscode.l10n.t('{0} ({1})', reason, costText(amount, label)),
	};
}

/** What failed and is certain to be no second payment. */
export const unpaid = <I extends Item>(failed: readonly Failed<I>[]): readonly I[] =>
	failed.filter(({ label }) => label === 'not charged').map(({ item }) => item);

/** What a batch came to: "$0.02 charged". */
export function costOf({ charged, unknown }: Tally, sandbox: boolean): string {
	if (sandbox) {
		return costText(0, 'sandbox');
	}
	const parts = [
		charged > 0 || unknown === 0 ? vscode.l10n.t('{0} charged', money(charged)) : undefined,
		unknown > 0 ? costText(unknown, 'may have been charged') : undefined,
	];
	return parts.filter(Boolean).join(', ');
}

/** Whether all of it failed, unpaid, for one reason that the person can do something about. */
export function failedForOneReason<I extends Item>(failed: readonly Failed<I>[]): boolean {
	const [first] = failed;
	return (
		first !== undefined &&
		isKnown(first.error) &&
		failed.every(({ error, label }) => label === 'not charged' && messageOf(error) === messageOf(first.error))
	);
}

const isKnown = (error: unknown): boolean => error instanceof IdeogramError || error instanceof BudgetError;

/** Says the one thing there is to say where nothing came of a batch. */
export async function tellOnly<I extends Item>(
	failed: Failed<I>,
	again: readonly I[],
	retry: Retry<I> | undefined,
): Promise<void> {
	const { uri, reason } = failureOf(failed);
	const action = retry && again.length > 0 ? retry.label(again) : undefined;
	const run = () => void retry?.run(again).catch(showError);
	if (isKnown(failed.error)) {
		await showError(failed.error, action ? { label: action, run } : undefined);
		return;
	}
	const name = path.posix.basename(uri.path);
	const picked = await vscode.window.showWarningMessage(
		reason.includes(name) ? reason : vscode.l10n.t('{0}: {1}', name, reason),
		...(action ? [action] : []),
	);
	if (picked) {
		run();
	}
}

/** Something that can be done about the outcome; after what only looks, the notification is shown again. */
export type Action = readonly [label: string, run: () => Promise<'again' | 'done'>];

/** Shows the notification with as many of the actions as it has room for. */
export async function offer(sentence: string, actions: readonly Action[], isWarning: boolean): Promise<void> {
	const shown = actions.slice(0, 2);
	for (;;) {
		const show = isWarning ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
		const picked = await show(sentence, ...shown.map(([label]) => label));
		const run = shown.find(([label]) => label === picked)?.[1];
		if (!run || (await run()) === 'done') {
			return;
		}
	}
}

interface FailureItem extends vscode.QuickPickItem {
	readonly failure?: Failure;
}

/** Enter opens a file; the last row tries again where that is certain to be no second payment. */
export async function showFailures<I extends Item>(
	title: string,
	failures: readonly Failure[],
	again: readonly I[],
	retry: Retry<I> | undefined,
): Promise<'again' | 'done'> {
	const items: FailureItem[] = failures.map((failure) => ({
		label: path.posix.basename(failure.uri.path),
		description: folderLabel(failure.uri),
		detail: failure.reason,
		failure,
	}));
	// Not the first row: Enter alone must not cost anything.
	const last: FailureItem[] =
		retry && again.length > 0
			? [
					{ label: '', kind: vscode.QuickPickItemKind.Separator },
					{ label: `$(refresh) ${retry.label(again)}` },
				]
			: [];
	const picked = await vscode.window.showQuickPick<FailureItem>([...items, ...last], {
		title: vscode.l10n.t('{0}: {1} failed', title, failures.length),
		placeHolder: vscode.l10n.t('Enter opens the file'),
		matchOnDetail: true,
		// An image in front takes the focus back that the message leaves, a moment too late.
		ignoreFocusOut: true,
	});
	if (picked?.failure) {
		await vscode.commands.executeCommand('vscode.open', picked.failure.uri);
	} else if (picked) {
		await retry?.run(again);
		return 'done';
	}
	return 'again';
}

/** The actions about what failed: a look at each, and another try. */
export function failureActions<I extends Item>(
	title: string,
	failures: readonly Failure[],
	again: readonly I[],
	retry: Retry<I> | undefined,
): readonly Action[] {
	const look: Action = [vscode.l10n.t('Show Failed'), () => showFailures(title, failures, again, retry)];
	const retryAll: readonly Action[] =
		retry && again.length > 0
			? [
					[
						retry.label(again),
						async () => {
							await retry.run(again);
							return 'done';
						},
					],
				]
			: [];
	return [look, ...retryAll];
}
