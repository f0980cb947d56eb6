import type { CommentSyntax } from './commentSyntax.ts';

/** One comment with its markers. Offsets in UTF-16 units, `end` exclusive, without the line's end. */
export interface CommentSpan {
	readonly start: number;
	readonly end: number;
	readonly kind: 'line' | 'block';
	/** The marker of a line comment; the markers of a block comment, with the braces around it in JSX. */
	readonly markers: readonly string[];
}

/**
 * The comment in which the offset stands, or behind which it stands on the same line with only spaces
 * between; `undefined` in code, in a string, before a comment or in one that never ends. Linear time.
 */
export function commentAt(text: string, offset: number, syntax: CommentSyntax): CommentSpan | undefined {
	const opener = openers(syntax);
	const unclosed = new Map<string, number>();
	opener.lastIndex = 0;
	for (let match = opener.exec(text); match !== null && match.index < offset; match = opener.exec(text)) {
		const span = readComment(text, match.index, match[0], syntax);
		if (span === 'endless') {
			return undefined;
		}
		if (span !== undefined) {
			if (offset <= span.end || (span.kind === 'block' && isBlank(text.slice(span.end, offset)))) {
				return span;
			}
			opener.lastIndex = span.end;
		} else if (syntax.strings.includes(match[0])) {
			opener.lastIndex = endOfString(text, match.index, match[0], unclosed);
		} else if (match[0] === '/') {
			opener.lastIndex = endOfRegex(text, match.index);
		}
	}
	return undefined;
}

/** Where the line around the offset starts. */
export function lineStart(text: string, offset: number): number {
	return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line around the offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
	const feed = text.indexOf('\n', offset);
	const end = feed < 0 ? text.length : feed;
	return end > offset && text.charAt(end - 1) === '\r' ? end - 1 : end;
}

/** Whether there is nothing but spaces and tabs. */
export function isBlank(text: string): boolean {
	return /^[ \t]*$/.test(text);
}

/** Escapes text for use in a regular expression. */
export function literally(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function openers({ block, line, strings, hasRegexLiterals }: CommentSyntax): RegExp {
	// Blocks come first: Lua's begin with the marker of its line comments.
	const all = [...block.map(([open]) => open), ...line, ...strings, ...(hasRegexLiterals ? ['/'] : [])];
	return new RegExp(all.map(literally).join('|') || '(?!)', 'g');
}

function readComment(
	text: string,
	start: number,
	opening: string,
	{ block, line, hasJsxComments = false }: CommentSyntax,
): CommentSpan | 'endless' | undefined {
	const close = block.find(([open]) => open === opening)?.[1];
	if (close !== undefined) {
		const closeAt = text.indexOf(close, start + opening.length);
		const end = closeAt + close.length;
		if (closeAt < 0) {
			return 'endless';
		}
		const isInBraces = text.charAt(start - 1) === '{' && text.charAt(end) === '}';
		return hasJsxComments && isInBraces
			? { start: start - 1, end: end + 1, kind: 'block', markers: [`{${opening}`, `${close}}`] }
			: { start, end, kind: 'block', markers: [opening, close] };
	}
	if (line.includes(opening) && isLineComment(text, start, opening)) {
		return { start, end: lineEnd(text, start), kind: 'line', markers: [opening] };
	}
	return undefined;
}

/** Addresses hold two slashes, colours and shell parameters a hash; neither begins a comment. */
function isLineComment(text: string, start: number, marker: string): boolean {
	const before = text.charAt(start - 1);
	if (marker === '#') {
		return before.trim() === '' && !(start === 0 && text.charAt(1) === '!');
	}
	return marker !== '//' || before !== ':';
}

/**
 * Behind the string, or behind the quote alone where it opens none (an apostrophe in text). `unclosed` holds how far
 * a quote is known to be left open, so that no stretch is searched twice.
 */
export function endOfString(
	text: string,
	start: number,
	quote: string,
	unclosed: Map<string, number>,
): number {
	const from = start + quote.length;
	const mayBreak = quote.length > 1 || quote === '`';
	if (start < (unclosed.get(quote) ?? 0)) {
		return from;
	}
	let at = from;
	for (; at < text.length && (mayBreak || text.charAt(at) !== '\n'); at++) {
		if (text.charAt(at) === '\\' && (mayBreak || text.charAt(at + 1) !== '\n')) {
			at++;
		} else if (text.startsWith(quote, at)) {
			return at + quote.length;
		}
	}
	unclosed.set(quote, at);
	return from;
}

/** No regular expression by hand is longer; without a bound, hostile text would cost its square in time. */
const REGEX_REACH = 500;

/** Behind the regular expression, or behind the slash alone where it divides or closes a tag. */
export function endOfRegex(text: string, start: number): number {
	const before =
		text
			.slice(Math.max(0, start - REGEX_REACH), start)
			.replace(/[ \t]+$/, '')
			.at(-1) ?? '\n';
	if (!'\n(=,:[!&|?{;'.includes(before)) {
		return start + 1;
	}
	const literal = /^\/(?![*/>])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//;
	return start + (literal.exec(text.slice(start, start + REGEX_REACH))?.[0].length ?? 1);
}
