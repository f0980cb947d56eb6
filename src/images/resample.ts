import { ImageTooLargeError } from './errors.ts';
import { isWithinPixelBounds } from './format.ts';
import type { Pixels } from './pixels.ts';

/** For each pixel along one side of the result, which pixels of the source it is made of, and how much of each. */
interface Taps {
	readonly first: readonly number[];
	readonly weights: readonly Float32Array[];
}

/**
 * The image in another size: each side by the average of the area where it shrinks, by Lanczos where it grows.
 * Colours count by how opaque they are, so that what is transparent does not bleed into the edges. Throws
 * `RangeError` for a size below 1 or not whole, `ImageTooLargeError` for one above the bounds of decoding.
 */
export function resize(pixels: Pixels, width: number, height: number): Pixels {
	if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
		throw new RangeError('The size must be whole numbers from 1.');
	}
	if (!isWithinPixelBounds({ width, height })) {
		throw new ImageTooLargeError();
	}
	if (width === pixels.width && height === pixels.height) {
		return { width, height, data: new Uint8ClampedArray(pixels.data) };
	}
	const across = tapsFor(pixels.width, width);
	const down = tapsFor(pixels.height, height);
	const data = new Uint8ClampedArray(width * height * 4);
	const source = new Float32Array(pixels.width * 4);
	const sum = new Float32Array(width * 4);
	// Only the rows that the next row of the result needs are kept; each is made once.
	const kept = Math.max(...new Set(down.weights.map((weights) => weights.length)));
	const rows = Array.from({ length: kept }, () => new Float32Array(width * 4));
	let made = 0;
	for (let y = 0; y < height; y += 1) {
		const first = down.first[y] as number;
		const weights = down.weights[y] as Float32Array;
		for (made = Math.max(made, first); made < first + weights.length; made += 1) {
			premultiply(pixels, made, source);
			shrinkRow(source, across, rows[made % kept] as Float32Array);
		}
		sum.fill(0);
		weights.forEach((weight, index) => {
			const row = rows[(first + index) % kept] as Float32Array;
			for (let at = 0; at < sum.length; at += 1) {
				sum[at] = (sum[at] as number) + (row[at] as number) * weight;
			}
		});
		writeRow(sum, data, y * width * 4);
	}
	return { width, height, data };
}

function tapsFor(from: number, to: number): Taps {
	const first: number[] = [];
	const weights: Float32Array[] = [];
	const scale = from / to;
	for (let index = 0; index < to; index += 1) {
		const start = scale >= 1 ? Math.floor(index * scale) : Math.ceil((index + 0.5) * scale - 3.5);
		const end =
			scale >= 1
				? Math.max(start + 1, Math.min(from, Math.ceil((index + 1) * scale - 1e-9)))
				: Math.floor((index + 0.5) * scale + 2.5) + 1;
		const from0 = Math.max(0, Math.min(start, from - 1));
		const row = new Float32Array(Math.min(end, from) - from0);
		let total = 0;
		for (let at = start; at < end; at += 1) {
			const weight =
				scale >= 1
					? Math.min(at + 1, (index + 1) * scale) - Math.max(at, index * scale)
					: lanczos3(at + 0.5 - (index + 0.5) * scale);
			// What lies beyond the edge looks like the edge.
			const slot = Math.max(0, Math.min(at, from - 1) - from0);
			row[slot] = (row[slot] as number) + weight;
			total += weight;
		}
		first.push(from0);
		weights.push(row.map((weight) => weight / total));
	}
	return { first, weights };
}

function lanczos3(distance: number): number {
	const x = Math.PI * distance;
	if (Math.abs(distance) < 1e-6) {
		return 1;
	}
	return Math.abs(distance) < 3 ? (3 * Math.sin(x) * Math.sin(x / 3)) / (x * x) : 0;
}

function premultiply({ width, data }: Pixels, y: number, into: Float32Array): void {
	const start = y * width * 4;
	for (let at = 0; at < into.length; at += 4) {
		const alpha = data[start + at + 3] as number;
		const share = alpha / 255;
		into[at] = (data[start + at] as number) * share;
		into[at + 1] = (data[start + at + 1] as number) * share;
		into[at + 2] = (data[start + at + 2] as number) * share;
		into[at + 3] = alpha;
	}
}

function shrinkRow(source: Float32Array, { first, weights }: Taps, into: Float32Array): void {
	for (let x = 0, to = 0; to < into.length; x += 1, to += 4) {
		const taps = weights[x] as Float32Array;
		let red = 0;
		let green = 0;
		let blue = 0;
		let alpha = 0;
		for (let index = 0, at = (first[x] as number) * 4; index < taps.length; index += 1, at += 4) {
			const weight = taps[index] as number;
			red += (source[at] as number) * weight;
			green += (source[at + 1] as number) * weight;
			blue += (source[at + 2] as number) * weight;
			alpha += (source[at + 3] as number) * weight;
		}
		into[to] = red;
		into[to + 1] = green;
		into[to + 2] = blue;
		into[to + 3] = alpha;
	}
}

/** Lanczos goes a little beyond black and white; the array of the result clamps. */
function writeRow(sum: Float32Array, data: Uint8ClampedArray, to: number): void {
	for (let at = 0; at < sum.length; at += 4) {
		const alpha = Math.round(sum[at + 3] as number);
		if (alpha > 0) {
			const share = 255 / (sum[at + 3] as number);
			data[to + at] = (sum[at] as number) * share;
			data[to + at + 1] = (sum[at + 1] as number) * share;
			data[to + at + 2] = (sum[at + 2] as number) * share;
			data[to + at + 3] = alpha;
		}
	}
}
