import type { AnyOperation } from '../api/operation.ts';
import { resolutionsV3 } from '../api/operations/values-v3.ts';
import type { Input } from './decode.ts';

/** Pixels. */
export interface Size {
	readonly width: number;
	readonly height: number;
}

/**
 * The documented resolution of model 3.0 whose shape is nearest to an aspect
 * ratio (`16x9`), and among equals the one nearest to a megapixel.
 */
export function resolutionFor(aspectRatio: string): string {
	return nearest(resolutionsV3, sizeOf(aspectRatio) ?? SQUARE);
}

/** `1024x1024` */
export const written = ({ width, height }: Size): string => `${width}x${height}`;

const SQUARE: Size = { width: 1024, height: 1024 };

/** A size or a ratio in any of the API's notations: `16x9`, `ASPECT_16_9`, `RESOLUTION_1280_720`. */
export function sizeOf(text: unknown): Size | undefined {
	const [, width, height] = /^(?:[A-Z]+_)?(\d{1,5})[x_](\d{1,5})$/.exec(String(text)) ?? [];
	return width && height ? { width: Number(width), height: Number(height) } : undefined;
}

/** The size that an input asks for by resolution or aspect ratio; undefined where it leaves that open. */
export function askedSize(operation: AnyOperation, { resolution, aspectRatio }: Input): Size | undefined {
	const ratio = sizeOf(aspectRatio);
	return sizeOf(resolution) ?? (ratio && nearestSize(operation, ratio));
}

/** The largest square that the operation documents: 1024 x 1024, and 2048 x 2048 for 4.0. */
export function defaultSize(operation: AnyOperation): Size {
	return largestSquare(documented(operation));
}

/** The size of an operation's own list that has the shape nearest to `shape`, and then the most usual area. */
export function nearestSize(operation: AnyOperation, shape: Size): Size {
	return sizeOf(nearest(documented(operation), shape)) ?? SQUARE;
}

/** Whether model 3.0 documents this size. */
export function isResolutionV3(size: Size): boolean {
	return (resolutionsV3 as readonly string[]).includes(written(size));
}

// An operation without a resolution of its own takes 3.0's.
function documented({ fields }: AnyOperation): readonly string[] {
	const field = fields.resolution;
	return field?.kind === 'choice' && field.values.some(sizeOf) ? field.values : resolutionsV3;
}

function largestSquare(resolutions: readonly string[]): Size {
	return resolutions
		.flatMap((text) => sizeOf(text) ?? [])
		.filter(({ width, height }) => width === height)
		.reduce((best, size) => (size.width > best.width ? size : best), SQUARE);
}

function nearest(resolutions: readonly string[], shape: Size): string {
	const preferred = area(largestSquare(resolutions));
	const [best] = resolutions
		.flatMap((resolution) => {
			const size = sizeOf(resolution);
			return size ? [{ resolution, size }] : [];
		})
		.map(({ resolution, size }) => ({
			resolution,
			off: Math.abs(logRatio(size) - logRatio(shape)),
			size: Math.abs(area(size) - preferred),
		}))
		.toSorted((a, b) => a.off - b.off || a.size - b.size);
	return best?.resolution ?? written(SQUARE);
}

function logRatio({ width, height }: Size): number {
	return Math.log(width / height);
}

function area({ width, height }: Size): number {
	return width * height;
}
