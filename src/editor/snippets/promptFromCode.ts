import type { CommentSyntax } from './commentSyntax.ts';
import { commentSyntaxOf } from './commentSyntax.ts';
import type { CommentSpan } from './comments.ts';
import { commentAt, isBlank, lineEnd, lineStart, literally } from './comments.ts';

/** A prompt found in a document, and where the image made of it goes. Offsets in UTF-16 units. */
export interface PromptPlace {
	/** On one line, trimmed; empty if the document offers none. */
	readonly prompt: string;
	readonly insertAt: number;
	/** Whether a line break and `indent` go before what is inserted. */
	readonly newLine: boolean;
	/** The spaces and tabs that start the prompt's line. */
	readonly indent: string;
}

interface Source {
	readonly languageId: string;
	/** The whole document. */
	readonly text: string;
	readonly selectionStart: number;
	readonly selectionEnd: number;
}

/**
 * The prompt at the selection: the selected text, without the markers if it is a comment; else the comment
 * in or right behind which the cursor stands. The image goes behind it, and never into a comment.
 */
export function promptAt(source: Source): PromptPlace {
	const { text, selectionStart, selectionEnd } = source;
	const syntax = commentSyntaxOf(source.languageId);
	if (selectionEnd > selectionStart) {
		return promptOfSelection(source, syntax);
	}
	const comment = syntax && wholeCommentAt(text, selectionStart, syntax);
	if (syntax === undefined || comment === undefined) {
		return { prompt: '', insertAt: selectionStart, newLine: false, indent: indentAt(text, selectionStart) };
	}
	const prompt = withoutMarkers(text.slice(comment.start, comment.end), comment, syntax);
	return { prompt, ...behind(text, comment) };
}

function promptOfSelection(source: Source, syntax: CommentSyntax | undefined): PromptPlace {
	const { text, selectionStart, selectionEnd } = source;
	const selected = text.slice(selectionStart, selectionEnd);
	const start = selectionStart + selected.length - selected.trimStart().length;
	const end = selectionStart + selected.trimEnd().length;
	if (start >= end) {
		const indent = indentAt(text, selectionEnd);
		return { prompt: '', insertAt: selectionEnd, newLine: false, indent };
	}

	const comment = syntax && commentOver(text, start, end, syntax);
	const content = text.slice(start, end);
	const prompt = syntax && comment ? withoutMarkers(content, comment, syntax) : onOneLine(content);
	const around = syntax && commentAt(text, end, syntax);
	if (around !== undefined && end < around.end) {
		return { prompt, ...behind(text, around) };
	}
	const rest = lineEnd(text, end);
	const isToLineEnd = isBlank(text.slice(end, rest));
	return {
		prompt,
		insertAt: isToLineEnd ? rest : selectionEnd,
		newLine: isToLineEnd,
		indent: indentAt(text, start),
	};
}

/** The comment that the range lies in or consists of; line comments below each other are one. */
function commentOver(
	text: string,
	start: number,
	end: number,
	syntax: CommentSyntax,
): CommentSpan | undefined {
	const comment = wholeCommentAt(text, Math.min(start + 2, end), syntax);
	return comment !== undefined && comment.start <= start && end <= comment.end ? comment : undefined;
}

function wholeCommentAt(text: string, offset: number, syntax: CommentSyntax): CommentSpan | undefined {
	const comment = commentAt(text, offset, syntax);
	const [marker = ''] = comment?.markers ?? [];
	if (comment?.kind !== 'line' || !startsItsLine(text, comment.start)) {
		return comment;
	}
	let { start, end } = comment;
	for (let above = lineStart(text, start); above > 0; ) {
		above = lineStart(text, above - 1);
		const content = firstOfLine(text, above);
		const isShebang = content === 0 && text.startsWith('#!');
		if (!text.startsWith(marker, content) || isShebang) {
			break;
		}
		start = content;
	}
	for (let below = text.indexOf('\n', end); below >= 0; below = text.indexOf('\n', end)) {
		const content = firstOfLine(text, below + 1);
		if (!text.startsWith(marker, content)) {
			break;
		}
		end = lineEnd(text, content);
	}
	return { ...comment, start, end };
}

function behind(text: string, comment: CommentSpan): Omit<PromptPlace, 'prompt'> {
	const rest = lineEnd(text, comment.end);
	return {
		// What follows a comment on its line may close the element that the comment is in.
		insertAt: isBlank(text.slice(comment.end, rest)) ? rest : comment.end,
		newLine: true,
		indent: indentAt(text, comment.start),
	};
}

function withoutMarkers(content: string, { kind, markers }: CommentSpan, syntax: CommentSyntax): string {
	if (kind === 'line') {
		const marker = new RegExp(`^\\s*(?:${syntax.line.map(repeatable).join('|')})!?`);
		return onOneLine(content.replace(/[^\r\n]+/g, (line) => line.replace(marker, '')));
	}
	const [open = '', close = ''] = markers;
	const inner = content.slice(
		content.startsWith(open) ? open.length : 0,
		content.endsWith(close) ? -close.length : undefined,
	);
	const hasStars = open.endsWith('/*');
	return onOneLine(hasStars ? inner.replace(/^[ \t]*\*+/gm, '').replace(/\*+$/, '') : inner);
}

/** Doc comments repeat the last character of their marker. */
function repeatable(marker: string): string {
	return `${literally(marker)}${literally(marker.slice(-1))}*`;
}

function onOneLine(text: string): string {
	return text
		.split(/[\r\n\u2028\u2029]+/)
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join(' ');
}

function startsItsLine(text: string, offset: number): boolean {
	return isBlank(text.slice(lineStart(text, offset), offset));
}

function firstOfLine(text: string, start: number): number {
	return start + indentAt(text, start).length;
}

function indentAt(text: string, offset: number): string {
	const indent = /[ \t]*/y;
	indent.lastIndex = lineStart(text, offset);
	return indent.exec(text)?.[0] ?? '';
}
