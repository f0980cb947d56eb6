import type { MicroDollars } from '../api/money.ts';
import type { Price } from '../api/prices.ts';
import type { StoredOutput } from '../store/outputs.ts';
import type { CostLabel } from './request.ts';

/** A call that has ended, as the status bar tells it. */
export interface EndedCall {
	readonly callId: string;
	readonly amount: MicroDollars;
	readonly label: CostLabel;
	readonly images: number;
	readonly ended: Date;
	readonly saved: readonly StoredOutput[];
	readonly withheld: number;
}

/** What is under way in this window. */
export interface Activity {
	readonly images: number;
	/** USD micro-dollars, estimated; sandbox calls cost nothing. */
	readonly amount: MicroDollars;
	readonly sandbox: boolean;
	/** Newest first. */
	readonly ended: readonly EndedCall[];
}

export type ActivityListener = (activity: Activity) => void;

interface Tracked {
	readonly callId: string;
	readonly price: Price;
	readonly images: number;
	readonly sandbox: boolean;
}

const KEPT = 5;

const labels: Readonly<Record<string, CostLabel>> = {
	charged: 'charged',
	'not-charged': 'not charged',
};

/** Follows calls from their start to their end and tells listeners. */
export function createActivity() {
	const running = new Set<Tracked>();
	const listeners = new Set<ActivityListener>();
	let ended: readonly EndedCall[] = [];

	const current = (): Activity => ({
		images: sum([...running].map((call) => call.images)),
		amount: sum([...running].map((call) => (call.sandbox ? 0 : call.price.amount))),
		sandbox: [...running].every((call) => call.sandbox) && running.size > 0,
		ended,
	});
	const tell = () => {
		for (const listener of listeners) {
			listener(current());
		}
	};

	async function track<T>(
		call: Tracked,
		work: Promise<T | undefined>,
		ledger: () => { readonly state: string | undefined; readonly outputs: readonly StoredOutput[] },
	): Promise<T | undefined> {
		running.add(call);
		tell();
		// The ledger says how it ended, not what happened to be thrown.
		const end = () => {
			const { state, outputs: all } = ledger();
			const label = call.sandbox ? 'sandbox' : (labels[state ?? ''] ?? 'may have been charged');
			const entry: EndedCall = {
				callId: call.callId,
				amount: label === 'not charged' ? 0 : call.price.amount,
				label,
				images: call.images,
				ended: new Date(),
				saved: all.filter((output) => output.state === 'saved'),
				withheld: all.filter((output) => output.state === 'withheld').length,
			};
			ended = [entry, ...ended].slice(0, KEPT);
		};
		try {
			const result = await work;
			if (result !== undefined) {
				end();
			}
			return result;
		} catch (error) {
			end();
			throw error;
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
