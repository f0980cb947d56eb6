import * as vscode from 'vscode';
import { AuthenticationError, IdeogramError } from '../api/errors.ts';
import { listModels } from '../api/operations/list-models.ts';
import { askForKey } from '../editor/keyPrompt.ts';
import type { Parts } from '../editor/parts.ts';
import type { Target } from '../jobs/request.ts';

/** Asks for a key, stores it under the API's origin, then checks it with a call that costs nothing. */
export async function setApiKey({ keys, targets }: Parts): Promise<void> {
	const origin = targets.apiOrigin();
	const key = await askForKey();
	if (!key) {
		return;
	}
	await keys.store(origin, key);
	if (!vscode.workspace.isTrusted) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t('Key saved, not checked: nothing is sent until you trust this workspace.'),
		);
		return;
	}
	const outcome = await vscode.window.withProgress(
		{
			location: vscode.ProgressLocation.Notification,
			title: vscode.l10n.t('Key saved; checking it with Ideogram (free)'),
			// The editor takes the button's label here, which its typings do not say.
			cancellable: vscode.l10n.t('Skip') as unknown as boolean,
		},
		(_progress, token) =>
			Promise.race([
				check(targets.api()),
				new Promise<'skipped'>((resolve) => token.onCancellationRequested(() => resolve('skipped'))),
			]),
	);
	await tell(outcome);
}

async function check(target: Promise<Target>): Promise<'works' | IdeogramError> {
	try {
		const { client } = await target;
		await (await client.prepare(listModels, {})).send();
		return 'works';
	} catch (error) {
		if (error instanceof IdeogramError) {
			return error;
		}
		throw error;
	}
}

async function tell(outcome: 'works' | 'skipped' | IdeogramError): Promise<void> {
	if (outcome === 'works') {
		await vscode.window.showInformationMessage(vscode.l10n.t('Key saved, and Ideogram accepts it.'));
	} else if (outcome === 'skipped') {
		await vscode.window.showInformationMessage(vscode.l10n.t('Key saved, not checked.'));
	} else if (outcome instanceof AuthenticationError) {
		const again = vscode.l10n.t('Try Another Key');
		const picked = await vscode.window.showErrorMessage(
			vscode.l10n.t('Key saved, but Ideogram refuses it: it is wrong or paused, or its balance is empty.'),
			again,
		);
		if (picked === again) {
			await vscode.commands.executeCommand('ideogram.setApiKey');
		}
	} else {
		await vscode.window.showWarningMessage(vscode.l10n.t('Key saved, but not checked. {0}', outcome.message));
	}
}
