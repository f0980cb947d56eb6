import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Every file below a folder. */
export async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** The files below a folder that contain this text, in UTF-8 or UTF-16. */
export async function filesWith(folder: string, text: string): Promise<string[]> {
	const needles = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
	const found: string[] = [];
	for (const file of await filesBelow(folder)) {
		// A browser deletes files of its own at any time.
		const content = await readFile(file).catch(() => undefined);
		if (content && needles.some((needle) => content.includes(needle))) {
			found.push(file);
		}
	}
	return found;
}
