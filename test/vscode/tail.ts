import { closeSync, openSync, readSync } from 'node:fs';

/** Copies what is appended to a file to standard output; the returned function copies the rest and ends. */
export function follow(file: string): () => void {
	const descriptor = openSync(file, 'r');
	const buffer = Buffer.alloc(65_536);
	const copy = () => {
		let length = readSync(descriptor, buffer, 0, buffer.length, null);
		while (length > 0) {
			process.stdout.write(Buffer.from(buffer.subarray(0, length)));
			length = readSync(descriptor, buffer, 0, buffer.length, null);
		}
	};
	const timer = setInterval(copy, 50);
	return () => {
		clearInterval(timer);
		copy();
		closeSync(descriptor);
	};
}
