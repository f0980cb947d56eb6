import { t } from '@vscode/l10n';
import type { CustomModel } from '../api/operations/custom-model.ts';
import type { ModelChoice } from './makeMessages.ts';

const MAX_MODELS = 200;
const MAX_NAME = 200;

/** The account's models as a person chooses among them: those that can be used first, by name. */
export function modelChoices(models: readonly CustomModel[]): readonly ModelChoice[] {
	return models
		.map((model) => ({
			name: model.name.slice(0, MAX_NAME),
			uri: model.available ? (model.uri ?? null) : null,
			state: [stateOf(model), model.owned ? '' : t('shared with you')].filter(Boolean).join(', '),
		}))
		.sort(
			(one, other) =>
				Number(one.uri === null) - Number(other.uri === null) || one.name.localeCompare(other.name),
		)
		.slice(0, MAX_MODELS);
}

function stateOf({ available, uri, status }: CustomModel): string {
	if (available && uri !== undefined) {
		return t('ready');
	}
	switch (status) {
		case 'TRAINING':
			return t('in training');
		case 'CREATING':
		case 'DRAFT':
			return t('not trained yet');
		case 'ERRORED':
			return t('training failed');
		case 'ARCHIVED':
			return t('archived');
		default:
			return t('not ready');
	}
}
