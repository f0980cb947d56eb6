import { sanitiseAlt } from './altText.ts';
import { importInPlace, jsxElement } from './jsx.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { escapeAlt } from './markdownText.ts';
import { importInMdx, moduleString } from './modules.ts';
import { servedUrl } from './paths.ts';
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
	const imports = isMdx && request.framework?.mdx === 'import';
	const importIt = () => importInMdx(request, frontMatterEnd(text) ?? 0);
	if (takesUrl) {
		const isElement = imports && isInAttributeValue(text, offset);
		return (isElement ? importInPlace(request, importIt) : undefined) ?? oneEdit(request, url);
	}
	const written = fromTemplate(request, isMdx ? 'mdx' : 'markdown');
	if (written !== undefined) {
		return written;
	}
	if (imports && servedUrl(request) === undefined) {
		const { address, edit } = importIt();
		const main = oneEdit(request, jsxElement(request, `{${address}}`));
		return edit === undefined ? main : { edits: [edit, ...main.edits], main: 1 };
	}
	return oneEdit(request, `![${escapeAlt(sanitiseAlt(request.alt), isMdx)}](${url})`);
}

/** A page's front matter names its cover image by address. */
function isInFrontMatter(text: string, offset: number): boolean {
	const opening = OPENING.exec(text)?.[0].length;
	return opening !== undefined && offset >= opening && offset <= (frontMatterEnd(text) ?? -1) - '---'.length;
}

const OPENING = /^\ufeff?---[ \t]*\r?\n/;

/** Behind the dashes that close the front matter; undefined for a page without one. */
function frontMatterEnd(text: string): number | undefined {
	const opening = OPENING.exec(text)?.[0].length;
	const closing = opening === undefined ? null : /^---(?=[ \t]*\r?$)/m.exec(text.slice(opening));
	return opening === undefined || closing === null ? undefined : opening + closing.index + '---'.length;
}
