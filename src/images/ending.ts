/** Tells, while an image file arrives, whether it has come to its end. */
export interface EndWatch {
	/** Takes what comes next. */
	add(chunk: Uint8Array): void;
	/** Whether the image has come to its end, whatever follows it. False for what is no PNG, JPEG or WebP. */
	readonly isWhole: boolean;
}

/** What to look at next, wherever the pieces of the file begin and end. */
interface Step {
	/** How many bytes to pass over first, or all up to the next 0xff and that one. */
	readonly skip: number | 'to 0xff';
	/** How many to look at then. */
	readonly read: number;
	readonly next: (bytes: DataView) => Step | 'whole' | 'broken';
}

/**
 * Follows the parts of a file to the last, without decoding: one that was cut off at any place is not whole. What
 * is damaged within a part is not found.
 */
export function createEndWatch(): EndWatch {
	let step: Step | 'whole' | 'broken' = { skip: 0, read: 2, next: firstPart };
	let skip: Step['skip'] = 0;
	let seen = Buffer.alloc(0);
	return {
		add(chunk) {
			let at = 0;
			while (typeof step === 'object') {
				if (skip === 'to 0xff') {
					const found = chunk.indexOf(0xff, at);
					if (found < 0) {
						return;
					}
					at = found + 1;
					skip = 0;
				}
				const passed = Math.min(skip, chunk.length - at);
				skip -= passed;
				at += passed;
				const taken = chunk.subarray(at, at + step.read - seen.length);
				at += taken.length;
				seen = Buffer.concat([seen, taken]);
				if (skip > 0 || seen.length < step.read) {
					return;
				}
				step = step.next(new DataView(seen.buffer, seen.byteOffset, seen.length));
				skip = typeof step === 'object' ? step.skip : 0;
				seen = Buffer.alloc(0);
			}
		},
		get isWhole() {
			return step === 'whole';
		},
	};
}

const PNG = 0x8950;
const RIFF = 0x5249;
const JPEG = 0xffd8;

function firstPart(beginning: DataView): Step | 'broken' {
	switch (beginning.getUint16(0)) {
		case PNG:
			return { skip: 6, read: 8, next: pngChunk };
		case RIFF:
			return { skip: 2, read: 4, next: (size) => passOver(size.getUint32(0, true), () => 'whole') };
		case JPEG:
			return jpegMarker;
		default:
			return 'broken';
	}
}

const passOver = (skip: number, next: Step['next']): Step => ({ skip, read: 0, next });

const CHECKSUM_BYTES = 4;
const IEND = 0x49454e44;

/** The length and the type of a chunk. */
function pngChunk(head: DataView): Step | 'broken' {
	const length = head.getUint32(0);
	const type = head.getUint32(4);
	const hasLetters = (type & 0xc0c0c0c0) >>> 0 === 0x40404040;
	if (length > 0x7fffffff || !hasLetters) {
		return 'broken';
	}
	return type === IEND
		? passOver(length + CHECKSUM_BYTES, () => 'whole')
		: { skip: length + CHECKSUM_BYTES, read: 8, next: pngChunk };
}

const jpegMarker: Step = { skip: 'to 0xff', read: 1, next: (byte) => jpegPart(byte.getUint8(0)) };

/** What follows 0xff: within the picture's own data, it is a byte of that or a place to set in again. */
function jpegPart(marker: number): Step | 'whole' | 'broken' {
	if (marker === 0xd9) {
		return 'whole';
	}
	if (marker === 0xff) {
		return { ...jpegMarker, skip: 0 };
	}
	if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
		return jpegMarker;
	}
	const pass = (length: DataView) => passOver(Math.max(0, length.getUint16(0) - 2), () => jpegMarker);
	return { skip: 0, read: 2, next: pass };
}
