import type { JsonPrompt } from '../../api/operations/json-prompt.ts';
import type { AnswerContext } from '../served.ts';
import { promptOf } from '../triggers.ts';

/** The picture that a prompt asks for, part by part, and its shape. Source: Ideogram OpenAPI 2026-07-02, `MagicPromptV4Response`. */
export function answerMagicPrompt({ input }: AnswerContext): object {
	const prompt = promptOf(input);
	const { aspectRatio = 'AUTO' } = input;
	return {
		json_prompt: inParts(prompt),
		aspect_ratio: aspectRatio === 'AUTO' ? shapeFor(prompt) : aspectRatio,
	};
}

/** What is quoted is written in the picture; each phrase is a thing in it. */
function inParts(prompt: string): JsonPrompt {
	const quoted = [...prompt.matchAll(/["“”]([^"“”]+)["“”]/g)].map(([, text = '']) => text);
	const phrases = prompt
		.replace(/["“”][^"“”]*["“”]?/g, ',')
		.split(/[,.;:\n]|\b(?:and|with|on|in|at|by)\b/)
		.map((phrase) => phrase.trim())
		.filter((phrase) => phrase !== '')
		.slice(0, 6);
	return {
		high_level_description: prompt,
		style_description: {
			aesthetics: 'clear and balanced',
			lighting: 'soft morning light',
			medium: 'sandbox illustration',
		},
		compositional_deconstruction: {
			background: `A calm setting for ${phrases[0] ?? prompt}.`,
			elements: [
				...phrases.map((desc, index) => ({
					type: 'obj' as const,
					bbox: row(index, phrases.length, 150, 850),
					desc,
				})),
				...quoted.map((text, index) => ({
					type: 'text' as const,
					bbox: row(index, quoted.length, 860, 980),
					text,
					desc: 'Lettering that is easy to read.',
				})),
			],
		},
	};
}

/** Side by side, in thousandths: top, left, bottom, right. */
function row(index: number, count: number, top: number, bottom: number): number[] {
	const width = Math.floor(900 / count);
	return [top, 50 + index * width, bottom, 50 + (index + 1) * width];
}

const shapes: readonly (readonly [words: RegExp, ratio: string])[] = [
	[/\b(?:banner|header|panorama|panoramic)\b/i, '3x1'],
	[/\b(?:landscape|wide|hero|desktop|slide|screen|video)\b/i, '16x9'],
	[/\b(?:story|phone|mobile|wallpaper)\b/i, '9x16'],
	[/\b(?:poster|portrait|cover|book|flyer|tall)\b/i, '2x3'],
];

function shapeFor(prompt: string): string {
	return shapes.find(([words]) => words.test(prompt))?.[1] ?? '1x1';
}
