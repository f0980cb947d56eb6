import path from 'node:path';
import * as vscode from 'vscode';
import { IdeogramError } from '../../api/errors.ts';
import { type Outcome, type Tally, tallyOf } from '../../jobs/batch.ts';
import { BudgetError } from '../../store/budget.ts';
import { costText, money } from '../costText.ts';
import { messageOf, showError } from '../notices.ts';
import type { Parts } from '../parts.ts';
import { folderLabel } from './files.ts';
import { offerUpdate } from './otherFormat.ts';
import type { Made } from './placing.ts';
import { compare, undoReplacements } from './revert.ts';
import type { Refused, Source } from './sources.ts';

/** How a batch went. */
export interface Report {
	readonly title: string;
	readonly outcomes: readonly Outcome<Source, Made>[];
	readonly refused: readonly Refused[];
	readonly sandbox: boolean;
}

/** Tries again what failed and was certainly not charged. */
export interface Retry {
	readonly label: (sources: readonly Source[]) => string;
	readonly run: (sources: readonly Source[]) => Promise<void>;
}

type Failed = Extract<Outcome<Source, Made>, { kind: 'failed' }>;

/** One file that failed, and why. */
interface Failure {
	readonly uri: vscode.Uri;
	readonly reason: string;
}

/** One notification for all files: what was made, what it cost, what failed; and what can be done about it. */
export async function tellOutcome(report: Report, parts: Parts, retry?: Retry): Promise<void> {
	const { outcomes, refused } = report;
	const all = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.made] : []));
	const instead = all.filter((each) => each.instead);
	const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
	const failures = [...refused, ...failed.map((each) => failureOf(each))];
	const again = retry ? failed.filter(({ label }) => label === 'not charged').map(({ item }) => item) : [];
	if (instead.length > 0) {
		const offered = offerUpdate(parts, instead, costOf(tallyOf(outcomes, 0), report.sandbox));
		if (instead.length === outcomes.length && failures.length === 0) {
			await offered;
			return;
		}
		offered.catch(showError);
	}
	const made = all.filter((each) => !each.instead);
	const only = failures.length === 1 && all.length === 0 ? failures[0] : undefined;
	if (only) {
		await tellOnly(only, failed[0], again, retry);
		return;
	}
	const replaced = made.filter(({ replacement }) => replacement !== undefined);
	const actions = new Map<string, () => Promise<'again' | 'done'>>();
	if (replaced.length > 0) {
		actions.set(vscode.l10n.t('Undo'), async () => {
			await undoReplacements(parts, replaced);
			return 'done';
		});
	}
	if (failures.length > 0) {
		actions.set(vscode.l10n.t('Show Failed'), () => showFailures(report.title, failures, again, retry));
		if (retry && again.length > 0) {
			actions.set(retry.label(again), async () => {
				await retry.run(again);
				return 'done';
			});
		}
	} else if (made.length > 0) {
		actions.set(vscode.l10n.t('Compare'), () => compareOne(parts, made));
		if (replaced.length === 0) {
			actions.set(vscode.l10n.t('Open'), () => openOne(made));
		}
	}
	await offer(sentenceOf(report, made, failures.length), [...actions].slice(0, 2), failures.length > 0);
}

/** Shows the notification again after an action that only looks. */
async function offer(
	sentence: string,
	actions: readonly (readonly [string, () => Promise<'again' | 'done'>])[],
	isWarning: boolean,
): Promise<void> {
	for (;;) {
		const show = isWarning ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
		const picked = await show(sentence, ...actions.map(([label]) => label));
		const run = actions.find(([label]) => label === picked)?.[1];
		if (!run || (await run()) === 'done') {
			return;
		}
	}
}

async function tellOnly(
	{ uri, reason }: Failure,
	failed: Failed | undefined,
	again: readonly Source[],
	retry: Retry | undefined,
): Promise<void> {
	const name = path.posix.basename(uri.path);
	if (!failed) {
		await vscode.window.showErrorMessage(reason);
		return;
	}
	const action = retry && again.length > 0 ? retry.label(again) : undefined;
	const run = () => void retry?.run(again).catch(showError);
	const { error } = failed;
	if (error instanceof IdeogramError || error instanceof BudgetError) {
		await showError(error, action ? { label: action, run } : undefined);
		return;
	}
	const picked = await vscode.window.showWarningMessage(
		reason.includes(name) ? reason : vscode.l10n.t('{0}: {1}', name, reason),
		...(action ? [action] : []),
	);
	if (picked) {
		run();
	}
}

function failureOf({ item, error, label, amount }: Failed): Failure {
	const reason = messageOf(error);
	return {
		uri: item.uri,
		reason: label === 'not charged' ? reason : vscode.l10n.t('{0} ({1})', reason, costText(amount, label)),
	};
}

function sentenceOf(report: Report, made: readonly Made[], failures: number): string {
	const tally = tallyOf(report.outcomes, 0);
	const cost = costOf(tally, report.sandbox);
	const dropped = report.outcomes.filter(({ kind }) => kind === 'dropped').length;
	const [only] = made;
	if (only && made.length === 1 && failures + dropped === 0) {
		const name = vscode.workspace.asRelativePath(only.uri);
		return only.replacement
			? vscode.l10n.t('Replaced {0} ({1}).', name, cost)
			: vscode.l10n.t('Saved {0} ({1}).', name, cost);
	}
	const counts = [
		vscode.l10n.t('{0} done', tally.done),
		failures > 0 ? vscode.l10n.t('{0} failed', failures) : undefined,
		dropped > 0 ? vscode.l10n.t('{0} not sent', dropped) : undefined,
	];
	return vscode.l10n.t('{0}: {1} ({2}).', report.title, counts.filter(Boolean).join(', '), cost);
}

function costOf({ charged, unknown }: Tally, sandbox: boolean): string {
	if (sandbox) {
		return costText(0, 'sandbox');
	}
	const parts = [
		charged > 0 || unknown === 0 ? vscode.l10n.t('{0} charged', money(charged)) : undefined,
		unknown > 0 ? costText(unknown, 'may have been charged') : undefined,
	];
	return parts.filter(Boolean).join(', ');
}

interface FailureItem extends vscode.QuickPickItem {
	readonly open?: vscode.Uri;
}

/** Enter opens a file; the first row tries again where that is certain to be no second payment. */
async function showFailures(
	title: string,
	failures: readonly Failure[],
	again: readonly Source[],
	retry: Retry | undefined,
): Promise<'again' | 'done'> {
	const items: FailureItem[] = failures.map(({ uri, reason }) => ({
		label: path.posix.basename(uri.path),
		description: folderLabel(uri),
		detail: reason,
		open: uri,
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
	});
	if (picked?.open) {
		await vscode.commands.executeCommand('vscode.open', picked.open);
	} else if (picked) {
		await retry?.run(again);
		return 'done';
	}
	return 'again';
}

async function choose(made: readonly Made[]): Promise<Made | undefined> {
	if (made.length === 1) {
		return made[0];
	}
	const picked = await vscode.window.showQuickPick(
		made.map((each) => ({
			label: path.posix.basename(each.uri.path),
			description: folderLabel(each.uri),
			each,
		})),
		{ placeHolder: vscode.l10n.t('Choose the image') },
	);
	return picked?.each;
}

async function compareOne(parts: Parts, made: readonly Made[]): Promise<'again'> {
	const chosen = await choose(made);
	if (chosen) {
		await compare(await parts.store(), chosen);
	}
	return 'again';
}

async function openOne(made: readonly Made[]): Promise<'again'> {
	const chosen = await choose(made);
	if (chosen) {
		await vscode.commands.executeCommand('vscode.open', chosen.uri);
	}
	return 'again';
}
