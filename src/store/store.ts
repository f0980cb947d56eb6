import path from 'node:path';
import { storeError } from './errors.ts';
import { becomeOwner, type Owner } from './owners.ts';
import { openRecords, type Records } from './records.ts';
import type { Repair } from './repair.ts';

/** Everything that outlives a window, opened. */
export interface Store {
	readonly records: Records;
	/** This window, as other windows know it. */
	readonly owner: string;
	/** The store's own folder. */
	readonly folder: string;
	/** Absolute path of a saved image. */
	imagePath(file: string): string;
	close(): Promise<void>;
}

export interface StoreOptions {
	readonly folder: string;
	/** The module `worker.ts`, wherever it was built to. */
	readonly workerUrl: URL;
	/** Told when a damaged database was set aside. */
	readonly onRepaired?: (repair: Repair) => void;
	/** Told after this window has changed what the store shows. */
	readonly onChanged?: () => void;
}

/** Opens the store, as a new owner. Throws `StoreError`. */
export async function openStore(options: StoreOptions): Promise<Store> {
	const { folder } = options;
	const { records, close } = await openRecords(options);
	let owner: Owner;
	try {
		owner = await becomeOwner(folder);
	} catch (error) {
		await close();
		throw storeError(error);
	}
	return {
		records,
		owner: owner.id,
		folder,
		imagePath: (file) => path.join(folder, 'images', file),
		async close() {
			await owner.release();
			await close();
		},
	};
}
