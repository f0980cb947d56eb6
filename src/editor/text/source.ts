import type { TextRange } from './reference.ts';

/** A stretch of text that is scanned as one, such as a paragraph of a quotation without its markers. */
export interface Source {
	readonly text: string;
	/** `indexOf`, which never searches a stretch twice if it is asked from further and further on. */
	readonly find: (needle: string, from: number) => number;
	/** Where a range of this text is in the document. */
	readonly place: (start: number, end: number) => TextRange;
}

/** A whole document. */
export function wholeSource(text: string): Source {
	return { text, find: finder(text), place: (start, end) => ({ start, end }) };
}

/** Ranges of a document, one line each, joined by line feeds. */
export function joinedSource(document: string, lines: readonly TextRange[]): Source {
	const starts: number[] = [];
	let length = 0;
	for (const line of lines) {
		starts.push(length);
		length += line.end - line.start + 1;
	}
	const text = lines.map(({ start, end }) => document.slice(start, end)).join('\n');
	const offsetOf = (index: number): number => {
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if ((starts[middle] ?? 0) <= index) {
				low = middle;
			} else {
				high = middle - 1;
			}
		}
		return (lines[low]?.start ?? 0) + index - (starts[low] ?? 0);
	};
	const place = (from: number, to: number) => {
		const start = offsetOf(from);
		return { start, end: to > from ? offsetOf(to - 1) + 1 : start };
	};
	return { text, find: finder(text), place };
}

/** What a sticky expression matches at an offset. */
export function matchAt(sticky: RegExp, text: string, at: number): string | undefined {
	sticky.lastIndex = at;
	return sticky.exec(text)?.[0];
}

/** Behind the white space. */
export function skipSpace(text: string, from: number): number {
	return from + (matchAt(/\s+/y, text, from)?.length ?? 0);
}

/** Behind the closing quote; a string that is not closed ends with its line. */
export function endOfString(text: string, start: number, limit: number): number {
	const quote = text.charAt(start);
	for (let at = start + 1; at < limit; at++) {
		const character = text.charAt(at);
		if (character === '\\') {
			at++;
		} else if (character === quote) {
			return at + 1;
		} else if (character === '\n') {
			return at;
		}
	}
	return limit;
}

function finder(text: string): Source['find'] {
	const known = new Map<string, { readonly from: number; readonly at: number }>();
	return (needle, from) => {
		const last = known.get(needle);
		if (last !== undefined && from >= last.from && (last.at < 0 || from <= last.at)) {
			return last.at;
		}
		const at = text.indexOf(needle, from);
		known.set(needle, { from, at });
		return at;
	};
}
