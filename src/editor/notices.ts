import * as vscode from 'vscode';
import { AuthenticationError, IdeogramError, InvalidKeyError, PaymentRequiredError } from '../api/errors.ts';
import { BudgetError } from '../store/budget.ts';
import { budgetSentence, raiseTitle, settingOf } from './budgetText.ts';
import { OutsideWorkspaceError } from './save.ts';

/**
 * Says what went wrong in one sentence with what to do about it. `retry` offers
 * to take the person's input up again, where it is not lost on them.
 */
export async function showError(
	error: unknown,
	retry?: { readonly label: string; readonly run: () => void },
): Promise<void> {
	const actions = new Map<string, () => unknown>();
	if (error instanceof BudgetError) {
		const { cap, spent, amount } = error;
		actions.set(raiseTitle(cap), async () => {
			const request = { cap, atLeast: spent + amount };
			if (await vscode.commands.executeCommand('ideogram.raiseLimit', request)) {
				retry?.run();
			}
		});
		actions.set(vscode.l10n.t('Open Setting'), () => openSetting(settingOf(cap)));
	} else if (error instanceof OutsideWorkspaceError) {
		actions.set(vscode.l10n.t('Open Setting'), () => openSetting('ideogram.outputFolder'));
	} else if (error instanceof AuthenticationError || error instanceof InvalidKeyError) {
		actions.set(vscode.l10n.t('Set API Key'), () => vscode.commands.executeCommand('ideogram.setApiKey'));
	} else if (error instanceof PaymentRequiredError) {
		actions.set(vscode.l10n.t('Open Ideogram'), () => vscode.env.openExternal(vscode.Uri.parse(ACCOUNT_URL)));
	} else if (!(error instanceof IdeogramError)) {
		actions.set(vscode.l10n.t('Show Log'), () => vscode.commands.executeCommand('ideogram.showLog'));
	}
	// Where a limit was in the way, raising it leads back to the person's input.
	if (retry && !(error instanceof BudgetError)) {
		actions.set(retry.label, retry.run);
	}
	const show =
		error instanceof IdeogramError && error.mayHaveBeenCharged
			? vscode.window.showWarningMessage
			: vscode.window.showErrorMessage;
	const picked = await show(messageOf(error), ...actions.keys());
	await (picked && actions.get(picked)?.());
}

/** Where a person makes keys and adds funds. */
export const ACCOUNT_URL = 'https://ideogram.ai/manage-api';

/** An error as one sentence for a person. */
export function messageOf(error: unknown): string {
	if (error instanceof BudgetError) {
		return budgetSentence(error);
	}
	return error instanceof Error ? error.message : String(error);
}

const openSetting = (name: string) => vscode.commands.executeCommand('workbench.action.openSettings', name);
