import { linkExpiry } from '../api/download.ts';
import { IdeogramError, UnknownOutcomeError } from '../api/errors.ts';
import type { Answer } from '../api/operation.ts';
import { StoreError } from '../store/errors.ts';
import { dropLate, keepLate } from '../store/late.ts';
import type { NewOutput, Settlement } from '../store/settle.ts';
import type { Store } from '../store/store.ts';

const MAX_WAIT_MS = 5000;

export interface SettlingOptions {
	readonly now: () => number;
	readonly sleep: (ms: number) => Promise<void>;
	/** Told once a call when an answer cannot be written, so that the person can make room. */
	readonly onTrouble: (error: StoreError) => void;
	readonly log: (message: string) => void;
}

export type NewSettlement = Omit<Settlement, 'now'>;

/** Writes how calls ended, whatever the disk says to that. */
export interface Settling {
	/**
	 * For what was charged: resolves once it is in the ledger. Throws `StoreError`
	 * where this window may no longer write there; it is then kept beside it.
	 */
	forSure(store: Store, callId: string, settlement: NewSettlement): Promise<void>;
	/** For what has no result: tried now, and where that fails later on, with nobody waiting. */
	soon(store: Store, callId: string, settlement: NewSettlement): Promise<void>;
}

export function createSettling(options: SettlingOptions): Settling {
	async function write(store: Store, callId: string, settlement: Settlement, kept: boolean): Promise<void> {
		let inFile = kept;
		for (let attempt = 1; ; attempt++) {
			try {
				await store.records.settle(callId, settlement);
				if (inFile) {
					await dropLate(store.folder, callId);
				}
				return;
			} catch (error) {
				options.log(`settle ${callId}: ${error}`);
				if (!(error instanceof StoreError)) {
					if (inFile) {
						return; // Another window has entered it meanwhile.
					}
					throw error;
				}
				if (attempt === 1) {
					options.onTrouble(error);
				}
				inFile ||= await keep(store, callId, settlement);
				if (error.problem === 'newer' && inFile) {
					throw error; // The newer version enters it.
				}
				await options.sleep(Math.min(MAX_WAIT_MS, 50 * 2 ** attempt));
			}
		}
	}

	async function keep(store: Store, callId: string, settlement: Settlement): Promise<boolean> {
		try {
			await keepLate(store.folder, callId, settlement);
			return true;
		} catch (error) {
			options.log(`keep ${callId}: ${error}`);
			return false;
		}
	}

	return {
		forSure: (store, callId, settlement) =>
			write(store, callId, { ...settlement, now: options.now() }, false),
		async soon(store, callId, settlement) {
			const dated = { ...settlement, now: options.now() };
			try {
				await store.records.settle(callId, dated);
			} catch (error) {
				options.log(`settle ${callId}: ${error}`);
				void write(store, callId, dated, false).catch((failure) =>
					options.log(`settle ${callId}: ${failure}`),
				);
			}
		},
	};
}

/** How an answered call ended. */
export function charged(answer: Answer): NewSettlement {
	return {
		state: 'charged',
		status: 200,
		outputs: answer.images.map(newOutput),
		...(answer.texts ? { text: answer.texts.join('\n\n') } : {}),
		...(answer.data === undefined ? {} : { data: answer.data }),
	};
}

/** How a call ended that got no answer. */
export function failed(state: 'not-charged' | 'unknown', error: unknown): NewSettlement {
	const facts = error instanceof IdeogramError ? { status: error.status, requestId: error.requestId } : {};
	return {
		state,
		...facts,
		...(error instanceof UnknownOutcomeError && error.answer !== undefined
			? { data: { unreadable: error.answer } }
			: {}),
		...(error instanceof Error ? { error: error.name, message: error.message } : { error: String(error) }),
	};
}

function newOutput(image: Answer['images'][number]): NewOutput {
	return {
		state: image.url === null ? 'withheld' : 'pending',
		url: image.url,
		expires: image.url === null ? undefined : linkExpiry(image.url),
		prompt: image.prompt,
		seed: image.seed,
		width: image.width,
		height: image.height,
	};
}
