import { openStore, type Store } from '../store/store.ts';

/** The store, opened once and only when it is needed. */
export interface StoreOpener {
	readonly folder: string;
	open(): Promise<Store>;
	/** The store if it is open. */
	current(): Store | undefined;
	close(): Promise<void>;
}

export function createStoreOpener(folder: string): StoreOpener {
	let opening: Promise<Store> | undefined;
	let current: Store | undefined;
	return {
		folder,
		current: () => current,
		open() {
			opening ??= openStore(folder).then(
				(store) => {
					current = store;
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
