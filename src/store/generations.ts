import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * The database is the file with the highest number: `store.sqlite`, and after a
 * repair `store.1.sqlite`. A repaired database never takes the place of the
 * damaged one: windows that still have that open would, on closing it, remove
 * the write-ahead log of whatever stands under its name.
 */
export function databaseFile(folder: string, generation: number): string {
	return path.join(folder, generation === 0 ? 'store.sqlite' : `store.${generation}.sqlite`);
}

/** The generations that are there, the present one last. */
export function generationsIn(folder: string): number[] {
	return readdirSync(folder)
		.flatMap((name) => {
			const found = /^store(?:\.(\d+))?\.sqlite$/.exec(name);
			return found ? [Number(found[1] ?? 0)] : [];
		})
		.sort((a, b) => a - b);
}

/** The number for a new one. Undefined: there is none now, but it may have left its log, which must not meet a new file. */
export function nextGeneration(folder: string, present: number | undefined): number {
	const left = readdirSync(folder).flatMap((name) => {
		const found = /^store(?:\.(\d+))?\.sqlite-/.exec(name);
		return found ? [Number(found[1] ?? 0)] : [];
	});
	return present === undefined ? Math.max(-1, ...left) + 1 : present + 1;
}

/** Whether another window has repaired the database since. Throws what the disk says where it cannot tell. */
export function isOutdated(folder: string, generation: number): boolean {
	return isThere(databaseFile(folder, generation + 1)) || !isThere(databaseFile(folder, generation));
}

const isThere = (file: string): boolean => statSync(file, { throwIfNoEntry: false }) !== undefined;
