import { sanitiseAlt } from './altText.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { type ImportedImage, importImage, jsString, moduleString } from './modules.ts';
import { servedUrl } from './paths.ts';
import {
	isInCssUrl,
	isInExpressionString,
	isInJsxAttributeValue,
	isInSourceExpression,
	moduleQuoteAt,
} from './slot.ts';
import { fromTemplate } from './template.ts';

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
	return importingSnippet(request, {
		element: (source) => jsxElement(request, source),
		isExpression: isInSourceExpression(text, offset),
		importIt: () => importImage(request),
	});
}

/**
 * Markup whose `src` is the address of a served image, or an expression with the import of any other.
 *
 * @param form.element the whole image, with this as the value of `src`, quotes or braces included
 * @param form.isExpression whether the place takes but the expression that gives the address
 */
export function importingSnippet(
	request: SnippetRequest,
	form: {
		readonly element: (source: string) => string;
		readonly isExpression: boolean;
		readonly importIt: () => ImportedImage;
	},
): Snippet {
	const written = form.isExpression ? undefined : fromTemplate(request, 'markup', form.importIt);
	if (written !== undefined) {
		return written;
	}
	const served = servedUrl(request);
	if (served !== undefined) {
		return oneEdit(request, form.isExpression ? `"${served}"` : form.element(`"${served}"`));
	}
	const { address, edit } = form.importIt();
	const main = oneEdit(request, form.isExpression ? address : form.element(`{${address}}`));
	return edit === undefined ? main : { edits: [edit, ...main.edits], main: 1 };
}

/** An `<img>` with this as the value of `src`, quotes or braces included. */
export function jsxElement({ alt, width, height }: SnippetRequest, source: string): string {
	return `<img src=${source} alt=${attributeValue(sanitiseAlt(alt))} width={${width}} height={${height}} />`;
}

/** JSX decodes HTML's entities in attribute strings and knows no other escape there. */
function attributeValue(text: string): string {
	return /["&\\]/.test(text) ? `{${jsString(text)}}` : `"${text}"`;
}
