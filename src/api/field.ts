import type * as v from 'valibot';

/** An image file as it is uploaded. */
export interface ImageFile {
	/** File name without folders, as the API sees it. */
	readonly name: string;
	readonly bytes: Uint8Array;
	/** Where it came from, for the ledger; never sent. */
	readonly path?: string;
	/** SHA-256 of the file at `path`, where another one was made of it to be sent; for the ledger. */
	readonly fileSha256?: string;
}

interface FieldBase {
	/** What a person reads. */
	readonly title: string;
	readonly required?: boolean;
	/** The API's name, where it is not the field's own name in snake case. */
	readonly wire?: string;
	/** The API takes an explicit null. */
	readonly nullable?: boolean;
}

export interface TextField extends FieldBase {
	readonly kind: 'text';
	readonly pattern?: RegExp;
	readonly multiline?: boolean;
	/** What the pattern allows, in words. */
	readonly allowed?: string;
}

export interface IntegerField extends FieldBase {
	readonly kind: 'integer';
	readonly minimum?: number;
	readonly maximum?: number;
	readonly default?: number;
}

export interface BooleanField extends FieldBase {
	readonly kind: 'boolean';
	readonly default?: boolean;
}

export interface ChoiceField extends FieldBase {
	readonly kind: 'choice';
	readonly values: readonly string[];
	readonly default?: string;
}

/** A structured value, sent as one JSON part. */
export interface JsonField extends FieldBase {
	readonly kind: 'json';
	readonly schema: v.GenericSchema;
}

/** A mask has the size of its image. */
export interface MaskOf {
	/** The field of the image it belongs to. */
	readonly of: string;
	/** What a person marks with it. */
	readonly marks: 'changed' | 'removed' | 'character';
	/**
	 * Which colour the API changes; it then must have both. In the product black
	 * changes, always: where the API means white, the mask is inverted on its way.
	 */
	readonly changes?: 'black' | 'white';
}

export interface ImageField extends FieldBase {
	readonly kind: 'image';
	readonly mask?: MaskOf;
}

/** Repeats its item's wire name, once per value. */
export interface ListField extends FieldBase {
	readonly kind: 'list';
	readonly item: TextField | ChoiceField | ImageField;
	readonly maxItems?: number;
}

export type Field =
	| TextField
	| IntegerField
	| BooleanField
	| ChoiceField
	| JsonField
	| ImageField
	| ListField;

export type Fields = Readonly<Record<string, Field>>;

/** The type of a field's value, from its definition. */
export type ValueOf<F> = F extends { kind: 'choice'; values: readonly (infer V)[] }
	? V
	: F extends { kind: 'text' }
		? string
		: F extends { kind: 'integer' }
			? number
			: F extends { kind: 'boolean' }
				? boolean
				: F extends { kind: 'json'; schema: infer S extends v.GenericSchema }
					? v.InferOutput<S>
					: F extends { kind: 'image' }
						? ImageFile
						: F extends { kind: 'list'; item: infer I }
							? readonly ValueOf<I>[]
							: never;

type RequiredNames<Fs extends Fields> = {
	[K in keyof Fs]: Fs[K] extends { required: true } ? K : never;
}[keyof Fs];

/** The input of an operation, from its fields. */
export type InputOf<Fs extends Fields> = {
	readonly [K in RequiredNames<Fs>]: ValueOf<Fs[K]>;
} & {
	readonly [K in Exclude<keyof Fs, RequiredNames<Fs>>]?: ValueOf<Fs[K]>;
};

/** The name a field has on the wire. */
export function wireName(name: string, field: Field): string {
	return field.wire ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
