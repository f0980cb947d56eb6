import * as vscode from 'vscode';
import type { Keys } from './keys.ts';
import type { Targets } from './targets.ts';

/** Whether images can be made here: a key is there, or the sandbox is on. */
export interface Access {
	hasKey(): Promise<boolean>;
	readonly sandboxOn: boolean;
	readonly onDidChange: vscode.Event<void>;
}

/** Also tells the editor, for the steps of the walkthrough. */
export function createAccess(
	{ keys, targets }: { readonly keys: Keys; readonly targets: Targets },
	subscriptions: vscode.Disposable[],
): Access {
	const changed = new vscode.EventEmitter<void>();
	const hasKey = async () => {
		try {
			return (await keys.get(targets.apiOrigin())) !== undefined;
		} catch {
			return false; // The address in the settings is none, so there is no key for it.
		}
	};
	const update = async () => {
		changed.fire();
		await vscode.commands.executeCommand('setContext', 'ideogram.sandboxOn', targets.sandboxOn);
		await vscode.commands.executeCommand('setContext', 'ideogram.hasKey', await hasKey());
	};
	void update();
	subscriptions.push(
		changed,
		keys.onDidChange(() => void update()),
		targets.onDidChange(() => void update()),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration('ideogram.baseUrl')) {
				void update();
			}
		}),
	);
	return {
		hasKey,
		get sandboxOn() {
			return targets.sandboxOn;
		},
		onDidChange: changed.event,
	};
}
