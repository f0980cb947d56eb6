import { linkExpiry } from '../api/download.ts';
import { IdeogramError, UnknownOutcomeError } from '../api/errors.ts';
import { logLine } from '../api/logLine.ts';
import type { Answer } from '../api/operation.ts';
import type { NewCall } from '../store/calls.ts';
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

export type NewSettlement = Omit<Settlement, 'now' | 'call'>;

/** Writes how calls ended, whatever the disk says to that. */
export interface Settling {
	/**
	 * For what was charged: resolves once it is in the ledger. Throws `StoreError`
	 * where this window may no longer write there; it is then kept beside it.
	 */
	forSure(store: Store, call: NewCall, settlement: NewSettlement): Promise<void>;
	/** For what has no result: tried now, and where that fails later on, with nobody waiting. */
	soon(store: Store, call: NewCall, settlement: NewSettlement): Promise<void>;
}

export function createSettling(options: SettlingOptions): Settling {
	const dated = (call: NewCall, settlement: NewSettlement): Settlement => ({
		...settlement,
		call,
		now: options.now(),
	});

	async function write(store: Store, callId: string, settlement: Settlement): Promise<void> {
		let inFile = false;
		for (let attempt = 1; ; attempt++) {
			try {
				await enter(store, callId, settlement);
				break;
			} catch (error) {
				options.log(`settle ${callId}: ${logLine(error)}`);
				// Whatever it is: only what the ledger itself says ends this, since nothing else is known to have it.
				const trouble = error instanceof StoreError ? error : new StoreError('failed', error);
				if (attempt === 1) {
					options.onTrouble(trouble);
				}
				inFile ||= await keep(store, callId, settlement);
				if (trouble.problem === 'newer' && inFile) {
					throw trouble; // The newer version enters it.
				}
				await options.sleep(Math.min(MAX_WAIT_MS, 50 * 2 ** attempt));
			}
		}
		if (inFile) {
			// A file that stays is found to be entered already by whoever looks next.
			await dropLate(store.folder, callId).catch((error) => options.log(`drop ${callId}: ${logLine(error)}`));
		}
	}

	/** Another window may have entered it from the file that this one kept, or an earlier attempt have come through. */
	async function enter(store: Store, callId: string, settlement: Settlement): Promise<void> {
		const settled = await store.records.settle(callId, settlement);
		if (settled !== 'settled') {
			options.log(`settle ${callId}: ${settled}`);
		}
	}

	async function keep(store: Store, callId: string, settlement: Settlement): Promise<boolean> {
		try {
			await keepLate(store.folder, callId, settlement);
			return true;
		} catch (error) {
			options.log(`keep ${callId}: ${logLine(error)}`);
			return false;
		}
	}

	return {
		forSure: (store, call, settlement) => write(store, call.id, dated(call, settlement)),
		async soon(store, call, settlement) {
			const ending = dated(call, settlement);
			try {
				await enter(store, call.id, ending);
			} catch (error) {
				options.log(`settle ${call.id}: ${logLine(error)}`);
				void write(store, call.id, ending).catch((failure) =>
					options.log(`settle ${call.id}: ${logLine(failure)}`),
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
