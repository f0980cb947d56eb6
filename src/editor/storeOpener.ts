import * as vscode from 'vscode';
import type { Repair } from '../store/repair.ts';
import { openStore, type Store } from '../store/store.ts';
import { builtFile } from './codecOpener.ts';

/** The store, opened once and only when it is needed. */
export interface StoreOpener {
	readonly folder: string;
	open(): Promise<Store>;
	/** The store if it is open. */
	current(): Store | undefined;
	/** Fires when the store has been opened. */
	readonly onDidOpen: vscode.Event<Store>;
	close(): Promise<void>;
}

export function createStoreOpener(
	context: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'extensionUri' | 'subscriptions'>,
	onRepaired: (repair: Repair) => void,
): StoreOpener {
	const folder = context.globalStorageUri.fsPath;
	const opened = new vscode.EventEmitter<Store>();
	context.subscriptions.push(opened);
	let opening: Promise<Store> | undefined;
	let current: Store | undefined;
	return {
		folder,
		onDidOpen: opened.event,
		current: () => current,
		open() {
			opening ??= openStore({
				folder,
				workerUrl: builtFile(context.extensionUri, 'store-worker.js'),
				onRepaired,
			}).then(
				(store) => {
					current = store;
					opened.fire(store);
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
