import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes a file whole or not at all, with its folder. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
	const folder = path.dirname(file);
	const temporary = path.join(folder, `${randomUUID()}.tmp`);
	await mkdir(folder, { recursive: true });
	try {
		await writeFile(temporary, bytes);
		await rename(temporary, file);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}

/** Whether there is a file with something in it. */
export async function isFile(file: string): Promise<boolean> {
	return stat(file).then(
		(found) => found.isFile() && found.size > 0,
		() => false,
	);
}
