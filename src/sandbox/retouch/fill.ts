import type { Pixels } from '../../images/pixels.ts';
import type { Region } from './region.ts';

/** One step of a pyramid: a quarter of the pixels of the step below, each with how much of it is known. */
interface Level {
	readonly width: number;
	readonly height: number;
	/** Four channels, averaged over what is known. */
	readonly colour: Float32Array;
	/** 0 to 1. */
	readonly known: Float32Array;
}

/** Fills the region, in place, smoothly from what surrounds it: averages go up a pyramid and come back down. */
export function fillFromAround(pixels: Pixels, region: Region): void {
	const levels = [
		halved(pixels.width, pixels.height, pixels.data, (pixel) => 1 - (region.inside[pixel] as number)),
	];
	for (let top = levels[0] as Level; top.width > 1 || top.height > 1; ) {
		const below = top;
		top = halved(below.width, below.height, below.colour, (pixel) => below.known[pixel] as number);
		levels.push(top);
	}
	for (let index = levels.length - 2; index >= 0; index -= 1) {
		complete(levels[index] as Level, levels[index + 1] as Level);
	}
	const { width, data } = pixels;
	const smooth: [number, number, number, number] = [0, 0, 0, 0];
	for (let pixel = 0, at = 0; pixel < region.inside.length; pixel += 1, at += 4) {
		if (region.inside[pixel]) {
			sample(levels[0] as Level, pixel % width, Math.floor(pixel / width), smooth);
			data.set(smooth, at);
		}
	}
}

function halved(
	width: number,
	height: number,
	colour: Uint8ClampedArray | Float32Array,
	knownAt: (pixel: number) => number,
): Level {
	const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
	const result = new Float32Array(half.width * half.height * 4);
	const known = new Float32Array(half.width * half.height);
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			const share = knownAt(y * width + x);
			if (share > 0) {
				const to = (y >> 1) * half.width + (x >> 1);
				const from = (y * width + x) * 4;
				for (let channel = 0; channel < 4; channel += 1) {
					result[to * 4 + channel] =
						(result[to * 4 + channel] as number) + (colour[from + channel] as number) * share;
				}
				known[to] = (known[to] as number) + share;
			}
		}
	}
	for (let pixel = 0; pixel < known.length; pixel += 1) {
		const share = known[pixel] as number;
		if (share > 0) {
			for (let channel = pixel * 4; channel < pixel * 4 + 4; channel += 1) {
				result[channel] = (result[channel] as number) / share;
			}
			known[pixel] = Math.min(1, share);
		}
	}
	return { ...half, colour: result, known };
}

/** Mixes into what is not quite known what the level above says. */
function complete(level: Level, above: Level): void {
	const smooth: [number, number, number, number] = [0, 0, 0, 0];
	for (let pixel = 0; pixel < level.known.length; pixel += 1) {
		const share = level.known[pixel] as number;
		if (share < 1) {
			sample(above, pixel % level.width, Math.floor(pixel / level.width), smooth);
			for (let channel = 0; channel < 4; channel += 1) {
				const at = pixel * 4 + channel;
				level.colour[at] = (level.colour[at] as number) * share + (smooth[channel] as number) * (1 - share);
			}
		}
	}
}

/** The colour of a level at a pixel of the level below, between its four nearest. */
function sample(
	{ width, height, colour }: Level,
	x: number,
	y: number,
	into: [number, number, number, number],
): void {
	const across = Math.max(0, Math.min(width - 1, (x + 0.5) / 2 - 0.5));
	const down = Math.max(0, Math.min(height - 1, (y + 0.5) / 2 - 0.5));
	const left = Math.floor(across);
	const top = Math.floor(down);
	const right = Math.min(width - 1, left + 1);
	const bottom = Math.min(height - 1, top + 1);
	const h = across - left;
	const v = down - top;
	for (let channel = 0; channel < 4; channel += 1) {
		const at = (column: number, row: number) => colour[(row * width + column) * 4 + channel] as number;
		into[channel] =
			(at(left, top) * (1 - h) + at(right, top) * h) * (1 - v) +
			(at(left, bottom) * (1 - h) + at(right, bottom) * h) * v;
	}
}
