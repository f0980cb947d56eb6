import { sanitiseAlt } from './altText.ts';
import { cssSnippetFrom } from './css.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { isInAttributeValue } from './slot.ts';

/** HTML: an `<img>`, in a `<style>` what CSS takes, in a `<script>` the address. */
export function htmlSnippet(request: SnippetRequest): Snippet {
	const { text, offset, alt, width, height } = request;
	const raw = rawTextElementAt(text, offset);
	if (raw?.name === 'style') {
		return cssSnippetFrom(request, raw.start);
	}
	const url = urlFor(request);
	if (raw?.name === 'script' || isInAttributeValue(text, offset)) {
		return oneEdit(request, url);
	}
	const escaped = escapeHtml(sanitiseAlt(alt));
	return oneEdit(request, `<img src="${url}" alt="${escaped}" width="${width}" height="${height}">`);
}

/** The element around the offset whose content is not HTML, and where that content starts. */
function rawTextElementAt(
	text: string,
	offset: number,
): { readonly name: 'style' | 'script'; readonly start: number } | undefined {
	let found: { name: 'style' | 'script'; start: number } | undefined;
	for (const match of text.slice(0, offset).matchAll(/<(\/?)(style|script)\b[^<>]*>/gi)) {
		const name = match[2]?.toLowerCase() === 'style' ? 'style' : 'script';
		if (match[1] === '' && found === undefined) {
			found = { name, start: match.index + match[0].length };
		} else if (match[1] === '/' && found?.name === name) {
			found = undefined;
		}
	}
	return found;
}

function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('"', '&quot;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}
