import * as v from 'valibot';
import { type Answer, defineOperation } from '../operation.ts';
import { image, seed } from './fields.ts';
import { oneImage } from './rules.ts';
import { seedIfSound } from './shared.ts';

const textBlock = v.object({
	x: v.number(),
	y: v.number(),
	width: v.number(),
	height: v.number(),
	text: v.string(),
	alignment: v.picklist(['left', 'center', 'right']),
	angle: v.optional(v.number(), 0),
	font_name: v.nullish(v.string()),
	font_alternatives: v.nullish(v.array(v.string())),
	font_size: v.nullish(v.number()),
	line_height: v.nullish(v.number()),
	color: v.nullish(v.string()),
	formatting: v.array(v.string()),
	role: v.nullish(v.string()),
});

/** A stretch of text in an image: where it is (pixels) and how it is set. */
export type TextBlock = v.InferOutput<typeof textBlock>;

/** What is needed of an answer: the link, and the blocks whatever they are. */
const received = v.object({
	base_image_url: v.pipe(v.string(), v.nonEmpty()),
	text_blocks: v.optional(v.unknown()),
	seed: seedIfSound,
});

/** The text of an image as blocks, and the image without it. Source: Ideogram OpenAPI 2026-07-02, `LayerizeTextRequest`. */
export const layerizeText = defineOperation({
	id: 'layerizeText/3.0',
	job: 'layerizeText',
	model: '3.0',
	method: 'POST',
	path: '/v1/ideogram-v3/layerize-text',
	contentTypes: ['multipart/form-data'],
	fields: { image, prompt: { kind: 'text', title: 'Prompt', multiline: true }, seed },
	rules: [],
	billing: () => ({ row: 'layerize text', count: 1 }),
	imagesInFlight: oneImage,
	answer: v.object({
		base_image_url: v.string(),
		original_image_url: v.nullish(v.string()),
		text_blocks: v.array(textBlock),
		seed: v.number(),
	}),
	read(body): Answer<unknown> {
		const { base_image_url: url, text_blocks: data, seed } = v.parse(received, body);
		return { images: [{ url, safe: true, ...(seed === undefined ? {} : { seed }) }], data };
	},
});
