import { sanitiseAlt } from './altText.ts';
import { attributeOf, type Block, blockAt, vueBlocks } from './blocks.ts';
import { cssSnippet } from './css.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, pathOnOneLine, urlFor } from './language.ts';
import { escapeMarkup } from './markup.ts';
import { type ImportedImage, importImage, importInNewScript } from './modules.ts';
import { servedUrl } from './paths.ts';
import { scriptSnippet } from './script.ts';
import { isInAttributeValue, isInCssUrl } from './slot.ts';
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

function importInto(request: SnippetRequest, blocks: readonly Block[]): ImportedImage {
	const scripts = blocks.filter(({ name }) => name === 'script');
	const setup = scripts.find((block) => attributeOf(block, 'setup') !== undefined);
	// Two scripts of one component must be of one language.
	const lang = scripts[0] && attributeOf(scripts[0], 'lang');
	const tag = lang === undefined ? '<script setup>' : `<script setup lang="${lang}">`;
	return setup ? importImage(request, setup) : importInNewScript(request, tag, '</script>');
}
