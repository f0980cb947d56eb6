/** Places for images in flight. */
export interface Slots {
	readonly inUse: number;
	/** The most that were ever in use at once. */
	readonly peak: number;
	/** Takes so many places, or none where that would be over the limit. What comes back gives them up, once. */
	take(count: number): (() => void) | undefined;
}

export function createSlots(limit: number): Slots {
	let inUse = 0;
	let peak = 0;
	return {
		get inUse() {
			return inUse;
		},
		get peak() {
			return peak;
		},
		take(count) {
			if (inUse + count > limit) {
				return undefined;
			}
			inUse += count;
			peak = Math.max(peak, inUse);
			let held = count;
			return () => {
				inUse -= held;
				held = 0;
			};
		},
	};
}
