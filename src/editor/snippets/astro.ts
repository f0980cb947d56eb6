import { scriptLiteralAt } from '../text/scriptLiteral.ts';
import { attributeOf, blockAt, rawBlocks } from './blocks.ts';
import { cssSnippet } from './css.ts';
import { importInPlace, importingSnippet, jsxElement } from './jsx.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, urlFor } from './language.ts';
import { importImage, importInNewScript, type ScriptRange } from './modules.ts';
import { scriptSnippet, withinLiteral } from './script.ts';
import { scriptSpans } from './scriptSpans.ts';
import { isInSourceExpression } from './slot.ts';
import { takesUrl } from './svelte.ts';

/** Astro: an `<img>` with the address of a served image, or with an import in the front matter. */
export function astroSnippet(given: SnippetRequest): Snippet {
	// Nothing else builds these files, wherever they lie.
	const request: SnippetRequest = {
		...given,
		framework: { name: 'Astro', publicFolders: [], imports: 'object' },
	};
	const { text, offset } = request;
	const frontMatter = frontMatterOf(text);
	const isInFrontMatter = frontMatter && frontMatter.start <= offset && offset <= frontMatter.end;
	if (isInFrontMatter) {
		return scriptSnippet(request, frontMatter);
	}
	const blocks = rawBlocks(text, frontMatter?.end);
	const block = blockAt(blocks, offset);
	if (block?.name === 'style') {
		return cssSnippet(request, { start: block.start, lang: attributeOf(block, 'lang') });
	}
	if (block !== undefined) {
		return scriptSnippet(request, block);
	}
	const importIt = () =>
		frontMatter ? importImage(request, frontMatter) : importInNewScript(request, '---', '---');
	if (takesUrl(text, offset, blocks)) {
		return importInPlace(request, importIt) ?? oneEdit(request, urlFor(request));
	}
	const literal = scriptLiteralAt(text, offset, 'astro');
	if (literal !== undefined) {
		return oneEdit(request, withinLiteral(request, literal.kind));
	}
	return importingSnippet(request, {
		element: (source) => jsxElement(request, source),
		isExpression: isInSourceExpression(text, offset),
		importIt,
	});
}

/** The script between the two fences at the top. */
function frontMatterOf(text: string): ScriptRange | undefined {
	const start = /^\ufeff?\s*---/.exec(text)?.[0].length;
	if (start === undefined) {
		return undefined;
	}
	let from = start;
	for (const span of scriptSpans(text, start, text.length)) {
		const fence = text.slice(from, span.start).indexOf('---');
		if (fence >= 0) {
			return { start, end: from + fence };
		}
		from = span.end;
	}
	const fence = text.indexOf('---', from);
	return fence < 0 ? undefined : { start, end: fence };
}
