import * as v from 'valibot';
import {
	aspectRatiosV3,
	colorPalettes,
	magicPromptOptions,
	renderingSpeeds,
	resolutionsV3,
	stylePresetsV3,
	styleTypesV3,
} from './values-v3.ts';

/** Fields that several operations have, as the API documents them. Source: Ideogram OpenAPI 2026-07-02. */

const hexColor = v.pipe(v.string(), v.regex(/^#(?:[0-9a-fA-F]{3}){1,2}$/, '#1a2b3c'));

/** A named palette, or one to eight colours of one's own. */
const colorPaletteSchema = v.union([
	v.strictObject({ name: v.picklist(colorPalettes) }),
	v.strictObject({
		members: v.pipe(
			v.array(
				v.strictObject({
					color_hex: hexColor,
					color_weight: v.optional(v.pipe(v.number(), v.minValue(0.05), v.maxValue(1))),
				}),
			),
			v.minLength(1),
			v.maxLength(8),
		),
	}),
]);

export const prompt = { kind: 'text', title: 'Prompt', required: true, multiline: true } as const;

export const seed = { kind: 'integer', title: 'Seed', minimum: 0, maximum: 2_147_483_647 } as const;

export const numImages = {
	kind: 'integer',
	title: 'Number of Images',
	minimum: 1,
	maximum: 8,
	default: 1,
} as const;

export const imageWeight = {
	kind: 'integer',
	title: 'Image Weight',
	minimum: 1,
	maximum: 100,
	default: 50,
} as const;

export const magicPrompt = { kind: 'choice', title: 'Magic Prompt', values: magicPromptOptions } as const;

export const negativePrompt = { kind: 'text', title: 'Negative Prompt', multiline: true } as const;

export const renderingSpeed = {
	kind: 'choice',
	title: 'Speed',
	values: renderingSpeeds,
	default: 'DEFAULT',
} as const;

export const resolutionV3 = { kind: 'choice', title: 'Resolution', values: resolutionsV3 } as const;

export const aspectRatioV3 = { kind: 'choice', title: 'Aspect Ratio', values: aspectRatiosV3 } as const;

export const colorPalette = { kind: 'json', title: 'Color Palette', schema: colorPaletteSchema } as const;

export const customModelUri = { kind: 'text', title: 'Custom Model' } as const;

export const copyrightDetection = { kind: 'boolean', title: 'Copyright Detection', nullable: true } as const;

export const image = { kind: 'image', title: 'Image', required: true } as const;

/** The same under the name that the unversioned operations and describe have for it. */
export const imageFile = { ...image, wire: 'image_file' } as const;

/** One meaning everywhere in the product: black will change, white stays. */
export const mask = {
	kind: 'image',
	title: 'Mask',
	required: true,
	mask: { of: 'image', marks: 'changed', changes: 'black' },
} as const;

export const styleCodes = {
	kind: 'list',
	title: 'Style Codes',
	item: {
		kind: 'text',
		title: 'Style Code',
		pattern: /^[0-9a-fA-F]{8}$/,
		allowed: 'eight hexadecimal digits',
	},
} as const;

export const stylePreset = { kind: 'choice', title: 'Style Preset', values: stylePresetsV3 } as const;

export const styleType = {
	kind: 'choice',
	title: 'Style',
	values: styleTypesV3,
	default: 'GENERAL',
} as const;

export const styleReferenceImages = {
	kind: 'list',
	title: 'Style References',
	item: { kind: 'image', title: 'Style Reference' },
} as const;

/** A character to keep, and where in the reference it is. */
export const characterFields = {
	characterReferenceImages: {
		kind: 'list',
		title: 'Character Reference',
		item: { kind: 'image', title: 'Character Reference' },
	},
	characterReferenceImagesMask: {
		kind: 'list',
		title: 'Character Mask',
		item: {
			kind: 'image',
			title: 'Character Mask',
			mask: { of: 'characterReferenceImages', marks: 'character' },
		},
	},
} as const;

/** What every 3.0 operation on a style has. */
export const styleFields = { colorPalette, styleCodes, stylePreset, styleReferenceImages } as const;
