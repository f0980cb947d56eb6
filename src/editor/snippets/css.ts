import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { fromTemplate } from './template.ts';

/**
 * CSS, SCSS and Less: a declaration between declarations, else `url("…")`, else the bare address.
 *
 * @param block the style sheet within a longer document, and the language that it is said to be
 */
export function cssSnippet(
	request: SnippetRequest,
	block?: { readonly start: number; readonly lang?: string | undefined },
): Snippet {
	const lang = block ? block.lang : request.languageId;
	const place = placeAt(request.text, block?.start ?? 0, request.offset, lang === 'scss' || lang === 'less');
	const url = urlFor(request);
	switch (place) {
		case 'address':
			return oneEdit(request, url);
		case 'declaration':
			return (
				(block ? undefined : fromTemplate(request, 'css')) ??
				oneEdit(request, `background-image: url("${url}");`)
			);
		case 'value':
			return oneEdit(request, `url("${url}")`);
	}
}

/** Blocks that hold rules, and declarations only where a rule is around them. */
const GROUPING_RULE =
	/^@(?:-\w+-)?(?:media|supports|layer|container|document|scope|starting-style|keyframes)\b/i;

const URL_OPENING = /url\(\s*(["']?)/iy;

/** What may stand at `offset`: within an address, a whole declaration, or (also by default) a value. */
function placeAt(
	text: string,
	start: number,
	offset: number,
	hasLineComments: boolean,
): 'address' | 'declaration' | 'value' {
	const blocks: boolean[] = [];
	// Where the selector or declaration began that is not yet finished.
	let begun: number | undefined;
	let at = start;
	while (at < offset) {
		const character = text.charAt(at);
		if (text.startsWith('/*', at)) {
			at = endAfter(text, '*/', at + 2);
			if (at > offset) {
				return 'value';
			}
			continue;
		}
		if (hasLineComments && text.startsWith('//', at)) {
			const end = text.indexOf('\n', at);
			if (end < 0 || end >= offset) {
				return 'value';
			}
			at = end;
			continue;
		}
		URL_OPENING.lastIndex = at;
		const url = URL_OPENING.exec(text);
		if (url !== null || character === '"' || character === "'") {
			begun ??= at;
			const opening = url?.[0] ?? character;
			at = endOfAddress(text, at + opening.length, url === null ? character : (url[1] ?? ''));
			if (at > offset) {
				return 'address';
			}
			continue;
		}
		if (text.startsWith('#{', at) || text.startsWith('@{', at)) {
			begun ??= at;
			at = endAfter(text, '}', at + 2);
			continue;
		}
		at++;
		if (character === '{') {
			const isAroundRules = begun !== undefined && GROUPING_RULE.test(text.slice(begun, begun + 40));
			blocks.push(!isAroundRules || blocks.at(-1) === true);
			begun = undefined;
		} else if (character === '}') {
			blocks.pop();
			begun = undefined;
		} else if (character === ';') {
			begun = undefined;
		} else if (character.trim() !== '') {
			begun ??= at - 1;
		}
	}
	return blocks.at(-1) === true && begun === undefined && at === offset ? 'declaration' : 'value';
}

/** Behind the closing quote, or behind the parenthesis of an address without quotes, or at the line's end. */
function endOfAddress(text: string, from: number, quote: string): number {
	for (let at = from; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === '\\') {
			at++;
		} else if (character === (quote || ')')) {
			return at + 1;
		} else if (character === '\n') {
			return at + 1;
		}
	}
	return text.length + 1;
}

function endAfter(text: string, closing: string, from: number): number {
	const at = text.indexOf(closing, from);
	return at < 0 ? text.length + 1 : at + closing.length;
}
