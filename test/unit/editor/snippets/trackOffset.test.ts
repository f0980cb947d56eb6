import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ContentChange } from '../../../../src/editor/snippets/trackOffset.ts';
import { trackOffset, trackRange } from '../../../../src/editor/snippets/trackOffset.ts';

const DOCUMENT = 'abcdefghijklmnopqrst';

/** Changes that do not overlap, in any order; at most one insertion at each place. */
const changes = fc
	.uniqueArray(fc.integer({ min: 0, max: DOCUMENT.length }), { minLength: 2, maxLength: 8 })
	.chain((cuts) => {
		const sorted = cuts.toSorted((one, other) => one - other);
		const edits = sorted.flatMap((rangeOffset, index) => {
			const end = sorted[index + 1];
			const texts = fc.string({ unit: fc.constantFrom('X', 'Y', '\n'), maxLength: 3 });
			const lengths = end === undefined ? fc.constant(0) : fc.constantFrom(0, end - rangeOffset);
			return fc
				.record({ rangeOffset: fc.constant(rangeOffset), rangeLength: lengths, text: texts })
				.filter(({ rangeLength, text }) => rangeLength > 0 || text !== '');
		});
		return fc.tuple(...edits).chain((all) => fc.shuffledSubarray(all));
	});

const places = fc.integer({ min: 0, max: DOCUMENT.length });

describe('trackOffset', () => {
	it('follows a marker that stands in the text', () => {
		fc.assert(
			fc.property(places, changes, (offset, all) => {
				assert.equal(trackOffset(offset, all), markerAfter(offset, all));
			}),
			{ numRuns: 3000 },
		);
	});

	it('goes behind what is typed at the place', () => {
		assert.equal(trackOffset(3, [{ rangeOffset: 3, rangeLength: 0, text: 'ab' }]), 5);
	});

	it('stays before a replacement that starts at the place', () => {
		assert.equal(trackOffset(3, [{ rangeOffset: 3, rangeLength: 2, text: 'ab' }]), 3);
	});

	it('is gone with the text around it', () => {
		assert.equal(trackOffset(3, [{ rangeOffset: 2, rangeLength: 2, text: 'ab' }]), undefined);
	});
});

describe('trackRange', () => {
	it('finds the same text again, or knows that it was touched', () => {
		fc.assert(
			fc.property(places, places, changes, (one, other, all) => {
				const [start, end] = [Math.min(one, other), Math.max(one, other)];
				const range = trackRange(start, end, all);
				const isTouched = all.some(
					(change) => change.rangeOffset < end && change.rangeOffset + change.rangeLength > start,
				);
				assert.equal(range === undefined, isTouched);
				if (range !== undefined) {
					assert.equal(apply(DOCUMENT, all).slice(range.start, range.end), DOCUMENT.slice(start, end));
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('leaves what is typed at its ends outside', () => {
		assert.deepEqual(trackRange(2, 4, [{ rangeOffset: 2, rangeLength: 0, text: 'ab' }]), {
			start: 4,
			end: 6,
		});
		assert.deepEqual(trackRange(2, 4, [{ rangeOffset: 4, rangeLength: 0, text: 'ab' }]), {
			start: 2,
			end: 4,
		});
		assert.equal(trackRange(2, 4, [{ rangeOffset: 3, rangeLength: 0, text: 'ab' }]), undefined);
	});
});

/** Applies the changes from the last to the first, as a person with a pencil would. */
function apply(text: string, all: readonly ContentChange[]): string {
	return all
		.toSorted((one, other) => other.rangeOffset - one.rangeOffset || other.rangeLength - one.rangeLength)
		.reduce(
			(now, { rangeOffset, rangeLength, text: inserted }) =>
				now.slice(0, rangeOffset) + inserted + now.slice(rangeOffset + rangeLength),
			text,
		);
}

/**
 * Doubles every character into one cell before and one behind it, so that a marker has a cell of its own
 * between any two characters, and looks for the marker after the edits.
 */
function markerAfter(offset: number, all: readonly ContentChange[]): number | undefined {
	const cells: string[] = [...DOCUMENT].flatMap((character) => ['', character]);
	cells.push('');
	cells[2 * offset] = '|';
	for (const { rangeOffset, rangeLength, text } of all) {
		const isInsertion = rangeLength === 0;
		if (isInsertion) {
			cells[2 * rangeOffset] = text + cells[2 * rangeOffset];
			continue;
		}
		for (let cell = 2 * rangeOffset + 1; cell < 2 * (rangeOffset + rangeLength); cell++) {
			cells[cell] = '';
		}
		cells[2 * rangeOffset + 1] = text;
	}
	const at = cells.join('').indexOf('|');
	return at < 0 ? undefined : at;
}
