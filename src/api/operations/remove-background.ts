import { defineOperation } from '../operation.ts';
import { image } from './fields.ts';
import { oneImage } from './rules.ts';
import { bareImagesAnswer, readImages } from './shared.ts';

/** Cut a subject out of its background. Source: Ideogram OpenAPI 2026-07-02, `RemoveBackgroundRequest`. */
export const removeBackground = defineOperation({
	id: 'removeBackground',
	job: 'removeBackground',
	model: '',
	method: 'POST',
	path: '/v1/remove-background',
	contentTypes: ['multipart/form-data'],
	fields: { image },
	rules: [],
	billing: () => ({ row: 'remove background', count: 1 }),
	imagesInFlight: oneImage,
	answer: bareImagesAnswer,
	read: readImages,
});
