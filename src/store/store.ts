import path from 'node:path';
import { type Database, openDatabase } from './database.ts';
import { becomeOwner, type Owner } from './owners.ts';

/** Everything that outlives a window, opened. */
export interface Store {
	readonly db: Database;
	readonly owner: Owner;
	/** The store's own folder. */
	readonly folder: string;
	/** Absolute path of a saved image. */
	imagePath(file: string): string;
	close(): Promise<void>;
}

/** Opens the store in `folder`, as a new owner. Throws `StoreError`. */
export async function openStore(folder: string): Promise<Store> {
	const db = await openDatabase(folder);
	const owner = await becomeOwner(path.join(folder, 'owners'));
	return {
		db,
		owner,
		folder,
		imagePath: (file) => path.join(folder, 'images', file),
		async close() {
			await owner.release();
			db.close();
		},
	};
}
