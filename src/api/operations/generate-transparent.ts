import { defineOperation } from '../operation.ts';
import {
	aspectRatioV3,
	customModelUri,
	magicPrompt,
	negativePrompt,
	numImages,
	prompt,
	renderingSpeed,
	seed,
} from './fields.ts';
import { imagesAsked, noFlash } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

/**
 * Generate on a transparent background, enlarged if asked. An image's size is
 * the enlarged one. Source: Ideogram OpenAPI 2026-07-02,
 * `GenerateTransparentImageRequestV3`.
 */
export const generateTransparent = defineOperation({
	id: 'generateTransparent/3.0',
	job: 'generateTransparent',
	model: '3.0',
	describesImage: true,
	method: 'POST',
	path: '/v1/ideogram-v3/generate-transparent',
	contentTypes: ['multipart/form-data', 'application/json'],
	fields: {
		prompt,
		seed,
		upscaleFactor: { kind: 'choice', title: 'Upscale', values: ['X1', 'X2', 'X4'], default: 'X1' },
		aspectRatio: aspectRatioV3,
		renderingSpeed,
		magicPrompt,
		negativePrompt,
		numImages,
		customModelUri,
	},
	rules: [noFlash],
	billing: (input) => ({
		row: `${input.customModelUri ? 'custom transparent' : 'transparent'} ${input.upscaleFactor ?? 'X1'}/${input.renderingSpeed ?? 'DEFAULT'}`,
		count: input.numImages ?? 1,
	}),
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});
