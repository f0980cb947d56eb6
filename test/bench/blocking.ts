const REPEATS = 25;
/** How finely a kernel may account for processor time. */
const TICK_MS = 4;

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
		let lastBusy = busy();
		const look = () => {
			const now = performance.now();
			if (now - last > longest) {
				// A thread that had no processor meanwhile has blocked nobody.
				longest = Math.max(longest, Math.min(now - last, busy() - lastBusy + TICK_MS));
			}
			lastBusy = busy();
			last = performance.now();
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

/** Processor time of this thread, in milliseconds. */
function busy(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}
