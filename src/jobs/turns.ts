/** Runs work so many at a time; what is more waits for its turn, first come, first served. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurns(limit: number): Turns {
	const waiting: (() => void)[] = [];
	let free = limit;
	return async (work) => {
		if (free > 0) {
			free -= 1;
		} else {
			await new Promise<void>((resolve) => waiting.push(resolve));
		}
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) {
				next();
			} else {
				free += 1;
			}
		}
	};
}
