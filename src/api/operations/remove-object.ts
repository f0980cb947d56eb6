import { defineOperation } from '../operation.ts';
import { image, mask, seed } from './fields.ts';
import { oneImage } from './rules.ts';
import { bareImagesAnswer, readImages } from './shared.ts';

/**
 * Remove what a mask covers. The API removes white, the inverse of edit; the
 * input here has the product's one meaning, black changes, and is converted.
 * Source: Ideogram OpenAPI 2026-07-02, `RemoveObjectRequest`.
 */
export const removeObject = defineOperation({
	id: 'removeObject',
	job: 'removeObject',
	model: '',
	method: 'POST',
	path: '/v1/remove-object',
	contentTypes: ['multipart/form-data'],
	fields: {
		image,
		mask: { ...mask, mask: { of: 'image', marks: 'removed', changes: 'white' } },
		seed: { ...seed, nullable: true },
	},
	rules: [],
	billing: () => ({ row: 'remove object', count: 1 }),
	imagesInFlight: oneImage,
	answer: bareImagesAnswer,
	read: readImages,
});
