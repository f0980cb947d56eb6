import * as vscode from 'vscode';
import { lazy } from '../api/lazy.ts';
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
	let current: Store | undefined;
	const store = lazy(async () => {
		const { openStore } = await import('../store/store.ts');
		current = await openStore({
			folder,
			workerUrl: builtFile(context.extensionUri, 'store-worker.js'),
			onRepaired,
			onChanged: () => changed.fire(),
		});
		changed.fire();
		return current;
	});
	return {
		folder,
		onDidChange: changed.event,
		current: () => current,
		open: store.get,
		async close() {
			await (await store.current())?.close();
			current = undefined;
		},
	};
}
