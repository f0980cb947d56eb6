import { defineOperation } from '../operation.ts';
import { image, numImages, renderingSpeed, resolutionV3, seed, styleFields } from './fields.ts';
import { billV3, imagesAsked, styleCodesAlone } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

/** Extend an image to another shape with model 3.0. Source: Ideogram OpenAPI 2026-07-02, `ReframeImageRequestV3`. */
export const reframeV3 = defineOperation({
	id: 'reframe/3.0',
	job: 'reframe',
	model: '3.0',
	method: 'POST',
	path: '/v1/ideogram-v3/reframe',
	contentTypes: ['multipart/form-data'],
	fields: {
		image,
		resolution: { ...resolutionV3, required: true },
		numImages,
		seed,
		renderingSpeed,
		...styleFields,
	},
	rules: [styleCodesAlone],
	billing: billV3,
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});
