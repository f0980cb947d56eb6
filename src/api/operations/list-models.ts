import * as v from 'valibot';
import { defineOperation } from '../operation.ts';
import { type CustomModel, customModelSchema, readCustomModel } from './custom-model.ts';

const answer = v.object({ models: v.array(customModelSchema) });

/**
 * The custom models of the account. Free, and so also the way a key is checked.
 * Source: Ideogram OpenAPI 2026-07-02, `GET /models`.
 */
export const listModels = defineOperation({
	id: 'models',
	job: 'models',
	model: '',
	method: 'GET',
	path: '/models',
	contentTypes: [],
	fields: {
		scope: { kind: 'choice', title: 'Scope', values: ['owned', 'shared'] },
		status: {
			kind: 'list',
			title: 'Status',
			item: {
				kind: 'choice',
				title: 'Status',
				values: ['CREATING', 'DRAFT', 'TRAINING', 'COMPLETED', 'ERRORED', 'ARCHIVED'],
			},
		},
	},
	rules: [],
	billing: undefined,
	imagesInFlight: () => 0,
	answer,
	read: (body): { images: []; data: readonly CustomModel[] } => ({
		images: [],
		data: v.parse(answer, body).models.map(readCustomModel),
	}),
});
