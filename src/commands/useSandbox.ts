import * as vscode from 'vscode';
import type { Parts } from '../editor/parts.ts';

/** Switches between Ideogram's API and the embedded sandbox, for this workspace; `wanted`: to which of them. */
export async function useSandbox({ targets }: Parts, wanted?: unknown): Promise<void> {
	const on = typeof wanted === 'boolean' ? wanted : !targets.sandboxOn;
	await targets.useSandbox(on);
	const back = on ? vscode.l10n.t('Use Ideogram') : vscode.l10n.t('Use Sandbox');
	const picked = await vscode.window.showInformationMessage(
		on
			? vscode.l10n.t('The sandbox is on: images are samples made on this computer, and nothing costs money.')
			: vscode.l10n.t('The sandbox is off: images are made by Ideogram and cost money.'),
		back,
	);
	if (picked === back) {
		await targets.useSandbox(!on);
	}
}
