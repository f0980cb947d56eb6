import type { ImageFile } from '../../api/field.ts';
import type { JsonPrompt } from '../../api/operations/json-prompt.ts';
import type { NamedColour } from '../retouch/colours.ts';
import type { Survey } from '../retouch/survey.ts';
import type { AnswerContext } from '../served.ts';
import { documents } from './shape.ts';

/** An image in words: as captions, or part by part where the operation answers that. Says only what can be seen of pixels. */
export function answerDescription({ operation, input, survey }: AnswerContext): object {
	const seen = survey(input.image as ImageFile);
	return documents(operation.answer, 'json_prompt')
		? {
				json_prompt: inParts(seen, {
					boxes: input.includeBbox !== false,
					style: input.includeStyleDescriptions === true,
					tags: input.includeTags === true,
				}),
			}
		: { descriptions: captions(seen, String(input.describeModelVersion ?? 'V_3')).map((text) => ({ text })) };
}

function captions(seen: Survey, version: string): readonly string[] {
	const size = `${seen.width} by ${seen.height} pixels`;
	const colours = inWords(seen.colours);
	const by = `Sandbox caption (${version})`;
	return [
		`${by}: an image of ${size} in ${colours}.`,
		`${by}: a ${shapeOf(seen)} picture, mainly ${colours}, ${size}.`,
		`${by}: ${subjectInWords(seen)}, ${size} in all.`,
		`${by}: ${colours} fill a ${shapeOf(seen)} frame of ${size}.`,
		`${by}: a composition of ${colours}; its size is ${size}.`,
	];
}

interface Wanted {
	readonly boxes: boolean;
	readonly style: boolean;
	readonly tags: boolean;
}

function inParts(seen: Survey, { boxes, style, tags }: Wanted): JsonPrompt {
	const palette = seen.colours.slice(0, 5).map(({ hex }) => hex);
	const subject = seen.subject;
	return {
		high_level_description: `Sandbox description: a ${shapeOf(seen)} image of ${seen.width} by ${seen.height} pixels in ${inWords(seen.colours)}.`,
		...(style
			? {
					style_description: {
						aesthetics: `mainly ${inWords(seen.colours)}`,
						lighting: 'even',
						medium: 'digital image',
						color_palette: palette,
					},
				}
			: {}),
		compositional_deconstruction: {
			background: subject
				? `What surrounds it, in ${inWords(subject.ground)}.`
				: `All of it, in ${inWords(seen.colours)}.`,
			elements: subject
				? [
						{
							type: 'obj',
							...(boxes ? { bbox: [...subject.box] } : {}),
							desc: `What stands out from the border, in ${inWords(subject.colours)}.`,
							color_palette: subject.colours.slice(0, 5).map(({ hex }) => hex),
						},
					]
				: [],
		},
		...(tags ? { tags: ['sandbox', shapeOf(seen), ...seen.colours.map(({ name }) => name)] } : {}),
	};
}

function subjectInWords({ subject, colours }: Survey): string {
	return subject
		? `something in ${inWords(subject.colours)} before ${inWords(subject.ground)}`
		: inWords(colours);
}

function shapeOf({ width, height }: Survey): string {
	return width > height * 1.05 ? 'wide' : height > width * 1.05 ? 'tall' : 'square';
}

/** `blue, white and gray` */
function inWords(colours: readonly NamedColour[]): string {
	const names = colours.slice(0, 3).map(({ name }) => name);
	const last = names.pop() ?? 'nothing but transparency';
	return names.length > 0 ? `${names.join(', ')} and ${last}` : last;
}
