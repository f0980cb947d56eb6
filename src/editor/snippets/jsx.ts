import { scriptLiteralAt } from '../text/scriptLiteral.ts';
import { sanitiseAlt } from './altText.ts';
import type { Snippet, SnippetEdit, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { type ImportedImage, importImage, jsString, moduleString } from './modules.ts';
import { servedUrl } from './paths.ts';
import { withinLiteral } from './script.ts';
import {
	emptyQuotesAt,
	isInComponentSource,
	isInCssUrl,
	isInExpressionString,
	isInJsxAttributeValue,
	isInSourceExpression,
	moduleQuoteAt,
	openQuoteAt,
} from './slot.ts';
import { fromTemplate } from './template.ts';

/**
 * JSX and TSX: an `<img>` with the address of a served image, or with an import of any other; the path within
 * strings and comments of script.
 */
export function jsxSnippet(request: SnippetRequest): Snippet {
	const { text, offset } = request;
	const quote = moduleQuoteAt(text, offset);
	if (quote !== undefined) {
		return oneEdit(request, moduleString(request, quote));
	}
	const takesUrl =
		isInJsxAttributeValue(text, offset) || isInExpressionString(text, offset) || isInCssUrl(text, offset);
	if (takesUrl) {
		return importInPlace(request, () => importImage(request)) ?? oneEdit(request, urlFor(request));
	}
	const literal = scriptLiteralAt(text, offset, 'script');
	if (literal !== undefined) {
		return oneEdit(request, withinLiteral(request, literal.kind));
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
	const image = form.importIt();
	const { address, edit } = image;
	const main = oneEdit(request, form.isExpression ? asked(request, image) : form.element(`{${address}}`));
	return edit === undefined ? main : { edits: [edit, ...main.edits], main: 1 };
}

/**
 * The import of an image that no server has an address for, where the place asks for an address: in place of
 * empty quotes, or within a template's `url()`. Undefined where the image has an address, or more stands there.
 */
export function importInPlace(request: SnippetRequest, importIt: () => ImportedImage): Snippet | undefined {
	const { text, offset } = request;
	const quotes = emptyQuotesAt(text, offset);
	const isInTemplate = isInCssUrl(text, offset) && openQuoteAt(text, offset) === '`';
	if (servedUrl(request) !== undefined || (quotes === undefined && !isInTemplate)) {
		return undefined;
	}
	const image = importIt();
	const source = asked(request, image);
	const main: SnippetEdit =
		quotes === undefined
			? { offset, deleteLength: 0, text: `\${${source}}` }
			: { offset: offset - 1, deleteLength: 2, text: quotes === 'value' ? `{${source}}` : source };
	const { edit } = image;
	return edit === undefined ? { edits: [main], main: 0 } : { edits: [edit, main], main: 1 };
}

/** The import's address; the import itself where a component shows it, which takes the image's size from it. */
function asked({ text, offset }: SnippetRequest, { name, address }: ImportedImage): string {
	return isInComponentSource(text, offset) ? name : address;
}

/** An `<img>` with this as the value of `src`, quotes or braces included. */
export function jsxElement({ alt, width, height }: SnippetRequest, source: string): string {
	return `<img src=${source} alt=${attributeValue(sanitiseAlt(alt))} width={${width}} height={${height}} />`;
}

/** JSX decodes HTML's entities in attribute strings and knows no other escape there. */
function attributeValue(text: string): string {
	return /["&\\]/.test(text) ? `{${jsString(text)}}` : `"${text}"`;
}
