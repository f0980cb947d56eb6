import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { actionsFor, type EntryAction } from '../../../src/studio/imageMessages.ts';
import type { HistoryCard, HistoryChoices, HistoryFilters } from '../../../src/studio/messages.ts';
import { createEntryActions } from '../entryActions.ts';
import { catchFocus } from '../focus.ts';
import { icon } from '../icon.ts';
import type { View, ViewContext } from '../view.ts';
import { menuItems } from './actions.ts';
import { cardTemplate } from './card.ts';
import { filtersTemplate, isFiltered, SEARCH_BOX } from './filters.ts';
import { createGrid } from './grid.ts';
import { createHistoryList } from './list.ts';
import { createPictures } from './thumbnails.ts';

const TYPING_MS = 200;

const KEYS: Readonly<Record<string, EntryAction>> = {
	Enter: 'insert',
	Delete: 'delete',
	Backspace: 'delete',
};

/** Everything that was made on this computer: to find, insert, save, and do again. */
export function createHistoryView(context: ViewContext): View {
	const { rpc, format, update, fail } = context;
	const { scroll, ...kept } = context.initial.history;
	let filters: HistoryFilters = kept;
	let choices: HistoryChoices = { operations: [], models: [], workspaces: [] };
	let typing: number | undefined;
	let announceNext = false;
	/** What the entries that are shown were found by; the person may have typed on. */
	let answered = filters;

	const pictures = createPictures(rpc, update);
	const list = createHistoryList({
		rpc,
		fail,
		onChange: update,
		replace(swap) {
			const restore = list.searching ? update : grid.keepPlace();
			swap();
			answered = list.filters;
			restore();
			if (announceNext) {
				announceNext = false;
				context.announce(countText());
			}
		},
	});
	const grid = createGrid({
		entries: () => list.entries,
		total: () => list.total ?? 0,
		card: (entry, isActive) =>
			cardTemplate(entry, {
				format,
				isActive,
				picture: pictures.uriOf(entry.handle),
				act: (action) => void act(entry, action),
				openMenu: (button) => openMenu(entry, button),
				onBroken: () => pictures.broken(entry.handle),
			}),
		onSight(first, end) {
			list.need(end);
			const shown = list.entries.slice(first, end);
			pictures.want(
				shown.filter(({ kind, state }) => kind === 'image' && state === 'saved').map(({ handle }) => handle),
			);
		},
		onKey(entry, event) {
			const target = event.target as HTMLElement;
			if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
				openMenuAtCard(entry, target);
				return true;
			}
			const action = KEYS[event.key];
			// Enter on a button is that button's.
			if (!action || target.closest('button') || !actionsFor(entry).includes(action)) {
				return false;
			}
			void act(entry, action);
			return true;
		},
		onContextMenu(entry, event) {
			openMenu(entry, { x: event.clientX, y: event.clientY });
		},
		update,
		save: context.save,
	});
	grid.scrollTo(scroll);

	const openMenu = (entry: HistoryCard, at: HTMLElement | { x: number; y: number }) =>
		context.menu(
			at,
			t('Actions'),
			menuItems(entry, (action) => void act(entry, action)),
			() => grid.focusCard(entry.handle),
		);
	const openMenuAtCard = (entry: HistoryCard, card: HTMLElement) => {
		const { left, top } = card.getBoundingClientRect();
		openMenu(entry, { x: left + 16, y: top + 16 });
	};
	const act = createEntryActions(context, {
		onDeleted: () => refresh(),
		refocus: ({ handle }) => grid.focusCard(handle),
	});
	const clearAll = async () => {
		try {
			if ((await rpc.ask('history/clear', {})).done) {
				refresh();
			}
		} catch (error) {
			fail(error);
		}
	};
	const revert = async () => {
		try {
			await rpc.ask('history/revert', {});
		} catch (error) {
			fail(error);
		}
	};
	const loadChoices = async () => {
		try {
			choices = await rpc.ask('history/facets', {});
			update();
		} catch (error) {
			fail(error);
		}
	};
	const refresh = () => {
		pictures.retry();
		list.refresh();
		void loadChoices();
	};
	const search = () => {
		window.clearTimeout(typing);
		announceNext = true;
		grid.scrollTo(0);
		list.search(filters);
		update();
		context.save();
	};
	const change = (changed: Partial<HistoryFilters>, isTyping: boolean) => {
		filters = { ...filters, ...changed };
		update();
		window.clearTimeout(typing);
		if (isTyping) {
			typing = window.setTimeout(search, TYPING_MS);
		} else {
			search();
		}
	};
	const countText = (): string => {
		const { total } = list;
		if (total === undefined) {
			return '';
		}
		if (isFiltered(answered)) {
			return total === 1 ? t('1 found') : t('{0} found', format.number(total));
		}
		return total === 1 ? t('1 entry') : t('{0} entries', format.number(total));
	};
	const emptyTemplate = (): TemplateResult =>
		isFiltered(answered)
			? html`<div class="empty">
					${icon('search')}
					<h2>${t('Nothing found')}</h2>
					<p>${t('No prompt in History has these words, or the filters leave nothing.')}</p>
					<vscode-button
						secondary
						@click=${() => {
							change({ words: '', operation: '', model: '', workspace: '' }, false);
							catchFocus(SEARCH_BOX);
						}}
					>${t('Clear Filters')}</vscode-button>
				</div>`
			: html`<div class="empty">
					${icon('sparkle')}
					<h2>${t('Nothing here yet')}</h2>
					<p>${t('Every image that you make is kept here, even if its file is moved or deleted.')}</p>
				</div>`;

	list.search(filters);
	return {
		template: () => html`
			<h1 class="unseen">${t('History')}</h1>
			${
				list.total === 0 && !isFiltered(filters) && !isFiltered(answered)
					? nothing
					: filtersTemplate({
							filters,
							choices,
							count: countText(),
							canClear: list.total !== undefined,
							change,
							clearAll: () => void clearAll(),
							revert: () => void revert(),
						})
			}
			${list.total === 0 && !list.searching ? emptyTemplate() : nothing}
			${grid.template()}
		`,
		shown() {
			void loadChoices();
			requestAnimationFrame(() => grid.measure());
		},
		changed(what) {
			if (what === 'history') {
				refresh();
			}
		},
		restore({ history }) {
			if (history) {
				const { scroll: top, ...wanted } = history;
				change(wanted, false);
				grid.scrollTo(top);
			}
		},
		state: () => ({ history: { ...filters, scroll: grid.scroll() } }),
	};
}
