import { defineOperation } from '../operation.ts';
import {
	characterFields,
	customModelUri,
	image,
	magicPrompt,
	mask,
	numImages,
	prompt,
	renderingSpeed,
	seed,
	styleFields,
	styleType,
} from './fields.ts';
import { billV3, imagesAsked, oneCharacter, pricedCharacter, styleCodesAlone } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

/** Repaint the black of a mask with model 3.0. Source: Ideogram OpenAPI 2026-07-02, `EditImageRequestV3`. */
export const editV3 = defineOperation({
	id: 'edit/3.0',
	job: 'edit',
	model: '3.0',
	method: 'POST',
	path: '/v1/ideogram-v3/inpaint',
	contentTypes: ['multipart/form-data'],
	fields: {
		image,
		mask,
		prompt,
		magicPrompt,
		numImages,
		seed,
		renderingSpeed,
		styleType,
		...styleFields,
		customModelUri,
		...characterFields,
	},
	rules: [styleCodesAlone, oneCharacter, pricedCharacter],
	billing: billV3,
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});
