import type { Pixels } from '../../images/pixels.ts';
import { resize } from '../../images/resample.ts';
import { mainColours, type NamedColour } from './colours.ts';
import { subjectMatte } from './matte.ts';
import { UnusableError } from './open.ts';
import { maskedRegion } from './region.ts';

/** What can be said of an uploaded image without knowing what it shows. */
export interface Survey {
	/** Pixels, as it is seen. */
	readonly width: number;
	readonly height: number;
	/** The most there is of first. */
	readonly colours: readonly NamedColour[];
	/** The same without what seems to be background; absent where that is all there is. */
	readonly subject?: {
		readonly colours: readonly NamedColour[];
		/** Thousandths of the image: top, left, bottom, right. */
		readonly box: readonly [number, number, number, number];
		/** What it stands before. */
		readonly ground: readonly NamedColour[];
	};
}

const THUMB = 256;

/** Looks an image over. `mask`: it is one, and must have both colours; throws `UnusableError` where it has not. */
export function surveyOf(pixels: Pixels, mask?: 'black' | 'white'): Survey {
	if (mask) {
		const { inside } = maskedRegion(pixels, mask);
		if (!inside.includes(1) || !inside.includes(0)) {
			throw new UnusableError(`The mask must have both black and white; ${mask} is what changes.`);
		}
	}
	const { width, height } = pixels;
	const shrink = Math.min(1, THUMB / Math.max(width, height));
	const thumb = resize(
		pixels,
		Math.max(1, Math.round(width * shrink)),
		Math.max(1, Math.round(height * shrink)),
	);
	const subject = subjectOf(thumb);
	return { width, height, colours: mainColours(pixels.data), ...(subject ? { subject } : {}) };
}

function subjectOf(thumb: Pixels): Survey['subject'] | undefined {
	const { width, height, data } = thumb;
	const matte = subjectMatte(thumb);
	const only = new Uint8ClampedArray(data);
	const ground = new Uint8ClampedArray(data);
	let [top, left, bottom, right] = [height, width, -1, -1];
	for (let pixel = 0; pixel < matte.length; pixel += 1) {
		if ((matte[pixel] as number) < 128) {
			only[pixel * 4 + 3] = 0;
			continue;
		}
		ground[pixel * 4 + 3] = 0;
		const x = pixel % width;
		const y = Math.floor(pixel / width);
		left = Math.min(left, x);
		right = Math.max(right, x);
		top = Math.min(top, y);
		bottom = y;
	}
	if (bottom < 0) {
		return undefined;
	}
	const box = [
		(top * 1000) / height,
		(left * 1000) / width,
		((bottom + 1) * 1000) / height,
		((right + 1) * 1000) / width,
	].map(Math.round) as [number, number, number, number];
	return { colours: mainColours(only), box, ground: mainColours(ground) };
}
