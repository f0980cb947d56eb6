import { defineOperation } from '../operation.ts';
import { image, magicPrompt, numImages, prompt, renderingSpeed, seed, styleFields } from './fields.ts';
import { billV3, imagesAsked, styleCodesAlone } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

/** Put another background behind a subject. Source: Ideogram OpenAPI 2026-07-02, `ReplaceBackgroundRequestV3`. */
export const replaceBackground = defineOperation({
	id: 'replaceBackground/3.0',
	job: 'replaceBackground',
	model: '3.0',
	method: 'POST',
	path: '/v1/ideogram-v3/replace-background',
	contentTypes: ['multipart/form-data'],
	fields: { image, prompt, magicPrompt, numImages, seed, renderingSpeed, ...styleFields },
	rules: [styleCodesAlone],
	billing: billV3,
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});
