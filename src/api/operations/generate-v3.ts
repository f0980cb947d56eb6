import { t } from '@vscode/l10n';
import * as v from 'valibot';
import { defineOperation, type OperationInput } from '../operation.ts';
import { given, imagesAnswer, readImages } from './shared.ts';
import {
	aspectRatiosV3,
	colorPalettes,
	magicPromptOptions,
	renderingSpeeds,
	resolutionsV3,
	stylePresetsV3,
	styleTypesV3,
} from './values-v3.ts';

const colorMember = v.strictObject({
	color_hex: v.pipe(v.string(), v.regex(/^#(?:[0-9a-fA-F]{3}){1,2}$/, 'a colour such as #1a2b3c')),
	color_weight: v.optional(v.pipe(v.number(), v.minValue(0.05), v.maxValue(1))),
});

/** A named palette, or one to eight colours of one's own. */
export const colorPalette = v.union([
	v.strictObject({ name: v.picklist(colorPalettes) }),
	v.strictObject({ members: v.pipe(v.array(colorMember), v.minLength(1), v.maxLength(8)) }),
]);

/**
 * Generate with model 3.0.
 * Source: Ideogram OpenAPI 2026-07-02, `GenerateImageRequestV3`; rules between
 * fields as the API documents and answers them.
 */
export const generateV3 = defineOperation({
	id: 'generate/3.0',
	job: 'generate',
	model: '3.0',
	method: 'POST',
	path: '/v1/ideogram-v3/generate',
	body: 'multipart',
	fields: {
		prompt: { kind: 'text', title: 'Prompt', required: true, multiline: true },
		seed: { kind: 'integer', title: 'Seed', minimum: 0, maximum: 2_147_483_647 },
		resolution: { kind: 'choice', title: 'Resolution', values: resolutionsV3 },
		aspectRatio: { kind: 'choice', title: 'Aspect Ratio', values: aspectRatiosV3 },
		renderingSpeed: { kind: 'choice', title: 'Speed', values: renderingSpeeds, default: 'DEFAULT' },
		magicPrompt: { kind: 'choice', title: 'Magic Prompt', values: magicPromptOptions },
		negativePrompt: { kind: 'text', title: 'Negative Prompt', multiline: true },
		numImages: { kind: 'integer', title: 'Number of Images', minimum: 1, maximum: 8, default: 1 },
		colorPalette: { kind: 'json', title: 'Color Palette', schema: colorPalette },
		styleCodes: {
			kind: 'list',
			title: 'Style Codes',
			item: {
				kind: 'text',
				title: 'Style Code',
				pattern: /^[0-9a-fA-F]{8}$/,
				allowed: 'eight hexadecimal digits',
			},
		},
		styleType: { kind: 'choice', title: 'Style', values: styleTypesV3, default: 'GENERAL' },
		stylePreset: { kind: 'choice', title: 'Style Preset', values: stylePresetsV3 },
		customModelUri: { kind: 'text', title: 'Custom Model' },
		styleReferenceImages: {
			kind: 'list',
			title: 'Style References',
			item: { kind: 'image', title: 'Style Reference' },
		},
		characterReferenceImages: {
			kind: 'list',
			title: 'Character Reference',
			item: { kind: 'image', title: 'Character Reference' },
		},
		characterReferenceImagesMask: {
			kind: 'list',
			title: 'Character Mask',
			item: { kind: 'image', title: 'Character Mask', mask: true },
		},
		enableCopyrightDetection: { kind: 'boolean', title: 'Copyright Detection', nullable: true },
	},
	rules: [
		(input) =>
			input.aspectRatio && input.resolution
				? {
						field: 'resolution',
						message: t('Choose either an aspect ratio or a resolution, not both.'),
					}
				: undefined,
		(input) =>
			given(input.styleCodes) && (given(input.styleReferenceImages) || input.styleType)
				? {
						field: 'styleCodes',
						message: t(
							'Style codes cannot be combined with style references or a style: remove one of them.',
						),
					}
				: undefined,
		(input) =>
			(input.characterReferenceImages?.length ?? 0) > 1
				? {
						field: 'characterReferenceImages',
						message: t('Only one character reference image is supported: remove the others.'),
					}
				: undefined,
		(input) =>
			given(input.characterReferenceImages) && input.colorPalette
				? {
						field: 'colorPalette',
						message: t('A character reference cannot be used with a color palette: remove one of them.'),
					}
				: undefined,
		(input) =>
			given(input.characterReferenceImagesMask) &&
			input.characterReferenceImagesMask?.length !== (input.characterReferenceImages?.length ?? 0)
				? {
						field: 'characterReferenceImagesMask',
						message: t('Give as many character masks as character reference images, or none.'),
					}
				: undefined,
	],
	billing: (input) => {
		const speed = input.renderingSpeed ?? 'DEFAULT';
		const table = given(input.characterReferenceImages)
			? '3.0 character'
			: input.customModelUri
				? '3.0 custom'
				: '3.0';
		return { row: `${table}/${speed}`, count: input.numImages ?? 1 };
	},
	imagesInFlight: (input) => input.numImages ?? 1,
	answer: imagesAnswer,
	read: readImages,
});

export type GenerateV3Input = OperationInput<typeof generateV3>;
