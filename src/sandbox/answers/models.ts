import { notFound } from '../errors.ts';
import type { AnswerContext } from '../served.ts';

const models = [
	{
		model_id: 'sandbox-brand',
		custom_model_uri: 'model/sandbox-brand/version/1',
		name: 'Sandbox Brand',
		status: 'COMPLETED',
		dataset_id: 'sandbox-dataset',
		creation_time: '2026-08-01T09:00:00.000000+00:00',
		last_update_time: '2026-08-01T12:30:00.000000+00:00',
		is_available_for_generation: true,
		is_owned: true,
		training_runs: [],
	},
	{
		model_id: 'sandbox-draft',
		custom_model_uri: null,
		name: 'Sandbox Draft',
		status: 'TRAINING',
		dataset_id: 'sandbox-dataset',
		creation_time: '2026-11-02T09:00:00.000000+00:00',
		last_update_time: null,
		is_available_for_generation: false,
		is_owned: true,
		training_runs: [],
	},
	{
		model_id: 'sandbox-shared',
		custom_model_uri: 'model/sandbox-shared/version/3',
		name: 'Sandbox Shared',
		status: 'COMPLETED',
		dataset_id: null,
		creation_time: '2026-09-15T09:00:00.000000+00:00',
		last_update_time: null,
		is_available_for_generation: true,
		is_owned: false,
		training_runs: [],
	},
] as const;

/**
 * Three models: one ready, one in training, one shared; or the one that is asked
 * for. Source: Ideogram OpenAPI 2026-07-02, `ListModelsResponse`, `GetModelResponse`.
 */
export function answerModels({ operation, input }: AnswerContext): object {
	if (Object.hasOwn(operation.fields, 'modelId')) {
		const model = models.find(({ model_id }) => model_id === input.modelId);
		if (!model) {
			throw notFound();
		}
		return { model };
	}
	const status = input.status as readonly string[] | undefined;
	return {
		models: models.filter(
			(model) =>
				(input.scope === undefined || model.is_owned === (input.scope === 'owned')) &&
				(status === undefined || status.includes(model.status)),
		),
	};
}
