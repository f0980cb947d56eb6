import { t } from '@vscode/l10n';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { HistoryCard } from '../../../src/studio/messages.ts';
import { styled } from '../styled.ts';
import { cardLabelIds } from './card.ts';
import { type Layout, layoutFor, rowsInView } from './layout.ts';

export interface GridOptions {
	readonly entries: () => readonly HistoryCard[];
	readonly total: () => number;
	/** The inside of a card. */
	readonly card: (entry: HistoryCard, isActive: boolean) => TemplateResult;
	/** What is in sight. */
	readonly onSight: (first: number, end: number) => void;
	/** A key or a right click on a card. */
	readonly onKey: (entry: HistoryCard, event: KeyboardEvent) => boolean;
	readonly onContextMenu: (entry: HistoryCard, event: MouseEvent) => void;
	readonly update: () => void;
	readonly save: () => void;
}

/** A grid that draws only the cards in sight, however many there are. One of them can be reached with Tab. */
export interface Grid {
	template(): TemplateResult;
	/** Pixels. */
	scroll(): number;
	/** Also before the grid is drawn. */
	scrollTo(top: number): void;
	/** The entries are about to be other ones: what is in sight stays where it is, the focus where it was. */
	keepPlace(): () => void;
	/** To be called where the size may have changed without the window's. */
	measure(): void;
	focusCard(handle: string): void;
}

export function createGrid(options: GridOptions): Grid {
	const { entries, total, update, save } = options;
	let scroller: HTMLElement | undefined;
	let layout: Layout = layoutFor(800, 18);
	let view = { top: 0, height: 600 };
	let wantedTop: number | undefined;
	let isMeasured = false;
	let active: string | undefined;
	let activeIndex = 0;

	const rows = () => Math.ceil(total() / layout.columns);
	const look = () => {
		if (scroller && scroller.clientHeight > 0) {
			view = { top: scroller.scrollTop, height: scroller.clientHeight };
		}
	};
	/** For cards that are drawn anew; run what it gives after they were. */
	const keepFocus = () => {
		const focused = document.activeElement;
		const name = focused instanceof HTMLElement ? focused.dataset.name : undefined;
		const isOurs = scroller?.contains(focused) ?? false;
		return () => {
			if (isOurs && !scroller?.contains(document.activeElement)) {
				const card = scroller?.querySelector<HTMLElement>(`[data-index="${currentIndex()}"]`);
				const button = name ? card?.querySelector<HTMLElement>(`[data-name="${name}"]`) : undefined;
				(button ?? card)?.focus({ preventScroll: true });
			}
		};
	};
	const measure = () => {
		if (!scroller || scroller.clientWidth === 0) {
			return;
		}
		isMeasured = true;
		const style = getComputedStyle(scroller);
		const width =
			scroller.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
		const before = layout;
		const index = Math.floor(scroller.scrollTop / before.rowHeight) * before.columns;
		layout = layoutFor(width, Number.parseFloat(style.lineHeight));
		if (layout.columns !== before.columns || layout.rowHeight !== before.rowHeight) {
			// Another shape of window: what was at the top stays there.
			wantedTop ??=
				scroller.scrollTop > 0 ? Math.floor(index / layout.columns) * layout.rowHeight : undefined;
		}
		look();
		const refocus = keepFocus();
		update();
		queueMicrotask(refocus);
	};
	const resized = new ResizeObserver(measure);
	const mount = (element: Element | undefined) => {
		if (element === scroller) {
			return;
		}
		resized.disconnect();
		scroller = element as HTMLElement | undefined;
		if (scroller) {
			resized.observe(scroller);
		}
	};
	const onScroll = () => {
		look();
		update();
		save();
	};
	const currentIndex = (): number => {
		const found = entries().findIndex(({ handle }) => handle === active);
		activeIndex = found >= 0 ? found : Math.max(0, Math.min(activeIndex, total() - 1));
		return activeIndex;
	};
	const focusIndex = (index: number) => {
		const entry = entries()[index];
		active = entry?.handle;
		activeIndex = index;
		if (scroller) {
			const top = Math.floor(index / layout.columns) * layout.rowHeight;
			const bottom = top + layout.rowHeight;
			if (top < scroller.scrollTop) {
				scroller.scrollTop = top;
			} else if (bottom > scroller.scrollTop + scroller.clientHeight) {
				scroller.scrollTop = bottom - scroller.clientHeight;
			}
			look();
		}
		update();
		queueMicrotask(() =>
			scroller?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true }),
		);
	};
	const onKeydown = (event: KeyboardEvent) => {
		const cell = (event.target as HTMLElement).closest<HTMLElement>('[role=gridcell]');
		if (!cell) {
			return;
		}
		const index = Number(cell.dataset.index);
		const page = Math.max(1, Math.floor(view.height / layout.rowHeight)) * layout.columns;
		const steps: Record<string, number> = {
			ArrowLeft: -1,
			ArrowRight: 1,
			ArrowUp: -layout.columns,
			ArrowDown: layout.columns,
			PageUp: -page,
			PageDown: page,
			Home: -index,
			End: total() - 1 - index,
		};
		const step = steps[event.key];
		if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
			event.preventDefault();
			const isAcross = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
			const last = Math.max(0, Math.min(total(), entries().length) - 1);
			// Nobody can be where nothing is yet; it is being fetched.
			if (index + step > last) {
				options.onSight(last, index + step + 1);
			}
			const isOff = (index + step < 0 || index + step > last) && (isAcross || step === -layout.columns);
			if (!isOff) {
				focusIndex(Math.max(0, Math.min(index + step, last)));
			}
			return;
		}
		const entry = entries()[index];
		if (event.key === 'Escape' && event.target !== cell) {
			cell.focus();
			event.preventDefault();
		} else if (entry && options.onKey(entry, event)) {
			event.preventDefault();
		}
	};
	const onFocus = (event: FocusEvent) => {
		const index = (event.target as HTMLElement).closest<HTMLElement>('[role=gridcell]')?.dataset.index;
		const handle = index === undefined ? undefined : entries()[Number(index)]?.handle;
		if (handle && handle !== active) {
			active = handle;
			update();
		}
	};
	const onMenu = (event: MouseEvent) => {
		const index = (event.target as HTMLElement).closest<HTMLElement>('[role=gridcell]')?.dataset.index;
		const entry = index === undefined ? undefined : entries()[Number(index)];
		if (entry) {
			event.preventDefault();
			options.onContextMenu(entry, event);
		}
	};
	const cell = (index: number, activeAt: number): TemplateResult => {
		const entry = entries()[index];
		const column = (index % layout.columns) + 1;
		return entry
			? html`<div
					role="gridcell"
					class="card ${entry.state} ${entry.kind}"
					aria-labelledby=${cardLabelIds(entry)}
					aria-colindex=${column}
					data-index=${index}
					tabindex=${index === activeAt ? 0 : -1}
				>${options.card(entry, index === activeAt)}</div>`
			: html`<div role="gridcell" class="card waiting" aria-colindex=${column} data-index=${index}>
					<span class="unseen">${t('Loading…')}</span>
				</div>`;
	};
	const row = (at: number, activeAt: number): TemplateResult => {
		const first = at * layout.columns;
		const indexes = Array.from(
			{ length: Math.max(0, Math.min(layout.columns, total() - first)) },
			(_, column) => first + column,
		);
		return html`<div
			class="row"
			role="row"
			aria-rowindex=${at + 1}
			${styled({ transform: `translateY(${at * layout.rowHeight}px)` })}
		>${repeat(
			indexes,
			(index) => entries()[index]?.handle ?? index,
			(index) => cell(index, activeAt),
		)}</div>`;
	};
	return {
		scroll: () => wantedTop ?? view.top,
		scrollTo(top) {
			wantedTop = top;
			view = { ...view, top };
		},
		measure,
		keepPlace() {
			const shown = entries();
			const index = Math.floor(view.top / layout.rowHeight) * layout.columns;
			const offset = view.top - Math.floor(view.top / layout.rowHeight) * layout.rowHeight;
			const anchors = shown.slice(index, index + layout.columns * 4).map(({ handle }) => handle);
			const refocus = keepFocus();
			return () => {
				const places = new Map(entries().map(({ handle }, at) => [handle, at]));
				const found = anchors.findIndex((handle) => places.has(handle));
				const to = places.get(anchors[found] ?? '');
				// At the top, what is new is to be seen.
				if (view.top > 0 && to !== undefined) {
					const from = index + found;
					const moved = Math.floor(to / layout.columns) - Math.floor(from / layout.columns);
					const start = Math.floor(index / layout.columns) + moved;
					wantedTop = Math.max(0, start * layout.rowHeight + offset);
					view = { ...view, top: wantedTop };
				}
				update();
				queueMicrotask(refocus);
			};
		},
		focusCard(handle) {
			const index = entries().findIndex((entry) => entry.handle === handle);
			focusIndex(index >= 0 ? index : currentIndex());
		},
		template() {
			const { first, end } = rowsInView(layout, view, rows());
			const activeAt = currentIndex();
			const activeRow = Math.floor(activeAt / layout.columns);
			const drawn = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
			// The card with the focus stays, or the focus would fall back to the top of the page.
			if (total() > 0 && !drawn.includes(activeRow)) {
				drawn.push(activeRow);
				drawn.sort((one, other) => one - other);
			}
			options.onSight(first * layout.columns, end * layout.columns);
			queueMicrotask(() => {
				// In a layout that is still a guess, another place would be at the top.
				const isReady = isMeasured && total() > 0;
				if (scroller && wantedTop !== undefined && scroller.clientHeight > 0 && isReady) {
					const top = wantedTop;
					wantedTop = undefined;
					scroller.scrollTop = top;
				}
			});
			return html`<div class="scroller" ${ref(mount)} @scroll=${onScroll}>
				${
					total() > 0
						? html`<div
								class="grid ${layout.isList ? 'as-list' : 'as-cards'}"
								role="grid"
								aria-label=${t('History')}
								aria-rowcount=${rows()}
								aria-colcount=${layout.columns}
								${styled({
									height: `${Math.max(0, rows() * layout.rowHeight - layout.gap)}px`,
									'--columns': String(layout.columns),
									'--gap': `${layout.gap}px`,
									'--card-height': `${layout.rowHeight - layout.gap}px`,
								})}
								@keydown=${onKeydown}
								@focusin=${onFocus}
								@contextmenu=${onMenu}
							>${repeat(
								drawn,
								(at) => at,
								(at) => row(at, activeAt),
							)}</div>`
						: nothing
				}
			</div>`;
		},
	};
}
