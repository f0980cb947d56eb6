import { defineOperation } from '../operation.ts';
import { imageFile, mask, numImages, prompt, seed } from './fields.ts';
import { magicPromptLegacy, modelLegacy, styleTypeLegacy } from './legacy-fields.ts';
import { billLegacy, imagesAsked, onlyModel2 } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

/** Repaint the black of a mask with model 2.0. Source: Ideogram OpenAPI 2026-07-02, `EditImageRequest`. */
export const editLegacy = defineOperation({
	id: 'edit/2.0',
	job: 'edit',
	model: '2.0',
	method: 'POST',
	path: '/edit',
	contentTypes: ['multipart/form-data'],
	fields: {
		image: imageFile,
		mask,
		prompt,
		model: { ...modelLegacy, required: true },
		magicPrompt: magicPromptLegacy,
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
