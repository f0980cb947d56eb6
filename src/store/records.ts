import { Worker } from 'node:worker_threads';
import { BudgetError } from './budget.ts';
import type { Database } from './database.ts';
import { StoreError } from './errors.ts';
import type { Procedures } from './procedures.ts';
import type { Repair } from './repair.ts';
import type { StoreFailure, StoreReply, StoreRequest } from './worker.ts';

type Asked<F> = F extends (db: Database, ...args: infer Args) => infer Result
	? (...args: Args) => Promise<Awaited<Result>>
	: never;

/**
 * Everything the store can be asked. It answers from a worker, so that no query
 * and no flush of the disk ever holds up the editor. Every call may reject with
 * `StoreError`.
 */
export type Records = { readonly [Name in keyof Procedures]: Asked<Procedures[Name]> };

export interface OpenRecords {
	readonly records: Records;
	/** Closes the database and ends the worker, once everything asked before is answered. */
	close(): Promise<void>;
}

export interface RecordsOptions {
	readonly folder: string;
	/** The module `worker.ts`, wherever it was built to. */
	readonly workerUrl: URL;
	readonly onRepaired?: (repair: Repair) => void;
	/** Told after this window has changed what the store shows. */
	readonly onChanged?: () => void;
}

/** What changes nothing that anybody looks at. */
const SILENT: ReadonlySet<string> = new Set<keyof Procedures>([
	'reserve',
	'stateOf',
	'callInput',
	'captionsFor',
	'outputsOf',
	'releaseClaim',
	'claimPending',
	'clearMarker',
	'sweepOwners',
	'standingOn',
	'recentCalls',
	'searchHistory',
	'historyEntry',
	'historyFacets',
	'historySize',
	'oldestImages',
	'removeDeletedFiles',
	'beginReplacement',
	'claimReplacements',
	'listReplacements',
	'keptOriginals',
	'spendingReport',
	'exportSpending',
	'storeDiagnostics',
]);

interface Pending {
	readonly resolve: (result: never) => void;
	readonly reject: (error: Error) => void;
}

/** Starts the worker and opens the database in it. Throws `StoreError`. */
export async function openRecords(options: RecordsOptions): Promise<OpenRecords> {
	const pending = new Map<number, Pending>();
	let worker: Worker | undefined;
	let lastId = 0;

	const lose = (lost: Worker, cause: unknown) => {
		if (worker === lost) {
			worker = undefined; // The next call starts another; the database itself survives anything.
			for (const { reject } of pending.values()) {
				reject(new StoreError('failed', cause));
			}
			pending.clear();
		}
	};
	const start = (): Worker => {
		const { folder, workerUrl, onRepaired } = options;
		const started = new Worker(workerUrl, { name: 'ideogram-store', execArgv: [], workerData: { folder } });
		started.on('message', (reply: StoreReply) => {
			if ('repaired' in reply) {
				onRepaired?.(reply.repaired);
				return;
			}
			const asked = pending.get(reply.id);
			pending.delete(reply.id);
			if (pending.size === 0) {
				started.unref();
			}
			if ('failure' in reply) {
				asked?.reject(errorOf(reply.failure));
			} else {
				asked?.resolve(reply.result as never);
			}
		});
		started.on('error', (error) => lose(started, error));
		started.on('exit', (code) => lose(started, code));
		return started;
	};
	const ask = (request: Record<string, unknown> & Pick<StoreRequest, 'name'>): Promise<never> => {
		const id = ++lastId;
		return new Promise((resolve, reject) => {
			worker ??= start();
			// It keeps the process alive only while somebody waits for it.
			worker.ref();
			pending.set(id, { resolve, reject });
			worker.postMessage({ ...request, id });
		});
	};

	try {
		await ask({ name: 'open' });
	} catch (error) {
		await worker?.terminate();
		throw error;
	}
	return {
		records: new Proxy({} as Records, {
			get: (_target, name) =>
				// A promise that resolves with this asks whether it is a promise too.
				name === 'then'
					? undefined
					: async (...args: readonly unknown[]) => {
							const result = await ask({ name: name as keyof Procedures, args });
							if (!SILENT.has(String(name))) {
								options.onChanged?.();
							}
							return result;
						},
		}),
		async close() {
			await ask({ name: 'close' });
			await worker?.terminate();
		},
	};
}

function errorOf(failure: StoreFailure): Error {
	switch (failure.kind) {
		case 'budget':
			return new BudgetError(failure.facts);
		case 'store':
			return new StoreError(failure.problem, failure.cause);
		case 'other':
			return new Error(failure.message);
	}
}
