import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { Content } from '../../../src/store/replacing.ts';

/**
 * A file as some providers write it: emptied first, then filled piece by piece.
 * `pass` is called between the pieces, where the window may die.
 */
export function brokenContent(file: string, pass: () => void = () => {}): Content {
	return {
		atomic: false,
		async read() {
			try {
				return readFileSync(file);
			} catch {
				return undefined;
			}
		},
		async checkWritable() {},
		async write(bytes) {
			pass();
			const descriptor = openSync(file, 'w');
			pass();
			for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 3)) {
				writeSync(descriptor, bytes.subarray(at, at + Math.ceil(bytes.length / 3)));
				pass();
			}
			closeSync(descriptor);
		},
		async remove() {
			rmSync(file);
		},
		async tidy() {},
	};
}
