import type { CallRow } from '../../../src/studio/makeMessages.ts';
import type { HistoryCard } from '../../../src/studio/messages.ts';
import type { createPictures } from '../history/thumbnails.ts';
import type { ViewContext } from '../view.ts';
import { isGoingOn, newsOf } from './standing.ts';

export interface CallRowsOptions {
	readonly context: ViewContext;
	readonly pictures: ReturnType<typeof createPictures>;
	/** What the calls are drawn in, once that is. */
	readonly scroller: () => HTMLElement | undefined;
}

/** The calls that were made from here, as the extension tells of them. */
export interface CallRows {
	readonly all: readonly CallRow<HistoryCard>[];
	/** How many of them go on. */
	readonly underWay: number;
	load(): Promise<void>;
	/** One is begun and is to be seen once it is there, if it has a handle. */
	begun(call: string | undefined): void;
	/** Leads to the first that goes on. */
	goTo(): void;
}

export function createCallRows({ context, pictures, scroller }: CallRowsOptions): CallRows {
	const { rpc, format, update, fail, announce } = context;
	/** Undefined until they were asked for. */
	let known: readonly CallRow<HistoryCard>[] | undefined;
	let begun: string | undefined;
	let asked = 0;

	const elementOf = (call: string) =>
		scroller()?.querySelector<HTMLElement>(`[data-call="${CSS.escape(call)}"]`);
	/** Beside the form; where it is below, the bar with the button says that it goes on, and the form stays. */
	const showBegun = () => {
		const element = begun === undefined ? undefined : elementOf(begun);
		if (element) {
			begun = undefined;
			if (window.matchMedia('(min-width: 821px)').matches) {
				bringIntoView(element);
			}
		}
	};
	return {
		get all() {
			return known ?? [];
		},
		get underWay() {
			return known?.filter(isGoingOn).length ?? 0;
		},
		async load() {
			asked += 1;
			const mine = asked;
			try {
				const { calls } = await rpc.ask('make/calls', {});
				if (mine === asked) {
					const news = newsOf(known, calls, format);
					if (news) {
						announce(news);
					}
					known = calls;
					const saved = calls.flatMap(({ results }) => results).filter(({ state }) => state === 'saved');
					pictures.retry();
					pictures.want(saved.filter(({ kind }) => kind === 'image').map(({ handle }) => handle));
					update();
					queueMicrotask(showBegun);
				}
			} catch (error) {
				fail(error);
			}
		},
		begun(call) {
			begun = call;
			showBegun();
		},
		goTo() {
			const first = known?.find(isGoingOn);
			const element = first && elementOf(first.handle);
			if (element) {
				bringIntoView(element);
				element.focus({ preventScroll: true });
			}
		},
	};
}

/** As gently as the person has it; the focus stays where it is. */
function bringIntoView(element: Element): void {
	const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
	element.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'auto' : 'smooth' });
}
