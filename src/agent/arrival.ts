import * as vscode from 'vscode';
import { IdeogramError } from '../api/errors.ts';
import { costText, imagesText } from '../editor/costText.ts';
import { tellMissing } from '../editor/generation.ts';
import { showError } from '../editor/notices.ts';
import type { JobResult, RunningJob } from '../jobs/request.ts';

/** Says once what came of a call that was sent and that no agent waits for any more: it is paid for all the same. */
export async function announceArrival({ done }: RunningJob): Promise<void> {
	try {
		const result = await done;
		await (result && tellArrival(result));
	} catch (error) {
		if (error instanceof IdeogramError && error.mayHaveBeenCharged) {
			await showError(error);
		}
	}
}

async function tellArrival({ outputs, price, label }: JobResult): Promise<void> {
	void tellMissing(outputs);
	const saved = outputs.filter(({ state }) => state === 'saved').length;
	if (saved === 0 && outputs.length > 0) {
		return;
	}
	const cost = costText(price.amount, label);
	const show = vscode.l10n.t('Show History');
	const picked = await vscode.window.showInformationMessage(
		saved > 0
			? vscode.l10n.t('{0} for an agent that was stopped arrived in History ({1}).', imagesText(saved), cost)
			: vscode.l10n.t('The words for an agent that was stopped arrived in History ({0}).', cost),
		show,
	);
	if (picked === show) {
		await vscode.commands.executeCommand('ideogram.showHistory');
	}
}
