import { createHash } from 'node:crypto';
import { pixels } from '../api/operations/shared.ts';
import type { Input } from './decode.ts';
import { recipeOf } from './picture.ts';
import { resolutionFor } from './resolution.ts';
import type { AnswerContext } from './served.ts';

const MAX_SEED = 2_147_483_647;

const expansions = [
	'rendered with soft morning light and a calm, balanced composition',
	'seen from a low angle, with rich textures and a shallow depth of field',
	'in muted colors, with fine detail and generous empty space',
	'with dramatic contrast, long shadows and a clear focal point',
] as const;

/**
 * How many images of a call the safety check holds back: `[withheld:2]` in the
 * prompt withholds the first two.
 */
export function withheldCount(prompt: unknown, images: number): number {
	const match = /\[withheld:(\d{1,3})\]/.exec(String(prompt ?? ''));
	return Math.min(images, Number(match?.[1] ?? 0));
}

/** New images with their links. Source: Ideogram OpenAPI 2026-07-02, `ImageGenerationResponseV3`. */
export function answerNewImages({ operation, input, serial, link }: AnswerContext): object {
	const prompt = String(input.prompt ?? '');
	const count = operation.imagesInFlight(input as never);
	const withheld = withheldCount(prompt, count);
	const resolution = resolutionOf(input);
	const { width, height } = pixels(resolution) ?? { width: 1024, height: 1024 };
	const firstSeed = typeof input.seed === 'number' ? input.seed : hash(`${prompt} ${serial}`) % MAX_SEED;
	return {
		created: created(new Date(), firstSeed),
		data: Array.from({ length: count }, (_, index) => {
			const seed = (firstSeed + index) % (MAX_SEED + 1);
			const safe = index >= withheld;
			return {
				url: safe ? link(recipeOf(prompt, seed, width, height)) : null,
				prompt: input.magicPrompt === 'OFF' ? prompt : expanded(prompt, seed),
				resolution,
				is_image_safe: safe,
				seed,
				style_type: input.styleType ?? 'GENERAL',
			};
		}),
	};
}

function resolutionOf({ resolution, aspectRatio }: Input): string {
	return typeof resolution === 'string'
		? resolution
		: typeof aspectRatio === 'string'
			? resolutionFor(aspectRatio)
			: '1024x1024';
}

function expanded(prompt: string, seed: number): string {
	return `${prompt}, ${expansions[hash(`${prompt} ${seed}`) % expansions.length]}`;
}

/** The API has been seen writing both forms; an odd seed gets the one with a space. */
function created(now: Date, seed: number): string {
	const text = now.toISOString().replace('Z', '000+00:00');
	return seed % 2 === 0 ? text : text.replace('T', ' ');
}

function hash(text: string): number {
	return createHash('sha256').update(text).digest().readUInt32BE(0);
}
