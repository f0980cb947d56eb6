import assert from 'node:assert/strict';
import fc from 'fast-check';
import { layoutFor, rowsInView } from '../../../media/studio/history/layout.ts';
import { allDays, niceCeiling } from '../../../media/studio/spending/figures.ts';

describe('The cards of History', () => {
	it('are wide enough to read at any width and size of letters, and use the width there is', () => {
		fc.assert(
			fc.property(fc.integer({ min: 150, max: 4_000 }), fc.integer({ min: 10, max: 60 }), (width, line) => {
				const { columns, gap, rowHeight } = layoutFor(width, line);
				const card = (width - gap * (columns - 1)) / columns;
				assert.ok(columns === 1 || columns === 2 || card >= line * 12);
				assert.ok(columns === 1 || (width - gap * columns) / (columns + 1) < line * 12);
				assert.ok(rowHeight > line * 6);
			}),
		);
	});

	it('are drawn where they are in sight, and few besides', () => {
		const layout = layoutFor(1_000, 18);
		fc.assert(
			fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 2_000 }), fc.nat(5_000), (top, height, rows) => {
				const { first, end } = rowsInView(layout, { top, height }, rows);
				assert.ok(first >= 0 && end <= Math.max(rows, first) && first <= end);
				assert.ok(end - first <= Math.ceil(height / layout.rowHeight) + 5);
				const seen = Math.floor(top / layout.rowHeight);
				assert.ok(seen >= rows || (first <= seen && seen < end));
			}),
		);
	});
});

describe('The chart of Spending', () => {
	it('has every day of the month once, in order, with what was spent on it', () => {
		fc.assert(
			fc.property(fc.integer({ min: 2020, max: 2040 }), fc.integer({ min: 1, max: 12 }), (year, number) => {
				const month = `${year}-${String(number).padStart(2, '0')}`;
				const spent = { day: `${month}-09`, calls: 1, images: 1, charged: 60_000, open: 0 };
				const days = allDays({ month, days: [spent] });
				assert.equal(days.length, new Date(year, number, 0).getDate());
				assert.equal(days[8], spent);
				assert.deepEqual(
					days.map(({ day }) => day),
					days.map(({ day }) => day).toSorted(),
				);
				assert.equal(new Set(days.map(({ day }) => day)).size, days.length);
			}),
		);
	});

	it('has a scale on which the dearest day fits and does not drown', () => {
		fc.assert(
			fc.property(fc.integer({ min: 10_000, max: 1e12 }), (most) => {
				const top = niceCeiling(most);
				assert.ok(top >= most && top <= most * 2.5 + 1, `${most}: ${top}`);
				assert.ok(Number.isInteger(top / 2));
			}),
		);
		assert.equal(niceCeiling(0), 10_000);
	});
});
