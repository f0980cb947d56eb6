import type { Pixels } from './pixels.ts';

/** A part of an image, in pixels from its upper left corner. */
export interface Area {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

/** Throws `RangeError` where the area is empty, not in whole pixels, or not wholly within the image. */
export function crop(pixels: Pixels, { left, top, width, height }: Area): Pixels {
	const isWhole = [left, top, width, height].every(Number.isInteger);
	const isInside =
		left >= 0 &&
		top >= 0 &&
		width >= 1 &&
		height >= 1 &&
		left + width <= pixels.width &&
		top + height <= pixels.height;
	if (!isWhole || !isInside) {
		throw new RangeError('The area must lie within the image.');
	}
	const data = new Uint8ClampedArray(width * height * 4);
	for (let y = 0; y < height; y += 1) {
		const from = ((top + y) * pixels.width + left) * 4;
		data.set(pixels.data.subarray(from, from + width * 4), y * width * 4);
	}
	return { width, height, data };
}

/** The image as it is to be shown, for what EXIF says of how it lies: 1 (as it is) to 8. Throws `RangeError`. */
export function orient(pixels: Pixels, orientation: number): Pixels {
	const { width, height } = pixels;
	const right = width - 1;
	const last = width * (height - 1);
	// In pixels of the source: where the result begins, and how far it is to the next one across and down.
	const paths: readonly (readonly [start: number, across: number, down: number])[] = [
		[0, 1, width],
		[right, -1, width],
		[last + right, -1, -width],
		[last, 1, -width],
		[0, width, 1],
		[last, -width, 1],
		[last + right, -width, -1],
		[right, width, -1],
	];
	const path = paths[orientation - 1];
	if (!path) {
		throw new RangeError('The orientation must be from 1 to 8.');
	}
	const [start, across, down] = path;
	const isOnItsSide = orientation >= 5;
	const size = isOnItsSide ? { width: height, height: width } : { width, height };
	// Copied, so that it begins where whole numbers of four bytes may.
	const source = new Uint32Array(new Uint8ClampedArray(pixels.data).buffer);
	const result = new Uint32Array(source.length);
	for (let y = 0, to = 0; y < size.height; y += 1) {
		for (let x = 0, from = start + y * down; x < size.width; x += 1, to += 1, from += across) {
			result[to] = source[from] as number;
		}
	}
	return { ...size, data: new Uint8ClampedArray(result.buffer) };
}
