import * as v from 'valibot';
import type { ImageResult } from '../operation.ts';

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

/** Reads a body of the `bareImagesAnswer` shape. */
export function readBareImages(body: v.InferOutput<typeof bareImagesAnswer>): {
	images: readonly ImageResult[];
	data: undefined;
} {
	return {
		data: undefined,
		images: body.data.map((item) => ({
			url: item.is_image_safe ? (item.url ?? null) : null,
			safe: item.is_image_safe,
		})),
	};
}

/** Reads a body of the `imagesAnswer` shape. */
export function readImages(body: v.InferOutput<typeof imagesAnswer>): {
	images: readonly ImageResult[];
	data: undefined;
} {
	return {
		data: undefined,
		images: body.data.map((item) => ({
			url: item.is_image_safe ? (item.url ?? null) : null,
			safe: item.is_image_safe,
			prompt: item.prompt,
			seed: item.seed,
			...pixels(item.upscaled_resolution ?? item.resolution),
		})),
	};
}
