import { lineEnd, lineStart } from './comments.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, pathOnOneLine, plainPath, urlFor } from './language.ts';
import { fromTemplate } from './template.ts';
import { yamlDoubleQuoted, yamlScalar, yamlSingleQuoted } from './yamlText.ts';

/** YAML: the path as a scalar, in quotes where it needs them, or within one. */
export function yamlSnippet(request: SnippetRequest): Snippet {
	const { text, offset } = request;
	const path = plainPath(request);
	switch (yamlPlaceAt(text, offset)) {
		case '"':
			return oneEdit(request, yamlDoubleQuoted(path));
		case "'":
			return oneEdit(request, yamlSingleQuoted(pathOnOneLine(request)));
		case 'text':
			return oneEdit(request, pathOnOneLine(request));
		case 'scalar':
			// Further on in a plain scalar nothing can be quoted, and an address holds nothing that ends it.
			return oneEdit(request, urlFor(request));
		case 'value': {
			const value = fromTemplate(request, 'yaml') ?? oneEdit(request, yamlScalar(path));
			const isTouching = /[:?-]/.test(text.charAt(offset - 1));
			return isTouching ? oneEdit(request, ` ${value.edits[0]?.text ?? ''}`) : value;
		}
	}
}

/** `text`: a comment or a block of lines, where nothing is escaped; `scalar`: behind the start of a plain one. */
type Place = '"' | "'" | 'text' | 'scalar' | 'value';

/** What stands around the offset. */
export function yamlPlaceAt(text: string, offset: number): Place {
	// Whether a value may begin here, and how many brackets are open.
	let mayBegin = true;
	let depth = 0;
	let at = 0;
	while (at < offset) {
		const character = text.charAt(at);
		const isLineStart = at === 0 || text.charAt(at - 1) === '\n';
		const isApart = /\s/.test(text.charAt(at + 1)) || at + 1 >= Math.min(offset, text.length);
		if (character === '#' && (isLineStart || /\s/.test(text.charAt(at - 1)))) {
			at = lineEnd(text, at);
			if (offset <= at) {
				return 'text';
			}
		} else if (mayBegin && (character === '"' || character === "'")) {
			at = endOfQuoted(text, at, character);
			if (offset < at) {
				return character;
			}
			mayBegin = false;
		} else if (mayBegin && depth === 0 && isBlockHeader(text, at)) {
			const header = lineEnd(text, at);
			at = endOfBlock(text, at);
			if (header < offset && offset <= at) {
				return 'text';
			}
		} else if (mayBegin && (character === '&' || character === '!')) {
			at += /^\S+/.exec(text.slice(at, offset))?.[0].length ?? 1;
		} else if (isLineStart && /^(?:---|\.\.\.)(?=\s|$)/.test(text.slice(at, at + 4))) {
			at += 3;
		} else {
			mayBegin =
				character === '\n' ||
				(/[ \t\r]/.test(character) && mayBegin) ||
				(/[[{]/.test(character) && mayBegin) ||
				(character === ',' && depth > 0) ||
				(character === ':' && isApart) ||
				(/[-?]/.test(character) && isApart && mayBegin);
			depth += /[[{]/.test(character) && mayBegin ? 1 : /[\]}]/.test(character) && depth > 0 ? -1 : 0;
			at++;
		}
	}
	return mayBegin ? 'value' : 'scalar';
}

/** `|` or `>`, whose text is the further lines. */
function isBlockHeader(text: string, at: number): boolean {
	return /^[|>][-+0-9]{0,2}[ \t]*(?: #.*)?$/.test(text.slice(at, Math.min(lineEnd(text, at), at + 200)));
}

/** Behind the last line that is further in than the one with the header. */
function endOfBlock(text: string, header: number): number {
	const indentAt = (start: number) => /^ */.exec(text.slice(start, start + 200))?.[0].length ?? 0;
	const outer = indentAt(lineStart(text, header));
	let end = lineEnd(text, header);
	for (let feed = text.indexOf('\n', end); feed >= 0; feed = text.indexOf('\n', end)) {
		const next = lineEnd(text, feed + 1);
		const isBlank = text.slice(feed + 1, next).trim() === '';
		if (!isBlank && indentAt(feed + 1) <= outer) {
			break;
		}
		end = next;
	}
	return end;
}

/** Behind the closing quote, or behind the text where there is none. */
function endOfQuoted(text: string, start: number, quote: '"' | "'"): number {
	for (let at = start + 1; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === '\\' && quote === '"') {
			at++;
		} else if (character === quote) {
			const isEscaped = quote === "'" && text.charAt(at + 1) === "'";
			if (!isEscaped) {
				return at + 1;
			}
			at++;
		}
	}
	return text.length + 1;
}
