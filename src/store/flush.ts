import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Returns once the file's bytes are on the disk; a missing file is made. */
export function flushFile(file: string): void {
	flush(file, 'a');
}

/** Returns once the folder's names are on the disk. Windows journals them by itself, and opens no folder. */
export function flushFolder(folder: string): void {
	if (process.platform !== 'win32') {
		flush(folder, 'r');
	}
}

function flush(file: string, flags: string): void {
	const descriptor = openSync(file, flags);
	try {
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}
