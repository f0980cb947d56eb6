import { scriptLiteralAt } from '../text/scriptLiteral.ts';
import { sanitiseAlt } from './altText.ts';
import { attributeOf, type Block, blockAt, rawBlocks } from './blocks.ts';
import { cssSnippet } from './css.ts';
import { importInPlace, importingSnippet } from './jsx.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { escapeMarkup } from './markup.ts';
import { type ImportedImage, importImage, importInNewScript } from './modules.ts';
import { scriptSnippet, withinLiteral } from './script.ts';
import { isInCssUrl, isInExpressionString, isInJsxAttributeValue, isInSourceExpression } from './slot.ts';

/** Svelte: an `<img>` with the address of a served image, or with an import in the component's script. */
export function svelteSnippet(request: SnippetRequest): Snippet {
	const { text, offset, width, height } = request;
	const blocks = rawBlocks(text);
	const block = blockAt(blocks, offset);
	if (block?.name === 'style') {
		return cssSnippet(request, { start: block.start, lang: attributeOf(block, 'lang') });
	}
	if (block !== undefined) {
		return scriptSnippet(request, block);
	}
	if (takesUrl(text, offset, blocks)) {
		const imported = importInPlace(request, () => importInto(request, blocks));
		return imported ?? oneEdit(request, urlFor(request));
	}
	const literal = scriptLiteralAt(text, offset, 'svelte');
	if (literal !== undefined) {
		return oneEdit(request, withinLiteral(request, literal.kind));
	}
	const alt = escapeMarkup(sanitiseAlt(request.alt));
	return importingSnippet(request, {
		element: (source) => `<img src=${source} alt="${alt}" width="${width}" height="${height}" />`,
		isExpression: isInSourceExpression(text, offset),
		importIt: () => importInto(request, blocks),
	});
}

/** Whether markup takes no more than an address, looking back no further than the last script or style. */
export function takesUrl(text: string, offset: number, blocks: readonly Block[]): boolean {
	const start = Math.max(0, ...blocks.filter(({ end }) => end < offset).map(({ end }) => end));
	const markup = text.slice(start, offset);
	return [isInJsxAttributeValue, isInExpressionString, isInCssUrl].some((isIn) =>
		isIn(markup, offset - start),
	);
}

/** The component's own script is the one that stands in no element and names no file. */
function importInto(request: SnippetRequest, blocks: readonly Block[]): ImportedImage {
	const { text } = request;
	const scripts = blocks.filter(
		(block) =>
			block.name === 'script' && attributeOf(block, 'src') === undefined && !isInHead(text, block.tag),
	);
	const isOfModule = (block: Block) =>
		attributeOf(block, 'module') !== undefined || attributeOf(block, 'context') === 'module';
	const script = scripts.find((block) => !isOfModule(block)) ?? scripts[0];
	return script ? importImage(request, script) : importInNewScript(request, '<script>', '</script>');
}

function isInHead(text: string, offset: number): boolean {
	const before = text.slice(0, offset);
	return before.lastIndexOf('<svelte:head') > before.lastIndexOf('</svelte:head');
}
