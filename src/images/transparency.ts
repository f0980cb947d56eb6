import type { Pixels } from './pixels.ts';

/** How much of an image is transparent through and through, somewhat, and not at all: shares that add up to 1. */
export interface AlphaStats {
	readonly transparent: number;
	readonly partial: number;
	readonly opaque: number;
}

export function alphaStats({ data }: Pixels): AlphaStats {
	let transparent = 0;
	let opaque = 0;
	for (let at = 3; at < data.length; at += 4) {
		transparent += data[at] === 0 ? 1 : 0;
		opaque += data[at] === 255 ? 1 : 0;
	}
	const count = data.length / 4;
	return {
		transparent: transparent / count,
		partial: (count - transparent - opaque) / count,
		opaque: opaque / count,
	};
}

/** Where more than this share is opaque, nothing was cut out. */
const OPAQUE_SHARE = 0.9995;

/** Why an image that is to be transparent is not; undefined where it is. */
export function transparencyProblem(pixels: Pixels): 'opaque' | 'checkerboard' | undefined {
	if (looksLikeCheckerboard(pixels)) {
		return 'checkerboard';
	}
	return alphaStats(pixels).opaque > OPAQUE_SHARE ? 'opaque' : undefined;
}

/** The luminance (0 to 255) at a place seen from one border, or -1 where it is no light grey. */
type Side = (along: number, deep: number) => number;

interface Cells {
	/** Side of a square, in pixels. */
	readonly size: number;
	/** The luminance between the two greys. */
	readonly between: number;
}

/**
 * Whether the image has a checkerboard painted into it where it should be transparent: squares of two light
 * greys along at least two of its borders. It may be blurred or noisy, and its subject may hide the rest.
 */
export function looksLikeCheckerboard(pixels: Pixels): boolean {
	const { width, height } = pixels;
	const sides: readonly (readonly [Side, length: number, depth: number])[] = [
		[(along, deep) => lightGrey(pixels, along, deep), width, height],
		[(along, deep) => lightGrey(pixels, along, height - 1 - deep), width, height],
		[(along, deep) => lightGrey(pixels, deep, along), height, width],
		[(along, deep) => lightGrey(pixels, width - 1 - deep, along), height, width],
	];
	return sides.filter(([side, length, depth]) => isCheckered(side, length, depth)).length >= 2;
}

function lightGrey({ width, data }: Pixels, x: number, y: number): number {
	const at = (y * width + x) * 4;
	const red = data[at] as number;
	const green = data[at + 1] as number;
	const blue = data[at + 2] as number;
	const isGrey = Math.max(red, green, blue) - Math.min(red, green, blue) <= 24;
	const luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
	return isGrey && luminance >= 140 && (data[at + 3] as number) >= 250 ? luminance : -1;
}

/** Squares of less than this are noise or a texture. */
const SMALLEST_CELL = 4;

function isCheckered(side: Side, length: number, depth: number): boolean {
	// A line may run along the very border between two rows of squares: then another one tells.
	for (let deep = 1; deep < depth / 4 && deep < 64; deep += 1 + (deep >> 1)) {
		const cells = findCells(side, length, deep);
		if (cells && isTwoWay(side, length, depth, cells)) {
			return true;
		}
	}
	return false;
}

/** The squares that one line across them crosses, if it alternates regularly between two light greys. */
function findCells(side: Side, length: number, deep: number): Cells | undefined {
	const line = Array.from({ length }, (_, along) => side(along, deep));
	const light = line.filter((value) => value >= 0);
	if (light.length < length * 0.6) {
		return undefined;
	}
	const between = midpoint(light);
	if (between === undefined) {
		return undefined;
	}
	const runs = runsOf(line, between).sort((one, other) => one - other);
	const median = runs[runs.length >> 1] ?? 0;
	const regular = runs.filter((run) => Math.abs(run - median) <= Math.max(1.5, median / 4));
	if (runs.length < 6 || median < SMALLEST_CELL || regular.length < runs.length * 0.75) {
		return undefined;
	}
	return { size: regular.reduce((sum, run) => sum + run, 0) / regular.length, between };
}

/** Between the two greys that the values gather around; `undefined` if they do not. */
function midpoint(values: readonly number[]): number | undefined {
	let between = mean(values);
	let low: readonly number[] = [];
	let high: readonly number[] = [];
	for (let round = 0; round < 8; round += 1) {
		low = values.filter((value) => value < between);
		high = values.filter((value) => value >= between);
		if (low.length < values.length / 5 || high.length < values.length / 5) {
			return undefined;
		}
		between = (mean(low) + mean(high)) / 2;
	}
	const spread = (group: readonly number[]) => {
		const middle = mean(group);
		return mean(group.map((value) => Math.abs(value - middle)));
	};
	const gap = mean(high) - mean(low);
	return gap >= 8 && spread(low) < gap / 3 && spread(high) < gap / 3 ? between : undefined;
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The lengths of the stretches that are all dark or all light, without those that something cuts off. */
function runsOf(line: readonly number[], between: number): number[] {
	const runs: number[] = [];
	let length = 0;
	let isWhole = false;
	let last: boolean | undefined;
	for (const [along, value] of line.entries()) {
		const isLight = value < 0 ? undefined : majority(line, along, between);
		if (isLight === last) {
			length += 1;
			continue;
		}
		if (isWhole && isLight !== undefined) {
			runs.push(length);
		}
		isWhole = last !== undefined && isLight !== undefined;
		length = 1;
		last = isLight;
	}
	return runs;
}

/** Whether a place is of the lighter kind, by the vote of its neighbours: a single noisy pixel does not count. */
function majority(line: readonly number[], along: number, between: number): boolean {
	const votes = [line[along - 1] ?? -1, line[along] as number, line[along + 1] ?? -1].filter((v) => v >= 0);
	return votes.filter((value) => value >= between).length * 2 > votes.length;
}

/**
 * Whether the line continues as squares: each step of one square across or down changes the grey, and four
 * places in a rectangle hold each grey an even number of times. Stripes fail one of the three, however they lie.
 */
function isTwoWay(side: Side, length: number, depth: number, { size, between }: Cells): boolean {
	const step = Math.round(size);
	const half = Math.max(1, Math.round(size / 2));
	const band = Math.min(Math.floor(depth / 2), step * 4) - step;
	const across = { agree: 0, all: 0 };
	const down = { agree: 0, all: 0 };
	const even = { agree: 0, all: 0 };
	const count = (tally: { agree: number; all: number }, expected: 1 | -1, places: readonly number[]) => {
		if (places.every((value) => value >= 0)) {
			const product = places.reduce((sign, value) => (value >= between ? sign : -sign), 1);
			tally.agree += product === expected ? 1 : 0;
			tally.all += 1;
		}
	};
	const skip = Math.max(1, Math.floor(size / 7));
	for (let deep = 0; deep < band; deep += skip) {
		for (let along = 0; along + step < length; along += skip) {
			const here = side(along, deep);
			if (here >= 0) {
				count(across, -1, [here, side(along + step, deep)]);
				count(down, -1, [here, side(along, deep + step)]);
				count(even, 1, [
					here,
					side(along + half, deep),
					side(along, deep + half),
					side(along + half, deep + half),
				]);
			}
		}
	}
	return [across, down, even].every(({ agree, all }) => all >= 24 && agree >= all * 0.75);
}
