import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, pathOnOneLine, urlFor } from './language.ts';
import { moduleString } from './modules.ts';
import { isInAttributeValue, isInCssUrl, isInLinkTarget, moduleQuoteAt } from './slot.ts';
import { fromTemplate } from './template.ts';

/** Any other language: the path as it is, or an address where the place is known to take one. */
export function plainSnippet(request: SnippetRequest): Snippet {
	const { text, offset } = request;
	const quote = moduleQuoteAt(text, offset);
	if (quote !== undefined) {
		return oneEdit(request, moduleString(request, quote));
	}
	const takesUrl =
		isInAttributeValue(text, offset) || isInCssUrl(text, offset) || isInLinkTarget(text, offset);
	if (takesUrl) {
		return oneEdit(request, urlFor(request));
	}
	return fromTemplate(request, 'plain') ?? oneEdit(request, pathOnOneLine(request));
}
