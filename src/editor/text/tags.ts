import type { Source } from './source.ts';
import { matchAt, skipSpace } from './source.ts';

export interface Attribute {
	/** As written. */
	readonly name: string;
	readonly start: number;
	readonly end: number;
	/** `undefined` for a name alone. */
	readonly value: AttributeValue | undefined;
}

export interface AttributeValue {
	/** '{' around an expression; empty if there is none. */
	readonly quote: '"' | "'" | '`' | '{' | '';
	/** Within the quotes. */
	readonly start: number;
	readonly end: number;
}

export interface Tag {
	readonly name: string;
	readonly start: number;
	readonly end: number;
	readonly nameEnd: number;
	readonly attributes: readonly Attribute[];
	readonly isSelfClosing: boolean;
	/** Whether attributes come from an expression that is not written here. */
	readonly hasSpread: boolean;
}

/** How tags are written. */
export interface TagGrammar {
	/** Whether what is no tag by the book is text; HTML makes a tag of anything. */
	readonly isStrict: boolean;
	/** Reads an expression in braces: from behind the opening brace to the closing one; the limit if none closes it. */
	readonly expression: ((from: number) => number) | undefined;
}

/** A tag, or how far the text was read that turned out to be none. */
export type TagResult =
	| { readonly tag: Tag; readonly end: number }
	| { readonly tag: undefined; readonly end: number };

/** Reads the opening tag whose `<` is at `start`; one that the text ends in is none. */
export function readTag(source: Source, start: number, limit: number, grammar: TagGrammar): TagResult {
	const { text } = source;
	const { expression, isStrict } = grammar;
	const name = matchAt(isStrict ? STRICT_NAME : LOOSE_NAME, text, start + 1) ?? '';
	const attributes: Attribute[] = [];
	let hasSpread = false;
	const nameEnd = start + 1 + name.length;
	let at = nameEnd;
	if (name === '') {
		return { tag: undefined, end: start + 1 };
	}
	while (at < limit) {
		const spaced = skipSpace(text, at);
		const isApart = spaced > at;
		at = spaced;
		const character = text.charAt(at);
		const isSelfClosing = character === '/' && text.charAt(at + 1) === '>';
		if (at < limit && (character === '>' || isSelfClosing)) {
			const end = at + (isSelfClosing ? 2 : 1);
			const tag = { name, start, end, nameEnd, attributes, isSelfClosing, hasSpread };
			return end <= limit ? { tag, end } : { tag: undefined, end: limit };
		}
		if (character === '/' && !isStrict) {
			at++;
			continue;
		}
		if (expression !== undefined && isStrict && /^\/[*/]/.test(text.slice(at, at + 2))) {
			const closing = text.charAt(at + 1) === '*' ? '*/' : '\n';
			const close = source.find(closing, at + 2);
			at = close < 0 ? limit : close + closing.length;
			continue;
		}
		if (expression !== undefined && character === '{') {
			const close = expression(at + 1);
			const inner = text.slice(at + 1, close).trim();
			hasSpread ||= inner.startsWith('...');
			if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(inner)) {
				const value = { quote: '{' as const, start: at + 1, end: close };
				attributes.push({ name: inner, start: at, end: close + 1, value });
			}
			at = close + 1;
			continue;
		}
		const key =
			isStrict && !isApart && expression === undefined ? undefined : attributeName(text, at, grammar);
		if (key === undefined) {
			return { tag: undefined, end: Math.min(at, limit) };
		}
		const attribute = readAttribute(source, at, key, limit, grammar);
		if (attribute === undefined) {
			return { tag: undefined, end: at + key.length };
		}
		hasSpread ||= key === 'v-bind';
		attributes.push(attribute);
		at = attribute.end;
	}
	return { tag: undefined, end: limit };
}

/** An attribute by its name in lower case; of several, the one that counts in HTML. */
export function attributeOf(tag: Tag, name: string): Attribute | undefined {
	return tag.attributes.find((attribute) => attribute.name.toLowerCase() === name);
}

const LOOSE_NAME = /[A-Za-z][^\s/>]*/y;
const STRICT_NAME = /[\p{ID_Start}$_][\p{ID_Continue}$.:-]*/uy;
const LOOSE_ATTRIBUTE = /[^\s/>][^\s/>=]*/y;
const LOOSE_ATTRIBUTE_BEFORE_BRACE = /[^\s/>{][^\s/>={]*/y;
const STRICT_ATTRIBUTE = /[A-Za-z_:$][\w.:$-]*/y;

function attributeName(text: string, at: number, { isStrict, expression }: TagGrammar): string | undefined {
	const loose = expression === undefined ? LOOSE_ATTRIBUTE : LOOSE_ATTRIBUTE_BEFORE_BRACE;
	return matchAt(isStrict ? STRICT_ATTRIBUTE : loose, text, at);
}

function readAttribute(
	source: Source,
	start: number,
	name: string,
	limit: number,
	{ isStrict, expression }: TagGrammar,
): Attribute | undefined {
	const { text, find } = source;
	const nameEnd = start + name.length;
	const sign = skipSpace(text, nameEnd);
	if (text.charAt(sign) !== '=' || sign >= limit) {
		return { name, start, end: nameEnd, value: undefined };
	}
	const from = skipSpace(text, sign + 1);
	const quote = text.charAt(from);
	if (quote === '"' || quote === "'" || (quote === '`' && expression !== undefined)) {
		const close = find(quote, from + 1);
		const isClosed = close >= 0 && close < limit;
		const end = isClosed ? close : limit;
		const value = { quote, start: from + 1, end } as const;
		return isClosed || !isStrict ? { name, start, end: end + 1, value } : undefined;
	}
	if (quote === '{' && expression !== undefined) {
		const close = expression(from + 1);
		const rest = isStrict || close >= limit ? undefined : matchAt(/[^\s/>]+/y, text, close + 1);
		return rest === undefined
			? { name, start, end: close + 1, value: { quote: '{', start: from + 1, end: close } }
			: unquoted(name, start, from, close + 1 + rest.length);
	}
	const word = matchAt(isStrict ? /[^\s"'=<>`]+/y : /[^\s>]+/y, text, from);
	return word === undefined && isStrict ? undefined : unquoted(name, start, from, from + (word?.length ?? 0));
}

function unquoted(name: string, start: number, from: number, end: number): Attribute {
	return { name, start, end, value: { quote: '', start: from, end } };
}
