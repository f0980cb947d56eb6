import * as vscode from 'vscode';
import { isUsableKey } from '../api/key.ts';
import type { Keys } from './keys.ts';
import { ACCOUNT_URL } from './notices.ts';
import type { Targets } from './targets.ts';

/** Asks for a key; undefined: the person left it. Nothing is stored. */
export async function askForKey(): Promise<string | undefined> {
	const key = await vscode.window.showInputBox({
		title: vscode.l10n.t('Ideogram API Key'),
		prompt: vscode.l10n.t("Kept in this computer's secret storage, and sent to Ideogram alone."),
		placeHolder: vscode.l10n.t('Paste your key'),
		password: true,
		ignoreFocusOut: true,
		validateInput: (value) =>
			value.trim() === '' || isUsableKey(value.trim())
				? undefined
				: vscode.l10n.t('A key has no spaces or special characters: paste it again.'),
	});
	return key?.trim() || undefined;
}

/**
 * Makes sure that a call can be made: a key is stored or the sandbox is on.
 * False: the person left it.
 */
export async function ensureKey(keys: Keys, targets: Targets): Promise<boolean> {
	if (targets.sandboxOn || (await keys.get(targets.apiOrigin()))) {
		return true;
	}
	const paste = {
		label: vscode.l10n.t('$(key) Paste Key'),
		detail: vscode.l10n.t('You have an Ideogram API key.'),
	};
	const get = {
		label: vscode.l10n.t('$(link-external) Get a Key'),
		detail: vscode.l10n.t("Opens Ideogram's API page in the browser; come back and paste it."),
	};
	const sandbox = {
		label: vscode.l10n.t('$(beaker) Try the Sandbox'),
		detail: vscode.l10n.t('No key and no cost: a stand-in on this computer answers with sample images.'),
	};
	const picked = await vscode.window.showQuickPick([paste, get, sandbox], {
		title: vscode.l10n.t('No Ideogram API key yet'),
		placeHolder: vscode.l10n.t('Your prompt is kept: choose how to go on'),
		ignoreFocusOut: true,
	});
	if (picked === sandbox) {
		await targets.useSandbox(true);
		return true;
	}
	if (picked === get) {
		await vscode.env.openExternal(vscode.Uri.parse(ACCOUNT_URL));
	}
	const key = picked && (await askForKey());
	if (!key) {
		return false;
	}
	await keys.store(targets.apiOrigin(), key);
	return true;
}
