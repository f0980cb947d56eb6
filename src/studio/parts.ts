import type { MicroDollars } from '../api/money.ts';
import type { HistoryEntry } from '../store/history.ts';
import type { Records } from '../store/records.ts';
import type { Thumbnails } from './thumbnails.ts';

/**
 * What can be done with an entry of History. Each may reject; what it says is shown in the panel as a sentence.
 * Cancelling is not an error. `insert` also gets texts.
 */
export interface HistoryActions {
	insert(entry: HistoryEntry): Promise<void>;
	saveAs(entry: HistoryEntry): Promise<void>;
	useAsInput(entry: HistoryEntry): Promise<void>;
	openFile(entry: HistoryEntry): Promise<void>;
	/** With the same seed. */
	generateAgain(entry: HistoryEntry): Promise<void>;
}

/** What Spending says beside the figures of the ledger. */
export interface SpendingContext {
	/** The name of the computer whose figures these are. */
	readonly machine: string;
	/** Whether it is not the one at which the person sits. */
	readonly remote: boolean;
	/** Undefined where there is no limit. */
	readonly caps: {
		readonly day?: MicroDollars | undefined;
		readonly agentsDay?: MicroDollars | undefined;
		readonly month?: MicroDollars | undefined;
	};
	/** What counts against each of them so far. */
	readonly today: {
		readonly day: MicroDollars;
		readonly agentsDay: MicroDollars;
		readonly month: MicroDollars;
	};
	/** Sentences on rates and discounts of the person's own that are in force. */
	readonly overrides: readonly string[];
	/** Sentences on prices that were last confirmed long ago. */
	readonly oldPrices: readonly string[];
}

/** The editor around the page, as far as the views need it. */
export interface PageHost {
	/** Where the page finds a file of the store's image or thumbnail folder. */
	imageUri(file: string, version: string): string;
	copy(text: string): Promise<void>;
	/** Asks in a modal; `action` is its button. */
	confirm(question: string, detail: string, action: string): Promise<boolean>;
}

/** What History is built from. */
export interface HistoryParts {
	readonly records: () => Promise<Records>;
	/** Absolute path of a saved image. */
	readonly imagePath: (file: string) => string;
	readonly thumbnails: Thumbnails;
	readonly actions: HistoryActions;
	/** Milliseconds since the epoch; for tests. */
	readonly now?: () => number;
}

/** What Spending is built from. */
export interface SpendingParts {
	readonly records: () => Promise<Records>;
	readonly spendingContext: () => Promise<SpendingContext>;
	/** Asks where to, and writes; cancelling is not an error. */
	readonly exportSpending: () => Promise<void>;
	/** For tests. */
	readonly now?: () => Date;
}
