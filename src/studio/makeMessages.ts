import * as v from 'valibot';

/** What the view Make and the extension say to each other: forms, what is filled into them, and calls. */

/** The longest text that a field takes. */
export const MAX_TEXT = 6_000;
/** The longest text that is written as JSON. */
export const MAX_JSON = 12_000;
/** The most values of a list. */
export const MAX_LIST = 20;
/** The longest text in a list: signed addresses are long. */
export const MAX_LINE = 2_048;
const MAX_FIELDS = 40;
/** More than the fields of all forms take together; all of it, with its names, must fit into a message. */
const MAX_FILLED_TEXT = 100_000;
/** As the API's own limit; checked again with the file's content. */
export const MAX_PASTED_BYTES = 10 * 1024 * 1024;

export const handle = v.pipe(v.string(), v.regex(/^[\w-]{8,32}$/));
const fieldName = v.pipe(v.string(), v.regex(/^[a-z][A-Za-z]{0,39}$/));
const fieldValue = v.union([
	v.pipe(v.string(), v.maxLength(MAX_JSON)),
	v.pipe(v.number(), v.finite()),
	v.boolean(),
	v.pipe(v.array(v.pipe(v.string(), v.maxLength(MAX_LINE))), v.maxLength(MAX_LIST)),
]);
export type FieldValue = v.InferOutput<typeof fieldValue>;

/** What is filled in, by field. Images are handles, one or several; a palette is its name or its colours. */
export const formValues = v.pipe(
	v.unknown(),
	v.check((values) => !Array.isArray(values)),
	v.record(fieldName, fieldValue),
	v.check((values) => Object.keys(values).length <= MAX_FIELDS),
	v.check((values) => textOf(values) <= MAX_FILLED_TEXT),
);
export type FormValues = Readonly<v.InferOutput<typeof formValues>>;

function textOf(values: Readonly<Record<string, FieldValue>>): number {
	return Object.values(values)
		.flat()
		.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
}

const operationId = v.pipe(v.string(), v.maxLength(100));
const filled = { operation: operationId, values: formValues };

const within = (least: number, most: number) =>
	v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most));

/** What Make keeps; `operation` is empty for the first there is. */
export const makeState = v.strictObject({
	...filled,
	/** Whether the rarer fields are unfolded, and the older models. */
	more: v.boolean(),
	moreModels: v.boolean(),
	/** The field whose mask is being painted. */
	painting: v.optional(fieldName),
	/** What is seen of its image where that is not all: how much larger, and which place of it is in the middle. */
	looking: v.optional(v.strictObject({ zoom: within(0, 1e6), x: within(-1, 2), y: within(-1, 2) })),
	scroll: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e9)),
});

export const CALL_ACTIONS = ['stop', 'cancel', 'dismiss'] as const;
export type CallAction = (typeof CALL_ACTIONS)[number];

const handles = v.pipe(v.array(handle), v.minLength(1), v.maxLength(MAX_LIST));
const uri = v.pipe(v.string(), v.maxLength(2_000));
const fileBytes = v.pipe(
	v.instance(Uint8Array),
	v.check(({ length }) => length <= MAX_PASTED_BYTES),
);

export const MAKE_REQUESTS = {
	'make/forms': v.strictObject({}),
	'make/preview': v.strictObject(filled),
	'make/expand': v.strictObject(filled),
	/** The custom models of the account; `anew`: whatever was answered before. */
	'make/models': v.strictObject({ anew: v.boolean() }),
	/** `price`: the one on the screen; at another nothing is made. */
	'make/start': v.strictObject({ ...filled, price: v.pipe(v.string(), v.maxLength(100)) }),
	'make/calls': v.strictObject({}),
	'make/call': v.strictObject({ call: handle, action: v.picklist(CALL_ACTIONS) }),
	/** Asks the person for images. */
	'make/pick': v.strictObject({ several: v.boolean() }),
	/** What the page still knows the images of its form by. */
	'make/images': v.strictObject({ images: handles }),
	/** URIs, as dropped from the explorer. */
	'make/drop': v.strictObject({ uris: v.pipe(v.array(uri), v.minLength(1), v.maxLength(MAX_LIST)) }),
	/** An image file out of the clipboard, or dropped from outside of the editor. */
	'make/paste': v.strictObject({
		name: v.pipe(v.string(), v.maxLength(200)),
		bytes: fileBytes,
	}),
	/** An image to paint on, and what was painted on it for this field. */
	'make/mask': v.strictObject({ field: fieldName, image: handle }),
	/** What is painted by now, as `writeKept` of the painter writes it, in ASCII; nothing: it is forgotten. */
	'make/mask/keep': v.strictObject({ field: fieldName, image: handle, bytes: fileBytes }),
	/** Asks the person for a mask that is a file. */
	'make/mask/file': v.strictObject({}),
	/** An image of History, to be made something of. */
	'make/use': v.strictObject({ entry: handle }),
} as const;

export interface MakeAnswers {
	readonly 'make/forms': { readonly forms: readonly Form[] };
	readonly 'make/preview': Preview;
	/** What the model would make of the prompt. */
	readonly 'make/expand': Expanded;
	/** Null where the person left it. */
	readonly 'make/models': { readonly models: readonly ModelChoice[] | null };
	/** Without a call where the person changed their mind. */
	readonly 'make/start': { readonly call?: string };
	readonly 'make/calls': { readonly calls: readonly CallRow<unknown>[] };
	readonly 'make/call': { readonly done: boolean };
	readonly 'make/pick': FormImages;
	/** Those that are still there. */
	readonly 'make/images': FormImages;
	readonly 'make/drop': FormImages;
	readonly 'make/paste': FormImages;
	readonly 'make/mask': PaintedImage;
	readonly 'make/mask/keep': { readonly done: boolean };
	/** Null where the person left it. */
	readonly 'make/mask/file': { readonly uri: string | null };
	readonly 'make/use': FormImages;
}

/** An image as it is seen, in full size, for a mask to be painted on. */
export interface PaintedImage {
	readonly uri: string;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	/** What was painted on it; null where that is nothing, or was for another size. */
	readonly mask: string | null;
}

export interface FormImages {
	readonly images: readonly FormImage[];
}

/** An image that a form was given. */
export interface FormImage {
	readonly handle: string;
	readonly name: string;
	/** Of its thumbnail; null where there is none. */
	readonly uri: string | null;
	/** Its file is over 10 MB, and a smaller one is made of it to be sent. */
	readonly isSmaller: boolean;
}

/** What the model would make of a prompt. Without parts the person left it. */
export interface Expanded {
	readonly parts: readonly ExpandedPart[];
	/** The same to be written on: what a JSON prompt begins with. */
	readonly json: string;
}

/** A custom model by its name. */
export interface ModelChoice {
	readonly name: string;
	/** What a form names it by; null while it cannot be used. */
	readonly uri: string | null;
	/** "ready", "in training, shared with you" */
	readonly state: string;
}

/** The model of that name, in whatever case; undefined where there is none that can be used. */
export function modelNamed(choices: readonly ModelChoice[], typed: string): ModelChoice | undefined {
	const wanted = typed.toLowerCase();
	return choices.find(({ name, uri }) => uri !== null && name.toLowerCase() === wanted);
}

export interface ExpandedPart {
	readonly title: string;
	readonly text: string;
}

/** What a call would cost, or why it cannot be made. */
export interface Preview {
	/** "$0.06", "free"; null where it has no price. */
	readonly price: string | null;
	/** Images that it would make; 0 for a description. */
	readonly images: number;
	readonly problem?: { readonly message: string; readonly field?: string };
	/** None where nothing is charged. */
	readonly surcharges?: readonly Surcharge[];
}

/** What a filled in field adds to the price. */
export interface Surcharge {
	readonly field: string;
	/** "Character Reference: $0.09 more" */
	readonly message: string;
}

/** An operation as plain data: all that a page needs to ask for its input. */
export interface Form {
	readonly operation: string;
	readonly job: string;
	/** For a person: "Remove Background". */
	readonly title: string;
	/** Empty where the job has one model only. */
	readonly model: string;
	/** Behind "More Models". */
	readonly older: boolean;
	/** Whether its prompt can be seen expanded before anything is spent. */
	readonly expands: boolean;
	readonly fields: readonly FormField[];
}

interface FieldBase {
	readonly name: string;
	readonly title: string;
	readonly required: boolean;
	/** In sight at once; the others are folded away. */
	readonly common: boolean;
}

/** A value of a choice; `shape`: width and height of what it stands for, in any unit. */
export interface FormChoice {
	readonly value: string;
	readonly label: string;
	readonly shape?: readonly [width: number, height: number];
}

export type FormField = FieldBase &
	(
		| { readonly kind: 'text'; readonly multiline: boolean }
		| {
				readonly kind: 'integer';
				readonly minimum?: number;
				readonly maximum?: number;
				readonly default?: number;
		  }
		| { readonly kind: 'boolean'; readonly default: boolean }
		| {
				readonly kind: 'choice';
				/** Ratios are drawn, sizes grouped by their shape, many words searched. */
				readonly look: 'words' | 'manyWords' | 'ratios' | 'sizes';
				readonly values: readonly FormChoice[];
				readonly default?: string;
		  }
		/** One of the account's custom models. */
		| { readonly kind: 'model' }
		/** A text in JSON. */
		| { readonly kind: 'json' }
		| { readonly kind: 'texts'; readonly maxItems: number; readonly hint?: string }
		| { readonly kind: 'images'; readonly maxItems: number }
		| {
				/** Its value is the image that it is painted on. */
				readonly kind: 'mask';
				/** The field of that image. */
				readonly of: string;
				readonly marks: 'changed' | 'removed' | 'character';
		  }
		| { readonly kind: 'palette'; readonly names: readonly FormChoice[]; readonly maxColors: number }
	);

/** A call that was made from here, and what it yielded. `Card`: an entry of History. */
export interface CallRow<Card> {
	readonly handle: string;
	/** "Generate 3.0" */
	readonly title: string;
	readonly prompt: string;
	readonly images: number;
	/** Milliseconds since the epoch. */
	readonly started: number;
	readonly state: 'queued' | 'underWay' | 'arriving' | 'done' | 'failed' | 'unknown';
	/** What it cost, labelled for what it is, once that is known. */
	readonly cost: string | null;
	/** What went wrong, in a sentence with what to do. */
	readonly message: string | null;
	readonly results: readonly Card[];
}
