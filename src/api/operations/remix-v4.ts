import { defineOperation } from '../operation.ts';
import { copyrightDetection, image, renderingSpeed } from './fields.ts';
import { billV4, noFlash, oneImage } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';
import { resolutionsV4 } from './values-v4.ts';

/** Remix with model 4.0: one image a call. Source: Ideogram OpenAPI 2026-07-02, `RemixImageRequestV4`. */
export const remixV4 = defineOperation({
	id: 'remix/4.0',
	job: 'remix',
	model: '4.0',
	describesImage: true,
	method: 'POST',
	path: '/v1/ideogram-v4/remix',
	contentTypes: ['multipart/form-data'],
	fields: {
		image,
		prompt: { kind: 'text', title: 'Prompt', wire: 'text_prompt', required: true, multiline: true },
		// This operation documents no default for it.
		imageWeight: { kind: 'integer', title: 'Image Weight', minimum: 1, maximum: 100 },
		resolution: { kind: 'choice', title: 'Resolution', values: resolutionsV4 },
		renderingSpeed,
		enableCopyrightDetection: copyrightDetection,
	},
	rules: [noFlash],
	billing: billV4,
	imagesInFlight: oneImage,
	answer: imagesAnswer,
	read: readImages,
});
