import { defineOperation } from '../operation.ts';
import { imageRequestFields } from './legacy-fields.ts';
import { billLegacy, imagesAsked, oneShape, supportedByModel } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

/** Generate with models 2.0, 2a, 1.0 and their turbo forms. Source: Ideogram OpenAPI 2026-07-02, `GenerateImageRequest`. */
export const generateLegacy = defineOperation({
	id: 'generate/2.0',
	job: 'generate',
	model: '2.0',
	describesImage: true,
	method: 'POST',
	path: '/generate',
	contentTypes: ['application/json'],
	wrap: 'image_request',
	fields: imageRequestFields,
	rules: [oneShape, supportedByModel],
	billing: billLegacy,
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});
