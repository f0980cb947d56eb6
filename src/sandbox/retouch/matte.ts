import type { Pixels } from '../../images/pixels.ts';

type Colour = readonly [number, number, number];

/** How far a colour may be from the border's and still be background, in steps of 0 to 255 as the crow flies. */
const NEAR = 44;
/** The same for a pixel that differs from a neighbour in the background by no more than `STEP`, as in a gradient. */
const FAR = 110;
const STEP = 7;

/**
 * How much each pixel belongs to the subject, 0 to 255: what is connected to
 * the border and has the colours that prevail there is background, and so is
 * what was transparent already. Edges are soft.
 */
export function subjectMatte(pixels: Pixels): Uint8Array {
	const { width, height } = pixels;
	const off = distances(pixels, borderColours(pixels));
	const background = flood(pixels, off);
	const matte = new Uint8Array(width * height);
	for (let pixel = 0, y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1, pixel += 1) {
			if (background[pixel]) {
				continue;
			}
			const touches =
				(x > 0 && background[pixel - 1]) ||
				(x < width - 1 && background[pixel + 1]) ||
				(y > 0 && background[pixel - width]) ||
				(y < height - 1 && background[pixel + width]);
			const share = touches ? ((off[pixel] as number) - NEAR / 2) / (NEAR * 1.5) : 1;
			matte[pixel] = Math.round(255 * Math.max(0.25, Math.min(1, share)));
		}
	}
	return matte;
}

/** Up to three colours that most of the border has; none where it is transparent. */
function borderColours({ width, height, data }: Pixels): readonly Colour[] {
	const border: number[] = [];
	for (let x = 0; x < width; x += 1) {
		border.push(x, (height - 1) * width + x);
	}
	for (let y = 1; y < height - 1; y += 1) {
		border.push(y * width, y * width + width - 1);
	}
	let left = border.map((pixel) => pixel * 4).filter((at) => (data[at + 3] as number) >= 128);
	const enough = left.length * 0.1;
	const colours: Colour[] = [];
	while (colours.length < 3 && left.length > enough) {
		const prevailing = prevailingColour(data, left);
		const rest = left.filter((at) => between(data, at, prevailing) > NEAR);
		if (left.length - rest.length <= enough && colours.length > 0) {
			break;
		}
		colours.push(prevailing);
		left = rest;
	}
	return colours;
}

/** The mean of the pixels in the fullest of 16 x 16 x 16 drawers. */
function prevailingColour(data: Uint8ClampedArray, places: readonly number[]): Colour {
	const drawers = new Map<number, { red: number; green: number; blue: number; count: number }>();
	for (const at of places) {
		const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
		const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
		const drawer = drawers.get(key) ?? { red: 0, green: 0, blue: 0, count: 0 };
		drawers.set(key, drawer);
		drawer.red += red;
		drawer.green += green;
		drawer.blue += blue;
		drawer.count += 1;
	}
	const [{ red, green, blue, count } = { red: 0, green: 0, blue: 0, count: 1 }] = [...drawers.values()].sort(
		(a, b) => b.count - a.count,
	);
	return [red / count, green / count, blue / count];
}

function between(data: Uint8ClampedArray, at: number, [red, green, blue]: Colour): number {
	return Math.sqrt(
		((data[at] as number) - red) ** 2 +
			((data[at + 1] as number) - green) ** 2 +
			((data[at + 2] as number) - blue) ** 2,
	);
}

/** For each pixel how far it is from the nearest border colour; 0 where it is transparent, at most 255. */
function distances({ data }: Pixels, colours: readonly Colour[]): Uint8ClampedArray {
	const off = new Uint8ClampedArray(data.length / 4);
	for (let pixel = 0, at = 0; pixel < off.length; pixel += 1, at += 4) {
		let nearest = 255;
		for (const colour of colours) {
			nearest = Math.min(nearest, between(data, at, colour));
		}
		off[pixel] = data[at + 3] === 0 ? 0 : nearest;
	}
	return off;
}

/** What can be reached from the border without leaving its colours: 1 for the background. */
function flood({ width, height, data }: Pixels, off: Uint8ClampedArray): Uint8Array {
	const background = new Uint8Array(width * height);
	const queue = new Uint32Array(width * height);
	let end = 0;
	const join = (pixel: number) => {
		background[pixel] = 1;
		queue[end] = pixel;
		end += 1;
	};
	const start = (pixel: number) => {
		if (!background[pixel] && (off[pixel] as number) <= NEAR) {
			join(pixel);
		}
	};
	const reach = (pixel: number, from: number) => {
		const far = off[pixel] as number;
		if (!background[pixel] && (far <= NEAR || (far <= FAR && isStep(data, pixel * 4, from * 4)))) {
			join(pixel);
		}
	};
	for (let x = 0; x < width; x += 1) {
		start(x);
		start((height - 1) * width + x);
	}
	for (let y = 0; y < height; y += 1) {
		start(y * width);
		start(y * width + width - 1);
	}
	for (let next = 0; next < end; next += 1) {
		const pixel = queue[next] as number;
		const x = pixel % width;
		if (x > 0) {
			reach(pixel - 1, pixel);
		}
		if (x < width - 1) {
			reach(pixel + 1, pixel);
		}
		if (pixel >= width) {
			reach(pixel - width, pixel);
		}
		if (pixel < width * (height - 1)) {
			reach(pixel + width, pixel);
		}
	}
	// Holes, such as the inside of a ring, are background where they were transparent.
	for (let pixel = 0; pixel < background.length; pixel += 1) {
		if (data[pixel * 4 + 3] === 0) {
			background[pixel] = 1;
		}
	}
	return background;
}

function isStep(data: Uint8ClampedArray, one: number, other: number): boolean {
	return (
		Math.abs((data[one] as number) - (data[other] as number)) <= STEP &&
		Math.abs((data[one + 1] as number) - (data[other + 1] as number)) <= STEP &&
		Math.abs((data[one + 2] as number) - (data[other + 2] as number)) <= STEP
	);
}
