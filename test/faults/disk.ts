import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { TemporaryFolder } from '../vscode/temporary.ts';

const temporary = new TemporaryFolder();
let serial = 0;

/** A small disk of its own, to be filled or made read-only. */
export interface SmallDisk extends Disposable {
	readonly path: string;
	/** Takes all the space there is. */
	fill(): void;
	/** Gives it back. */
	makeRoom(): void;
	setReadOnly(readOnly: boolean): void;
}

/** Whether this process may mount one. */
export function canMount(): boolean {
	try {
		mountDisk(64)[Symbol.dispose]();
		return true;
	} catch {
		return false;
	}
}

/** Throws where it may not. `at`: a folder that it covers; a new one where none is given. */
export function mountDisk(kilobytes: number, at?: string): SmallDisk {
	const folder = at ?? temporary.folder(`disk-${serial++}`);
	mkdirSync(folder, { recursive: true });
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder], { stdio: 'pipe' });
	const ballast = path.join(folder, 'ballast');
	return {
		path: folder,
		fill() {
			const file = openSync(ballast, 'a');
			const piece = Buffer.alloc(4096);
			try {
				for (;;) {
					writeSync(file, piece);
				}
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') {
					throw error;
				}
			} finally {
				closeSync(file);
			}
		},
		makeRoom: () => rmSync(ballast, { force: true }),
		setReadOnly: (readOnly) => {
			execFileSync('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder], { stdio: 'pipe' });
		},
		[Symbol.dispose]() {
			if (existsSync(folder)) {
				execFileSync('umount', ['-l', folder], { stdio: 'pipe' });
			}
		},
	};
}
