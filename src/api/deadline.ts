/** Long enough to cost nothing, short enough for a wait of seconds. */
const TICK_MS = 1000;
/** A short wait is counted in as many. */
const MIN_TICKS = 20;
/** A tick so many times late did not come late: the process stood still. */
const STOPPED_TICKS = 10;
/** What is left at least after a stop: the network may need half a minute to come back, and a lost packet too. */
const TICKS_AFTER_STOP = 30;

/** A limit to waiting that counts only the time in which this process ran. */
export interface Deadline {
	/** Counts from the beginning, also after it was over or cleared. */
	restart(): void;
	/** Ends the counting. */
	clear(): void;
}

/**
 * Calls `over` after so many milliseconds in which the process ran. A time in
 * which it did not, since the machine slept or a debugger held it, counts as one
 * tick at most: what came in meanwhile, or comes as soon as the network is back,
 * is read first. Keeps no process alive.
 */
export function startDeadline(milliseconds: number, over: () => void): Deadline {
	const tickMs = Math.max(1, Math.min(TICK_MS, Math.ceil(milliseconds / MIN_TICKS)));
	const ticks = Math.ceil(milliseconds / tickMs);
	let left = 0;
	let last = 0;
	let timer: NodeJS.Timeout | undefined;

	const clear = () => {
		clearInterval(timer);
		timer = undefined;
	};
	const tick = () => {
		// Not the monotonic clock: on some systems that one sleeps with the machine.
		const now = Date.now();
		const hasStopped = now - last > tickMs * STOPPED_TICKS;
		last = now;
		left -= 1;
		if (hasStopped) {
			left = Math.max(left, Math.min(ticks, TICKS_AFTER_STOP));
		}
		if (left <= 0) {
			// What is ready to be read has its turn before an immediate has.
			setImmediate(() => {
				if (timer && left <= 0) {
					clear();
					over();
				}
			});
		}
	};
	const restart = () => {
		left = ticks;
		if (!timer) {
			last = Date.now();
			timer = setInterval(tick, tickMs);
			timer.unref();
		}
	};

	restart();
	return { restart, clear };
}
