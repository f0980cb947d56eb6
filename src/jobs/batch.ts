import { AuthenticationError, IdeogramError, InvalidKeyError, PaymentRequiredError } from '../api/errors.ts';
import type { MicroDollars } from '../api/money.ts';
import { BudgetError } from '../store/budget.ts';
import type { CostLabel, JobResult, RunningJob } from './request.ts';

/** How one item of a batch ended. */
export type Outcome<Item, Made> =
	| { readonly kind: 'done'; readonly item: Item; readonly made: Made; readonly result: JobResult }
	| {
			readonly kind: 'failed';
			readonly item: Item;
			readonly error: unknown;
			/** What its call was; `not charged` for certain, also where there was none. */
			readonly label: CostLabel;
			readonly amount: MicroDollars;
	  }
	/** Never sent, since the batch was stopped. */
	| { readonly kind: 'dropped'; readonly item: Item };

/** How far a batch is. */
export interface Tally {
	readonly total: number;
	readonly done: number;
	readonly failed: number;
	/** Calls that have left and are not answered yet. */
	readonly running: number;
	/** USD micro-dollars; sandbox calls cost nothing. */
	readonly charged: MicroDollars;
	/** USD micro-dollars of calls that may have been charged. */
	readonly unknown: MicroDollars;
}

export interface BatchOptions<Item, Made> {
	readonly items: readonly Item[];
	/** Calls at a time; what came of them may still be on its way when the next begin. */
	readonly parallel: number;
	/** Begins an item's call; undefined: the person would rather not. */
	readonly start: (item: Item) => Promise<RunningJob | undefined>;
	/** Puts what was paid for where it belongs. */
	readonly finish: (item: Item, result: JobResult) => Promise<Made>;
	/** Where a call stands in the ledger. */
	readonly stateOf: (callId: string) => Promise<string | undefined>;
	readonly sandbox: boolean;
	readonly onProgress?: (tally: Tally) => void;
}

export interface Batch<Item, Made> {
	/** Every item in order with how it ended; never rejects. */
	readonly ended: Promise<readonly Outcome<Item, Made>[]>;
	/** Drops what has not been sent. What was sent is waited for and kept. */
	stop(): void;
}

/** Runs a call for each item, a few at a time. What fails for all, such as a cap that is reached, is tried once. */
export function runBatch<Item, Made>(options: BatchOptions<Item, Made>): Batch<Item, Made> {
	const { items, sandbox } = options;
	const outcomes: (Outcome<Item, Made> | undefined)[] = items.map(() => undefined);
	const running = new Set<RunningJob>();
	let stopped = false;
	let hopeless: unknown;
	let next = 0;

	const tell = () => options.onProgress?.(tallyOf(outcomes, running.size));

	async function labelOf(job: RunningJob | undefined, error: unknown): Promise<CostLabel> {
		if (sandbox || !job) {
			return 'not charged';
		}
		const state = await options.stateOf(job.callId).catch(() => undefined);
		if (state === 'charged' || state === 'not-charged') {
			return state === 'charged' ? 'charged' : 'not charged';
		}
		const isCertain =
			error instanceof BudgetError || (error instanceof IdeogramError && !error.mayHaveBeenCharged);
		return isCertain && state !== 'unknown' ? 'not charged' : 'may have been charged';
	}

	async function run(item: Item, onAnswered: () => void): Promise<Outcome<Item, Made>> {
		if (stopped) {
			return { kind: 'dropped', item };
		}
		if (hopeless) {
			return { kind: 'failed', item, error: hopeless, label: 'not charged', amount: 0 };
		}
		let job: RunningJob | undefined;
		try {
			job = await options.start(item);
			if (!job) {
				return { kind: 'dropped', item };
			}
			running.add(job);
			if (stopped) {
				job.cancel();
			}
			tell();
			void job.answered.then(() => {
				running.delete(job as RunningJob);
				onAnswered();
			});
			const result = await job.done;
			return result
				? { kind: 'done', item, made: await options.finish(item, result), result }
				: { kind: 'dropped', item };
		} catch (error) {
			if (
				error instanceof BudgetError ||
				error instanceof AuthenticationError ||
				error instanceof InvalidKeyError ||
				error instanceof PaymentRequiredError
			) {
				hopeless ??= error;
			}
			const label = await labelOf(job, error);
			return { kind: 'failed', item, error, label, amount: job?.price.amount ?? 0 };
		} finally {
			if (job) {
				running.delete(job);
			}
		}
	}

	async function worker(): Promise<void> {
		const ends: Promise<void>[] = [];
		for (let index = next++; index < items.length; index = next++) {
			const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
			ends.push(
				run(items[index] as Item, free).then((outcome) => {
					outcomes[index] = outcome;
					free();
					tell();
				}),
			);
			await isFree;
		}
		await Promise.all(ends);
	}

	const workers = Array.from({ length: Math.min(options.parallel, items.length) }, worker);
	return {
		ended: Promise.all(workers).then(() => outcomes as readonly Outcome<Item, Made>[]),
		stop() {
			stopped = true;
			for (const job of running) {
				job.cancel();
			}
		},
	};
}

/** What a list of outcomes, some of them still to come, adds up to. */
export function tallyOf(
	outcomes: readonly (Outcome<unknown, unknown> | undefined)[],
	running: number,
): Tally {
	const tally = { total: outcomes.length, done: 0, failed: 0, running, charged: 0, unknown: 0 };
	for (const outcome of outcomes) {
		if (outcome?.kind === 'done') {
			tally.done += 1;
			tally.charged += outcome.result.label === 'sandbox' ? 0 : outcome.result.price.amount;
		} else if (outcome?.kind === 'failed') {
			tally.failed += 1;
			tally.charged += outcome.label === 'charged' ? outcome.amount : 0;
			tally.unknown += outcome.label === 'may have been charged' ? outcome.amount : 0;
		}
	}
	return tally;
}
