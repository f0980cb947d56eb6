import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { flushFolder } from './flush.ts';

/** Long past any replacement that a living window may be about to enter. */
const ENTERING_MS = 3_600_000;

/** What was found in a file where neither the old nor the new content was. */
const FOUND = 'found';

const MAX_STEM = 60;

const originalsFolder = (folder: string): string => path.join(folder, 'originals');

/** Where the old bytes of a replaced file are; `kept` as `keptName` has made it. */
export const originalFile = (folder: string, kept: string): string =>
	path.join(originalsFolder(folder), ...kept.split('/'));

/** A place in the folder `originals` that a person recognises their file by: `ID/logo (before).png`. */
export function keptName(id: string, name: string): string {
	const { name: stem, ext } = path.posix.parse(name.replace(/[^\p{L}\p{N}\p{M} ._-]/gu, '_'));
	return `${id}/${stem.slice(0, MAX_STEM)} (before)${ext.slice(0, MAX_STEM)}`;
}

/** Keeps bytes; they are safe once this resolves. Throws what the disk says. */
export async function keepOriginal(folder: string, kept: string, bytes: Uint8Array): Promise<void> {
	const file = originalFile(folder, kept);
	await mkdir(path.dirname(file), { recursive: true });
	const temporary = `${file}.tmp`;
	const handle = await open(temporary, 'w', 0o600);
	try {
		await handle.writeFile(bytes);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(temporary, file);
	for (const each of [path.dirname(file), originalsFolder(folder), folder]) {
		flushFolder(each);
	}
}

/** Keeps what is about to be overwritten without anybody having asked. */
export function keepFound(folder: string, kept: string, bytes: Uint8Array): Promise<void> {
	return keepOriginal(folder, `${FOUND}/${kept}`, bytes);
}

export function readOriginal(folder: string, kept: string): Promise<Uint8Array> {
	return readFile(originalFile(folder, kept));
}

export async function dropOriginal(folder: string, kept: string): Promise<void> {
	await rm(path.dirname(originalFile(folder, kept)), { recursive: true, force: true });
}

/** Removes what a killed window kept and never entered. */
export async function sweepOriginals(folder: string, needed: readonly string[]): Promise<void> {
	const ids = new Set(needed.map((kept) => kept.split('/')[0]));
	const names = await readdir(originalsFolder(folder)).catch(() => []);
	for (const name of names.filter((each) => each !== FOUND && !ids.has(each))) {
		const unneeded = path.join(originalsFolder(folder), name);
		const made = (await stat(unneeded).catch(() => undefined))?.mtimeMs ?? Number.NaN;
		if (Date.now() - made > ENTERING_MS) {
			await rm(unneeded, { recursive: true, force: true });
		}
	}
}
