import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createArrival } from '../api/arrival.ts';
import { type DownloadedImage, type DownloadOptions, downloadImage } from '../api/download.ts';
import { LinkExpiredError, OversizeError } from '../api/errors.ts';
import { slug } from '../images/names.ts';
import type { StoredOutput } from '../store/outputs.ts';
import type { Store } from '../store/store.ts';
import { createTurns } from './turns.ts';

/** How images are fetched. No key is needed, and none is at hand here. */
export type FetchOptions = Omit<DownloadOptions, 'origin' | 'made'>;

/** Images fetched at a time in this process: each has buffers of its own, in the network, here and at the disk. */
const inTurn = createTurns(6);

/** What is being fetched in this process, or has its turn soon. */
const underWay = new Set<string>();

/** What has been found to be too large in this process: it would be so again. */
const oversize = new Set<string>();

const idOf = (store: Store, { callId, position }: StoredOutput): string =>
	`${store.folder} ${callId} ${position}`;

/** Whether this process has nothing to do for it: somebody is fetching it already, or it is too large. */
export function isSeenTo(store: Store, output: StoredOutput): boolean {
	const id = idOf(store, output);
	return underWay.has(id) || oversize.has(id);
}

/**
 * Fetches the images of an answered call. `onPending` is told that one of them is
 * to be fetched later, whatever keeps it from arriving now. Throws `StoreError`.
 */
export async function fetchCall(
	store: Store,
	callId: string,
	options: FetchOptions,
	onPending: () => void,
): Promise<readonly StoredOutput[]> {
	let isComplete = false;
	try {
		await fetchOutputs(store, await store.records.outputsOf(callId), options);
		const outputs = await store.records.outputsOf(callId);
		isComplete = outputs.every(({ state }) => state !== 'pending');
		return outputs;
	} finally {
		if (!isComplete) {
			onPending();
		}
	}
}

/**
 * Fetches claimed images into the store's folder. Never throws: what could not
 * be fetched is marked, and stays pending while its link may still work.
 */
export async function fetchOutputs(
	store: Store,
	outputs: readonly StoredOutput[],
	options: FetchOptions,
): Promise<void> {
	const queue = outputs.filter(
		(output) => output.state === 'pending' && output.url !== null && !isSeenTo(store, output),
	);
	await Promise.all(queue.map((output) => fetchOutput(store, output, options)));
}

async function fetchOutput(store: Store, output: StoredOutput, options: FetchOptions): Promise<void> {
	const { callId, position, created: made } = output;
	const id = idOf(store, output);
	underWay.add(id);
	const origin = output.account.split(' ')[0] ?? '';
	try {
		const stem = store.imagePath(path.join(callId, `${slug(output.prompt)}-${position + 1}`));
		const image =
			(await fetchedBefore(stem)) ??
			(await inTurn(() => downloadImage(output.url ?? '', stem, { ...options, origin, made })));
		await store.records.markSaved(callId, position, {
			file: path.join(callId, path.basename(image.path)),
			bytes: image.bytes,
			sha256: image.sha256,
			width: image.info.width,
			height: image.info.height,
		});
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		if (error instanceof OversizeError) {
			oversize.add(id);
		}
		// The sandbox and its links end with its window, and its images cost nothing.
		const gone = error instanceof LinkExpiredError || output.sandbox;
		// Where even that cannot be written, the claim ends with this window, and the next one fetches the image.
		const { markExpired, releaseClaim } = store.records;
		await (gone ? markExpired : releaseClaim)(callId, position, message).catch(() => undefined);
	} finally {
		underWay.delete(id);
	}
}

/** What a window has fetched that died before it could say so: a file has its name only once it is whole. */
async function fetchedBefore(stem: string): Promise<DownloadedImage | undefined> {
	const folder = path.dirname(stem);
	const names = await readdir(folder).catch(() => []);
	const name = names.find(
		(each) => each !== `${path.basename(stem)}.part` && path.parse(each).name === path.basename(stem),
	);
	if (name === undefined) {
		return undefined;
	}
	const file = path.join(folder, name);
	const arrival = createArrival();
	for await (const chunk of createReadStream(file)) {
		arrival.add(chunk);
	}
	const info = arrival.isWhole ? arrival.info() : undefined;
	return info && { path: file, info, bytes: arrival.bytes, sha256: arrival.sha256() };
}
