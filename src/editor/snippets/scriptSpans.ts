import { endOfRegex, endOfString, lineEnd } from './comments.ts';

/** What is no code in a script. Offsets in UTF-16 units, `end` exclusive. */
export interface ScriptSpan {
	readonly start: number;
	readonly end: number;
	readonly kind: 'comment' | '"' | "'" | '`';
}

/**
 * The strings and comments of JavaScript or TypeScript between two offsets, in their order. The quote of a
 * string that its line leaves open is an apostrophe in text, and none. Linear time.
 */
export function* scriptSpans(text: string, from: number, to: number): Generator<ScriptSpan> {
	const opener = /["'`]|\/\*|\/\/|\//g;
	const unclosed = new Map<string, number>();
	opener.lastIndex = from;
	for (let match = opener.exec(text); match !== null && match.index < to; match = opener.exec(text)) {
		const [opening] = match;
		const start = match.index;
		if (opening === '/') {
			opener.lastIndex = endOfRegex(text, start);
			continue;
		}
		const end = opening.startsWith('/')
			? endOfComment(text, start, opening)
			: endOfString(text, start, opening, unclosed);
		opener.lastIndex = end;
		const isApostrophe = end === start + 1;
		const isAddress = opening === '//' && text.charAt(start - 1) === ':';
		if (isAddress) {
			opener.lastIndex = start + 2;
		} else if (!isApostrophe) {
			yield { start, end, kind: opening.startsWith('/') ? 'comment' : (opening as '"' | "'" | '`') };
		}
	}
}

function endOfComment(text: string, start: number, opening: string): number {
	if (opening === '//') {
		return lineEnd(text, start);
	}
	const close = text.indexOf('*/', start + 2);
	return close < 0 ? text.length : close + 2;
}
