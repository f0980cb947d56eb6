import { createHash, randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import { logLine } from '../api/logLine.ts';
import {
	dropOriginal,
	keepFound,
	keepOriginal,
	keptName,
	readOriginal,
	sweepOriginals,
} from './originals.ts';
import type { Replacement } from './replacements.ts';
import type { Store } from './store.ts';

/** The content of one file, wherever it is. */
export interface Content {
	/** Whether `write` leaves either the old or the new content, whatever happens meanwhile. */
	readonly atomic: boolean;
	/** Undefined where there is no such file. */
	read(): Promise<Uint8Array | undefined>;
	/** Throws `ReadOnlyFileError` or `LinkedAwayError` where it is known beforehand that `write` would not do. */
	checkWritable(): Promise<void>;
	/**
	 * Resolves once the file holds the bytes, durably where it can; `id` names what it needs beside the file.
	 * `expected`: what the file is to hold until then, as a hash or `NO_FILE`; another program may have saved it
	 * since it was read. Throws `ChangedFileError` where it holds something else, as close to the change as can be.
	 */
	write(bytes: Uint8Array, id: string, expected?: string): Promise<void>;
	/** Resolves once there is no such file. Throws `ChangedFileError` as `write` does. */
	remove(expected?: string): Promise<void>;
	/** Removes what a killed `write` left beside the file. */
	tidy(id: string): Promise<void>;
}

/** The file is another one than it was; nothing was written. */
export class ChangedFileError extends Error {
	constructor(message = t('It was changed meanwhile, so it was left as it is.')) {
		super(message);
		this.name = 'ChangedFileError';
	}
}

/** Nobody may write the file; nothing was written. */
export class ReadOnlyFileError extends Error {
	constructor(name: string, cause?: unknown) {
		super(t('{0} is read-only, so it was left as it is: make it writable first.', name), { cause });
		this.name = 'ReadOnlyFileError';
	}
}

/** A file that is to give way. */
export interface Outgoing {
	readonly uri: string;
	/** Without folders. */
	readonly name: string;
	/** What the file held when the result was made of it, hexadecimal. */
	readonly sha256: string;
	readonly callId: string;
	readonly position: number;
	readonly now: number;
}

export interface NewReplacement extends Outgoing {
	readonly bytes: Uint8Array;
}

/** In place of a hash: there is no file. */
export const NO_FILE = '';

type Books = Pick<Store, 'records' | 'folder' | 'owner'>;

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Throws `ChangedFileError` unless the file holds what is expected. */
export async function checkHolds(
	content: Pick<Content, 'read'>,
	expected: string | undefined,
): Promise<void> {
	if (expected !== undefined && hashOf(await content.read()) !== expected) {
		throw new ChangedFileError();
	}
}

const hashOf = (found: Uint8Array | undefined): string => (found ? sha256Of(found) : NO_FILE);

/** What this process is at; whoever mends leaves it alone. */
const underWay = new Set<string>();

/**
 * Writes a result over a file: the old bytes are safe in the store first, then
 * the journal has a row, then the file is written. A crash between any two steps
 * leaves a whole file, old or new, once `mendReplacements` has looked at it.
 * Throws `ChangedFileError`, `StoreError` or what the file's system says; the
 * file is then as it was.
 */
export function replaceContent(
	store: Books,
	content: Content,
	request: NewReplacement,
): Promise<Replacement> {
	const { bytes } = request;
	return giveWay(store, content, request, sha256Of(bytes), (id) => content.write(bytes, id, request.sha256));
}

/** Takes a file away as carefully as another is written over: it can be brought back. */
export function removeContent(store: Books, content: Content, request: Outgoing): Promise<Replacement> {
	return giveWay(store, content, request, NO_FILE, () => content.remove(request.sha256));
}

async function giveWay(
	store: Books,
	content: Content,
	request: Outgoing,
	newSha256: string,
	change: (id: string) => Promise<void>,
): Promise<Replacement> {
	const old = await content.read();
	if (!old || sha256Of(old) !== request.sha256) {
		throw new ChangedFileError();
	}
	const id = randomUUID();
	const replacement: Replacement = {
		id,
		state: 'replacing',
		owner: store.owner,
		uri: request.uri,
		kept: keptName(id, request.name),
		oldSha256: request.sha256,
		newSha256,
		callId: request.callId,
		position: request.position,
		created: request.now,
	};
	underWay.add(id);
	try {
		await keepOriginal(store.folder, replacement.kept, old);
		await store.records.beginReplacement(replacement).catch(async (error) => {
			await dropOriginal(store.folder, replacement.kept);
			throw error;
		});
		await changeOrMend(store, content, replacement, () => change(id)).catch(async (error) => {
			if (error instanceof ChangedFileError) {
				await forget(store, replacement); // Nothing was replaced.
			}
			throw error;
		});
		// The file is what it should be; where the row cannot say so, the next window finds it out.
		await store.records.finishReplacement(id).catch(() => undefined);
		return { ...replacement, state: 'replaced', owner: null };
	} finally {
		underWay.delete(id);
		await store.records.clearMarker().catch(() => undefined);
	}
}

/**
 * Writes the old bytes back. Throws `ChangedFileError` where the file holds
 * something else than the result, unless `evenIfChanged`.
 */
export async function revertReplacement(
	store: Books,
	content: Content,
	replacement: Replacement,
	evenIfChanged = false,
): Promise<void> {
	const { id, kept } = replacement;
	const found = await content.read();
	const foundSha256 = hashOf(found);
	const isKnown = [replacement.newSha256, replacement.oldSha256, NO_FILE].includes(foundSha256);
	if (!isKnown && !evenIfChanged) {
		throw new ChangedFileError(t('It was changed since it was replaced.'));
	}
	const old = await readOriginal(store.folder, kept);
	underWay.add(id);
	try {
		if (!(await store.records.beginRevert(id, store.owner, foundSha256))) {
			return;
		}
		const reverting: Replacement = { ...replacement, state: 'reverting', newSha256: foundSha256 };
		await changeOrMend(store, content, reverting, () => content.write(old, id, foundSha256));
		await forget(store, reverting);
	} finally {
		underWay.delete(id);
		await store.records.clearMarker().catch(() => undefined);
	}
}

async function changeOrMend(
	store: Books,
	content: Content,
	replacement: Replacement,
	change: () => Promise<void>,
): Promise<void> {
	try {
		await change();
	} catch (error) {
		// What cannot be mended now either is found by its row when a window starts.
		await mend(store, content, replacement).catch(() => undefined);
		throw error;
	}
}

/**
 * Finishes or takes back what dead windows left half done; `contentOf` is
 * undefined for files that this window cannot reach. Returns how many are still
 * left. Throws `StoreError`.
 */
export async function mendReplacements(
	store: Books,
	contentOf: (uri: string) => Content | undefined,
	log: (message: string) => void,
): Promise<number> {
	const claimed = await store.records.claimReplacements(store.owner);
	let left = 0;
	for (const replacement of claimed.filter(({ id }) => !underWay.has(id))) {
		try {
			const content = contentOf(replacement.uri);
			if (!content) {
				left++;
				log(`replacement ${replacement.id}: not reachable from this window`);
				continue;
			}
			await content.tidy(replacement.id);
			log(`replacement ${replacement.id}: ${await mend(store, content, replacement)}`);
		} catch (error) {
			left++;
			log(`replacement ${replacement.id}: ${logLine(error)}`);
		}
	}
	await sweepOriginals(store.folder, await store.records.keptOriginals());
	return left;
}

async function mend(
	store: Books,
	content: Content,
	replacement: Replacement,
): Promise<'new' | 'old' | 'foreign'> {
	const { id, kept, oldSha256, newSha256 } = replacement;
	const found = await content.read();
	const sha256 = hashOf(found);
	if (sha256 === oldSha256) {
		await forget(store, replacement);
		return 'old';
	}
	if (sha256 === newSha256) {
		await store.records.finishReplacement(id);
		return 'new';
	}
	if (content.atomic) {
		// No write of ours leaves such a file: somebody has worked on it since, and the old bytes can still be had.
		await store.records.finishReplacement(id);
		return 'foreign';
	}
	if (found && found.length > 0) {
		await keepFound(store.folder, kept, found);
	}
	await content.write(await readOriginal(store.folder, kept), id);
	await forget(store, replacement);
	return 'old';
}

async function forget({ records, folder }: Books, { id, kept }: Replacement): Promise<void> {
	await records.dropReplacement(id);
	await dropOriginal(folder, kept).catch(() => undefined); // Swept later.
}
