import type { MicroDollars } from '../api/money.ts';

/** What is under way in this window. */
export interface Activity {
	readonly images: number;
	/** USD micro-dollars, estimated; sandbox calls cost nothing. */
	readonly amount: MicroDollars;
	readonly sandbox: boolean;
}

export type ActivityListener = (activity: Activity) => void;

interface Tracked {
	readonly amount: MicroDollars;
	readonly images: number;
	readonly sandbox: boolean;
}

/** Follows calls; see `createActivity`. */
export interface ActivityTracker {
	/** Counts a call as under way until `work` has ended. */
	track<T>(call: Tracked, work: Promise<T>): Promise<T>;
	/** Calls the listener now and at every change. Returns how to stop it. */
	listen(listener: ActivityListener): () => void;
}

/** Follows calls from their start to their end and tells listeners; how a call ended is for the ledger to say. */
export function createActivity(): ActivityTracker {
	const running = new Set<Tracked>();
	const listeners = new Set<ActivityListener>();

	const current = (): Activity => ({
		images: sum([...running].map((call) => call.images)),
		amount: sum([...running].map((call) => (call.sandbox ? 0 : call.amount))),
		sandbox: [...running].every((call) => call.sandbox) && running.size > 0,
	});
	const tell = () => {
		for (const listener of listeners) {
			listener(current());
		}
	};

	async function track<T>(call: Tracked, work: Promise<T>): Promise<T> {
		running.add(call);
		tell();
		try {
			return await work;
		} finally {
			running.delete(call);
			tell();
		}
	}

	function listen(listener: ActivityListener): () => void {
		listeners.add(listener);
		listener(current());
		return () => listeners.delete(listener);
	}

	return { track, listen };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
