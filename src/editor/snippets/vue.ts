import { sanitiseAlt } from './altText.ts';
import { attributeOf, type Block, blockAt, vueBlocks } from './blocks.ts';
import { cssSnippet } from './css.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, pathOnOneLine, urlFor } from './language.ts';
import { escapeMarkup } from './markup.ts';
import { type ImportedImage, importImage, importInNewScript } from './modules.ts';
import { servedUrl } from './paths.ts';
import { scriptSnippet } from './script.ts';
import { isInAttributeValue, isInCssUrl, openQuoteAt } from './slot.ts';
import { fromTemplate } from './template.ts';

/** Vue: an `<img>` in the template, what CSS takes in a style, a string in a script. */
export function vueSnippet(request: SnippetRequest): Snippet {
	const { text, offset } = request;
	const blocks = vueBlocks(text);
	const block = blockAt(blocks, offset);
	const lang = block && attributeOf(block, 'lang');
	if (block?.name === 'style') {
		return cssSnippet(request, { start: block.start, lang });
	}
	if (block?.name === 'script') {
		return scriptSnippet(request, block);
	}
	const isMarkup = block === undefined || (block.name === 'template' && (lang ?? 'html') === 'html');
	return isMarkup ? inTemplate(request, blocks, block?.start ?? 0) : oneEdit(request, pathOnOneLine(request));
}

function inTemplate(request: SnippetRequest, blocks: readonly Block[], start: number): Snippet {
	const { text, offset, width, height } = request;
	const markup = text.slice(start, offset);
	const url = urlFor(request);
	const literal = literalQuoteAt(text, offset);
	if (literal !== undefined) {
		return inExpression(request, blocks, literal);
	}
	if (isInAttributeValue(markup, offset - start) || isInCssUrl(markup, offset - start)) {
		return oneEdit(request, url);
	}
	const written = fromTemplate(request, 'markup');
	if (written !== undefined) {
		return written;
	}
	const alt = escapeMarkup(sanitiseAlt(request.alt));
	const rest = `alt="${alt}" width="${width}" height="${height}"`;
	if (request.framework?.imports !== 'object' || servedUrl(request) !== undefined) {
		return oneEdit(request, `<img src="${url}" ${rest}>`);
	}
	// What the template's compiler makes of a path is the import itself, which here is no address.
	const { address, edit } = importInto(request, blocks);
	const main = oneEdit(request, `<img :src="${address}" ${rest}>`);
	return edit === undefined ? main : { edits: [edit, ...main.edits], main: 1 };
}

/**
 * The quote that a string has in the expression of a bound attribute in which the offset stands (`:src="|"`);
 * undefined elsewhere, and within a string of the expression.
 */
function literalQuoteAt(text: string, offset: number): '"' | "'" | undefined {
	const bound = boundExpressionAt(text, offset);
	const isInString = bound === undefined || openQuoteAt(bound.before, bound.before.length) !== undefined;
	return isInString ? undefined : bound.quote === '"' ? "'" : '"';
}

/** What stands before the offset in the expression of a bound attribute on its line, and the attribute's quote. */
export function boundExpressionAt(
	text: string,
	offset: number,
): { readonly before: string; readonly quote: '"' | "'" } | undefined {
	const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
	const bound = /[\s"'](?::|v-bind:)[^\s"'=<>]*\s*=\s*(?:"([^"]*)|'([^']*))$/.exec(line);
	const before = bound?.[1] ?? bound?.[2];
	return before === undefined ? undefined : { before, quote: bound?.[1] === undefined ? "'" : '"' };
}

/** The image's address as an expression: a served one as a string, or the import of any other. */
function inExpression(request: SnippetRequest, blocks: readonly Block[], quote: '"' | "'"): Snippet {
	const served = servedUrl(request);
	if (served !== undefined) {
		return oneEdit(request, `${quote}${served}${quote}`);
	}
	const { address, edit } = importInto(request, blocks);
	const main = oneEdit(request, address);
	return edit === undefined ? main : { edits: [edit, ...main.edits], main: 1 };
}

function importInto(request: SnippetRequest, blocks: readonly Block[]): ImportedImage {
	const scripts = blocks.filter(({ name }) => name === 'script');
	const setup = scripts.find((block) => attributeOf(block, 'setup') !== undefined);
	// Two scripts of one component must be of one language.
	const lang = scripts[0] && attributeOf(scripts[0], 'lang');
	const tag = lang === undefined ? '<script setup>' : `<script setup lang="${lang}">`;
	return setup ? importImage(request, setup) : importInNewScript(request, tag, '</script>');
}
