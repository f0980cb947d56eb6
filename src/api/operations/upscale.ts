import { defineOperation } from '../operation.ts';
import { imageFile, numImages, seed } from './fields.ts';
import { magicPromptLegacy } from './legacy-fields.ts';
import { imagesAsked } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';

/**
 * Double an image. Priced per input; what several results of one input cost is
 * not published, so each is reckoned in full.
 * Source: Ideogram OpenAPI 2026-07-02, `UpscaleImageRequest`.
 */
export const upscale = defineOperation({
	id: 'upscale',
	job: 'upscale',
	model: '',
	method: 'POST',
	path: '/upscale',
	contentTypes: ['multipart/form-data'],
	wrap: 'image_request',
	fields: {
		image: imageFile,
		prompt: { kind: 'text', title: 'Prompt', multiline: true },
		resemblance: { kind: 'integer', title: 'Resemblance', minimum: 1, maximum: 100, default: 50 },
		detail: { kind: 'integer', title: 'Detail', minimum: 1, maximum: 100, default: 50 },
		magicPrompt: magicPromptLegacy,
		numImages,
		seed,
	},
	rules: [],
	billing: (input) => ({ row: 'upscale', count: input.numImages ?? 1 }),
	imagesInFlight: imagesAsked,
	answer: imagesAnswer,
	read: readImages,
});
