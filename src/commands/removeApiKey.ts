import * as vscode from 'vscode';
import type { Parts } from '../editor/parts.ts';

/** Forgets the key stored for the API's origin. */
export async function removeApiKey({ keys, targets }: Parts): Promise<void> {
	const origin = targets.apiOrigin();
	const had = await keys.remove(origin);
	const fromEnvironment = (await keys.get(origin)) !== undefined;
	await vscode.window.showInformationMessage(
		fromEnvironment
			? vscode.l10n.t('No key is stored now, but IDEOGRAM_API_KEY of the environment is still used.')
			: had
				? vscode.l10n.t('The Ideogram API key has been removed.')
				: vscode.l10n.t('There was no Ideogram API key to remove.'),
	);
}
