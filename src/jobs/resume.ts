import { hasPendingWork } from '../store/marker.ts';
import type { StoredOutput } from '../store/outputs.ts';
import type { Store } from '../store/store.ts';
import { type FetchOptions, fetchOutputs, isSeenTo } from './fetch.ts';

/** What was taken up from windows that are gone. */
export interface Resumed {
	/** Paid images that have arrived only now. */
	readonly saved: readonly StoredOutput[];
	/** Calls that had left when their window went away; they may have been charged. */
	readonly unknown: number;
	/** Images whose links had ended. */
	readonly expired: number;
	/** Images that may still be fetched later. */
	readonly pending: number;
	/** False: something is left to be fetched or entered later. */
	readonly isComplete: boolean;
}

/**
 * Takes up what dead windows left unfinished. Looks only at a marker file, and
 * opens the store only where that is there; undefined: nothing to do.
 */
export async function resumePendingWork(
	folder: string,
	openStore: () => Promise<Store>,
	fetch: FetchOptions,
	now: number = Date.now(),
): Promise<Resumed | undefined> {
	if (!(await hasPendingWork(folder))) {
		return undefined;
	}
	const store = await openStore();
	const { records } = store;
	const recovered = await records.recoverDeadOwners(now);
	const claimed = (await records.claimPending(store.owner, now)).filter((output) => !isSeenTo(store, output));
	await fetchOutputs(store, claimed, fetch);
	await records.removeDeletedFiles();
	await records.sweepOwners();
	await records.clearMarker();
	const calls = new Set(claimed.map((output) => output.callId));
	const taken = new Set(claimed.map((output) => `${output.callId} ${output.position}`));
	const outputs = await Promise.all([...calls].map((callId) => records.outputsOf(callId)));
	const ended = outputs.flat().filter((output) => taken.has(`${output.callId} ${output.position}`));
	const count = (state: StoredOutput['state']) => ended.filter((output) => output.state === state).length;
	const pending = count('pending');
	return {
		saved: ended.filter((output) => output.state === 'saved'),
		unknown: recovered.unknown,
		expired: count('expired'),
		pending,
		isComplete: recovered.isComplete && pending === 0,
	};
}
