import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { createEndWatch } from '../images/ending.ts';
import { type ImageInfo, recogniseImage } from '../images/format.ts';

const HEADER_BYTES = 256 * 1024;
/** What may wait for the disk before the network has to wait too. */
const MAX_WAITING_BYTES = 512 * 1024;

/** What has arrived of an image and is in its file, over all attempts to fetch it. */
export interface Arrival {
	readonly bytes: number;
	/** Takes what comes next. */
	add(chunk: Uint8Array): void;
	/** Begins anew with nothing. */
	restart(): void;
	/** What the beginning says that it is. */
	info(): ImageInfo | undefined;
	/** Whether the end of an image has come. */
	readonly isWhole: boolean;
	/** Of all of it, hexadecimal; nothing may come afterwards. */
	sha256(): string;
}

export function createArrival(): Arrival {
	let hash = createHash('sha256');
	let head: Uint8Array[] = [];
	let ending = createEndWatch();
	let bytes = 0;
	return {
		get bytes() {
			return bytes;
		},
		get isWhole() {
			return ending.isWhole;
		},
		add(chunk) {
			if (bytes < HEADER_BYTES) {
				head.push(chunk);
			}
			ending.add(chunk);
			hash.update(chunk);
			bytes += chunk.length;
		},
		restart() {
			hash = createHash('sha256');
			head = [];
			ending = createEndWatch();
			bytes = 0;
		},
		info: () => recogniseImage(Buffer.concat(head).subarray(0, HEADER_BYTES)),
		sha256: () => hash.digest('hex'),
	};
}

/** Writes to the end of a file while more arrives. */
export interface WriteBehind {
	/** Resolves when more may come. Throws what a write before it did. */
	write(chunk: Uint8Array): Promise<void>;
	/** Resolves when everything has been handed to the system. Throws what a write did. */
	end(): Promise<void>;
}

export function writeBehind(file: FileHandle): WriteBehind {
	let waiting: Uint8Array[] = [];
	let length = 0;
	let isWriting = false;
	let written: Promise<void> = Promise.resolve();
	// After a failure it stays at that: nothing may be written past a gap.
	const drain = async () => {
		isWriting = true;
		while (waiting.length > 0) {
			const pieces = waiting;
			const total = length;
			waiting = [];
			length = 0;
			const { bytesWritten } = await file.writev(pieces);
			if (bytesWritten < total) {
				await file.writeFile(Buffer.concat(pieces).subarray(bytesWritten));
			}
		}
		isWriting = false;
	};
	return {
		async write(chunk) {
			waiting.push(chunk);
			length += chunk.length;
			if (!isWriting) {
				written = drain();
				// Said by the next call.
				written.catch(() => {});
			}
			if (length >= MAX_WAITING_BYTES) {
				await written;
			}
		},
		end: () => written,
	};
}
