import { type HistoryCard, type HistoryFilters, PAGE_LIMIT } from '../../../src/studio/messages.ts';
import type { Rpc } from '../rpc.ts';

/**
 * The entries that match the filters, from the newest on, fetched page by page as far as somebody looks. Only
 * the total is known of the rest.
 */
export interface HistoryList {
	readonly entries: readonly HistoryCard[];
	/** Undefined until the first answer. */
	readonly total: number | undefined;
	/** Starts anew with other filters; the old entries stay until the answer is there. */
	search(filters: HistoryFilters): void;
	/** Sees to it that the entries before `end` are there. */
	need(end: number): void;
	/** Fetches what is there again, and puts it in place of the old in one go. */
	refresh(): void;
	/** What was asked for last. */
	readonly filters: HistoryFilters;
	/** The search is new: nothing of its answer is there yet. */
	readonly searching: boolean;
}

export interface ListOptions {
	readonly rpc: Rpc;
	/** There are more entries. */
	readonly onChange: () => void;
	/** The entries are to be other ones; `swap` puts them in place. */
	readonly replace: (swap: () => void) => void;
	readonly fail: (error: unknown) => void;
}

const FIRST_PAGE = 60;

export function createHistoryList({ rpc, onChange, replace, fail }: ListOptions): HistoryList {
	let filters: HistoryFilters = { words: '', operation: '', model: '', workspace: '' };
	let entries: readonly HistoryCard[] = [];
	let total: number | undefined;
	let next: string | undefined;
	let wanted = 0;
	/** Goes up with each search and refresh; what an older one brings is dropped. */
	let generation = 0;
	let searching = false;
	let fetching = false;

	const ask = (after: string | undefined) =>
		rpc.ask('history/search', {
			...filters,
			limit: after === undefined ? FIRST_PAGE : PAGE_LIMIT,
			...(after === undefined ? {} : { after }),
		});
	/** Goes on where the list ends, until as much is there as is wanted. */
	const extend = async () => {
		if (fetching || next === undefined || entries.length >= wanted) {
			return;
		}
		const mine = generation;
		fetching = true;
		try {
			const page = await ask(next);
			if (mine !== generation) {
				return;
			}
			entries = [...entries, ...page.entries];
			next = page.next;
			total = Math.max(total ?? 0, entries.length);
			onChange();
		} catch (error) {
			if (mine === generation) {
				wanted = 0; // Not again by itself: the next scrolling asks anew.
				fail(error);
			}
			return;
		} finally {
			if (mine === generation) {
				fetching = false;
			}
		}
		await extend();
	};
	/** Fetches from the start what is wanted, then shows it all at once. */
	const startAnew = async () => {
		generation += 1;
		const mine = generation;
		fetching = true;
		try {
			let page = await ask(undefined);
			const found = [...page.entries];
			const all = page.total;
			while (mine === generation && page.next !== undefined && found.length < wanted) {
				page = await ask(page.next);
				found.push(...page.entries);
			}
			if (mine !== generation) {
				return;
			}
			replace(() => {
				entries = found;
				next = page.next;
				total = Math.max(all ?? 0, found.length);
				searching = false;
			});
		} catch (error) {
			if (mine === generation) {
				searching = false;
				onChange();
				fail(error);
			}
		} finally {
			if (mine === generation) {
				fetching = false;
			}
		}
		await extend();
	};
	return {
		get entries() {
			return entries;
		},
		get total() {
			return total;
		},
		get filters() {
			return filters;
		},
		get searching() {
			return searching;
		},
		search(changed) {
			filters = changed;
			wanted = 0;
			searching = true;
			void startAnew();
		},
		need(end) {
			wanted = end;
			void extend();
		},
		refresh: () => void startAnew(),
	};
}
