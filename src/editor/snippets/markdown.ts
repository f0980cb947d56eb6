import { sanitiseAlt } from './altText.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { escapeAlt } from './markdownText.ts';
import { moduleString } from './modules.ts';
import { isInAttributeValue, isInCssUrl, isInLinkTarget, moduleQuoteAt } from './slot.ts';
import { fromTemplate } from './template.ts';

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
	if (takesUrl) {
		return oneEdit(request, url);
	}
	return (
		fromTemplate(request, isMdx ? 'mdx' : 'markdown') ??
		oneEdit(request, `![${escapeAlt(sanitiseAlt(request.alt), isMdx)}](${url})`)
	);
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
