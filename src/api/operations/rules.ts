import { t } from '@vscode/l10n';
import type { Billing, Problem } from '../operation.ts';

/** Rules between fields that several operations share. Source: Ideogram's documentation and answers, 2026-11. */

type List = readonly unknown[] | undefined;

/** True where a list or a text carries something. */
export function given(value: { readonly length: number } | undefined | null): boolean {
	return value != null && value.length > 0;
}

/** `aspect_ratio` and `resolution` together are refused. */
export function oneShape(input: {
	readonly aspectRatio?: string;
	readonly resolution?: string;
}): Problem | undefined {
	return input.aspectRatio && input.resolution
		? { field: 'resolution', message: t('Choose either an aspect ratio or a resolution, not both.') }
		: undefined;
}

/** Style codes stand alone. */
export function styleCodesAlone(input: {
	readonly styleCodes?: List;
	readonly styleReferenceImages?: List;
	readonly styleType?: string;
}): Problem | undefined {
	return given(input.styleCodes) && (given(input.styleReferenceImages) || input.styleType)
		? {
				field: 'styleCodes',
				message: t('Style codes cannot be combined with style references or a style: remove one of them.'),
			}
		: undefined;
}

interface CharacterInput {
	readonly characterReferenceImages?: List;
	readonly characterReferenceImagesMask?: List;
	readonly colorPalette?: unknown;
	readonly customModelUri?: string;
	readonly renderingSpeed?: string;
}

/** One character reference, with as many masks or none, and no palette. */
export function oneCharacter(input: CharacterInput): Problem | undefined {
	const references = input.characterReferenceImages?.length ?? 0;
	const masks = input.characterReferenceImagesMask?.length ?? 0;
	if (references > 1) {
		return {
			field: 'characterReferenceImages',
			message: t('Only one character reference image is supported: remove the others.'),
		};
	}
	if (references > 0 && input.colorPalette) {
		return {
			field: 'colorPalette',
			message: t('A character reference cannot be used with a color palette: remove one of them.'),
		};
	}
	if (masks > 0 && masks !== references) {
		return {
			field: 'characterReferenceImagesMask',
			message: t('Give as many character masks as character reference images, or none.'),
		};
	}
	return undefined;
}

/** Combinations that Ideogram publishes no price for. */
export function pricedCharacter(input: CharacterInput): Problem | undefined {
	if (!given(input.characterReferenceImages)) {
		return undefined;
	}
	if (input.renderingSpeed === 'FLASH') {
		return {
			field: 'renderingSpeed',
			message: t('Flash has no price with a character reference: choose another speed.'),
		};
	}
	return input.customModelUri
		? {
				field: 'customModelUri',
				message: t('A custom model has no price with a character reference: remove one of them.'),
			}
		: undefined;
}

/** Flash is refused where the model does not have it. */
export function noFlash(input: { readonly renderingSpeed?: string }): Problem | undefined {
	return input.renderingSpeed === 'FLASH'
		? { field: 'renderingSpeed', message: t('Flash is not available here: choose another speed.') }
		: undefined;
}

interface BilledInput extends CharacterInput {
	readonly numImages?: number;
}

/** How generate, remix, edit, reframe and replace background on 3.0 are billed: one table, per output image. */
export function billV3(input: BilledInput): Billing {
	const table = given(input.characterReferenceImages)
		? '3.0 character'
		: input.customModelUri
			? '3.0 custom'
			: '3.0';
	return { row: `${table}/${input.renderingSpeed ?? 'DEFAULT'}`, count: input.numImages ?? 1 };
}

/** One image a call. */
export function billV4(input: {
	readonly customModelUri?: string;
	readonly renderingSpeed?: string;
}): Billing {
	return {
		row: `${input.customModelUri ? '4.0 custom' : '4.0'}/${input.renderingSpeed ?? 'DEFAULT'}`,
		count: 1,
	};
}

const legacyRows: Readonly<Record<string, string>> = {
	V_1: '1.0/DEFAULT',
	V_1_TURBO: '1.0/TURBO',
	V_2: '2.0/DEFAULT',
	V_2_TURBO: '2.0/TURBO',
	V_2A: '2a/DEFAULT',
	V_2A_TURBO: '2a/TURBO',
};

/** Models 2.0 and older, per output image. A model without a row has no price. */
export function billLegacy(input: { readonly model?: string; readonly numImages?: number }): Billing {
	const model = input.model ?? 'V_2';
	return { row: legacyRows[model] ?? model, count: input.numImages ?? 1 };
}

/** How many images a call has in flight. */
export function imagesAsked(input: { readonly numImages?: number }): number {
	return input.numImages ?? 1;
}

/** A call that has one image in flight, whatever its input. */
export const oneImage = (): number => 1;

interface LegacyInput {
	readonly model?: string;
	readonly styleType?: string;
	readonly colorPalette?: unknown;
	readonly negativePrompt?: string;
	readonly resolution?: string;
}

const isModel = (input: LegacyInput, ...families: readonly string[]): boolean =>
	families.some((family) => [family, `${family}_TURBO`].includes(input.model ?? 'V_2'));

/** What only some of the older models support. */
export function supportedByModel(input: LegacyInput): Problem | undefined {
	if (input.styleType && isModel(input, 'V_1')) {
		return { field: 'styleType', message: t('Model 1.0 takes no style: remove it or choose 2.0.') };
	}
	if (input.colorPalette && isModel(input, 'V_1', 'V_2A')) {
		return {
			field: 'colorPalette',
			message: t('Only model 2.0 takes a color palette: remove it or choose 2.0.'),
		};
	}
	if (input.negativePrompt && isModel(input, 'V_2A')) {
		return {
			field: 'negativePrompt',
			message: t('Model 2a takes no negative prompt: remove it or choose 2.0.'),
		};
	}
	if (input.resolution && !isModel(input, 'V_2')) {
		return {
			field: 'resolution',
			message: t('Only model 2.0 takes a resolution: choose an aspect ratio or 2.0.'),
		};
	}
	return undefined;
}

/** Some jobs exist on 2.0 alone. */
export function onlyModel2(input: LegacyInput): Problem | undefined {
	return isModel(input, 'V_2')
		? undefined
		: { field: 'model', message: t('Of the older models, only 2.0 does this: choose 2.0 or 2.0 Turbo.') };
}
