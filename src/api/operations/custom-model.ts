import * as v from 'valibot';

/** Source: Ideogram OpenAPI 2026-07-02, `CustomModel`. */
export const customModelSchema = v.object({
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
	/** The API's own word: `TRAINING`, `COMPLETED`. */
	readonly status: string;
	/** False: shared with the person. */
	readonly owned: boolean;
}

export function readCustomModel(model: v.InferOutput<typeof customModelSchema>): CustomModel {
	return {
		id: model.model_id,
		name: model.name,
		uri: model.custom_model_uri ?? undefined,
		available: model.is_available_for_generation,
		status: model.status,
		owned: model.is_owned,
	};
}
