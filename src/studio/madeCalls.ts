import type { MicroDollars } from '../api/money.ts';
import type { JobResult, RunningJob } from '../jobs/request.ts';

/** A call that was made from the panel, as it is kept through reloads of the window. */
export interface MadeCall {
	readonly callId: string;
	readonly operation: string;
	readonly prompt: string;
	readonly images: number;
	readonly amount: MicroDollars;
	readonly sandbox: boolean;
	/** Milliseconds since the epoch. */
	readonly started: number;
	/** Why it failed, in a sentence, where that was seen. */
	readonly message?: string;
}

/** Where calls are kept: a memento of the workspace. */
export interface CallKeeper {
	get(): unknown;
	set(calls: readonly MadeCall[]): void;
}

export interface MadeCallsOptions {
	readonly keeper: CallKeeper;
	/** An error as one sentence for a person. */
	readonly sentence: (error: unknown) => string;
	/** Told of a failure; `isShown`: the panel says so too. */
	readonly onFailure: (error: unknown, isShown: boolean) => void;
	/** Told of a call that nobody waited for any more. */
	readonly onArrival: (result: JobResult, call: MadeCall) => void;
	readonly onChange: () => void;
}

/** The calls that were made from the panel, newest first; what became of each is for the ledger to say. */
export interface MadeCalls {
	list(): readonly MadeCall[];
	/** Whether this window is at work on it. */
	isLive(callId: string): boolean;
	add(job: RunningJob, call: Omit<MadeCall, 'callId' | 'images' | 'amount'>): void;
	/** Lets it go on without being shown; its result arrives in History. */
	stop(callId: string): void;
	/** Drops it if it has not been sent. */
	cancel(callId: string): void;
	/** Shows it no more. One that is under way stays. */
	dismiss(callId: string): void;
}

const MAX_KEPT = 20;

export function createMadeCalls(options: MadeCallsOptions): MadeCalls {
	const { keeper, sentence, onFailure, onArrival, onChange } = options;
	const live = new Map<string, RunningJob>();
	let calls = soundCalls(keeper.get());

	const set = (changed: readonly MadeCall[]) => {
		calls = changed.slice(0, MAX_KEPT);
		keeper.set(calls);
		onChange();
	};
	const remove = (callId: string) => set(calls.filter((call) => call.callId !== callId));
	const isShown = (callId: string) => calls.some((call) => call.callId === callId);
	const follow = async (job: RunningJob, call: MadeCall) => {
		const { callId } = call;
		try {
			const result = await job.done;
			live.delete(callId);
			if (!result) {
				remove(callId);
			} else if (isShown(callId)) {
				onChange();
			} else {
				onArrival(result, call);
			}
		} catch (error) {
			live.delete(callId);
			const message = sentence(error);
			set(calls.map((shown) => (shown.callId === callId ? { ...shown, message } : shown)));
			onFailure(error, isShown(callId));
		}
	};
	return {
		list: () => calls,
		isLive: (callId) => live.has(callId),
		add(job, call) {
			const made = { ...call, callId: job.callId, images: job.images, amount: job.price.amount };
			live.set(job.callId, job);
			set([made, ...calls]);
			void follow(job, made);
		},
		stop: (callId) => remove(callId),
		cancel: (callId) => live.get(callId)?.cancel(),
		dismiss(callId) {
			if (!live.has(callId)) {
				remove(callId);
			}
		},
	};
}

/** What a memento had, which an older version may have written. */
function soundCalls(kept: unknown): readonly MadeCall[] {
	return Array.isArray(kept) ? kept.filter(isMadeCall) : [];
}

function isMadeCall(value: unknown): value is MadeCall {
	const call = value as Partial<MadeCall> | null;
	return (
		[call?.callId, call?.operation, call?.prompt].every((text) => typeof text === 'string') &&
		[call?.images, call?.amount, call?.started].every((number) => typeof number === 'number')
	);
}
