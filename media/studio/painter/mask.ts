/**
 * A mask, one bit a pixel: set means "this will change". Rows begin at a byte, first pixel in the highest bit,
 * as in a PNG of one bit a pixel; the bits that fill a row's last byte are never set.
 */
export interface Mask {
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	/** Bytes of a row. */
	readonly stride: number;
	readonly bits: Uint8Array;
	/** How many pixels are set. Kept by everything that writes to `bits`. */
	count: number;
}

/** Pixels; `right` and `bottom` are the first ones outside. */
export interface Rect {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** How many bits are set in each byte. */
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

export function createMask(width: number, height: number): Mask {
	const stride = Math.ceil(width / 8);
	return { width, height, stride, bits: new Uint8Array(stride * height), count: 0 };
}

export function wholeOf({ width, height }: Pick<Mask, 'width' | 'height'>): Rect {
	return { left: 0, top: 0, right: width, bottom: height };
}

export function isSet({ width, height, stride, bits }: Mask, x: number, y: number): boolean {
	const inside = x >= 0 && y >= 0 && x < width && y < height;
	return inside && ((bits[y * stride + (x >> 3)] as number) & (0x80 >> (x & 7))) !== 0;
}

export function setByte(mask: Mask, at: number, byte: number): void {
	const before = mask.bits[at] as number;
	mask.bits[at] = byte;
	mask.count += (ONES[byte] as number) - (ONES[before] as number);
}

/** Sets or clears the pixels of a row from `from` up to, and without, `to`; what lies outside is nobody's. */
export function fillSpan(mask: Mask, y: number, from: number, to: number, on: boolean): void {
	const start = Math.max(0, from);
	const end = Math.min(mask.width, to);
	if (y < 0 || y >= mask.height || start >= end) {
		return;
	}
	const first = y * mask.stride + (start >> 3);
	const last = y * mask.stride + ((end - 1) >> 3);
	for (let at = first; at <= last; at++) {
		let touched = 0xff;
		if (at === first) {
			touched &= 0xff >> (start & 7);
		}
		if (at === last) {
			touched &= 0xff << (7 - ((end - 1) & 7));
		}
		const before = mask.bits[at] as number;
		setByte(mask, at, on ? before | touched : before & ~touched);
	}
}

/** Sets what is not set and clears what is. */
export function invert(mask: Mask): void {
	const spare = mask.stride * 8 - mask.width;
	for (let at = 0; at < mask.bits.length; at++) {
		const isLast = at % mask.stride === mask.stride - 1;
		setByte(mask, at, ~(mask.bits[at] as number) & 0xff & (isLast ? 0xff << spare : 0xff));
	}
}

export function clear(mask: Mask): void {
	mask.bits.fill(0);
	mask.count = 0;
}

/** Takes over a mask of the same size; the bits that fill up a row are cleared. */
export function assign(mask: Mask, bits: Uint8Array): void {
	const spare = mask.stride * 8 - mask.width;
	for (let at = 0; at < mask.bits.length; at++) {
		const isLast = at % mask.stride === mask.stride - 1;
		setByte(mask, at, (bits[at] as number) & (isLast ? 0xff << spare : 0xff));
	}
}

export function clipped({ left, top, right, bottom }: Rect, { width, height }: Mask): Rect {
	return {
		left: Math.max(0, left),
		top: Math.max(0, top),
		right: Math.min(width, right),
		bottom: Math.min(height, bottom),
	};
}

export function isNothing({ left, top, right, bottom }: Rect): boolean {
	return left >= right || top >= bottom;
}

/** The smallest that holds both. */
export function union(one: Rect | undefined, other: Rect): Rect {
	return one
		? {
				left: Math.min(one.left, other.left),
				top: Math.min(one.top, other.top),
				right: Math.max(one.right, other.right),
				bottom: Math.max(one.bottom, other.bottom),
			}
		: other;
}
