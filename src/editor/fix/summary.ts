import path from 'node:path';
import * as vscode from 'vscode';
import { type Outcome, tallyOf } from '../../jobs/batch.ts';
import { showError } from '../notices.ts';
import type { Parts } from '../parts.ts';
import {
	type Action,
	costOf,
	failedForOneReason,
	failureActions,
	failureOf,
	offer,
	type Retry,
	tellOnly,
	unpaid,
} from './failures.ts';
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

/** One notification for all files: what was made, what it cost, what failed; and what can be done about it. */
export async function tellOutcome(report: Report, parts: Parts, retry?: Retry<Source>): Promise<void> {
	const { outcomes, refused } = report;
	const all = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.made] : []));
	const instead = all.filter((each) => each.instead);
	const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
	const failures = [...refused, ...failed.map((each) => failureOf(each))];
	const again = unpaid(failed);
	if (instead.length > 0) {
		const offered = offerUpdate(parts, instead, costOf(tallyOf(outcomes, 0), report.sandbox));
		if (instead.length === outcomes.length && failures.length === 0) {
			await offered;
			return;
		}
		offered.catch(showError);
	}
	const made = all.filter((each) => !each.instead);
	const [only] = failures;
	if (only && failures.length === 1 && all.length === 0 && failed.length === 0) {
		await vscode.window.showErrorMessage(only.reason);
		return;
	}
	const [first] = failed;
	const isOnly = failures.length === 1 || (refused.length === 0 && failedForOneReason(failed));
	if (first && isOnly && failed.length === outcomes.length) {
		await tellOnly(first, again, retry);
		return;
	}
	const replaced = made.filter(({ replacement }) => replacement !== undefined);
	const actions: Action[] = [];
	if (replaced.length > 0) {
		actions.push([
			vscode.l10n.t('Undo'),
			async () => {
				await undoReplacements(parts, replaced);
				return 'done';
			},
		]);
	}
	if (failures.length > 0) {
		actions.push(...failureActions(report.title, failures, again, retry));
	} else if (made.length > 0) {
		actions.push([vscode.l10n.t('Compare'), () => compareOne(parts, made)]);
		if (replaced.length === 0) {
			actions.push([vscode.l10n.t('Open'), () => openOne(made)]);
		}
	}
	await offer(sentenceOf(report, made, failures.length), actions, failures.length > 0);
}

function sentenceOf(report: Report, made: readonly Made[], failures: number): string {
	const tally = tallyOf(report.outcomes, 0);
	const cost = costOf(tally, report.sandbox);
	const dropped = report.outcomes.filter(({ kind }) => kind === 'dropped').length;
	const [only] = made;
	if (only && made.length === 1 && failures + dropped === 0) {
		const name = vscode.workspace.asRelativePath(only.uri);
		return only.replacement
			? only.becameOpaque
				? vscode.l10n.t('Replaced {0} ({1}): it is no longer transparent.', name, cost)
				: vscode.l10n.t('Replaced {0} ({1}).', name, cost)
			: vscode.l10n.t('Saved {0} ({1}).', name, cost);
	}
	const opaque = made.filter(({ becameOpaque }) => becameOpaque).length;
	const counts = [
		vscode.l10n.t('{0} done', tally.done),
		failures > 0 ? vscode.l10n.t('{0} failed', failures) : undefined,
		dropped > 0 ? vscode.l10n.t('{0} not sent', dropped) : undefined,
		opaque > 0 ? vscode.l10n.t('{0} no longer transparent', opaque) : undefined,
	];
	return vscode.l10n.t('{0}: {1} ({2}).', report.title, counts.filter(Boolean).join(', '), cost);
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
		{ placeHolder: vscode.l10n.t('Choose the image'), ignoreFocusOut: true },
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
