import { createHash } from 'node:crypto';
import { eachDot, GLYPH_ADVANCE, GLYPH_HEIGHT } from './font.ts';
import type { Recipe } from './recipe.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** Scenery with a band that says what it is: RGB, three bytes a pixel. */
export function paint(recipe: Recipe): Uint8Array {
	const rgb = paintScenery(recipe);
	mark(rgb, recipe);
	return rgb;
}

/** Layered hills under a sky with a sun: RGB, three bytes a pixel. */
export function paintScenery(recipe: Omit<Recipe, 'change'>): Uint8Array {
	const { width, height } = recipe;
	const random = randomFrom(recipe);
	const rgb = new Uint8Array(width * height * 3);
	// From turquoise by way of blue and violet to orange: a green sky looks ill.
	const hue = 190 + random() * 220;
	const turn = (random() < 0.5 ? -1 : 1) * (35 + random() * 50);
	const top = oklch(0.66 + random() * 0.1, 0.11, hue);
	const horizon = oklch(0.9, 0.075, hue + turn);
	const sunColour = oklch(0.97, 0.05, hue + turn);
	const unit = Math.min(width, height);
	const sun = {
		x: width * (0.2 + random() * 0.6),
		y: height * (0.22 + random() * 0.2),
		radius: unit * (0.07 + random() * 0.07),
		rings: 2 + Math.floor(random() * 3),
	};
	const layers = ridges(random, width, height).map((heights, index, { length }) => {
		const depth = (index + 1) / length;
		return {
			heights,
			crest: oklch(0.82 - depth * 0.5, 0.075 + depth * 0.015, hue + turn * (1 - depth) - depth * 25),
			foot: oklch(0.88 - depth * 0.5, 0.06, hue + turn * (1.2 - depth)),
		};
	});
	const colour: [number, number, number] = [0, 0, 0];
	for (let y = 0, at = 0; y < height; y += 1) {
		const down = Math.min(1, y / (height * 0.62));
		for (let x = 0; x < width; x += 1, at += 3) {
			let visible = layers.length - 1;
			while (visible >= 0 && y + 1 <= (layers[visible]?.heights[x] as number)) {
				visible -= 1;
			}
			const front = layers[visible];
			const edge = front ? Math.min(1, y + 1 - (front.heights[x] as number)) : 0;
			if (edge < 1) {
				paintSky(colour, top, horizon, down);
				paintSun(colour, sun, sunColour, x, y);
				for (let behind = 0; behind < visible; behind += 1) {
					const layer = layers[behind] as (typeof layers)[number];
					paintHill(colour, layer, x, y, height);
				}
			}
			if (front) {
				paintHill(colour, front, x, y, height);
			}
			rgb[at] = colour[0] + 0.5;
			rgb[at + 1] = colour[1] + 0.5;
			rgb[at + 2] = colour[2] + 0.5;
		}
	}
	return rgb;
}

type Mixed = [number, number, number];

function mix(into: Mixed, colour: Colour, share: number): void {
	into[0] += (colour[0] - into[0]) * share;
	into[1] += (colour[1] - into[1]) * share;
	into[2] += (colour[2] - into[2]) * share;
}

function paintSky(into: Mixed, top: Colour, horizon: Colour, down: number): void {
	mix(into, top, 1);
	mix(into, horizon, down * down * (3 - 2 * down));
}

function paintSun(
	into: Mixed,
	sun: { readonly x: number; readonly y: number; readonly radius: number; readonly rings: number },
	colour: Colour,
	x: number,
	y: number,
): void {
	const distance = Math.sqrt((x - sun.x) ** 2 + (y - sun.y) ** 2);
	const away = distance / sun.radius;
	mix(into, colour, Math.max(0, Math.min(1, sun.radius - distance + 0.5)));
	if (away > 1) {
		mix(into, colour, 0.45 / (away * away));
		const ring = Math.round(away / 0.9);
		if (ring >= 2 && ring < 2 + sun.rings) {
			const off = Math.abs(distance - ring * 0.9 * sun.radius);
			mix(into, colour, (0.5 / ring) * Math.max(0, Math.min(1, sun.radius * 0.03 + 1 - off)));
		}
	}
}

function paintHill(
	into: Mixed,
	hill: { readonly heights: Float64Array; readonly crest: Colour; readonly foot: Colour },
	x: number,
	y: number,
	height: number,
): void {
	const below = y + 1 - (hill.heights[x] as number);
	if (below > 0) {
		const share = Math.min(1, below);
		const shade = Math.min(1, below / (height * 0.3));
		mix(into, hill.crest, share);
		mix(into, hill.foot, share * shade * 0.8);
	}
}

/** For each hill from the farthest to the nearest, the height of its ridge at each column, in pixels from the top. */
function ridges(random: () => number, width: number, height: number): readonly Float64Array[] {
	const count = 4 + Math.floor(random() * 3);
	return Array.from({ length: count }, (_, index) => {
		const base = height * (0.5 + (0.42 * (index + random() * 0.4)) / count);
		const swell = height * (0.05 + random() * 0.05);
		const waves = [1, 2.3, 5.1].map((frequency) => ({
			frequency: (frequency * (0.7 + random() * 0.6) * Math.PI * 2) / Math.max(width, height),
			phase: random() * Math.PI * 2,
			size: swell / frequency,
		}));
		return Float64Array.from({ length: width }, (_unused, x) =>
			waves.reduce((y, { frequency, phase, size }) => y + Math.sin(x * frequency + phase) * size, base),
		);
	});
}

/** The band along the lower edge, with the word and the seed. */
function mark(rgb: Uint8Array, { seed, width, height }: Recipe): void {
	const text = `SANDBOX  SEED ${seed}`;
	const scale = Math.max(1, Math.floor(Math.min(width / 220, Math.min(width, height) / 200)));
	const band = scale * (GLYPH_HEIGHT + 8);
	const from = Math.max(0, height - band);
	for (let at = from * width * 3; at < rgb.length; at += 1) {
		rgb[at] = (rgb[at] as number) * 0.3;
	}
	const left = Math.max(0, Math.floor((width - (text.length * GLYPH_ADVANCE - 1) * scale) / 2));
	eachDot(text, (dotX, dotY) => {
		for (let y = 0; y < scale; y += 1) {
			const row = (from + scale * (4 + dotY) + y) * width;
			for (let x = 0; x < scale; x += 1) {
				const column = left + dotX * scale + x;
				if (column < width) {
					rgb.fill(240, (row + column) * 3, (row + column) * 3 + 3);
				}
			}
		}
	});
}

/** Numbers in [0, 1) that depend on the prompt and the seed only (mulberry32). */
function randomFrom({ digest, seed }: Pick<Recipe, 'digest' | 'seed'>): () => number {
	let state = createHash('sha256').update(`${digest} ${seed}`).digest().readInt32BE(0);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** A colour by lightness, chroma and hue (Björn Ottosson's OKLCh), as sRGB from 0 to 255. */
function oklch(lightness: number, chroma: number, hueDegrees: number): Colour {
	const hue = (hueDegrees * Math.PI) / 180;
	const a = chroma * Math.cos(hue);
	const b = chroma * Math.sin(hue);
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	return [
		gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
		gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
		gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
	];
}

function gamma(linear: number): number {
	const value = Math.max(0, Math.min(1, linear));
	return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
}
