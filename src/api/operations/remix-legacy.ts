import { defineOperation } from '../operation.ts';
import { imageFile } from './fields.ts';
import { imageRequestFields } from './legacy-fields.ts';
import { billLegacy, imagesAsked, oneShape, supportedByModel } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

/** Remix with models 2.0 and older. Source: Ideogram OpenAPI 2026-07-02, `RemixImageRequest`. */
export const remixLegacy = defineOperation({
	id: 'remix/2.0',
	job: 'remix',
	model: '2.0',
	describesImage: true,
	method: 'POST',
	path: '/remix',
	contentTypes: ['multipart/form-data'],
	wrap: 'image_request',
	fields: { image: imageFile, ...imageRequestFields },
	rules: [oneShape, supportedByModel],
	billing: billLegacy,
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});
