import type { ImageFile } from '../api/field.ts';
import type { MicroDollars } from '../api/money.ts';
import type { AnyOperation } from '../api/operation.ts';
import type { CustomModel } from '../api/operations/custom-model.ts';
import type { JsonPrompt } from '../api/operations/json-prompt.ts';
import type { PriceTerms } from '../api/price-terms.ts';
import type { Price } from '../api/prices.ts';
import type { CostLabel } from '../jobs/request.ts';
import type { HistoryEntry } from '../store/history.ts';
import type { Records } from '../store/records.ts';
import type { SavedForm } from './imageMessages.ts';
import type { MadeCalls } from './madeCalls.ts';
import type { Masks } from './masks.ts';
import type { Thumbnails } from './thumbnails.ts';

/**
 * What can be done with an entry of History. Each may reject; what it says is shown in the panel as a sentence.
 * Cancelling is not an error. `insert` also gets texts.
 */
export interface HistoryActions {
	insert(entry: HistoryEntry): Promise<void>;
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
	/** Has the person choose a file that was replaced, and brings back what it held. */
	readonly revert: () => Promise<void>;
	/** Milliseconds since the epoch; for tests. */
	readonly now?: () => number;
}

/** What the page needs to welcome somebody. */
export interface WelcomeParts {
	/** Whether a key is there, or the sandbox is on. */
	readonly canMake: () => Promise<boolean>;
	readonly useSandbox: () => Promise<void>;
	/** Asks for a key; leaving it is not an error. */
	readonly setKey: () => Promise<void>;
}

/** An image file as it is written for a person: another format, size or quality than the store has. */
export interface ConvertedImage {
	readonly bytes: Uint8Array;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	/** Whether what was converted lets anything through. */
	readonly transparent: boolean;
	/** Whether it is the very file that the store has. */
	readonly unchanged: boolean;
}

/** An image that a call was made with, as a file that the page may show. */
export interface RecordedImage {
	readonly name: string;
	readonly file: string;
	readonly sha256: string;
	/** Pixels, as it is shown. */
	readonly width: number;
	readonly height: number;
}

/** What looking at images and saving them is built from. */
export interface ImageParts {
	readonly records: () => Promise<Pick<Records, 'historyEntry' | 'outputsOf'>>;
	/** Absolute path of a saved image. */
	readonly imagePath: (file: string) => string;
	/** A file's content, by its absolute path. */
	readonly read: (file: string) => Promise<Uint8Array>;
	/** Rejects where the image would become larger than it is. */
	readonly convert: (entry: HistoryEntry, form: SavedForm) => Promise<ConvertedImage>;
	/** Asks where to, and writes; the name of the file, or undefined where the person left it. */
	readonly save: (entry: HistoryEntry, form: SavedForm) => Promise<string | undefined>;
	/** What the image was made from, where that is still as it was. */
	readonly inputsOf: (entry: HistoryEntry) => Promise<readonly RecordedImage[]>;
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

/** An image that a form was given, as the extension knows it. */
export interface InputImage {
	readonly handle: string;
	readonly name: string;
	/** Its file; undefined where there is none to be had. */
	readonly thumbnail: Promise<string | undefined>;
	/** What its bytes are known by. */
	readonly version: string;
	/** Its file is over 10 MB, and a smaller one is made of it to be sent. */
	readonly isSmaller: boolean;
}

/** The images that forms were given: kept under their handles through reloads, read again for each call. */
export interface InputImages {
	/** Asks the person; none where they left it. */
	pick(several: boolean): Promise<readonly InputImage[]>;
	/** URIs of the page's making, hostile; rejects where one is no image of the workspace. */
	drop(uris: readonly string[]): Promise<readonly InputImage[]>;
	/** Bytes of the page's making, hostile; rejects where they are no image. */
	keep(name: string, bytes: Uint8Array): Promise<InputImage>;
	/** A file that the person named, by its URI. */
	open(uri: string): Promise<InputImage>;
	/** By the path within the store's image folder. */
	ofStore(file: string): Promise<InputImage>;
	/** Those that are still there. */
	restore(handles: readonly string[]): Promise<readonly InputImage[]>;
	/** As it is on the disk now. Rejects where it is gone. */
	read(handle: string): Promise<ImageFile>;
	/** As it was when it was last read: good enough to reckon with. */
	remembered(handle: string): Promise<ImageFile>;
}

/** What Make is built from. */
export interface MakeParts {
	readonly records: () => Promise<Pick<Records, 'stateOf' | 'outputsOf' | 'historyEntry'>>;
	readonly images: InputImages;
	readonly masks: Masks;
	readonly calls: MadeCalls;
	readonly terms: () => PriceTerms;
	readonly priceText: (price: Price) => string;
	readonly costText: (amount: MicroDollars, label: CostLabel) => string;
	readonly sandboxOn: () => boolean;
	/** Makes a call and adds it to `calls`; its id, or undefined where the person declined. */
	readonly start: (
		operation: AnyOperation,
		input: Readonly<Record<string, unknown>>,
	) => Promise<string | undefined>;
	/** What 4.0 makes of a prompt, at no cost; undefined where the person left it. */
	readonly expand: (input: {
		readonly prompt: string;
		readonly aspectRatio?: string;
	}) => Promise<JsonPrompt | undefined>;
	/** The custom models of the account, at no cost; undefined where the person left it. */
	readonly models: (anew: boolean) => Promise<readonly CustomModel[] | undefined>;
}
