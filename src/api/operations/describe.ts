import * as v from 'valibot';
import { defineOperation } from '../operation.ts';
import { imageFile } from './fields.ts';
import { oneImage } from './rules.ts';

/** What is needed of an answer: any text. */
const received = v.object({
	descriptions: v.optional(v.array(v.fallback(v.object({ text: v.optional(v.string()) }), {})), []),
});

/** Captions of an image. Source: Ideogram OpenAPI 2026-07-02, `DescribeRequest`. */
export const describe = defineOperation({
	id: 'describe/3.0',
	job: 'describe',
	model: '3.0',
	method: 'POST',
	path: '/describe',
	contentTypes: ['multipart/form-data'],
	fields: {
		image: imageFile,
		describeModelVersion: {
			kind: 'choice',
			title: 'Model',
			values: ['V_2', 'V_3', 'CUSTOM', 'V_4'],
			default: 'V_3',
		},
	},
	rules: [],
	// By the model that looks. No price is published for a custom one, so it has no row in the table.
	billing: ({ describeModelVersion: model }) => ({
		row: model === 'V_4' ? 'describe 4.0' : model === 'CUSTOM' ? 'describe custom' : 'describe',
		count: 1,
	}),
	imagesInFlight: oneImage,
	answer: v.object({ descriptions: v.optional(v.array(v.object({ text: v.optional(v.string()) })), []) }),
	read(body): { images: []; texts: readonly string[]; data: readonly string[] } {
		const { descriptions } = v.parse(received, body);
		const texts = descriptions.flatMap(({ text }) => (text ? [text] : []));
		if (texts.length === 0 && descriptions.length > 0) {
			throw new TypeError('No description has a text.');
		}
		return { images: [], texts, data: texts };
	},
});
