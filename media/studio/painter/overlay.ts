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
 */
export function drawMarks(
	mask: Mask,
	view: Viewport,
	area: Rect,
	pattern: Pattern,
): Uint32Array<ArrayBuffer> {
	const [width, height] = [area.right - area.left, area.bottom - area.top];
	const marks = new Uint32Array(width * height);
	// A pixel more on every side: whether one is at the edge is for its neighbours to say.
	const sample = createSampler(mask, view, area.left - 1, width + 2);
	let [above, here, below] = [0, 1, 2].map(() => new Uint8Array(width + 2)) as [
		Uint8Array,
		Uint8Array,
		Uint8Array,
	];
	sample(area.top - 1, here);
	let next = sample(area.top, below);
	const { stripes, edge, dash } = pattern;
	const inside = repeated(width + stripes.length, (at) => stripes[at % stripes.length] as number);
	const around = repeated(width + dash * 2, (at) => edge[Math.floor(at / dash) % 2] as number);
	for (let row = 0; row < height; row++) {
		[above, here, below] = [here, below, above];
		const { from, to } = next;
		next = sample(area.top + row + 1, below);
		// The row's first mark is at 0, but its sample at 1.
		const mark = row * width - 1;
		const diagonal = area.top + row + area.left;
		const insideFrom = (diagonal % stripes.length) - 1;
		const aroundFrom = (diagonal % (dash * 2)) - 1;
		const limit = Math.min(to, width + 1);
		const markEdge = (at: number) => {
			marks[mark + at] = around[aroundFrom + at] as number;
		};
		let upper = -1;
		let lower = -1;
		for (let start = here.indexOf(1, Math.max(1, from)); start > 0 && start < limit; ) {
			const found = here.indexOf(0, start);
			const end = found < 0 ? width + 1 : Math.min(found, width + 1);
			marks.set(inside.subarray(insideFrom + start, insideFrom + end), mark + start);
			if (here[start - 1] === 0) {
				markEdge(start);
			}
			if (here[end] === 0) {
				markEdge(end - 1);
			}
			// From one that is not set to the next: in the midst of a shape there are none.
			for (upper = zeroFrom(above, start, upper); upper < end; upper = zeroFrom(above, upper + 1, upper)) {
				markEdge(upper);
			}
			for (lower = zeroFrom(below, start, lower); lower < end; lower = zeroFrom(below, lower + 1, lower)) {
				markEdge(lower);
			}
			start = here.indexOf(1, end);
		}
	}
	return marks;
}

/** The first place that is 0, not before `at`; `known`: one that was found before. */
function zeroFrom(row: Uint8Array, at: number, known: number): number {
	if (known >= at) {
		return known;
	}
	const found = row.indexOf(0, at);
	return found < 0 ? row.length : found;
}

function repeated(length: number, colourAt: (at: number) => number): Uint32Array {
	const colours = new Uint32Array(length);
	for (let at = 0; at < length; at++) {
		colours[at] = colourAt(at);
	}
	return colours;
}

/** Where in a row anything may be set. */
interface Range {
	readonly from: number;
	readonly to: number;
}

const NOWHERE: Range = { from: 0, to: 0 };

/** Says of a row of the screen, from `left` on, over which of its pixels something is set: 1 or 0. */
function createSampler(
	{ width, height, stride, bits }: Mask,
	{ scale, x, y }: Viewport,
	left: number,
	count: number,
): (row: number, into: Uint8Array) => Range {
	// Where pixels of the image are the larger ones, only the one under the centre counts.
	const isLarge = scale >= 1;
	const firstUnder = (at: number, corner: number) =>
		Math.max(0, Math.floor((isLarge ? at + 0.5 - corner : at - corner) / scale));
	const endUnder = (at: number, corner: number, length: number) =>
		Math.min(
			length,
			isLarge ? Math.floor((at + 0.5 - corner) / scale) + 1 : Math.ceil((at + 1 - corner) / scale),
		);
	const firsts = new Int32Array(count);
	const ends = new Int32Array(count);
	for (let at = 0; at < count; at++) {
		firsts[at] = firstUnder(left + at, x);
		ends[at] = endUnder(left + at, x, width);
	}
	const firstByte = Math.min(stride, (firsts[0] as number) >> 3);
	const endByte = Math.min(stride, (Math.max(0, ends[count - 1] as number) + 7) >> 3);
	/** The image's rows under one of the screen's, as one. */
	const joined = new Uint8Array(stride);
	let last: { readonly first: number; readonly end: number; into: Uint8Array; range: Range } | undefined;

	const join = (first: number, end: number) => {
		joined.set(bits.subarray(first * stride + firstByte, first * stride + endByte), firstByte);
		for (let line = first + 1; line < end; line++) {
			for (let byte = firstByte; byte < endByte; byte++) {
				joined[byte] = (joined[byte] as number) | (bits[line * stride + byte] as number);
			}
		}
	};
	const rangeOfJoined = (): Range => {
		let low = firstByte;
		let high = endByte;
		while (low < high && joined[low] === 0) {
			low++;
		}
		while (low < high && joined[high - 1] === 0) {
			high--;
		}
		// Rounded away from what is set.
		return low === high
			? NOWHERE
			: {
					from: Math.max(0, Math.floor(low * 8 * scale + x) - left - 1),
					to: Math.min(count, Math.ceil(high * 8 * scale + x) - left + 1),
				};
	};
	return (row, into) => {
		const first = firstUnder(row, y);
		const end = endUnder(row, y, height);
		if (last?.first === first && last.end === end) {
			into.set(last.into);
			last.into = into;
			return last.range;
		}
		into.fill(0);
		let range = NOWHERE;
		if (first < end) {
			join(first, end);
			range = rangeOfJoined();
			for (let at = range.from; at < range.to; at++) {
				const start = firsts[at] as number;
				const limit = ends[at] as number;
				const byte = joined[start >> 3] as number;
				// Most of a mask is all or nothing for eight pixels and more.
				if (byte === 0xff && start < limit) {
					into[at] = 1;
				} else if (byte !== 0 || start >> 3 !== (limit - 1) >> 3) {
					into[at] = isAnySet(joined, start, limit) ? 1 : 0;
				}
			}
		}
		last = { first, end, into, range };
		return range;
	};
}

function isAnySet(bits: Uint8Array, first: number, end: number): boolean {
	if (first >= end) {
		return false;
	}
	const firstByte = first >> 3;
	const lastByte = (end - 1) >> 3;
	const beyond = 7 - ((end - 1) & 7);
	if (firstByte === lastByte) {
		return ((bits[firstByte] as number) & (0xff >> (first & 7)) & (0xff << beyond)) !== 0;
	}
	if (((bits[firstByte] as number) & (0xff >> (first & 7))) !== 0) {
		return true;
	}
	for (let byte = firstByte + 1; byte < lastByte; byte++) {
		if (bits[byte] !== 0) {
			return true;
		}
	}
	return ((bits[lastByte] as number) & (0xff << beyond)) !== 0;
}

/** As a little-endian machine reads four bytes; there is no other that runs the editor. */
function colour(red: number, green: number, blue: number, alpha: number): number {
	return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
