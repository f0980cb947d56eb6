import type { ImageFile } from '../../api/field.ts';
import { recipeOf } from '../recipe.ts';
import type { AnswerContext } from '../served.ts';
import { promptOf } from '../triggers.ts';
import { seedOf } from './images.ts';

/**
 * Text is not read but supposed, in a heading and a line below it; there it is
 * taken out of the image. Source: Ideogram OpenAPI 2026-07-02, `LayerizeTextResponse`.
 */
export async function answerTextLayers(context: AnswerContext): Promise<object> {
	const { input, survey, keep, link } = context;
	const file = input.image as ImageFile;
	const { width, height, colours } = survey(file);
	const seed = seedOf(context);
	const heading = boxIn(width, height, 0.1, 0.12, 0.8, 0.14);
	const caption = boxIn(width, height, 0.25, 0.82, 0.5, 0.06);
	const change = { kind: 'removeText', image: await keep(file), boxes: [heading, caption] } as const;
	const color = colours[1]?.hex ?? '#202020';
	return {
		base_image_url: link(recipeOf(promptOf(input), seed, { width, height }, change)),
		original_image_url: null,
		text_blocks: [
			block(heading, { text: 'SANDBOX', color, formatting: ['bold', 'all_caps'], role: 'heading' }),
			block(caption, { text: 'Sandbox', color, formatting: [], role: 'caption' }),
		],
		seed,
	};
}

type Box = readonly [left: number, top: number, width: number, height: number];

/** A box by shares of an image, in whole pixels and never outside. */
function boxIn(width: number, height: number, left: number, top: number, across: number, down: number): Box {
	return [
		Math.floor(width * left),
		Math.floor(height * top),
		Math.max(1, Math.floor(width * across)),
		Math.max(1, Math.floor(height * down)),
	];
}

function block([x, y, width, height]: Box, set: object): object {
	return {
		x,
		y,
		width,
		height,
		alignment: 'center',
		angle: 0,
		font_name: 'Inter',
		font_alternatives: ['Roboto', 'Open Sans'],
		font_size: Math.max(1, Math.round(height * 0.75)),
		line_height: 1.2,
		...set,
	};
}
