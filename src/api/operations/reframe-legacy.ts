import { defineOperation } from '../operation.ts';
import { imageFile, numImages, seed } from './fields.ts';
import { modelLegacy, resolutionLegacy, styleTypeLegacy } from './legacy-fields.ts';
import { billLegacy, imagesAsked, onlyModel2 } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

/** Extend an image to another shape with model 2.0. Source: Ideogram OpenAPI 2026-07-02, `ReframeImageRequest`. */
export const reframeLegacy = defineOperation({
	id: 'reframe/2.0',
	job: 'reframe',
	model: '2.0',
	method: 'POST',
	path: '/reframe',
	contentTypes: ['multipart/form-data'],
	fields: {
		image: imageFile,
		resolution: { ...resolutionLegacy, required: true },
		model: { ...modelLegacy, required: true },
		numImages,
		seed,
		styleType: styleTypeLegacy,
	},
	rules: [onlyModel2],
	billing: billLegacy,
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});
