import assert from 'node:assert/strict';
import type { Records } from '../../../src/store/records.ts';
import type { SpendingContext } from '../../../src/studio/parts.ts';
import { createSpendingHandlers } from '../../../src/studio/spendingHandlers.ts';
import { createFakeRecords } from '../../page/fakeRecords.ts';
import { sampleReport } from '../../page/samples.ts';

const context: SpendingContext = {
	machine: 'maple',
	remote: true,
	caps: { day: 10_000_000, month: 20_000_000 },
	today: { day: 1, agentsDay: 2, month: 3 },
	overrides: ['A discount is in force.'],
	oldPrices: ['An old price.'],
};

function rig(changed: Partial<SpendingContext> = {}) {
	const records = createFakeRecords({ report: sampleReport });
	const marked: number[] = [];
	const handlers = createSpendingHandlers({
		records: async () =>
			({
				...records,
				markNotCharged(callId: string, now: number) {
					marked.push(now);
					return records.markNotCharged(callId, now);
				},
			}) as unknown as Records,
		spendingContext: async () => ({ ...context, ...changed }),
		exportSpending: async () => {},
		now: () => new Date(2026, 11, 1, 0, 5),
	});
	return { handlers, marked };
}

describe('What Spending answers', () => {
	it("is the current month by the person's calendar where no other is asked for, and it can always be chosen", async () => {
		const { handlers } = rig();
		const current = await handlers['spending/report']({});
		assert.deepEqual([current.month, current.today], ['2026-12', '2026-12-01']);
		assert.deepEqual(current.months, ['2026-12', '2026-11', '2026-10', '2026-09']);
		const older = await handlers['spending/report']({ month: '2025-01' });
		assert.deepEqual(older.months, ['2026-12', '2026-11', '2026-10', '2026-09', '2025-01']);
	});

	it('has the limits that there are, and today in any case', async () => {
		const limits = async (caps: SpendingContext['caps']) =>
			(await rig({ caps }).handlers['spending/report']({})).limits;
		assert.deepEqual(await limits({ day: 5, month: 7 }), [
			{ of: 'day', spent: 1, cap: 5 },
			{ of: 'month', spent: 3, cap: 7 },
		]);
		assert.deepEqual(await limits({ agentsDay: 0 }), [
			{ of: 'day', spent: 1 },
			{ of: 'agentsDay', spent: 2, cap: 0 },
		]);
	});

	it('adds up what a person knows by one name, and loses nothing', async () => {
		const { operations, total, ...page } = await rig().handlers['spending/report']({ month: '2026-11' });
		const sum = (of: 'charged' | 'open', rows: readonly { charged: number; open: number }[]) =>
			rows.reduce((all, row) => all + row[of], 0);
		assert.equal(operations.filter(({ label }) => label === 'Generate').length, 1);
		assert.equal(sum('charged', operations), sum('charged', sampleReport.operations));
		assert.equal(sum('charged', page.models), total.charged);
		assert.equal(sum('open', page.workspaces), total.open);
	});

	it('knows calls by handles alone, and marks and unmarks by them', async () => {
		const { handlers, marked } = rig();
		const page = await handlers['spending/report']({ month: '2026-11' });
		assert.doesNotMatch(JSON.stringify(page), /"(?:unsettled|withheld)-\d"/);
		const [row] = page.unsettled;
		assert.ok(row);
		const mark = (notCharged: boolean) => handlers['spending/mark']({ call: row.handle, notCharged });
		assert.deepEqual(await mark(true), { done: true });
		assert.deepEqual(await mark(true), { done: false });
		assert.deepEqual(await mark(false), { done: true });
		assert.equal(marked[0], new Date(2026, 11, 1, 0, 5).getTime());
		await assert.rejects(handlers['spending/mark']({ call: 'unsettled-1', notCharged: true }));
	});
});
