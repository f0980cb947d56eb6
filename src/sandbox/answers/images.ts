import { createHash } from 'node:crypto';
import type { AnyOperation } from '../../api/operation.ts';
import { type Change, recipeOf } from '../recipe.ts';
import { askedSize, defaultSize, type Size, written } from '../resolution.ts';
import type { AnswerContext } from '../served.ts';
import { promptOf } from '../triggers.ts';
import { documents, imageList } from './shape.ts';

const SEEDS = 2_147_483_648;

const expansions = [
	'rendered with soft morning light and a calm, balanced composition',
	'seen from a low angle, with rich textures and a shallow depth of field',
	'in muted colors, with fine detail and generous empty space',
	'with dramatic contrast, long shadows and a clear focal point',
] as const;

/** What the images of an answer look like. */
export interface Look extends Size {
	/** The size as the API reports it, where that is another one; `upscaled_resolution` then tells the real one. */
	readonly reported?: Size;
	readonly change?: Change;
}

/** New images with their links, in the size asked for. Source: Ideogram OpenAPI 2026-07-02, `ImageGenerationResponseV3`. */
export function answerNewImages(context: AnswerContext): object {
	const { operation, input } = context;
	return imagesBody(context, askedSize(operation, input) ?? defaultSize(operation));
}

/** The body of any operation that answers with a list of images. */
export function imagesBody(context: AnswerContext, look: Look): object {
	const { operation, input, link, withheld } = context;
	const { reported, change, ...size } = look;
	const prompt = promptOf(input);
	const firstSeed = seedOf(context);
	const style = styleOf(operation, input.styleType);
	const list = imageList(operation.answer);
	const tells = (name: string) => documents(operation.answer, list, name);
	return {
		...envelope(operation, firstSeed),
		created: created(new Date(), firstSeed),
		[list]: Array.from({ length: operation.imagesInFlight(input as never) }, (_, index) => {
			const seed = (firstSeed + index) % SEEDS;
			const safe = index >= withheld;
			return {
				url: safe ? link(recipeOf(prompt, seed, size, change)) : null,
				...(tells('prompt') ? { prompt: input.magicPrompt === 'OFF' ? prompt : expanded(prompt, seed) } : {}),
				...(tells('width') ? size : {}),
				...(tells('resolution') ? { resolution: written(reported ?? size) } : {}),
				...(reported && isWritable(size) ? { upscaled_resolution: written(size) } : {}),
				is_image_safe: safe,
				...(tells('seed') ? { seed } : {}),
				...style,
			};
		}),
	};
}

/** The seed asked for, brought into the range of seeds, or one that the call draws. */
export function seedOf({ input, serial }: Pick<AnswerContext, 'input' | 'serial'>): number {
	return typeof input.seed === 'number'
		? ((input.seed % SEEDS) + SEEDS) % SEEDS
		: hash(`${promptOf(input)} ${serial}`) % (SEEDS - 1);
}

/** The unversioned operations name the request, 4.0 the kind of answer. */
function envelope({ path, model }: AnyOperation, seed: number): object {
	if (!/^\/v\d/.test(path)) {
		return { request_id: createHash('sha256').update(`${path} ${seed}`).digest('base64url').slice(0, 22) };
	}
	return model.startsWith('4') ? { response_type: 'url' } : {};
}

function styleOf({ fields }: AnyOperation, given: unknown): object {
	const field = fields.styleType;
	const style = given ?? (field?.kind === 'choice' ? field.default : undefined);
	return style === undefined ? {} : { style_type: style };
}

/** As far as the API's notation of sizes goes. */
function isWritable({ width, height }: Size): boolean {
	return Math.min(width, height) >= 10;
}

function expanded(prompt: string, seed: number): string {
	const more = expansions[hash(`${prompt} ${seed}`) % expansions.length];
	return prompt === '' ? `Sandbox picture, ${more}` : `${prompt}, ${more}`;
}

/** The API has been seen writing both forms; an odd seed gets the one with a space. */
function created(now: Date, seed: number): string {
	const text = now.toISOString().replace('Z', '000+00:00');
	return seed % 2 === 0 ? text : text.replace('T', ' ');
}

function hash(text: string): number {
	return createHash('sha256').update(text).digest().readUInt32BE(0);
}
