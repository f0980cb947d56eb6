import { sanitiseAlt } from '../snippets/altText.ts';
import { escapeAlt } from '../snippets/markdownText.ts';
import { withoutPlaceholders } from '../snippets/markup.ts';
import { jsString } from '../snippets/modules.ts';
import type { AltSlot, ImageReference, TextEdit } from './reference.ts';

/** Whether a reader who does not see the image is told nothing of it, and should be. */
export function needsAlt({ alt, altSlot, decorative }: ImageReference): boolean {
	return (alt?.state === 'missing' || alt?.state === 'empty') && altSlot !== undefined && !decorative;
}

/**
 * The same as far as the text itself shows it: HTML's empty alt text says that an image is decoration, so a person
 * may have meant it. Markdown has no other way to write an image than one with brackets.
 */
export const lacksAlt = (reference: ImageReference): boolean =>
	needsAlt(reference) && (reference.alt?.state === 'missing' || reference.kind === 'markdown');

/**
 * The edit that gives an image this alt text, sanitised and escaped for its place; empty for an image that means
 * nothing. `undefined` where none can be written: an expression decides, or the kind has no alt text.
 */
export function altEdit({ altSlot }: ImageReference, alt: string): TextEdit | undefined {
	if (altSlot === undefined) {
		return undefined;
	}
	const { start, end, before, after } = altSlot;
	return { start, end, text: `${before}${written(sanitiseAlt(alt), altSlot)}${after}` };
}

function written(alt: string, { syntax, quote }: AltSlot): string {
	switch (syntax) {
		case 'markdown':
		case 'mdx':
			return escapeAlt(alt, syntax === 'mdx');
		case 'jsx':
			return jsxValue(alt, quote);
		case 'jsx in markdown':
			return /[`|]/.test(alt) ? quoted(inMarkdown(escapeMarkup(alt)), quote) : jsxValue(alt, quote);
		case 'html':
			return quoted(withoutPlaceholders(escapeMarkup(alt)), quote);
		case 'html in markdown':
			return quoted(inMarkdown(withoutPlaceholders(escapeMarkup(alt))), quote);
		case 'svelte':
			return quoted(escapeMarkup(alt).replaceAll('{', '&#123;').replaceAll('}', '&#125;'), quote);
	}
}

function escapeMarkup(alt: string): string {
	return alt.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** In Markdown, a code span or the cell of a table may begin or end in a tag. */
function inMarkdown(escaped: string): string {
	return escaped.replaceAll('`', '&#96;').replaceAll('|', '&#124;');
}

function quoted(escaped: string, quote: AltSlot['quote']): string {
	return `${quote}${escaped.replaceAll(quote, quote === '"' ? '&quot;' : '&#39;')}${quote}`;
}

/** JSX decodes HTML's character references in attribute strings and knows no other escape there. */
function jsxValue(alt: string, quote: AltSlot['quote']): string {
	return /[&\\]/.test(alt) || alt.includes(quote) ? `{${jsString(alt)}}` : `${quote}${alt}${quote}`;
}
