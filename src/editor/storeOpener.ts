import * as vscode from 'vscode';
import type { Repair } from '../store/repair.ts';
import type { Store } from '../store/store.ts';
import { builtFile } from './codecOpener.ts';

/** The store, opened once and only when it is needed. */
export interface StoreOpener {
	readonly folder: string;
	open(): Promise<Store>;
	/** The store if it is open. */
	current(): Store | undefined;
	/** Fires when the store has been opened, and after this window has changed what it shows. */
	readonly onDidChange: vscode.Event<void>;
	close(): Promise<void>;
}

export function createStoreOpener(
	context: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'extensionUri' | 'subscriptions'>,
	onRepaired: (repair: Repair) => void,
): StoreOpener {
	const folder = context.globalStorageUri.fsPath;
	const changed = new vscode.EventEmitter<void>();
	context.subscriptions.push(changed);
	let opening: Promise<Store> | undefined;
	let current: Store | undefined;
	const load = async () => {
		const { openStore } = await import('../store/store.ts');
		return openStore({
			folder,
			workerUrl: builtFile(context.extensionUri, 'store-worker.js'),
			onRepaired,
			onChanged: () => changed.fire(),
		});
	};
	return {
		folder,
		onDidChange: changed.event,
		current: () => current,
		open() {
			opening ??= load().then(
				(store) => {
					current = store;
					changed.fire();
					return store;
				},
				(error) => {
					opening = undefined; // What stood in the way may be gone at the next try.
					throw error;
				},
			);
			return opening;
		},
		async close() {
			await (await opening?.catch(() => undefined))?.close();
			current = undefined;
		},
	};
}
