import { readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';

export interface TidyOptions {
	/** Whether this window knows the file of this name. */
	readonly isUsed: (name: string) => boolean;
	/** How long other files stay since a window that knows them was last tidied, milliseconds. */
	readonly keepMs: number;
}

/** Removes the files of a folder that nobody uses. Folders in it are left alone; it need not exist. */
export async function tidy(folder: string, { isUsed, keepMs }: TidyOptions): Promise<void> {
	const now = new Date();
	for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
		const file = path.join(folder, entry.name);
		if (!entry.isFile()) {
			continue;
		}
		if (isUsed(entry.name)) {
			await utimes(file, now, now).catch(() => undefined); // Another window sees that it is used.
		} else if (keepMs === 0 || now.getTime() - (await lastUsed(file, now)) > keepMs) {
			await rm(file, { force: true });
		}
	}
}

/** What another window has removed meanwhile is as good as used. */
const lastUsed = async (file: string, now: Date): Promise<number> =>
	(await stat(file).catch(() => undefined))?.mtimeMs ?? now.getTime();
