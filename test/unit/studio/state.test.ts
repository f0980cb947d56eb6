import assert from 'node:assert/strict';
import fc from 'fast-check';
import { INITIAL_STATE, type PanelState } from '../../../src/studio/messages.ts';
import { readState } from '../../../src/studio/state.ts';

const filter = fc.string({ maxLength: 500 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const scroll = fc.double({ min: 0, max: 1e9, noNaN: true });
const anyState: fc.Arbitrary<PanelState> = fc.record({
	view: fc.constantFrom('make', 'history', 'spending'),
	make: fc.record({
		operation: fc.string({ maxLength: 100 }),
		values: fc.dictionary(
			fc.stringMatching(/^[a-z][A-Za-z]{0,20}$/).filter((name) => name !== 'constructor'),
			fc.oneof(
				fc.string({ maxLength: 300 }),
				fc.double({ noNaN: true, noDefaultInfinity: true }),
				fc.boolean(),
				fc.array(fc.string({ maxLength: 50 }), { maxLength: 20 }),
			),
			{ maxKeys: 12 },
		),
		more: fc.boolean(),
		moreModels: fc.boolean(),
		scroll,
		looking: fc.record({ zoom: fc.double({ min: 0, max: 1e6, noNaN: true }), x: share, y: share }),
	}),
	history: fc.record({ words: filter, operation: filter, model: filter, workspace: filter, scroll }),
	spending: fc.record({ month: fc.constantFrom('', '2026-11', '1999-01'), scroll }),
});

describe('The state that the editor kept of a panel', () => {
	it('comes back as it was', () => {
		fc.assert(
			fc.property(anyState, (state) => {
				assert.deepEqual(readState(JSON.parse(JSON.stringify(state))), JSON.parse(JSON.stringify(state)));
			}),
		);
	});

	it('is the initial one where somebody has written anything else', () => {
		fc.assert(
			fc.property(fc.anything(), (kept) => {
				assert.equal(readState(kept), INITIAL_STATE);
			}),
		);
		const sound = JSON.stringify(INITIAL_STATE);
		for (const bad of [
			sound.replace('"view":"make"', '"view":"settings"'),
			sound.replace('"scroll":0', '"scroll":-1'),
			sound.replace('"values":{}', '"values":{"prompt":{"text":"nested"}}'),
			sound.replace('"values":{}', '"values":{"not a name":"x"}'),
			sound.replace('"values":{}', `"values":{"prompt":"${'x'.repeat(12_001)}"}`),
			sound.replace('"words":""', `"words":"${'x'.repeat(501)}"`),
			sound.replace('"month":""', '"month":"2026-13"'),
			sound.replace('{', '{"__proto__":{"polluted":true},'),
			sound.replace('{', '{"path":"/etc/passwd",'),
		]) {
			assert.notEqual(bad, sound);
			assert.equal(readState(JSON.parse(bad)), INITIAL_STATE, bad.slice(0, 80));
		}
	});
});
