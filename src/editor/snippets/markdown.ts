import { sanitiseAlt } from './altText.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { moduleString } from './modules.ts';
import { isInAttributeValue, isInCssUrl, isInLinkTarget, moduleQuoteAt } from './slot.ts';

/** Markdown and MDX: `![alt](url)`. */
export function markdownSnippet(request: SnippetRequest): Snippet {
	const { text, offset, languageId } = request;
	const isMdx = languageId === 'mdx';
	const quote = isMdx ? moduleQuoteAt(text, offset) : undefined;
	if (quote !== undefined) {
		return oneEdit(request, moduleString(request, quote));
	}
	const takesUrl =
		isInLinkTarget(text, offset) ||
		isInAttributeValue(text, offset) ||
		isInCssUrl(text, offset) ||
		isInFrontMatter(text, offset);
	const url = urlFor(request);
	return oneEdit(request, takesUrl ? url : `![${escapeAlt(sanitiseAlt(request.alt), isMdx)}](${url})`);
}

/** Escapes what is markup to CommonMark, GitHub's tables and formulas or, in MDX, an expression. */
function escapeAlt(alt: string, isMdx: boolean): string {
	const escaped = alt.replace(/[\\`*_[\]<~$|]|&(?=#?[A-Za-z0-9]+;)/g, '\\$&');
	return isMdx ? escaped.replace(/[{}]/g, '\\$&') : escaped;
}

/** A page's front matter names its cover image by address. */
function isInFrontMatter(text: string, offset: number): boolean {
	const opening = /^\ufeff?---[ \t]*\r?\n/.exec(text)?.[0].length;
	if (opening === undefined || offset < opening) {
		return false;
	}
	const closing = /^---[ \t]*$/m.exec(text.slice(opening));
	return closing !== null && offset <= opening + closing.index;
}
