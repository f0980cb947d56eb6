import { logLine } from '../api/logLine.ts';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { FetchOptions } from './fetch.ts';
import { type Resumed, resumePendingWork } from './resume.ts';

export interface TakeUpOptions {
	readonly folder: string;
	readonly openStore: () => Promise<Store>;
	readonly fetch: FetchOptions;
	/** Makes whole again what dead windows were replacing in workspaces. */
	readonly mend: (store: Store) => Promise<void>;
	/** Told what has arrived, and what never will. */
	readonly onResumed: (resumed: Resumed) => void;
	readonly log: (message: string) => void;
}

/**
 * Takes up everything that is unfinished, one thing whatever becomes of the
 * other. Never throws. True: something is left, to be tried again later; links
 * to paid images last for a day, and what stands in the way may be gone by then.
 */
export async function takeUpPendingWork(options: TakeUpOptions): Promise<boolean> {
	async function ends(step: () => Promise<boolean>): Promise<boolean> {
		try {
			return await step();
		} catch (error) {
			options.log(`pending work: ${logLine(error)}`);
			// Of that, windows of the newer version take care.
			return error instanceof StoreError && error.problem === 'newer';
		}
	}

	const isMended = await ends(async () => {
		await options.mend(await options.openStore());
		return true;
	});
	const isResumed = await ends(async () => {
		const resumed = await resumePendingWork(options.folder, options.openStore, options.fetch);
		if (resumed) {
			options.onResumed(resumed);
		}
		return resumed?.isComplete ?? true;
	});
	return !(isMended && isResumed);
}
