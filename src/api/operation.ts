import type * as v from 'valibot';
import type { Fields, InputOf } from './field.ts';

export type ContentType = 'multipart/form-data' | 'application/json';

/** One image of an answer. */
export interface ImageResult {
	/** Where to fetch it, for a limited time; null where it was withheld by the safety check. */
	readonly url: string | null;
	/** False: withheld, and billed all the same. */
	readonly safe: boolean;
	/** The prompt as the model saw it, expanded by magic prompt; may differ per image. */
	readonly prompt?: string;
	readonly seed?: number;
	/** Pixels. */
	readonly width?: number;
	readonly height?: number;
}

/** What the API said, in the product's words. */
export interface Answer<Data = unknown> {
	readonly images: readonly ImageResult[];
	/** What it says in words, where that is what was paid for. */
	readonly texts?: readonly string[];
	/** What the job yields besides images. */
	readonly data: Data;
}

/** What a rule between fields found wrong, in a sentence that says what to change. */
export interface Problem {
	readonly message: string;
	readonly field?: string;
}

/** How a call is billed: `count` units of one row of the price table. */
export interface Billing {
	readonly row: string;
	readonly count: number;
}

/**
 * One job on one model, as data: the client, the sandbox, the forms, the agent
 * tools and the prices all come from this one value.
 */
export interface Operation<Fs extends Fields = Fields, Data = unknown> {
	/** Stable, stored in the ledger: `generate/3.0`. */
	readonly id: string;
	/** What it does: `generate`, `removeBackground`. Operations of one job differ in their model. */
	readonly job: string;
	/** The model's name as a person knows it: `3.0`. */
	readonly model: string;
	readonly method: 'GET' | 'POST';
	/** A field named in braces, as in `/models/{model_id}`, goes into the path. */
	readonly path: string;
	/** What the API takes; the first is what is sent. A GET has none, and sends its fields in the query. */
	readonly contentTypes: readonly ContentType[];
	/** The prompt tells what the whole image shows, not what to change: its words can stand for the image. */
	readonly describesImage?: true;
	/** All fields but files go into one JSON object of this name. */
	readonly wrap?: string;
	readonly fields: Fs;
	/** Rules between fields; the first problem found is the answer. */
	readonly rules: readonly ((input: InputOf<Fs>) => Problem | undefined)[];
	/** Undefined for what costs nothing. Never reads the bytes of a file. */
	readonly billing: ((input: InputOf<Fs>) => Billing) | undefined;
	/** How many images the call has in flight; counted against the limit. */
	readonly imagesInFlight: (input: InputOf<Fs>) => number;
	/** The documented shape of a 200, unknown fields tolerated: how the sandbox answers. */
	readonly answer: v.GenericSchema;
	/**
	 * Reads a 200 that is a JSON object, as it came. What was paid for is taken out of it even where the rest is not
	 * as documented; throws where it is not found.
	 */
	readonly read: (body: unknown) => Answer<Data>;
}

/** Any operation, for code that handles them all alike. */
export type AnyOperation = Omit<Operation, 'rules' | 'billing' | 'imagesInFlight'> & {
	readonly rules: readonly ((input: never) => Problem | undefined)[];
	readonly billing: ((input: never) => Billing) | undefined;
	readonly imagesInFlight: (input: never) => number;
};

/** The input type of an operation value: `OperationInput<typeof generateV3>`. */
export type OperationInput<O extends { readonly fields: Fields }> = InputOf<O['fields']>;

/** Declares an operation; its input type is inferred from its fields. */
export function defineOperation<const Fs extends Fields, S extends v.GenericSchema, Data>(
	operation: Operation<Fs, Data> & { readonly answer: S },
): Operation<Fs, Data> & { readonly answer: S } {
	return operation;
}
