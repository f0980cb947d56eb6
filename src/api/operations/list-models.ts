import * as v from 'valibot';
import { defineOperation } from '../operation.ts';

const customModel = v.object({
	model_id: v.string(),
	name: v.string(),
	status: v.string(),
	custom_model_uri: v.nullish(v.string()),
	is_available_for_generation: v.boolean(),
	is_owned: v.boolean(),
});

/** A model that the person has trained or that is shared with them. */
export interface CustomModel {
	readonly id: string;
	readonly name: string;
	/** What a request names it by; absent while it is not ready. */
	readonly uri: string | undefined;
	readonly available: boolean;
}

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
	body: 'query',
	fields: {
		scope: { kind: 'choice', title: 'Scope', values: ['owned', 'shared'] },
	},
	rules: [],
	billing: undefined,
	imagesInFlight: () => 0,
	answer: v.object({ models: v.array(customModel) }),
	read: (body): { images: []; data: readonly CustomModel[] } => ({
		images: [],
		data: body.models.map((model) => ({
			id: model.model_id,
			name: model.name,
			uri: model.custom_model_uri ?? undefined,
			available: model.is_available_for_generation,
		})),
	}),
});
