import * as vscode from 'vscode';
import { apiOrigin } from '../api/origin.ts';

const DEFAULT_ORIGIN = 'https://api.ideogram.ai';
const PREFIX = 'ideogram.apiKey:';

/** API keys, each under the origin it belongs to. */
export interface Keys {
	/** The key for this origin: the stored one, else the environment's (default origin only). */
	get(origin: string): Promise<string | undefined>;
	store(origin: string, key: string): Promise<void>;
	/** False: none was stored. */
	remove(origin: string): Promise<boolean>;
	/** Fires in every window when a stored key changes. */
	readonly onDidChange: vscode.Event<void>;
}

/** Keys in the editor's SecretStorage; nothing is kept in memory, so all windows agree. */
export function createKeys(
	secrets: vscode.SecretStorage,
	environment: Readonly<Record<string, string | undefined>>,
	subscriptions: vscode.Disposable[],
): Keys {
	const changed = new vscode.EventEmitter<void>();
	subscriptions.push(
		changed,
		secrets.onDidChange((event) => {
			if (event.key.startsWith(PREFIX)) {
				changed.fire();
			}
		}),
	);
	return {
		onDidChange: changed.event,
		async get(origin) {
			const stored = await secrets.get(PREFIX + apiOrigin(origin));
			return (
				stored || (origin === DEFAULT_ORIGIN ? environment.IDEOGRAM_API_KEY?.trim() : undefined) || undefined
			);
		},
		store: async (origin, key) => secrets.store(PREFIX + apiOrigin(origin), key),
		async remove(origin) {
			const name = PREFIX + apiOrigin(origin);
			const had = (await secrets.get(name)) !== undefined;
			await secrets.delete(name);
			return had;
		},
	};
}
