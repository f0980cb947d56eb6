import { fromBase64, undifferenced, unpack } from './maskPacking.ts';

/** What was painted: one bit a pixel, set where it is, rows as in `Mask` of the painter. */
export interface PaintedMask {
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	readonly bits: Uint8Array;
	/** How many pixels are painted. */
	readonly count: number;
}

/**
 * Reads what a painter wrote, or anybody else: undefined where it is no such text, or of an image of another
 * size. Nothing is made room for before the size is known to be right.
 */
export function readPainted(
	text: string,
	{ width, height }: { readonly width: number; readonly height: number },
): PaintedMask | undefined {
	const [version, itsWidth, itsHeight, , , base64 = ''] = text.split(',', 7);
	if (version !== '1' || itsWidth !== String(width) || itsHeight !== String(height)) {
		return undefined;
	}
	const stride = Math.ceil(width / 8);
	const packed = fromBase64(base64);
	const rows = packed && unpack(packed, stride * height);
	if (!rows) {
		return undefined;
	}
	const bits = undifferenced(rows, stride);
	return { width, height, bits, count: countOf(bits, stride, width) };
}

/** Those in a row's last byte that belong to no pixel do not count. */
function countOf(bits: Uint8Array, stride: number, width: number): number {
	const last = (0xff << (stride * 8 - width)) & 0xff;
	let count = 0;
	for (let at = 0; at < bits.length; at += 1) {
		let byte = (bits[at] as number) & (at % stride === stride - 1 ? last : 0xff);
		for (; byte !== 0; byte &= byte - 1) {
			count += 1;
		}
	}
	return count;
}

/** A grey sample a pixel. `painted`: of those that are; the others are its opposite. */
export function toSamples({ width, height, bits }: PaintedMask, painted: 0 | 255): Uint8Array {
	const stride = Math.ceil(width / 8);
	const samples = new Uint8Array(width * height).fill(255 - painted);
	for (let y = 0, at = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1, at += 1) {
			if (((bits[y * stride + (x >> 3)] as number) & (0x80 >> (x & 7))) !== 0) {
				samples[at] = painted;
			}
		}
	}
	return samples;
}
