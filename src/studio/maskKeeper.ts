import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { logLine } from '../api/logLine.ts';
import { writeWhole } from './files.ts';
import type { MaskKeeper } from './masks.ts';

const MAX_SENT = 60;

/** Keeps masks in this folder; those that were sent in one below it, the latest of them. */
export function createMaskKeeper(folder: string, log: (message: string) => void): MaskKeeper {
	const sent = path.join(folder, 'sent');
	const fileOf = (name: string) => path.join(folder, `${name}.mask`);
	const tidy = async () => {
		const names = await readdir(sent).catch(() => []);
		const files = await Promise.all(
			names.map(async (name) => {
				const file = path.join(sent, name);
				// Another window may be giving it its name just now.
				const entry = await stat(file).catch(() => undefined);
				return { file, time: entry?.mtimeMs ?? Date.now() };
			}),
		);
		const oldest = files.toSorted((one, other) => other.time - one.time).slice(MAX_SENT);
		await Promise.all(oldest.map(({ file }) => rm(file, { force: true })));
	};
	tidy().catch((error) => log(`masks: ${logLine(error)}`));
	return {
		get: (name) => readFile(fileOf(name)).catch(() => undefined),
		async set(name, bytes) {
			if (bytes) {
				await writeWhole(fileOf(name), bytes);
			} else {
				await rm(fileOf(name), { force: true });
			}
		},
		async keepSent(bytes) {
			const file = path.join(sent, `${createHash('sha256').update(bytes).digest('hex')}.png`);
			await writeWhole(file, bytes);
			return pathToFileURL(file).href;
		},
	};
}
