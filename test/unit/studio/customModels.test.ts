import assert from 'node:assert/strict';
import type { CustomModel } from '../../../src/api/operations/custom-model.ts';
import { modelChoices } from '../../../src/studio/customModels.ts';

const model = (name: string, changed: Partial<CustomModel> = {}): CustomModel => ({
	id: name,
	name,
	uri: `model/${name}/version/1`,
	available: true,
	status: 'COMPLETED',
	owned: true,
	...changed,
});

describe('The custom models to choose from', () => {
	it('are those that are ready first, by name, each with its state', () => {
		const choices = modelChoices([
			model('zebra'),
			model('draft', { uri: undefined, available: false, status: 'DRAFT' }),
			model('Brand', { owned: false }),
			model('anew', { uri: undefined, available: false, status: 'TRAINING' }),
		]);
		assert.deepEqual(choices, [
			{ name: 'Brand', uri: 'model/Brand/version/1', state: 'ready, shared with you' },
			{ name: 'zebra', uri: 'model/zebra/version/1', state: 'ready' },
			{ name: 'anew', uri: null, state: 'in training' },
			{ name: 'draft', uri: null, state: 'not trained yet' },
		]);
	});

	it('cannot be used where the API says so, whatever else it says', () => {
		for (const changed of [
			{ available: false },
			{ available: false, status: 'ERRORED' },
			{ available: false, status: 'ARCHIVED' },
			{ available: true, uri: undefined },
			{ available: false, status: 'SOMETHING_NEW' },
		]) {
			const [choice] = modelChoices([model('one', changed)]);
			assert.equal(choice?.uri, null);
			assert.notEqual(choice?.state, 'ready');
		}
	});
});
