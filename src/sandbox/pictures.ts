import { Worker } from 'node:worker_threads';
import type { Recipe } from './recipe.ts';
import type { Survey } from './retouch/survey.ts';
import type { Uploads } from './uploads.ts';
import type { WorkerReply, WorkerRequest } from './worker.ts';

/** An upload that cannot be used, in words for whoever sent it. */
export class BadUploadError extends Error {}

/** A picture whose upload is no longer kept. */
export class UploadGoneError extends Error {}

/** Which colour of a mask is changed: both must be there. */
export type MaskColour = 'black' | 'white';

/** Makes and reads image files in a worker, and keeps the latest it has made. */
export interface Pictures {
	/**
	 * The file for a recipe, the same bytes each time. Rejects with
	 * `UploadGoneError`, or where the worker fails or is closed.
	 */
	png(recipe: Recipe): Promise<Uint8Array>;
	/** Opens an uploaded file and says what is in it. Rejects with `BadUploadError` for what is no sound image or mask. */
	survey(bytes: Uint8Array, mask?: MaskColour): Promise<Survey>;
	close(): Promise<void>;
}

/** All files kept in memory together, in bytes. */
const MAX_KEPT_BYTES = 256 * 1024 * 1024;

/** How long the worker may be at one thing. */
const PATIENCE_MS = 120_000;

interface Waiting {
	readonly resolve: (done: Uint8Array | Survey) => void;
	readonly reject: (error: Error) => void;
}

type Task = WorkerRequest extends infer R ? (R extends WorkerRequest ? Omit<R, 'id'> : never) : never;

interface Kept {
	readonly file: Promise<Uint8Array>;
	/** 0 while it is being made. */
	bytes: number;
}

/**
 * `workerUrl`: the module `worker.ts`, wherever it was built to. At most `keep` files of 256 MB together stay in
 * memory. `uploads`: where the images are from which others are made.
 */
export function createPictures(workerUrl: URL, keep = 64, uploads?: Pick<Uploads, 'folder'>): Pictures {
	const kept = new Map<string, Kept>();
	const waiting = new Map<number, Waiting>();
	let worker: Worker | undefined;
	let closed = false;
	let lastId = 0;
	let patience: NodeJS.Timeout | undefined;

	/** Ends a worker that has not been heard of for too long: there are files made to keep a decoder busy for hours. */
	const watch = () => {
		const watched = worker;
		if (waiting.size > 0 && watched) {
			patience ??= setTimeout(() => {
				fail(watched, new Error('The sandbox painter took too long.'));
				void watched.terminate();
			}, PATIENCE_MS).unref();
		}
	};
	const heard = () => {
		clearTimeout(patience);
		patience = undefined;
		watch();
	};
	const fail = (failed: Worker, error: Error) => {
		if (worker === failed) {
			worker = undefined;
			clearTimeout(patience);
			patience = undefined;
			for (const { reject } of waiting.values()) {
				reject(error);
			}
			waiting.clear();
		}
	};
	const start = () => {
		const started = new Worker(workerUrl, { name: 'ideogram-sandbox', execArgv: [] });
		started.on('message', (reply: WorkerReply) => {
			const asker = waiting.get(reply.id);
			waiting.delete(reply.id);
			if ('done' in reply) {
				asker?.resolve(reply.done);
			} else {
				asker?.reject(errorOf(reply));
			}
			heard();
		});
		started.on('error', (error) => fail(started, error as Error));
		started.on('exit', () => fail(started, new Error('The sandbox painter ended.')));
		// A picture nobody waits for must not keep the process alive.
		started.unref();
		return started;
	};
	const ask = async <T extends Uint8Array | Survey>(task: Task): Promise<T> => {
		if (closed) {
			throw new Error('The sandbox is closed.');
		}
		worker ??= start();
		lastId += 1;
		const id = lastId;
		worker.postMessage({ id, ...task } satisfies WorkerRequest);
		return new Promise((resolve, reject) => {
			waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
			watch();
		});
	};
	const forget = () => {
		let total = 0;
		for (const { bytes } of kept.values()) {
			total += bytes;
		}
		for (const [key, { bytes }] of kept) {
			if (kept.size <= Math.max(1, keep) && total <= MAX_KEPT_BYTES) {
				return;
			}
			total -= bytes;
			kept.delete(key);
		}
	};
	return {
		png(recipe) {
			const key = JSON.stringify(recipe);
			const entry = kept.get(key) ?? {
				file: ask<Uint8Array>({ task: 'paint', recipe, folder: uploads?.folder }),
				bytes: 0,
			};
			kept.delete(key);
			kept.set(key, entry);
			entry.file.then(
				({ length }) => {
					entry.bytes = length;
					forget();
				},
				() => kept.delete(key),
			);
			forget();
			return entry.file;
		},
		survey: (bytes, mask) => ask<Survey>({ task: 'survey', bytes, mask }),
		async close() {
			closed = true;
			await worker?.terminate();
		},
	};
}

function errorOf(reply: Exclude<WorkerReply, { readonly done: unknown }>): Error {
	switch (reply.problem) {
		case 'bad-upload':
			return new BadUploadError(reply.message);
		case 'upload-gone':
			return new UploadGoneError(reply.message);
		default:
			return new Error(reply.message);
	}
}
