import * as v from 'valibot';
import { defineOperation } from '../operation.ts';
import { imageFile } from './fields.ts';
import { type JsonPrompt, jsonPrompt } from './json-prompt.ts';
import { oneImage } from './rules.ts';

/** An image part by part. Source: Ideogram OpenAPI 2026-07-02, `DescribeRequestV4`. */
export const describeV4 = defineOperation({
	id: 'describe/4.0',
	job: 'describe',
	model: '4.0',
	method: 'POST',
	path: '/v1/ideogram-v4/describe',
	contentTypes: ['multipart/form-data'],
	fields: {
		image: imageFile,
		includeBbox: { kind: 'boolean', title: 'Boxes', default: true },
		includeStyleDescriptions: { kind: 'boolean', title: 'Style', default: false },
		includeTags: { kind: 'boolean', title: 'Tags', default: false },
	},
	rules: [],
	billing: () => ({ row: 'describe 4.0', count: 1 }),
	imagesInFlight: oneImage,
	answer: v.object({ json_prompt: jsonPrompt }),
	read: (body): { images: []; texts: readonly string[]; data: JsonPrompt } => ({
		images: [],
		texts: [body.json_prompt.high_level_description],
		data: body.json_prompt,
	}),
});
