import { defineOperation } from '../operation.ts';
import {
	aspectRatioV3,
	characterFields,
	customModelUri,
	image,
	imageWeight,
	magicPrompt,
	negativePrompt,
	numImages,
	prompt,
	renderingSpeed,
	resolutionV3,
	seed,
	styleFields,
	styleType,
} from './fields.ts';
import { billV3, imagesAsked, oneCharacter, oneShape, pricedCharacter, styleCodesAlone } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

/** Remix with model 3.0; the image is cropped to the shape asked for. Source: Ideogram OpenAPI 2026-07-02, `RemixImageRequestV3`. */
export const remixV3 = defineOperation({
	id: 'remix/3.0',
	job: 'remix',
	model: '3.0',
	describesImage: true,
	method: 'POST',
	path: '/v1/ideogram-v3/remix',
	contentTypes: ['multipart/form-data'],
	fields: {
		image,
		prompt,
		imageWeight,
		seed,
		resolution: resolutionV3,
		aspectRatio: aspectRatioV3,
		renderingSpeed,
		magicPrompt,
		negativePrompt,
		numImages,
		styleType,
		...styleFields,
		customModelUri,
		...characterFields,
	},
	rules: [oneShape, styleCodesAlone, oneCharacter, pricedCharacter],
	billing: billV3,
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});
