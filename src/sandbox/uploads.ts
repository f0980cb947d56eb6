import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Uploaded images on disk, from which the pictures behind result links are made
 * when they are fetched. They take no memory and end with the sandbox.
 */
export interface Uploads {
	/** Where they are; undefined until there is one. */
	readonly folder: string | undefined;
	/** Keeps a file, and the latest others with it; equal files are one. Its id is its name in the folder. */
	keep(bytes: Uint8Array): Promise<string>;
	/** Removes them all. */
	close(): Promise<void>;
}

/** `maxBytes`: all files together; the oldest go first, and the links to what was made from them with them. */
export function createUploads(maxBytes = 1024 * 1024 * 1024): Uploads {
	const sizes = new Map<string, number>();
	let total = 0;
	let made: Promise<string> | undefined;
	let folder: string | undefined;
	let closed = false;
	return {
		get folder() {
			return folder;
		},
		async keep(bytes) {
			if (closed) {
				throw new Error('The sandbox is closed.');
			}
			made ??= mkdtemp(path.join(tmpdir(), 'ideogram-sandbox-'));
			folder = await made;
			const id = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
			const known = sizes.get(id);
			sizes.delete(id);
			sizes.set(id, bytes.length);
			if (known === undefined) {
				total += bytes.length;
			}
			// Written again even if known: the one that came first may still be on its way.
			await writeFile(path.join(folder, id), bytes);
			for (const [oldest, size] of sizes) {
				if (total <= maxBytes || oldest === id) {
					break;
				}
				sizes.delete(oldest);
				total -= size;
				await rm(path.join(folder, oldest), { force: true });
			}
			return id;
		},
		async close() {
			closed = true;
			if (made) {
				await rm(await made, { recursive: true, force: true, maxRetries: 3 });
			}
		},
	};
}
