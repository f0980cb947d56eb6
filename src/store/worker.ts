import { parentPort, workerData } from 'node:worker_threads';
import { BudgetError } from './budget.ts';
import { type Database, openDatabase } from './database.ts';
import { isClosed, isDamage, StoreError, type StoreProblem, storeError } from './errors.ts';
import { type Procedures, procedures } from './procedures.ts';
import type { Repair } from './repair.ts';

/** What the worker is asked. `open` only opens the database. */
export type StoreRequest =
	| { readonly id: number; readonly name: keyof Procedures; readonly args: readonly unknown[] }
	| { readonly id: number; readonly name: 'open' | 'close' };

/** How a procedure failed. The sentences are made by whoever asked: a worker does not know the person's language. */
export type StoreFailure =
	| { readonly kind: 'store'; readonly problem: StoreProblem; readonly cause: string }
	| {
			readonly kind: 'budget';
			readonly facts: Pick<BudgetError, 'cap' | 'limit' | 'spent' | 'amount'>;
	  }
	| { readonly kind: 'other'; readonly message: string };

/** What it answers, and what it tells unasked. */
export type StoreReply =
	| { readonly id: number; readonly result: unknown }
	| { readonly id: number; readonly failure: StoreFailure }
	| { readonly repaired: Repair };

const { folder } = workerData as { readonly folder: string };
let opening: Promise<Database> | undefined;
/** Repairs are made one at a time; whoever met the damage waits for them. */
let repairing: Promise<void> | undefined;
const underWay = new Set<Promise<void>>();

const tell = (reply: StoreReply) => parentPort?.postMessage(reply);

function database(): Promise<Database> {
	opening ??= openDatabase(folder, { onRepaired: (repaired) => tell({ repaired }) }).catch((error) => {
		opening = undefined; // What stood in the way may be gone at the next try.
		throw error;
	});
	return opening;
}

async function run(request: StoreRequest): Promise<unknown> {
	const db = await database();
	if (!('args' in request)) {
		if (request.name === 'close') {
			opening = undefined;
			db.close();
		}
		return undefined;
	}
	const { name, args } = request;
	const procedure = procedures[name] as (db: Database, ...args: readonly unknown[]) => unknown;
	for (let attempt = 1; ; attempt++) {
		await repairing;
		try {
			await db.refresh();
			return await procedure(db, ...args);
		} catch (error) {
			if (attempt > 1 || !(isDamage(error) || isClosed(error))) {
				throw storeError(error);
			}
			if (isDamage(error)) {
				repairing ??= db.repair().finally(() => {
					repairing = undefined;
				});
			}
		}
	}
}

function failureOf(error: unknown): StoreFailure {
	if (error instanceof BudgetError) {
		const { cap, limit, spent, amount } = error;
		return { kind: 'budget', facts: { cap, limit, spent, amount } };
	}
	if (error instanceof StoreError) {
		return { kind: 'store', problem: error.problem, cause: String(error.cause ?? '') };
	}
	return { kind: 'other', message: error instanceof Error ? error.message : String(error) };
}

/** `before`: what is to be answered first. */
async function answer(request: StoreRequest, before: readonly Promise<void>[]): Promise<void> {
	const { id } = request;
	try {
		await Promise.all(before);
		tell({ id, result: await run(request) });
	} catch (error) {
		tell({ id, failure: failureOf(error) });
	}
}

parentPort?.on('message', (request: StoreRequest) => {
	const answering = answer(request, request.name === 'close' ? [...underWay] : []);
	underWay.add(answering);
	void answering.then(() => underWay.delete(answering));
});
