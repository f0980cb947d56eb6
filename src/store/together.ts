import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from './errors.ts';

export type Transact = <T>(work: (connection: DatabaseSync) => T) => Promise<T>;

interface Waiting {
	readonly work: (connection: DatabaseSync) => unknown;
	readonly resolve: (result: never) => void;
	readonly reject: (error: unknown) => void;
}

/**
 * Runs what is asked for at the same time in one transaction, in order, so that one flush of the disk serves it
 * all; each resolves once that has been committed. Where something fails, each runs in a transaction of its own,
 * and fails alone. `work` must change nothing outside of the database that is wrong if it is not committed.
 */
export function together(transact: Transact): Transact {
	let waiting: Waiting[] = [];
	let isRunning = false;

	async function runAll(): Promise<void> {
		isRunning = true;
		while (waiting.length > 0) {
			// Everything that has been asked for by now has its turn before an immediate has.
			await new Promise((resolve) => setImmediate(resolve));
			const group = waiting;
			waiting = [];
			await runGroup(group);
		}
		isRunning = false;
	}

	async function runGroup(group: readonly Waiting[]): Promise<void> {
		if (group.length > 1) {
			try {
				const results = await transact((connection) => group.map(({ work }) => work(connection)));
				for (const [index, { resolve }] of group.entries()) {
					resolve(results[index] as never);
				}
				return;
			} catch (error) {
				if (error instanceof StoreError && error.problem === 'locked') {
					for (const { reject } of group) {
						reject(error); // It has been waited for long enough.
					}
					return;
				}
			}
		}
		await Promise.all(
			group.map(({ work, resolve, reject }) =>
				transact(work).then((result) => resolve(result as never), reject),
			),
		);
	}

	return (work) =>
		new Promise((resolve, reject) => {
			waiting.push({ work, resolve: resolve as (result: never) => void, reject });
			if (!isRunning) {
				void runAll();
			}
		});
}
