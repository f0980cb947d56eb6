/** Tells calls that wait for slots when this window gives some back; those of other windows are found by looking. */
export interface FreedSlots {
	/** Grows whenever slots are given back. */
	readonly count: number;
	tell(): void;
	/** Waits until slots are given back that `count` did not count yet, or so many milliseconds; true: for slots. */
	wait(count: number, ms: number): Promise<boolean>;
}

export function createFreedSlots(sleep: (ms: number) => Promise<void>): FreedSlots {
	const waiting = new Set<(freed: boolean) => void>();
	let count = 0;
	return {
		get count() {
			return count;
		},
		tell() {
			count += 1;
			for (const go of waiting) {
				go(true);
			}
			waiting.clear();
		},
		async wait(counted, ms) {
			if (count !== counted) {
				return true;
			}
			const { promise, resolve } = Promise.withResolvers<boolean>();
			waiting.add(resolve);
			void sleep(ms).then(() => {
				waiting.delete(resolve);
				resolve(false);
			});
			return promise;
		},
	};
}
