import { sanitiseAlt } from './altText.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { importImage, jsString, moduleString } from './modules.ts';
import { servedUrl } from './paths.ts';
import { isInCssUrl, isInExpressionString, isInJsxAttributeValue, moduleQuoteAt } from './slot.ts';

/** JSX and TSX: an `<img>` with the address of a served image, or with an import of any other. */
export function jsxSnippet(request: SnippetRequest): Snippet {
	const { text, offset } = request;
	const quote = moduleQuoteAt(text, offset);
	if (quote !== undefined) {
		return oneEdit(request, moduleString(request, quote));
	}
	const takesUrl =
		isInJsxAttributeValue(text, offset) || isInExpressionString(text, offset) || isInCssUrl(text, offset);
	if (takesUrl) {
		return oneEdit(request, urlFor(request));
	}
	const served = servedUrl(request);
	if (served !== undefined) {
		return oneEdit(request, element(request, `"${served}"`));
	}
	const { name, edit } = importImage(request);
	const main = oneEdit(request, element(request, `{${name}}`));
	return edit === undefined ? main : { edits: [edit, ...main.edits], main: 1 };
}

function element({ alt, width, height }: SnippetRequest, source: string): string {
	return `<img src=${source} alt=${attributeValue(sanitiseAlt(alt))} width={${width}} height={${height}} />`;
}

/** JSX decodes HTML's entities in attribute strings and knows no other escape there. */
function attributeValue(text: string): string {
	return /["&\\]/.test(text) ? `{${jsString(text)}}` : `"${text}"`;
}
