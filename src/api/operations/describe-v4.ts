import * as v from 'valibot';
import { defineOperation } from '../operation.ts';
import { imageFile } from './fields.ts';
import { jsonPrompt } from './json-prompt.ts';
import { oneImage } from './rules.ts';

/** What is needed of an answer: its parts, whatever they are. Only a request is held to what may be sent. */
const received = v.object({ json_prompt: v.record(v.string(), v.unknown()) });

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
	read(body): { images: []; texts: readonly string[]; data: object } {
		const { json_prompt: data } = v.parse(received, body);
		const words = data.high_level_description;
		return { images: [], texts: [typeof words === 'string' ? words : JSON.stringify(data)], data };
	},
});
