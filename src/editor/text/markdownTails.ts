import { decodeEntities } from './entities.ts';
import type { TextRange } from './reference.ts';
import type { Source } from './source.ts';
import { matchAt } from './source.ts';

/** Where a link or image leads. Offsets are those of the source. */
export interface Destination {
	readonly range: TextRange;
	/** Decoded, but for percent-encoding. */
	readonly url: string;
	readonly title: string | undefined;
	/** Behind all of it. */
	readonly end: number;
}

/** Reads `(url "title")` at an offset. CommonMark 0.31, section 6.3. */
export function readInlineTail(source: Source, start: number): Destination | undefined {
	const { text } = source;
	if (text.charAt(start) !== '(') {
		return undefined;
	}
	const from = skip(text, start + 1);
	const isEmpty = text.charAt(from) === ')';
	const target = isEmpty ? { range: { start: from, end: from }, end: from } : readTarget(text, from);
	if (target === undefined) {
		return undefined;
	}
	const afterTarget = skip(text, target.end);
	const title = afterTarget > target.end ? readTitle(source, afterTarget) : undefined;
	const close = skip(text, title?.end ?? afterTarget);
	const { range } = target;
	const url = unescapeMarkdown(text.slice(range.start, range.end));
	return text.charAt(close) === ')' ? { range, url, title: title?.text, end: close + 1 } : undefined;
}

/** A destination that a reference can name: `[label]: url "title"`. */
export interface LabelledDestination extends Destination {
	readonly label: string;
}

/** Reads the definition that starts at an offset, at the beginning of a paragraph. */
export function readDefinition(source: Source, start: number): LabelledDestination | undefined {
	const { text } = source;
	const opening = matchAt(/\[(?:\\.|[^\\[\]]){1,999}\]:/y, text, start);
	const label = normalizeLabel(opening?.slice(1, -2) ?? '');
	const target = opening === undefined ? undefined : readTarget(text, skip(text, start + opening.length));
	if (target === undefined || label === '') {
		return undefined;
	}
	const { range } = target;
	const rest = { label, range, url: unescapeMarkdown(text.slice(range.start, range.end)) };
	const afterTarget = skip(text, target.end);
	const title = afterTarget > target.end ? readTitle(source, afterTarget) : undefined;
	const lineEnd = title && endOfLine(text, title.end);
	if (title !== undefined && lineEnd !== undefined) {
		return { ...rest, title: title.text, end: lineEnd };
	}
	const end = endOfLine(text, target.end);
	return end === undefined ? undefined : { ...rest, title: undefined, end };
}

/** Labels that mean the same are the same. */
export function normalizeLabel(label: string): string {
	return label
		.replace(/[ \t\r\n]+/g, ' ')
		.trim()
		.toLowerCase()
		.toUpperCase();
}

/** What a reader sees of text with escapes and character references. */
export function unescapeMarkdown(raw: string): string {
	return raw
		.split(/(\\[!-/:-@[-`{-~])/)
		.map((part, index) => (index % 2 === 1 ? part.slice(1) : decodeEntities(part)))
		.join('');
}

function skip(text: string, from: number): number {
	return from + (matchAt(/[ \t\r\n]+/y, text, from)?.length ?? 0);
}

function endOfLine(text: string, from: number): number | undefined {
	const rest = matchAt(/[ \t]*(?:\n|$)/y, text, from);
	return rest === undefined ? undefined : from + rest.length;
}

function readTarget(
	text: string,
	start: number,
): { readonly range: TextRange; readonly end: number } | undefined {
	const pointed = matchAt(/<(?:\\.|[^<>\\\n])*>/y, text, start);
	if (pointed !== undefined) {
		const end = start + pointed.length;
		return { range: { start: start + 1, end: end - 1 }, end };
	}
	const end = text.charAt(start) === '<' ? start : endOfBareTarget(text, start);
	return end === start ? undefined : { range: { start, end }, end };
}

/** No address by hand is longer but one that holds its image; hostile text shall not cost its square in time. */
const MAX_TARGET = 4096;

function endOfBareTarget(text: string, start: number): number {
	const isData = text.startsWith('data:', start);
	const limit = isData ? text.length : Math.min(text.length, start + MAX_TARGET);
	let depth = 0;
	for (let at = start; at < limit; at++) {
		const character = text.charAt(at);
		if (character === '\\' && /[!-/:-@[-`{-~]/.test(text.charAt(at + 1))) {
			at++;
		} else if (character === '(') {
			depth++;
		} else if (character === ')' && depth-- === 0) {
			return at;
		} else if (character <= ' ' || character === '\u007f' || depth > 32) {
			return depth === 0 ? at : start;
		}
	}
	return limit === text.length && depth === 0 ? limit : start;
}

function readTitle(
	source: Source,
	start: number,
): { readonly text: string; readonly end: number } | undefined {
	const { text, find } = source;
	const open = text.charAt(start);
	const close = open === '(' ? ')' : open === '"' || open === "'" ? open : undefined;
	if (close === undefined || find(close, start + 1) < 0) {
		return undefined;
	}
	let at = start + 1;
	while (at < text.length && text.charAt(at) !== close) {
		if (open === '(' && text.charAt(at) === '(') {
			return undefined;
		}
		at += text.charAt(at) === '\\' ? 2 : 1;
	}
	return at < text.length ? { text: unescapeMarkdown(text.slice(start + 1, at)), end: at + 1 } : undefined;
}
