import { defineOperation, type OperationInput } from '../operation.ts';
import {
	aspectRatioV3,
	characterFields,
	copyrightDetection,
	customModelUri,
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

/** Generate with model 3.0. Source: Ideogram OpenAPI 2026-07-02, `GenerateImageRequestV3`. */
export const generateV3 = defineOperation({
	id: 'generate/3.0',
	job: 'generate',
	model: '3.0',
	describesImage: true,
	method: 'POST',
	path: '/v1/ideogram-v3/generate',
	contentTypes: ['multipart/form-data', 'application/json'],
	fields: {
		prompt,
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
		enableCopyrightDetection: copyrightDetection,
	},
	rules: [oneShape, styleCodesAlone, oneCharacter, pricedCharacter],
	billing: billV3,
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});

export type GenerateV3Input = OperationInput<typeof generateV3>;
