import assert from 'node:assert/strict';
import { config } from '@vscode/l10n';
import { choiceName } from '../../../src/api/choice-names.ts';

describe('The values of a choice', () => {
	afterEach(() => config({ contents: {} }));

	it('are words and shapes for a person', () => {
		const names = {
			DEFAULT: 'Default',
			COLORING_BOOK_II: 'Coloring Book II',
			V_2A_TURBO: '2a Turbo',
			CHILDRENS_BOOK: "Children's Book",
			'16x9': '16:9',
			ASPECT_10_16: '10:16',
			'1312x736': '1312 × 736',
		};
		for (const [value, name] of Object.entries(names)) {
			assert.equal(choiceName(value), name);
		}
	});

	it('are in the language of the editor', () => {
		config({ contents: { Default: 'Standard' } });
		assert.deepEqual([choiceName('DEFAULT'), choiceName('16x9')], ['Standard', '16:9']);
	});
});
