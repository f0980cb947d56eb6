import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface ServerOptions {
	/** Size of each picture; PNG, of noise. */
	readonly imageBytes: number;
	/** How long a call takes; none by default. */
	readonly latencyMs?: number;
	/** Images in flight, more are answered with 429; any number by default. */
	readonly maxInFlight?: number;
}

/** `hold`: calls are answered at `release` only. */
export type Order = 'hold' | 'release' | 'look';

/** What the server has seen until now. */
export interface Seen {
	readonly calls: number;
	/** Calls answered with 429. */
	readonly refused: number;
	/** The most images in flight there ever were. */
	readonly peak: number;
	/** Calls held now. */
	readonly waiting: number;
	/** When the answer to each call had left, milliseconds since the epoch. */
	readonly answered: readonly number[];
}

/** The server of `server.ts`, in a process of its own. */
export interface BenchApi extends AsyncDisposable {
	readonly origin: string;
	tell(order: Order): Promise<Seen>;
}

export async function startBenchApi(options: ServerOptions): Promise<BenchApi> {
	const child = fork(path.join(import.meta.dirname, 'server.ts'), [JSON.stringify(options)]);
	const [origin] = (await once(child, 'message')) as [string];
	return {
		origin,
		async tell(order) {
			child.send(order);
			const [seen] = (await once(child, 'message')) as [Seen];
			return seen;
		},
		async [Symbol.asyncDispose]() {
			child.disconnect();
			await once(child, 'exit');
		},
	};
}
