import { lineEnd } from './comments.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, pathOnOneLine, plainPath } from './language.ts';
import { jsString } from './modules.ts';
import { fromTemplate } from './template.ts';

/** JSON, with comments or without: the path as a string, or within one. */
export function jsonSnippet(request: SnippetRequest): Snippet {
	const literal = jsString(plainPath(request));
	switch (jsonPlaceAt(request)) {
		case 'comment':
			return oneEdit(request, pathOnOneLine(request));
		case 'string':
			return oneEdit(request, literal.slice(1, -1));
		case 'value':
			return fromTemplate(request, 'json') ?? oneEdit(request, literal);
	}
}

/** What stands around the offset. */
export function jsonPlaceAt({
	text,
	offset,
	languageId,
}: Pick<SnippetRequest, 'text' | 'offset' | 'languageId'>): 'comment' | 'string' | 'value' {
	const token = languageId === 'jsonc' ? /"|\/\/|\/\*/g : /"/g;
	for (let match = token.exec(text); match !== null && match.index < offset; match = token.exec(text)) {
		const [opening] = match;
		const end =
			opening === '"'
				? endOfString(text, match.index)
				: opening === '//'
					? lineEnd(text, match.index) + 1
					: endOfBlock(text, match.index);
		if (offset < end) {
			return opening === '"' ? 'string' : 'comment';
		}
		token.lastIndex = end;
	}
	return 'value';
}

/** Behind the closing quote, or behind the line that leaves it open: the string is still being typed. */
function endOfString(text: string, start: number): number {
	const end = lineEnd(text, start);
	for (let at = start + 1; at < end; at++) {
		if (text.charAt(at) === '\\') {
			at++;
		} else if (text.charAt(at) === '"') {
			return at + 1;
		}
	}
	return end + 1;
}

function endOfBlock(text: string, start: number): number {
	const close = text.indexOf('*/', start + 2);
	return close < 0 ? text.length + 1 : close + 2;
}
