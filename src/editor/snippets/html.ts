import { sanitiseAlt } from './altText.ts';
import { blockAt, htmlBlocks } from './blocks.ts';
import { cssSnippet } from './css.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { escapeHtml, withoutPlaceholders } from './markup.ts';
import { scriptSnippet } from './script.ts';
import { isInAttributeValue } from './slot.ts';
import { fromTemplate } from './template.ts';

/** HTML: an `<img>`, in a `<style>` what CSS takes, in a `<script>` the address as a string. */
export function htmlSnippet(request: SnippetRequest): Snippet {
	const { text, offset, alt, width, height } = request;
	const raw = blockAt(htmlBlocks(text), offset);
	if (raw?.name === 'style') {
		return cssSnippet(request, raw);
	}
	const url = urlFor(request);
	if (raw?.name === 'script') {
		return scriptSnippet(request, raw, url);
	}
	if (isInAttributeValue(text, offset)) {
		return oneEdit(request, url);
	}
	const escaped = withoutPlaceholders(escapeHtml(sanitiseAlt(alt)));
	return (
		fromTemplate(request, 'markup') ??
		oneEdit(request, `<img src="${url}" alt="${escaped}" width="${width}" height="${height}">`)
	);
}
