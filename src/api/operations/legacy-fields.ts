import { colorPalette, negativePrompt, numImages, prompt, seed } from './fields.ts';
import { aspectRatiosLegacy, modelsLegacy, resolutionsLegacy, styleTypesLegacy } from './values-legacy.ts';
import { magicPromptOptions } from './values-v3.ts';

/** Fields of the unversioned operations. Source: Ideogram OpenAPI 2026-07-02. */

export const modelLegacy = { kind: 'choice', title: 'Model', values: modelsLegacy, default: 'V_2' } as const;

export const magicPromptLegacy = {
	kind: 'choice',
	title: 'Magic Prompt',
	values: magicPromptOptions,
	wire: 'magic_prompt_option',
} as const;

export const styleTypeLegacy = { kind: 'choice', title: 'Style', values: styleTypesLegacy } as const;

export const resolutionLegacy = { kind: 'choice', title: 'Resolution', values: resolutionsLegacy } as const;

/** `ImageRequest`, which generate and remix send as one object. */
export const imageRequestFields = {
	prompt,
	aspectRatio: { kind: 'choice', title: 'Aspect Ratio', values: aspectRatiosLegacy },
	model: modelLegacy,
	magicPrompt: magicPromptLegacy,
	seed,
	styleType: styleTypeLegacy,
	negativePrompt,
	numImages,
	resolution: resolutionLegacy,
	colorPalette,
} as const;
