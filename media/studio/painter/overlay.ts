import type { Mask, Rect } from './mask.ts';
import type { Viewport } from './viewport.ts';

/** How what will change is marked, in colours as `ImageData` holds them. */
export interface Pattern {
	/** Along a diagonal of the screen, again and again. */
	readonly stripes: Uint32Array;
	/** Around it, by turns. */
	readonly edge: readonly [number, number];
	/** Screen pixels until the edge's other colour. */
	readonly dash: number;
}

const DARK = colour(0, 0, 0, 255);
const LIGHT = colour(255, 255, 255, 255);
const TINT = colour(226, 24, 126, 140);

/**
 * A dark line beside a light one on a tint, so that one of the three stands out from any picture.
 * `density`: screen pixels for one of the page's.
 */
export function createPattern(density: number): Pattern {
	const line = Math.max(1, Math.round(density));
	const stripes = new Uint32Array(line * 10).fill(TINT);
	stripes.fill(DARK, 0, line);
	stripes.fill(LIGHT, line, line * 2);
	return { stripes, edge: [DARK, LIGHT], dash: line * 4 };
}

/**
 * The marks for a rectangle of the screen, `view` saying where on it the image is. A screen pixel is marked if
 * any pixel of the image under it is set: nothing that will change goes unseen, however small the image is shown.
 * They are written to the beginning of `into`, which has at least as many pixels; without it, to an array of
 * their own.
 */
export function drawMarks(
	mask: Mask,
	view: Viewport,
	area: Rect,
	pattern: Pattern,
	into?: Uint32Array<ArrayBuffer>,
): Uint32Array<ArrayBuffer> {
	const [width, height] = [area.right - area.left, area.bottom - area.top];
	// To reuse memory saves most of the time: what is allocated anew has first to be got from the system.
	const marks = into?.subarray(0, width * height).fill(0) ?? new Uint32Array(width * height);
	// A pixel more on every side: whether one is at the edge is for its neighbours to say.
	const sample = createSampler(mask, view, area.left - 1, width + 2);
	let [above, here, below] = [createRuns(width), createRuns(width), createRuns(width)];
	sample(area.top - 1, here);
	sample(area.top, below);
	const { stripes, edge, dash } = pattern;
	const inside = repeated(width + stripes.length, (at) => stripes[at % stripes.length] as number);
	const around = repeated(width + dash * 2, (at) => edge[Math.floor(at / dash) % 2] as number);
	for (let row = 0; row < height; row++) {
		[above, here, below] = [here, below, above];
		sample(area.top + row + 1, below);
		// The row's first mark is at 0, but in its runs at 1.
		const mark = row * width - 1;
		const diagonal = area.top + row + area.left;
		const insideFrom = (diagonal % stripes.length) - 1;
		const aroundFrom = (diagonal % (dash * 2)) - 1;
		const markEdge = (from: number, to: number) => {
			copy(around, aroundFrom + from, aroundFrom + to, marks, mark + from);
		};
		let upper = 0;
		let lower = 0;
		for (let run = 0; run < here.length; run += 2) {
			const [first, last] = [here.bounds[run] as number, here.bounds[run + 1] as number];
			const [from, to] = [Math.max(1, first), Math.min(width + 1, last)];
			if (from < to) {
				copy(inside, insideFrom + from, insideFrom + to, marks, mark + from);
				upper = eachGap(above, upper, from, to, markEdge);
				lower = eachGap(below, lower, from, to, markEdge);
				markEdge(from, from === first ? from + 1 : from);
				markEdge(to === last ? to - 1 : to, to);
			}
		}
	}
	return marks;
}

/** What is set in a row, as it begins and ends again and again: `length` numbers, each larger than the one before. */
interface Runs {
	readonly bounds: Int32Array;
	length: number;
}

function createRuns(width: number): Runs {
	return { bounds: new Int32Array(width + 4), length: 0 };
}

/**
 * Says what of a stretch lies in no run, looking from the run at `begin` on; returns from which on to look for
 * the next stretch.
 */
function eachGap(
	{ bounds, length }: Runs,
	begin: number,
	from: number,
	to: number,
	found: (from: number, to: number) => void,
): number {
	let run = begin;
	let at = from;
	for (; run < length && (bounds[run] as number) < to; run += 2) {
		found(at, bounds[run] as number);
		at = Math.max(at, bounds[run + 1] as number);
		if (at > to) {
			// It reaches into what comes next.
			return run;
		}
	}
	found(at, to);
	return run;
}

/** Below this, a loop is faster than what an array does at once. */
const SHORT = 24;

function copy(source: Uint32Array, from: number, to: number, target: Uint32Array, place: number): void {
	if (to - from >= SHORT) {
		target.set(source.subarray(from, to), place);
	} else {
		for (let at = from; at < to; at++) {
			target[place + at - from] = source[at] as number;
		}
	}
}

function repeated(length: number, colourAt: (at: number) => number): Uint32Array {
	const colours = new Uint32Array(length);
	for (let at = 0; at < length; at++) {
		colours[at] = colourAt(at);
	}
	return colours;
}

/** Says of a row of the screen which of its pixels are set, `left` being 0. */
function createSampler(
	{ width, height, stride, bits }: Mask,
	{ scale, x, y }: Viewport,
	left: number,
	count: number,
): (row: number, into: Runs) => void {
	// Where pixels of the image are the larger ones, only the one under the centre counts.
	const isLarge = scale >= 1;
	const firstUnder = (at: number, corner: number) =>
		Math.max(0, Math.floor((isLarge ? at + 0.5 - corner : at - corner) / scale));
	const endUnder = (at: number, corner: number, length: number) =>
		Math.min(
			length,
			isLarge ? Math.floor((at + 0.5 - corner) / scale) + 1 : Math.ceil((at + 1 - corner) / scale),
		);
	const first = firstUnder(left, x);
	const end = endUnder(left + count - 1, x, width);
	// By pixel of the image: the first of the screen's that reaches beyond its beginning, or does not begin before it.
	const starts = placesOf(first, end, count, (at) => endUnder(left + at, x, width) - 1);
	const stops = placesOf(first, end, count, (at) => firstUnder(left + at, x));
	/** The image's rows under one of the screen's, as one. */
	const joined = new Uint8Array(stride);
	const join = (top: number, bottom: number) => {
		const [from, to] = [first >> 3, (end + 7) >> 3];
		joined.set(bits.subarray(top * stride + from, top * stride + to), from);
		for (let line = top + 1; line < bottom; line++) {
			for (let byte = from; byte < to; byte++) {
				joined[byte] = (joined[byte] as number) | (bits[line * stride + byte] as number);
			}
		}
	};
	let before: { readonly top: number; readonly bottom: number } | undefined;
	return (row, into) => {
		const [top, bottom] = [firstUnder(row, y), endUnder(row, y, height)];
		into.length = 0;
		if (top >= bottom || first >= end) {
			return;
		}
		if (before?.top !== top || before.bottom !== bottom) {
			join(top, bottom);
			before = { top, bottom };
		}
		for (let at = next(joined, first, end, true); at < end; ) {
			const stop = next(joined, at, end, false);
			append(into, starts[at - first] as number, stops[stop - first] as number);
			at = next(joined, stop, end, true);
		}
	};
}

/** For each pixel from `first` to, and with, `end`: the first of `count` places where `pixelAt` is not smaller. */
function placesOf(first: number, end: number, count: number, pixelAt: (place: number) => number): Int32Array {
	const places = new Int32Array(Math.max(0, end - first + 1));
	let place = 0;
	for (let pixel = first; pixel <= end; pixel++) {
		while (place < count && pixelAt(place) < pixel) {
			place++;
		}
		places[pixel - first] = place;
	}
	return places;
}

/** Where the image is shown small, what is apart in it may meet on the screen. */
function append(runs: Runs, from: number, to: number): void {
	const { bounds, length } = runs;
	if (length > 0 && from <= (bounds[length - 1] as number)) {
		bounds[length - 1] = Math.max(bounds[length - 1] as number, to);
	} else if (from < to) {
		bounds[length] = from;
		bounds[length + 1] = to;
		runs.length += 2;
	}
}

/** The first bit from `at` on that is set, or is not; `end` where there is none before it. */
function next(bits: Uint8Array, at: number, end: number, isSet: boolean): number {
	const flip = isSet ? 0 : 0xff;
	const last = (end - 1) >> 3;
	let byte = at >> 3;
	let found = ((bits[byte] as number) ^ flip) & (0xff >> (at & 7));
	while (found === 0 && byte < last) {
		byte++;
		found = (bits[byte] as number) ^ flip;
	}
	return found === 0 ? end : Math.min(end, byte * 8 + Math.clz32(found) - 24);
}

/** As a little-endian machine reads four bytes; there is no other that runs the editor. */
function colour(red: number, green: number, blue: number, alpha: number): number {
	return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
