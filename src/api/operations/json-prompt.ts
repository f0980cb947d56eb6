import * as v from 'valibot';

const bbox = v.optional(
	v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))), v.length(4)),
);
const palette = v.optional(v.array(v.pipe(v.string(), v.regex(/^#[0-9a-fA-F]{6}$/, '#1a2b3c'))));

/**
 * A picture in words, part by part: what 4.0 generates from, and what it
 * describes and expands to. Boxes are in thousandths of the picture.
 * Source: Ideogram OpenAPI 2026-07-02, `V4JsonPrompt`.
 */
export const jsonPrompt = v.object({
	high_level_description: v.string(),
	style_description: v.optional(
		v.object({
			aesthetics: v.optional(v.string()),
			art_style: v.optional(v.string()),
			lighting: v.optional(v.string()),
			medium: v.optional(v.string()),
			photo: v.optional(v.string()),
			color_palette: palette,
		}),
	),
	compositional_deconstruction: v.object({
		background: v.string(),
		elements: v.array(
			v.variant('type', [
				v.object({ type: v.literal('obj'), bbox, desc: v.string(), color_palette: palette }),
				v.object({
					type: v.literal('text'),
					bbox,
					text: v.string(),
					desc: v.string(),
					color_palette: palette,
				}),
			]),
		),
	}),
	tags: v.optional(v.array(v.string())),
});

export type JsonPrompt = v.InferOutput<typeof jsonPrompt>;
