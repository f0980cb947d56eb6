import { Worker } from 'node:worker_threads';
import type { Recipe } from './picture.ts';
import type { PaintReply, PaintRequest } from './worker.ts';

/** Makes PNG files in a worker and keeps the latest. */
export interface Pictures {
	/** The file for a recipe, the same bytes each time. Rejects where the worker fails or is closed. */
	png(recipe: Recipe): Promise<Uint8Array>;
	close(): Promise<void>;
}

interface Waiting {
	readonly resolve: (png: Uint8Array) => void;
	readonly reject: (error: Error) => void;
}

/** `workerUrl`: the module `worker.ts`, wherever it was built to. At most `keep` files stay in memory. */
export function createPictures(workerUrl: URL, keep = 64): Pictures {
	const kept = new Map<string, Promise<Uint8Array>>();
	const waiting = new Map<number, Waiting>();
	let worker: Worker | undefined;
	let closed = false;
	let lastId = 0;

	const fail = (failed: Worker, error: Error) => {
		if (worker === failed) {
			worker = undefined;
			for (const { reject } of waiting.values()) {
				reject(error);
			}
			waiting.clear();
		}
	};
	const start = () => {
		const started = new Worker(workerUrl, { name: 'ideogram-sandbox', execArgv: [] });
		started.on('message', ({ id, png }: PaintReply) => {
			waiting.get(id)?.resolve(png);
			waiting.delete(id);
		});
		started.on('error', (error) => fail(started, error as Error));
		started.on('exit', () => fail(started, new Error('The sandbox painter ended.')));
		// A picture nobody waits for must not keep the process alive.
		started.unref();
		return started;
	};
	const request = (recipe: Recipe): Promise<Uint8Array> => {
		if (closed) {
			return Promise.reject(new Error('The sandbox is closed.'));
		}
		worker ??= start();
		lastId += 1;
		const id = lastId;
		worker.postMessage({ id, recipe } satisfies PaintRequest);
		return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
	};
	return {
		png(recipe) {
			const key = `${recipe.digest} ${recipe.seed} ${recipe.width}x${recipe.height}`;
			const file = kept.get(key) ?? request(recipe);
			kept.delete(key);
			kept.set(key, file);
			file.catch(() => kept.delete(key));
			const [oldest] = kept.keys();
			if (kept.size > keep && oldest !== undefined) {
				kept.delete(oldest);
			}
			return file;
		},
		async close() {
			closed = true;
			await worker?.terminate();
		},
	};
}
