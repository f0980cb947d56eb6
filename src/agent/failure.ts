import * as vscode from 'vscode';
import { DearerError, IdeogramError, ValidationError } from '../api/errors.ts';
import { ReadOnlyFolderError } from '../editor/inside.ts';
import { messageOf, showError } from '../editor/notices.ts';
import { FileNameError, OutsideWorkspaceError } from '../editor/save.ts';
import { BudgetError } from '../store/budget.ts';
import { NotReadyError } from './request.ts';

/** States of a call that money may have gone with. */
const MAY_HAVE_RUN = new Set(['sent', 'unknown', 'charged']);

/** What is found out before a call is begun. */
const NOTHING_SENT = [NotReadyError, OutsideWorkspaceError, FileNameError, ReadOnlyFolderError];

/**
 * What went wrong, in sentences that tell a model what to do about it. `state`:
 * where the call stands in the ledger; undefined where there is none.
 */
export function asFailure(error: unknown, state: string | undefined): Error {
	const advice = error instanceof DearerError ? '' : ` ${adviceOn(error, state)}`;
	return new Error(`${messageOf(error)}${advice}`, { cause: error });
}

/** Has the person raise the limit that a call was refused for, or leave it: no model can. */
export function showLimit(error: unknown): void {
	if (error instanceof BudgetError) {
		void showError(error);
	}
}

function adviceOn(error: unknown, state: string | undefined): string {
	const mayHaveRun =
		error instanceof IdeogramError ? error.mayHaveBeenCharged : MAY_HAVE_RUN.has(state ?? '');
	if (mayHaveRun) {
		return vscode.l10n.t(
			'Do not try again: it may have been charged. Tell the person to look at "Ideogram: Show Spending".',
		);
	}
	if (error instanceof BudgetError) {
		return vscode.l10n.t(
			'Nothing was sent. Do not try again: only the person can raise the limit, in the notification or with "Ideogram: Raise Limit".',
		);
	}
	if (error instanceof ValidationError) {
		return error.field
			? vscode.l10n.t('Nothing was sent: correct the parameter "{0}".', error.field)
			: vscode.l10n.t('Nothing was sent: correct the parameters.');
	}
	if (NOTHING_SENT.some((kind) => error instanceof kind)) {
		return vscode.l10n.t('Nothing was sent.');
	}
	if (!(error instanceof IdeogramError)) {
		return vscode.l10n.t('Nothing was charged.');
	}
	return error.retryable
		? vscode.l10n.t('Nothing was charged; it can be tried again later.')
		: vscode.l10n.t('Nothing was charged. The same call would fail again.');
}
