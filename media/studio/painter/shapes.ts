import { clipped, fillSpan, type Mask, type Rect } from './mask.ts';

/** A place in half pixels: the centre of pixel n is at 2n + 1. Whole numbers, so that no edge is rounded. */
export interface HalfPixels {
	readonly x: number;
	readonly y: number;
}

/** A pixel's column and row. */
export interface Pixel {
	readonly x: number;
	readonly y: number;
}

/** First and last of what fits; nothing does where the first is the greater. */
type Interval = readonly [number, number];

const NOTHING: Interval = [1, 0];
const EVERYTHING: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/**
 * Where a brush of `size` pixels across is set down for a position in pixels: on a pixel's centre if its size
 * is odd, on a corner if it is even. So the smallest brush hits the pixel that is pointed at and no other.
 */
export function brushPlace(x: number, y: number, size: number): HalfPixels {
	return size % 2 === 1
		? { x: Math.floor(x) * 2 + 1, y: Math.floor(y) * 2 + 1 }
		: { x: Math.round(x) * 2, y: Math.round(y) * 2 };
}

/**
 * Sets, or clears, exactly the pixels whose centre is within half of `size` (whole pixels) of the line between
 * two places: a stroke is one of these for each pair of its points. Returns the rectangle that it may have
 * changed.
 */
export function paintCapsule(mask: Mask, from: HalfPixels, to: HalfPixels, size: number, on: boolean): Rect {
	// In half pixels the radius is the size.
	const area = clipped(
		{
			left: Math.ceil((Math.min(from.x, to.x) - size - 1) / 2),
			top: Math.ceil((Math.min(from.y, to.y) - size - 1) / 2),
			right: Math.floor((Math.max(from.x, to.x) + size - 1) / 2) + 1,
			bottom: Math.floor((Math.max(from.y, to.y) + size - 1) / 2) + 1,
		},
		mask,
	);
	for (let y = area.top; y < area.bottom; y++) {
		for (const [first, last] of [disc(from, size, y), disc(to, size, y), band(from, to, size, y)]) {
			fillSpan(mask, y, first, last + 1, on);
		}
	}
	return area;
}

/** Pixels of row `y` within the radius of one place. */
function disc(centre: HalfPixels, radius: number, y: number): Interval {
	const rest = radius ** 2 - (2 * y + 1 - centre.y) ** 2;
	if (rest < 0) {
		return NOTHING;
	}
	const half = Math.floor(Math.sqrt(rest));
	return [Math.ceil((centre.x - half - 1) / 2), Math.floor((centre.x + half - 1) / 2)];
}

/** Pixels of row `y` that lie beside the line, not beyond its ends, and within the radius of it. */
function band(from: HalfPixels, to: HalfPixels, radius: number, y: number): Interval {
	const [dx, dy] = [to.x - from.x, to.y - from.y];
	const square = dx ** 2 + dy ** 2;
	if (square === 0) {
		return NOTHING;
	}
	const across = 2 * y + 1 - from.y;
	const reach = radius * Math.sqrt(square);
	const along = between(2 * dx, dx * (1 - from.x) + dy * across, 0, square);
	const beside = between(-2 * dy, dx * across - dy * (1 - from.x), -reach, reach);
	return [Math.max(along[0], beside[0]), Math.min(along[1], beside[1])];
}

/** The whole numbers n for which `slope * n + offset` is between `low` and `high`. */
function between(slope: number, offset: number, low: number, high: number): Interval {
	if (slope < 0) {
		return between(-slope, -offset, -high, -low);
	}
	if (slope === 0) {
		return low <= offset && offset <= high ? EVERYTHING : NOTHING;
	}
	// Division rounds, the comparison does not.
	let first = Math.ceil((low - offset) / slope);
	let last = Math.floor((high - offset) / slope);
	if (slope * first + offset < low) {
		first += 1;
	} else if (slope * (first - 1) + offset >= low) {
		first -= 1;
	}
	if (slope * last + offset > high) {
		last -= 1;
	} else if (slope * (last + 1) + offset <= high) {
		last += 1;
	}
	return [first, last];
}

/** The rectangle that has these two pixels for opposite corners. */
export function rectangleOf(one: Pixel, other: Pixel): Rect {
	return {
		left: Math.min(one.x, other.x),
		top: Math.min(one.y, other.y),
		right: Math.max(one.x, other.x) + 1,
		bottom: Math.max(one.y, other.y) + 1,
	};
}

export function paintRectangle(mask: Mask, rectangle: Rect, on: boolean): Rect {
	const area = clipped(rectangle, mask);
	for (let y = area.top; y < area.bottom; y++) {
		fillSpan(mask, y, area.left, area.right, on);
	}
	return area;
}
