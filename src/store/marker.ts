import { existsSync, rmSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from './errors.ts';
import { flushFile, flushFolder } from './flush.ts';

/**
 * The durable sign that some call or image is unfinished: a starting window
 * looks for this file and opens the database only if it is there. It is set and
 * removed under the store's write lock, so that the two cannot cross; for an
 * answer that is kept beside the ledger it is set without, once that is there.
 */
const markerIn = (folder: string): string => path.join(folder, 'pending');

/** Whether anything is unfinished; opens no database. Throws what the disk says where it cannot tell. */
export async function hasPendingWork(folder: string): Promise<boolean> {
	try {
		await stat(markerIn(folder));
		return true;
	} catch (error) {
		if (isMissing(error)) {
			return false;
		}
		throw error;
	}
}

export const hasMarker = (folder: string): boolean => existsSync(markerIn(folder));

/** The markers that this process has flushed, by folder: as long as one is that very file, it is on the disk. */
const flushed = new Map<string, string>();

/** Only inside a transaction, or after an answer was kept. */
export function setMarker(folder: string): void {
	const file = markerIn(folder);
	const present = identityOf(file);
	if (present === undefined || present !== flushed.get(folder)) {
		flushFile(file);
		flushFolder(folder);
		flushed.set(folder, identityOf(file) ?? '');
	}
}

/** Only inside a transaction, with nothing else in it: what makes the marker needless must be on the disk before. */
export function removeMarker(folder: string): void {
	flushed.delete(folder);
	rmSync(markerIn(folder), { force: true });
}

/** Another one for a file that was removed and made again. */
function identityOf(file: string): string | undefined {
	const found = statSync(file, { bigint: true, throwIfNoEntry: false });
	return found && `${found.dev} ${found.ino} ${found.ctimeNs}`;
}
