import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, pathOnOneLine, plainPath } from './language.ts';
import { jsString } from './modules.ts';
import { fromTemplate } from './template.ts';

/** JSON, with comments or without: the path as a string, or within one. */
export function jsonSnippet(request: SnippetRequest): Snippet {
	const literal = jsString(plainPath(request));
	switch (placeAt(request)) {
		case 'comment':
			return oneEdit(request, pathOnOneLine(request));
		case 'string':
			return oneEdit(request, literal.slice(1, -1));
		case 'value':
			return fromTemplate(request, 'json') ?? oneEdit(request, literal);
	}
}

// A string that its line leaves open is still being typed.
const STRING = '"(?:\\\\.|[^"\\\\\\r\\n])*(?:"|$)';
const COMMENT = '//.*|/\\*[^]*?(?:\\*/|$(?![^]))';

function placeAt({ text, offset, languageId }: SnippetRequest): 'comment' | 'string' | 'value' {
	const token = new RegExp(languageId === 'jsonc' ? `${STRING}|${COMMENT}` : STRING, 'gm');
	for (let match = token.exec(text); match !== null && match.index < offset; match = token.exec(text)) {
		const [found] = match;
		const end = match.index + found.length;
		const isComment = found.startsWith('/');
		const isOpen = isComment ? found.startsWith('//') : found.length === 1 || !found.endsWith('"');
		if (offset < end || (isOpen && offset === end)) {
			return isComment ? 'comment' : 'string';
		}
	}
	return 'value';
}
