import { resolutionsV3 } from '../api/operations/values-v3.ts';

const PREFERRED_PIXELS = 1024 * 1024;

/**
 * The documented resolution of model 3.0 whose shape is nearest to an aspect
 * ratio (`16x9`), and among equals the one nearest to a megapixel.
 */
export function resolutionFor(aspectRatio: string): string {
	const wanted = logRatio(aspectRatio);
	const [best] = resolutionsV3
		.map((resolution) => ({
			resolution,
			off: Math.abs(logRatio(resolution) - wanted),
			size: Math.abs(area(resolution) - PREFERRED_PIXELS),
		}))
		.toSorted((a, b) => a.off - b.off || a.size - b.size);
	return best?.resolution ?? '1024x1024';
}

function sides(size: string): readonly [number, number] {
	const [width = 1, height = 1] = size.split('x').map(Number);
	return [width, height];
}

function logRatio(size: string): number {
	const [width, height] = sides(size);
	return Math.log(width / height);
}

function area(size: string): number {
	const [width, height] = sides(size);
	return width * height;
}
