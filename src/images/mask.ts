import type { Pixels } from './pixels.ts';

/** Why an image is no mask for another. `one-colour`: nothing would change, or everything. */
export type MaskProblem = 'size' | 'one-colour';

/** How dark a pixel looks on white paper: 0 black to 255 white, by the weights of ITU-R BT.601. */
function lightness(data: Uint8ClampedArray, at: number): number {
	const red = data[at] as number;
	const green = data[at + 1] as number;
	const blue = data[at + 2] as number;
	const alpha = data[at + 3] as number;
	const solid = (19_595 * red + 38_470 * green + 7_471 * blue + 32_768) >> 16;
	return Math.round(255 - ((255 - solid) * alpha) / 255);
}

/** White from here on, black below. */
const WHITE_FROM = 128;

/**
 * What keeps `mask` from being one for an image of this size (pixels, as displayed). In all masks here black is
 * what will change and white is what stays, with what is transparent seen on white.
 */
export function maskProblem(
	mask: Pixels,
	image: { readonly width: number; readonly height: number },
): MaskProblem | undefined {
	if (mask.width !== image.width || mask.height !== image.height) {
		return 'size';
	}
	let isBlackSeen = false;
	let isWhiteSeen = false;
	for (let at = 0; at < mask.data.length && !(isBlackSeen && isWhiteSeen); at += 4) {
		if (lightness(mask.data, at) < WHITE_FROM) {
			isBlackSeen = true;
		} else {
			isWhiteSeen = true;
		}
	}
	return isBlackSeen && isWhiteSeen ? undefined : 'one-colour';
}

/** The mask with hard edges: every pixel pure black or white, and opaque. */
export function thresholdMask(mask: Pixels): Pixels {
	return greys(mask, (at) => (lightness(mask.data, at) < WHITE_FROM ? 0 : 255));
}

/** Black for white and the other way round, in opaque greys: for operations that change what is white. */
export function invertMask(mask: Pixels): Pixels {
	return greys(mask, (at) => 255 - lightness(mask.data, at));
}

/** A mask by which the transparent parts of an image will change (alpha below one half). */
export function maskFromAlpha(pixels: Pixels): Pixels {
	return greys(pixels, (at) => ((pixels.data[at + 3] as number) < WHITE_FROM ? 0 : 255));
}

function greys({ width, height, data }: Pixels, greyAt: (at: number) => number): Pixels {
	const result = new Uint8ClampedArray(data.length);
	for (let at = 0; at < data.length; at += 4) {
		result.fill(greyAt(at), at, at + 3);
		result[at + 3] = 255;
	}
	return { width, height, data: result };
}
