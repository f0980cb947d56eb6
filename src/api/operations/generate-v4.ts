import { t } from '@vscode/l10n';
import { defineOperation } from '../operation.ts';
import { copyrightDetection, customModelUri, renderingSpeed } from './fields.ts';
import { jsonPrompt } from './json-prompt.ts';
import { billV4, given, noFlash, oneImage } from './rules.ts';
import { imagesAnswer, readImages } from './shared.ts';
import { resolutionsV4 } from './values-v4.ts';

/**
 * Generate with model 4.0: one image a call, from words or from a JSON prompt.
 * Source: Ideogram OpenAPI 2026-07-02, `GenerateImageRequestV4`.
 */
export const generateV4 = defineOperation({
	id: 'generate/4.0',
	job: 'generate',
	model: '4.0',
	describesImage: true,
	method: 'POST',
	path: '/v1/ideogram-v4/generate',
	contentTypes: ['multipart/form-data', 'application/json'],
	fields: {
		prompt: { kind: 'text', title: 'Prompt', wire: 'text_prompt', multiline: true },
		jsonPrompt: { kind: 'json', title: 'JSON Prompt', schema: jsonPrompt },
		// This operation documents no bounds for it.
		seed: { kind: 'integer', title: 'Seed', nullable: true },
		customModelUri,
		resolution: { kind: 'choice', title: 'Resolution', values: resolutionsV4 },
		renderingSpeed,
		enableCopyrightDetection: copyrightDetection,
	},
	rules: [
		(input) =>
			given(input.prompt) && input.jsonPrompt
				? { field: 'jsonPrompt', message: t('Give either a prompt or a JSON prompt, not both.') }
				: undefined,
		(input) =>
			given(input.prompt?.trim()) || input.jsonPrompt
				? undefined
				: { field: 'prompt', message: t('{0} is required.', t('Prompt')) },
		noFlash,
	],
	billing: billV4,
	imagesInFlight: oneImage,
	answer: imagesAnswer,
	read: readImages,
});
