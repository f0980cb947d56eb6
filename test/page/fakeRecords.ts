import type { HistoryEntry, HistoryQuery } from '../../src/store/history.ts';
import type { Records } from '../../src/store/records.ts';
import type { SpendingReport } from '../../src/store/spending.ts';

/** What of the store the panel asks. */
export type PanelRecords = Pick<
	Records,
	| 'searchHistory'
	| 'historyEntry'
	| 'historyFacets'
	| 'historySize'
	| 'deleteEntries'
	| 'clearHistory'
	| 'spendingReport'
	| 'markNotCharged'
	| 'unmark'
	| 'exportSpending'
	| 'stateOf'
>;

/** A store in memory, and what it holds to change it from outside. */
export interface FakeRecords extends PanelRecords {
	entries: HistoryEntry[];
	report: SpendingReport;
	/** Where calls stand, by their id. */
	readonly states: Map<string, string>;
	/** Which images a call has. */
	outputsOf(callId: string): Promise<readonly { readonly position: number }[]>;
	/** Queries that were asked, in order. */
	readonly queries: HistoryQuery[];
}

export function createFakeRecords(held: {
	readonly entries?: readonly HistoryEntry[];
	readonly report?: SpendingReport;
}): FakeRecords {
	const isSame = (callId: string, position: number) => (entry: HistoryEntry) =>
		entry.callId === callId && entry.position === position;
	const setState = async (callId: string, from: string, to: 'unknown' | 'marked') => {
		const found = records.report.unsettled.find((call) => call.callId === callId);
		if (found?.state !== from) {
			return false;
		}
		const unsettled = records.report.unsettled.map((call) =>
			call === found ? { ...call, state: to } : call,
		);
		records.report = { ...records.report, unsettled };
		return true;
	};
	const records: FakeRecords = {
		entries: [...(held.entries ?? [])],
		report: held.report ?? emptyReport,
		states: new Map(),
		queries: [],
		stateOf: async (callId) => records.states.get(callId),
		outputsOf: async (callId) =>
			records.entries.filter((entry) => entry.callId === callId && entry.kind === 'image'),
		async searchHistory(query) {
			records.queries.push(query);
			const found = records.entries.filter((entry) => matches(entry, query));
			const { after, limit } = query;
			const start = after
				? found.findIndex(
						({ cursor }) => cursor.number === after.number && cursor.position === after.position,
					) + 1
				: 0;
			const page = found.slice(start, start + limit);
			const last = page.at(-1);
			return {
				entries: page,
				...(last && start + limit < found.length ? { next: last.cursor } : {}),
				...(after ? {} : { total: found.length }),
			};
		},
		historyEntry: async (callId, position) => records.entries.find(isSame(callId, position)),
		async historyFacets() {
			const all = (of: (entry: HistoryEntry) => string | null) => [
				...new Set(records.entries.map(of).filter((value) => value !== null)),
			];
			return {
				operations: all(({ operation }) => operation),
				models: all(({ model }) => model),
				workspaces: all(({ workspace }) => workspace),
			};
		},
		async historySize() {
			const saved = records.entries.filter(({ state }) => state === 'saved');
			const images = saved.filter(({ kind }) => kind === 'image');
			return {
				images: images.length,
				texts: saved.length - images.length,
				bytes: images.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
			};
		},
		async deleteEntries(deleted) {
			const before = records.entries.length;
			records.entries = records.entries.filter(
				(entry) => !deleted.some(({ callId, position }) => isSame(callId, position)(entry)),
			);
			return before - records.entries.length;
		},
		async clearHistory() {
			const size = await records.historySize();
			records.entries = records.entries.filter(({ state }) => state === 'pending');
			return size;
		},
		spendingReport: async (month) =>
			month === records.report.month
				? records.report
				: { ...emptyReport, month, months: records.report.months, unsettled: records.report.unsettled },
		markNotCharged: (callId) => setState(callId, 'unknown', 'marked'),
		unmark: (callId) => setState(callId, 'marked', 'unknown'),
		exportSpending: async () => records.report.total.calls,
	};
	return records;
}

function matches(entry: HistoryEntry, { words = '', operation, model, workspace }: HistoryQuery): boolean {
	const text = entry.prompt.toLowerCase().split(/\W+/);
	const wanted = words.toLowerCase().split(/\W+/).filter(Boolean);
	return (
		wanted.every((word) => text.some((found) => found.startsWith(word))) &&
		(!operation || entry.operation === operation) &&
		(!model || entry.model === model) &&
		(!workspace || entry.workspace === workspace)
	);
}

export const emptyReport: SpendingReport = {
	month: '2026-11',
	total: { calls: 0, images: 0, charged: 0, open: 0 },
	days: [],
	operations: [],
	models: [],
	workspaces: [],
	unsettled: [],
	withheld: [],
	sandboxCalls: 0,
	months: [],
};
