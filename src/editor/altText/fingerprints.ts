import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { recogniseImage } from '../../images/format.ts';

/** What tells one state of a file from another without reading it. */
interface FileState {
	/** Milliseconds since the epoch. */
	readonly mtime: number;
	/** Bytes. */
	readonly size: number;
}

/** A file, wherever it is. */
export interface ReadableFile {
	/** Its URI. */
	readonly key: string;
	stat(): Promise<FileState>;
	read(): Promise<Uint8Array>;
}

/** The hash of an image, hexadecimal, or that the file is none. */
export type Fingerprint = { readonly sha256: string } | 'no image';

/** What images are, by their bytes; see `createFingerprints`. */
export interface Fingerprints {
	/** Undefined: not known, and too much to find out. Rejects where the file cannot be read. */
	of(file: ReadableFile): Promise<Fingerprint | undefined>;
}

interface Known extends FileState {
	readonly fingerprint: Promise<Fingerprint | undefined>;
}

const MAX_KNOWN = 200;
/** Far over what is put on a page; a larger file is read once its price is asked for in earnest. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Whoever selects a whole text asks of all its images at once. */
const MAX_WAITING = 20;
/** A file system may tell times no finer than this: within it, a file can change and look as it did. */
const UNSURE_MS = 2000;
/** A few milliseconds of hashing. */
const PIECE_BYTES = 2 * 1024 * 1024;

/**
 * Hashes image files once for each of their states, told apart by time and size; one after another, without
 * holding up this thread. `now`: milliseconds since the epoch.
 */
export function createFingerprints(now: () => number = Date.now): Fingerprints {
	const known = new Map<string, Known>();
	let waiting = 0;
	let turn: Promise<unknown> = Promise.resolve();
	const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
		waiting++;
		const result = turn.then(work).finally(() => {
			waiting--;
		});
		turn = result.catch(() => undefined);
		return result;
	};
	const forget = (key: string, entry: Known) => {
		if (known.get(key) === entry) {
			known.delete(key);
		}
	};
	const keep = (key: string, entry: Known) => {
		known.delete(key);
		known.set(key, entry);
		const [oldest] = known.keys();
		if (known.size > MAX_KNOWN && oldest !== undefined) {
			known.delete(oldest);
		}
	};
	return {
		async of(file) {
			const before = await file.stat();
			const found = known.get(file.key);
			if (found && isSame(found, before)) {
				keep(file.key, found);
				return found.fingerprint;
			}
			if (before.size > MAX_BYTES || waiting >= MAX_WAITING) {
				return undefined;
			}
			let isSettled = false;
			const fingerprint = inTurn(async () => {
				const bytes = await file.read();
				const made = recogniseImage(bytes) ? { sha256: await sha256Of(bytes) } : 'no image';
				const after = await file.stat();
				const isWhole = isSame(before, after) && bytes.length === after.size;
				isSettled = isWhole && Math.abs(now() - after.mtime) > UNSURE_MS;
				return isWhole ? made : undefined;
			});
			const entry = { mtime: before.mtime, size: before.size, fingerprint };
			keep(file.key, entry);
			return fingerprint.finally(() => {
				if (!isSettled) {
					forget(file.key, entry);
				}
			});
		},
	};
}

const isSame = (one: FileState, other: FileState): boolean =>
	one.mtime === other.mtime && one.size === other.size;

/** In pieces, with whatever else waits between them: a large file takes longer than the editor may be held up. */
async function sha256Of(bytes: Uint8Array): Promise<string> {
	const hash = createHash('sha256');
	for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
		await setImmediate();
		hash.update(bytes.subarray(at, at + PIECE_BYTES));
	}
	return hash.digest('hex');
}
