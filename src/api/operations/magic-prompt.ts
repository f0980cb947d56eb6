import * as v from 'valibot';
import { defineOperation } from '../operation.ts';
import { type JsonPrompt, jsonPrompt } from './json-prompt.ts';
import { aspectRatiosV4 } from './values-v4.ts';

const answer = v.object({ json_prompt: jsonPrompt, aspect_ratio: v.string() });

/** What 4.0 makes of a prompt, before anything is spent. Source: Ideogram OpenAPI 2026-07-02, `MagicPromptV4Request`. */
export const magicPrompt = defineOperation({
	id: 'magicPrompt/4.0',
	job: 'magicPrompt',
	model: '4.0',
	method: 'POST',
	path: '/v1/ideogram-v4/magic-prompt',
	contentTypes: ['application/json'],
	fields: {
		prompt: { kind: 'text', title: 'Prompt', wire: 'text_prompt', required: true, multiline: true },
		aspectRatio: { kind: 'choice', title: 'Aspect Ratio', values: aspectRatiosV4, default: 'AUTO' },
	},
	rules: [],
	billing: undefined,
	imagesInFlight: () => 0,
	answer,
	read(body): { images: []; data: { prompt: JsonPrompt; aspectRatio: string } } {
		const { json_prompt: prompt, aspect_ratio: aspectRatio } = v.parse(answer, body);
		return { images: [], data: { prompt, aspectRatio } };
	},
});
