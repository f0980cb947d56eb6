/** A time-out that counts only the time in which this process ran. */
export interface Deadline {
	/** Aborted with `onTime`'s error once the time is up. */
	readonly signal: AbortSignal;
	/** Starts to count anew, to another time if one is given. */
	restart(ms?: number): void;
	/** Counts no further. */
	stop(): void;
}

const MAX_TICK_MS = 1000;
const MIN_TICKS = 10;

/**
 * Starts to count to `ms` milliseconds. A process that was stopped, or slept
 * with its computer, has waited for nothing meanwhile: however long that took,
 * it counts as one tick. And an answer that lies in the socket already, when the
 * time is up, is read first.
 */
export function startDeadline(ms: number, errorFor: () => Error): Deadline {
	const controller = new AbortController();
	let timer: NodeJS.Timeout | undefined;

	const stop = () => {
		clearInterval(timer);
		timer = undefined;
	};
	const restart = (time: number) => {
		stop();
		const tick = Math.min(MAX_TICK_MS, time / MIN_TICKS);
		let left = Math.ceil(time / tick);
		const counting = setInterval(() => {
			left--;
			if (left <= 0) {
				clearInterval(counting);
				// What the sockets hold comes before this: their turn is between timers and immediates.
				setImmediate(() => {
					if (timer === counting) {
						timer = undefined;
						controller.abort(errorFor());
					}
				});
			}
		}, tick);
		// The socket keeps the process; a body that nobody reads does not.
		counting.unref();
		timer = counting;
	};
	restart(ms);
	return { signal: controller.signal, restart: (time = ms) => restart(time), stop };
}

/** The error of a request that nothing answered in time. */
export const noAnswer = (): Error =>
	Object.assign(new Error('No answer came in time.'), { code: 'ETIMEDOUT' });

/** Passes a body on for as long as its next bytes come in time; ends the deadline with it. */
export async function* withinDeadline(
	body: AsyncIterable<Uint8Array>,
	deadline: Deadline,
): AsyncGenerator<Uint8Array> {
	try {
		for await (const chunk of body) {
			deadline.stop(); // Whoever reads may take their time.
			yield chunk;
			deadline.restart();
		}
	} finally {
		deadline.stop();
	}
}
