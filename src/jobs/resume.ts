import { hasPendingWork } from '../store/marker.ts';
import { claimPending, outputsOf, type StoredOutput } from '../store/outputs.ts';
import { clearMarker, recoverDeadOwners } from '../store/pending.ts';
import type { Store } from '../store/store.ts';
import { type FetchOptions, fetchOutputs } from './fetch.ts';

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
	const recovered = await recoverDeadOwners(store.db, store.owner, now);
	const claimed = await claimPending(store.db, store.owner.id);
	await fetchOutputs(store, claimed, fetch);
	await store.owner.sweep();
	await clearMarker(store.db, store.folder);
	const calls = new Set(claimed.map((output) => output.callId));
	const taken = new Set(claimed.map((output) => `${output.callId} ${output.position}`));
	const ended = [...calls]
		.flatMap((callId) => outputsOf(store.db, callId))
		.filter((output) => taken.has(`${output.callId} ${output.position}`));
	const count = (state: StoredOutput['state']) => ended.filter((output) => output.state === state).length;
	return {
		saved: ended.filter((output) => output.state === 'saved'),
		unknown: recovered.unknown,
		expired: count('expired'),
		pending: count('pending'),
	};
}
