import { crop } from '../../images/arrange.ts';
import type { Pixels } from '../../images/pixels.ts';
import { resize } from '../../images/resample.ts';
import { paintScenery } from '../picture.ts';
import type { Change, Recipe } from '../recipe.ts';
import { fillFromAround } from './fill.ts';
import { subjectMatte } from './matte.ts';
import { boxedRegion, maskedRegion, outsideOf, type Region } from './region.ts';
import { stamp } from './stamp.ts';

/** The pixels of an upload by its id. */
type Open = (id: string) => Promise<Pixels>;

type Painters = {
	readonly [Kind in Change['kind']]: (
		recipe: Recipe,
		change: Extract<Change, { readonly kind: Kind }>,
		open: Open,
	) => Pixels | Promise<Pixels>;
};

/** Makes the picture of a recipe that changes something. Rejects as `open` does. */
export async function change(recipe: Recipe, asked: Change, open: Open): Promise<Pixels> {
	return (painters[asked.kind] as Painters['remix'])(recipe, asked as never, open);
}

const painters: Painters = {
	cutout(recipe, { scale }) {
		const { width, height } = recipe;
		const small = { width: Math.round(width / scale), height: Math.round(height / scale) };
		const picture = resize(scenery({ ...recipe, ...small }), width, height);
		// A medallion: its edge is drawn at the full size, so that it is sharp.
		const radius = 0.42 * Math.min(width, height);
		const region = shapeOf(picture, (x, y) => radius - Math.hypot(x - width / 2, y - height / 2) + 0.5);
		stamp(picture, region, recipe.seed);
		return picture;
	},

	async remix(recipe, { image, weight }, open) {
		const input = covering(await open(image), recipe);
		return stamped(blended(scenery(recipe), input, weight / 100), recipe);
	},

	async instruct(recipe, { image, transparent }, open) {
		const input = covering(await open(image), recipe);
		const picture = blended(scenery(recipe), input, 0.72);
		if (!transparent) {
			return stamped(picture, recipe);
		}
		const matte = subjectMatte(input);
		const solid = new Uint8Array(matte.length);
		for (let pixel = 0; pixel < matte.length; pixel += 1) {
			picture.data[pixel * 4 + 3] = matte[pixel] as number;
			solid[pixel] = matte[pixel] === 255 ? 1 : 0;
		}
		stamp(picture, { ...recipe, inside: solid }, recipe.seed);
		return picture;
	},

	async edit(recipe, { image, mask }, open) {
		const picture = await open(image);
		const region = maskedRegion(await open(mask), 'black');
		const { data } = scenery({ ...recipe, width: picture.width, height: picture.height });
		for (let pixel = 0; pixel < region.inside.length; pixel += 1) {
			if (region.inside[pixel]) {
				picture.data.set(data.subarray(pixel * 4, pixel * 4 + 4), pixel * 4);
			}
		}
		stamp(picture, region, recipe.seed);
		return picture;
	},

	async reframe(recipe, { image }, open) {
		const { width, height } = recipe;
		const input = await open(image);
		const scale = Math.min(width / input.width, height / input.height);
		const across = Math.min(width, Math.max(1, Math.round(input.width * scale)));
		const down = Math.min(height, Math.max(1, Math.round(input.height * scale)));
		const box = [(width - across) >> 1, (height - down) >> 1, across, down] as const;
		const region = outsideOf(width, height, box);
		const picture = { width, height, data: new Uint8ClampedArray(width * height * 4) };
		paste(picture, resize(input, across, down), box[0], box[1]);
		fillFromAround(picture, region);
		const { data } = scenery(recipe);
		const fade = 0.25 * Math.min(width, height);
		for (let pixel = 0, at = 0; pixel < region.inside.length; pixel += 1, at += 4) {
			if (region.inside[pixel]) {
				// What is near goes on as the image does, and turns into something new farther out.
				const x = pixel % width;
				const y = Math.floor(pixel / width);
				const away = Math.max(box[0] - x, x - box[0] - across, box[1] - y, y - box[1] - down);
				const share = 0.75 * Math.min(1, Math.max(0, away) / fade);
				for (let channel = at; channel < at + 3; channel += 1) {
					picture.data[channel] =
						(picture.data[channel] as number) * (1 - share) + (data[channel] as number) * share;
				}
				picture.data[at + 3] = 255;
			}
		}
		stamp(picture, region, recipe.seed);
		return picture;
	},

	async replaceBackground(recipe, { image }, open) {
		const picture = await open(image);
		const matte = subjectMatte(picture);
		const { data } = scenery({ ...recipe, width: picture.width, height: picture.height });
		const behind = new Uint8Array(matte.length);
		for (let pixel = 0, at = 0; pixel < matte.length; pixel += 1, at += 4) {
			const share = ((matte[pixel] as number) / 255) * ((picture.data[at + 3] as number) / 255);
			for (let channel = at; channel < at + 3; channel += 1) {
				picture.data[channel] =
					(picture.data[channel] as number) * share + (data[channel] as number) * (1 - share);
			}
			picture.data[at + 3] = 255;
			behind[pixel] = share === 0 ? 1 : 0;
		}
		stamp(picture, { width: picture.width, height: picture.height, inside: behind }, recipe.seed);
		return picture;
	},

	// No mark: what is not transparent is the person's own, and the rest is to stay empty.
	async removeBackground(_recipe, { image }, open) {
		const picture = await open(image);
		subjectMatte(picture).forEach((share, pixel) => {
			const at = pixel * 4 + 3;
			picture.data[at] = ((picture.data[at] as number) * share) / 255;
		});
		return picture;
	},

	async removeObject(recipe, { image, mask }, open) {
		const picture = await open(image);
		const region = maskedRegion(await open(mask), 'white');
		fillFromAround(picture, region);
		stamp(picture, region, recipe.seed);
		return picture;
	},

	async upscale(recipe, { image }, open) {
		const input = await open(image);
		return stamped(resize(input, input.width * 2, input.height * 2), recipe);
	},

	async removeText(recipe, { image, boxes }, open) {
		const picture = await open(image);
		const region = boxedRegion(picture.width, picture.height, boxes);
		fillFromAround(picture, region);
		stamp(picture, region, recipe.seed);
		return picture;
	},
};

function scenery(recipe: Recipe): Pixels {
	const rgb = paintScenery(recipe);
	const data = new Uint8ClampedArray(recipe.width * recipe.height * 4);
	for (let from = 0, to = 0; to < data.length; from += 3, to += 4) {
		data[to] = rgb[from] as number;
		data[to + 1] = rgb[from + 1] as number;
		data[to + 2] = rgb[from + 2] as number;
		data[to + 3] = 255;
	}
	return { width: recipe.width, height: recipe.height, data };
}

/** Cropped to the shape of the recipe, centred, and brought to its size. */
function covering(input: Pixels, { width, height }: Recipe): Pixels {
	const scale = Math.min(input.width / width, input.height / height);
	const across = Math.min(input.width, Math.max(1, Math.round(width * scale)));
	const down = Math.min(input.height, Math.max(1, Math.round(height * scale)));
	const area = {
		left: (input.width - across) >> 1,
		top: (input.height - down) >> 1,
		width: across,
		height: down,
	};
	return resize(crop(input, area), width, height);
}

/** `share` of the upper picture, less where it is transparent, on the lower one, which it becomes. */
function blended(lower: Pixels, upper: Pixels, share: number): Pixels {
	for (let at = 0; at < lower.data.length; at += 4) {
		const of = (share * (upper.data[at + 3] as number)) / 255;
		for (let channel = at; channel < at + 3; channel += 1) {
			lower.data[channel] = (lower.data[channel] as number) * (1 - of) + (upper.data[channel] as number) * of;
		}
	}
	return lower;
}

function stamped(picture: Pixels, { seed }: Recipe): Pixels {
	const { width, height } = picture;
	stamp(picture, boxedRegion(width, height, [[0, 0, width, height]]), seed);
	return picture;
}

/** Makes transparent, in place, what lies outside a shape: how far inside a pixel is, below 0 outside. */
function shapeOf({ width, height, data }: Pixels, depth: (x: number, y: number) => number): Region {
	const inside = new Uint8Array(width * height);
	for (let y = 0, pixel = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1, pixel += 1) {
			const share = Math.max(0, Math.min(1, depth(x + 0.5, y + 0.5)));
			data[pixel * 4 + 3] = Math.round(share * 255);
			inside[pixel] = share === 1 ? 1 : 0;
		}
	}
	return { width, height, inside };
}

function paste(onto: Pixels, what: Pixels, left: number, top: number): void {
	for (let y = 0; y < what.height; y += 1) {
		const row = what.data.subarray(y * what.width * 4, (y + 1) * what.width * 4);
		onto.data.set(row, ((top + y) * onto.width + left) * 4);
	}
}
