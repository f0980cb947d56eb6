import * as v from 'valibot';
import type { Answer, ImageResult } from '../operation.ts';

const resolutionPattern = /^(\d{2,5})x(\d{2,5})$/;

/** `1312x736` as pixels. */
export function pixels(resolution: string): { width: number; height: number } | undefined {
	const match = resolutionPattern.exec(resolution);
	return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined;
}

/** A list of images as every v1 operation answers it. Source: Ideogram OpenAPI 2026-07-02. */
export const imagesAnswer = v.object({
	created: v.string(),
	// The unversioned operations do not promise it.
	data: v.optional(
		v.array(
			v.object({
				url: v.nullish(v.string()),
				prompt: v.string(),
				resolution: v.string(),
				upscaled_resolution: v.optional(v.string()),
				is_image_safe: v.boolean(),
				seed: v.number(),
			}),
		),
		[],
	),
});

/** The same of operations that tell nothing of an image but its link. */
export const bareImagesAnswer = v.object({
	created: v.string(),
	data: v.array(v.object({ url: v.nullish(v.string()), is_image_safe: v.boolean() })),
});

/** A member that is not needed: whatever it is instead counts as absent. */
const unlessOdd = <T>(schema: v.GenericSchema<T>) => v.fallback(v.optional(schema), undefined);

/** A number that the ledger can hold. */
export const seedIfSound = unlessOdd(v.pipe(v.number(), v.safeInteger()));

const receivedImages = v.object({
	data: v.array(
		v.fallback(
			v.object({
				url: unlessOdd(v.nullable(v.string())),
				is_image_safe: unlessOdd(v.boolean()),
				prompt: unlessOdd(v.string()),
				resolution: unlessOdd(v.string()),
				upscaled_resolution: unlessOdd(v.string()),
				seed: seedIfSound,
			}),
			{},
		),
	),
});

/**
 * Reads a body of either shape. The images have been paid for, so that a link is all that is asked of one: what
 * else is missing or odd is passed over. Throws where no link is found and nothing says that images were withheld.
 */
export function readImages(body: unknown): Answer<undefined> {
	if (isWithoutImages(body)) {
		return { images: [], data: undefined };
	}
	const { data } = v.parse(receivedImages, body);
	const isClear = data.every(({ url, is_image_safe }) => url || url === null || is_image_safe === false);
	if (!isClear && !data.some(({ url }) => url)) {
		throw new TypeError('No image has a link.');
	}
	return { images: data.map(readImage), data: undefined };
}

/** As the unversioned operations may answer: a time, and nothing that images could be in. */
function isWithoutImages(body: unknown): boolean {
	const members = new Map(Object.entries(body as object));
	const isBare = [...members.values()].every((value) => typeof value !== 'object');
	return isBare && members.has('created') && !members.has('data');
}

function readImage(item: v.InferOutput<typeof receivedImages>['data'][number]): ImageResult {
	const { prompt, seed, resolution = '', upscaled_resolution = '' } = item;
	// An empty link is none.
	const url = item.url || null;
	return {
		url,
		safe: url !== null,
		...(prompt === undefined ? {} : { prompt }),
		...(seed === undefined ? {} : { seed }),
		...(pixels(upscaled_resolution) ?? pixels(resolution)),
	};
}
