const REPEATS = 25;

/**
 * How long this thread is at one thing at most while `work` runs, and can take nothing else up, in milliseconds:
 * the least of many runs. What blocks does so in each of them; what does not is others that use the machine.
 */
export async function longestPause(work: () => unknown): Promise<number> {
	const pauses: number[] = [];
	for (let repeat = 0; repeat < REPEATS; repeat++) {
		let last = performance.now();
		let longest = 0;
		let running = true;
		const look = () => {
			const now = performance.now();
			longest = Math.max(longest, now - last);
			last = now;
			if (running) {
				setImmediate(look);
			}
		};
		setImmediate(look);
		await work();
		look();
		running = false;
		pauses.push(longest);
	}
	return Math.min(...pauses);
}
