import * as vscode from 'vscode';
import { lazy } from '../api/lazy.ts';
import { DOCUMENTS } from './documentFilters.ts';
import type { Parts } from './parts.ts';
import { resourceSetting } from './settings.ts';

/** The light bulb at images, and their diagnostics. What finds images in texts is read when it is first needed. */
export function registerLanguageFeatures(parts: Parts, subscriptions: vscode.Disposable[]): void {
	const imageActions = lazy(async () => (await import('./imageActions.ts')).createImageActions(parts));
	subscriptions.push(
		vscode.languages.registerCodeActionsProvider(
			DOCUMENTS,
			{
				provideCodeActions: async (document, range) => (await imageActions.get()).at(document, range),
			},
			{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
		),
	);
	let started = false;
	const startDiagnostics = async () => {
		if (!started && wantsDiagnostics()) {
			started = true;
			(await import('./altText/diagnostics.ts')).startAltDiagnostics(subscriptions);
		}
	};
	void startDiagnostics();
	subscriptions.push(vscode.workspace.onDidChangeConfiguration(() => void startDiagnostics()));
}

/** Whether any folder of the workspace asks for them. */
function wantsDiagnostics(): boolean {
	const scopes = [undefined, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
	return scopes.some((scope) => resourceSetting('altText.diagnostics', scope));
}
