import * as v from 'valibot';
import { defineOperation } from '../operation.ts';
import { type CustomModel, customModelSchema, readCustomModel } from './custom-model.ts';

const answer = v.object({ model: customModelSchema });

/** One custom model. Free. Source: Ideogram OpenAPI 2026-07-02, `GET /models/{model_id}`. */
export const getModel = defineOperation({
	id: 'model',
	job: 'models',
	model: '',
	method: 'GET',
	path: '/models/{model_id}',
	contentTypes: [],
	fields: {
		// Dots alone would be resolved away as parts of the path.
		modelId: { kind: 'text', title: 'Model', required: true, pattern: /[^.]/, allowed: 'the id of a model' },
	},
	rules: [],
	billing: undefined,
	imagesInFlight: () => 0,
	answer,
	read: (body): { images: []; data: CustomModel } => ({
		images: [],
		data: readCustomModel(v.parse(answer, body).model),
	}),
});
