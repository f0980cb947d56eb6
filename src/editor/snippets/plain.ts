import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { moduleString } from './modules.ts';
import { relativePath, servedUrl } from './paths.ts';
import { isInAttributeValue, isInCssUrl, isInLinkTarget, moduleQuoteAt } from './slot.ts';

/** Any other language: the path as it is, or an address where the place is known to take one. */
export function plainSnippet(request: SnippetRequest): Snippet {
	const { text, offset } = request;
	const quote = moduleQuoteAt(text, offset);
	if (quote !== undefined) {
		return oneEdit(request, moduleString(request, quote));
	}
	const takesUrl =
		isInAttributeValue(text, offset) || isInCssUrl(text, offset) || isInLinkTarget(text, offset);
	return oneEdit(request, takesUrl ? urlFor(request) : plainPath(request));
}

function plainPath(request: SnippetRequest): string {
	const { documentPath, imagePath } = request;
	const path = servedUrl(request) ?? relativePath(documentPath, imagePath) ?? imagePath;
	// Nothing is known of the language's own escapes, but a path never breaks its line.
	const isOneLine = !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(path);
	return isOneLine ? path : urlFor(request);
}
