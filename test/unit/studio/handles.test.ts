import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createHandles, UnknownHandleError } from '../../../src/studio/handles.ts';

describe('Handles', () => {
	it('lead back to what they were given for, stay the same for it, and differ for anything else', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), (keys) => {
				const handles = createHandles<string>();
				const given = keys.map((key) => handles.of(key, `old ${key}`));
				assert.equal(new Set(given).size, keys.length);
				keys.forEach((key, index) => {
					assert.equal(handles.of(key, key), given[index]);
					assert.equal(handles.get(given[index] as string), key);
				});
			}),
		);
	});

	it('cannot be made up, and mean nothing elsewhere', () => {
		const handles = createHandles<number>();
		const elsewhere = createHandles<number>().of('one', 1);
		handles.of('one', 1);
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.constantFrom('one', '__proto__', elsewhere)), (guess) => {
				assert.throws(() => handles.get(guess), UnknownHandleError);
			}),
		);
	});

	it('are forgotten from the oldest on, so that a page cannot fill the memory', () => {
		const handles = createHandles<number>(3);
		const [first, second] = [handles.of('1', 1), handles.of('2', 2)] as const;
		handles.of('3', 3);
		handles.of('1', 1);
		handles.of('4', 4);
		assert.equal(handles.get(first), 1);
		assert.throws(() => handles.get(second), UnknownHandleError);
	});
});
