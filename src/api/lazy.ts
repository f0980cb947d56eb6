/** Something that is read when it is first needed, and kept. */
export interface Lazy<T> {
	/** Rejects where it cannot be read now; the next use tries again. */
	get(): Promise<T>;
	/** What was read, or is being read; undefined: nobody needed it yet, or it could not be read. Never rejects. */
	current(): Promise<T | undefined>;
}

/**
 * Calls `load` once, at the first use. A load that failed is none: what stood in
 * its way may be gone at the next use. Node before 24 remembers by itself that a
 * module could not be read, until the process ends.
 */
export function lazy<T>(load: () => Promise<T>): Lazy<T> {
	let loading: Promise<T> | undefined;
	return {
		get() {
			loading ??= load().catch((error) => {
				loading = undefined;
				throw error;
			});
			return loading;
		},
		async current() {
			return loading?.catch(() => undefined);
		},
	};
}
