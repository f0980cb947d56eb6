import * as v from 'valibot';
import {
	ASKING_OF_IMAGES,
	HOST_ACTIONS,
	IMAGE_REQUESTS,
	type ImageAnswers,
	type NamedImage,
} from './imageMessages.ts';
import { type CallRow, handle, MAKE_REQUESTS, type MakeAnswers, makeState } from './makeMessages.ts';

/**
 * What the panel's page and the extension say to each other, declared once. The page knows images and calls by
 * handles that it was given, never by a path, a link or an id of the store.
 */

export const VIEWS = ['make', 'history', 'spending'] as const;
export type ViewName = (typeof VIEWS)[number];

/** The most entries a page of History has. */
export const PAGE_LIMIT = 200;

const month = v.pipe(v.string(), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/));
const choice = v.pipe(v.string(), v.maxLength(500));
const filters = {
	/** As typed into the search box. */
	words: v.pipe(v.string(), v.maxLength(500)),
	/** An operation's id; empty for all, as in the next two. */
	operation: choice,
	model: choice,
	workspace: choice,
};
const scroll = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e9));

/** What the page keeps through being hidden and reloaded, and what it is opened with. */
export const panelState = v.strictObject({
	view: v.picklist(VIEWS),
	make: makeState,
	history: v.strictObject({ ...filters, scroll }),
	/** `month` is empty for the current one. */
	spending: v.strictObject({ month: v.union([month, v.literal('')]), scroll }),
});
export type PanelState = v.InferOutput<typeof panelState>;
export type HistoryFilters = Omit<PanelState['history'], 'scroll'>;

export const INITIAL_STATE: PanelState = {
	view: 'make',
	make: { operation: '', values: {}, more: false, moreModels: false, scroll: 0 },
	history: { words: '', operation: '', model: '', workspace: '', scroll: 0 },
	spending: { month: '', scroll: 0 },
};

const nothing = v.strictObject({});

/** What each request carries. */
export const REQUESTS = {
	/** The page stands; the answer says what it is to show. */
	ready: nothing,
	'welcome/needed': nothing,
	'welcome/sandbox': nothing,
	'welcome/key': nothing,
	...MAKE_REQUESTS,
	...IMAGE_REQUESTS,
	'history/search': v.strictObject({
		...filters,
		/** A handle of the last answer's `next`. */
		after: v.optional(handle),
		limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(PAGE_LIMIT)),
	}),
	'history/facets': nothing,
	'history/thumbnail': v.strictObject({ entry: handle }),
	'history/act': v.strictObject({ entry: handle, action: v.picklist(HOST_ACTIONS) }),
	'history/clear': nothing,
	/** Brings back what a file held that an image took the place of. */
	'history/revert': nothing,
	'spending/report': v.strictObject({ month: v.optional(month) }),
	'spending/mark': v.strictObject({ call: handle, notCharged: v.boolean() }),
	'spending/export': nothing,
} as const;

export type RequestType = keyof typeof REQUESTS;
export type Args<T extends RequestType> = v.InferOutput<(typeof REQUESTS)[T]>;

/** What each request is answered with. */
export interface Answers extends Omit<MakeAnswers, 'make/calls'>, Omit<ImageAnswers, 'image/related'> {
	readonly 'make/calls': { readonly calls: readonly CallRow<HistoryCard>[] };
	/** What an image was made from, where that is still there, and what came of the same call. */
	readonly 'image/related': {
		readonly inputs: readonly NamedImage[];
		readonly siblings: readonly HistoryCard[];
	};
	readonly ready: { readonly show?: Partial<PanelState>; readonly begin?: Task };
	/** Whether there is neither a key nor the sandbox. */
	readonly 'welcome/needed': { readonly needed: boolean };
	readonly 'welcome/sandbox': { readonly done: boolean };
	readonly 'welcome/key': { readonly done: boolean };
	readonly 'history/search': HistoryCards;
	readonly 'history/facets': HistoryChoices;
	/** Null where there is no picture to show. */
	readonly 'history/thumbnail': { readonly uri: string | null };
	/** False where the person changed their mind, or another window was faster. */
	readonly 'history/act': { readonly done: boolean };
	readonly 'history/clear': { readonly done: boolean };
	readonly 'history/revert': { readonly done: boolean };
	readonly 'spending/report': SpendingPage;
	/** False: its outcome is known by now. */
	readonly 'spending/mark': { readonly done: boolean };
	readonly 'spending/export': { readonly done: boolean };
}

const ASKING: ReadonlySet<RequestType> = new Set<RequestType>([
	...ASKING_OF_IMAGES,
	'make/expand',
	'make/models',
	'make/mask/file',
	'make/pick',
	'make/start',
	'history/act',
	'history/clear',
	'history/revert',
	'spending/export',
	'welcome/key',
]);

/** How long the page waits for an answer, milliseconds. Those that ask a person wait for the person. */
export function patienceMs(type: RequestType): number {
	return ASKING.has(type) ? 3_600_000 : 30_000;
}

export interface Request {
	readonly id: number;
	readonly type: string;
	readonly args: unknown;
}

export type ErrorCode =
	| 'malformed'
	| 'too-large'
	| 'unknown-type'
	| 'unknown-handle'
	| 'too-many'
	| 'failed'
	/** The two that only the page itself tells: no answer came, or the page is going. */
	| 'timed-out'
	| 'disposed';

/** `message`: one sentence for a person. */
export type Reply =
	| { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
	| { readonly kind: 'error'; readonly id: number; readonly code: ErrorCode; readonly message: string };

/** `make`: the calls that were made from the panel; `access`: whether there is a key, or the sandbox. */
export type Changed = 'make' | 'history' | 'spending' | 'access';

export type Event =
	| { readonly kind: 'changed'; readonly what: Changed }
	| { readonly kind: 'show'; readonly show: Partial<PanelState> }
	| { readonly kind: 'begin'; readonly begin: Task };

/** A job to be begun on an image: `edit`, and the image's handle. What else is filled in stays. */
export interface Task {
	readonly job: string;
	readonly image: string;
}

export type ToPage = Reply | Event;

/** What the page is told when it is made, in its `<meta>`. */
export interface PageOptions {
	/** BCP 47 */
	readonly locale: string;
	/** The editor's translations of our sentences, if there are any. */
	readonly strings: Readonly<Record<string, string>> | null;
	readonly state: PanelState;
}

export interface Labelled {
	readonly id: string;
	readonly label: string;
}

export interface HistoryChoices {
	readonly operations: readonly Labelled[];
	readonly models: readonly Labelled[];
	readonly workspaces: readonly Labelled[];
}

/** An entry of History as the page shows it. */
export interface HistoryCard {
	readonly handle: string;
	readonly kind: 'image' | 'text';
	readonly state: 'pending' | 'saved' | 'withheld' | 'expired';
	/** Milliseconds since the epoch. */
	readonly created: number;
	/** For a person: "Remove Background". */
	readonly operation: string;
	readonly model: string;
	readonly workspace: string | null;
	readonly prompt: string;
	readonly text: string | null;
	readonly seed: number | null;
	readonly width: number | null;
	readonly height: number | null;
	readonly bytes: number | null;
	readonly sandbox: boolean;
	readonly message: string | null;
	/** It can be saved and inserted, but not shown. */
	readonly tooLarge?: true;
}

export interface HistoryCards {
	readonly entries: readonly HistoryCard[];
	readonly next?: string;
	/** On the first page. */
	readonly total?: number;
}

/** USD micro-dollars, as all amounts here. */
export interface Amounts {
	readonly calls: number;
	readonly images: number;
	readonly charged: number;
	readonly open: number;
}

/** What counts against one limit; `cap` is absent where there is none. */
export interface Limit {
	readonly of: 'day' | 'agentsDay' | 'month';
	readonly spent: number;
	readonly cap?: number;
}

export interface UnsettledRow {
	readonly handle: string;
	readonly created: number;
	readonly operation: string;
	readonly model: string;
	readonly prompt: string;
	readonly amount: number;
	readonly state: 'unknown' | 'marked';
	readonly message: string | null;
}

export interface WithheldRow {
	readonly handle: string;
	readonly created: number;
	readonly operation: string;
	readonly model: string;
	readonly prompt: string;
	readonly withheld: number;
	readonly images: number;
	readonly amount: number;
}

/** Spending as the page shows it. */
export interface SpendingPage {
	/** `2026-11` */
	readonly month: string;
	/** Those that can be looked at, newest first; the current one is always there. */
	readonly months: readonly string[];
	/** `2026-11-24`: the person's day on the machine that keeps the figures. */
	readonly today: string;
	readonly total: Amounts;
	readonly days: readonly (Amounts & { readonly day: string })[];
	readonly operations: readonly (Amounts & { readonly label: string })[];
	readonly models: readonly (Amounts & { readonly label: string })[];
	readonly workspaces: readonly (Amounts & { readonly label: string })[];
	readonly unsettled: readonly UnsettledRow[];
	readonly withheld: readonly WithheldRow[];
	readonly sandboxCalls: number;
	readonly limits: readonly Limit[];
	readonly machine: string;
	readonly remote: boolean;
	/** Sentences: rates and discounts of the person's own that are in force, and prices long not confirmed. */
	readonly notes: readonly string[];
	readonly oldPrices: readonly string[];
}
