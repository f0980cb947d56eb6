import { sanitiseAlt } from './altText.ts';
import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, pathOnOneLine, plainPath, urlFor } from './language.ts';
import { languageOf } from './languageIds.ts';
import { escapeAlt } from './markdownText.ts';
import { escapeMarkup } from './markup.ts';
import { type ImportedImage, jsString, withinQuotes } from './modules.ts';
import { isInAttributeValue, isInExpressionString, openQuoteAt } from './slot.ts';
import { yamlDoubleQuoted, yamlScalar, yamlSingleQuoted } from './yamlText.ts';

/** How the texts in a template are escaped. */
export type TemplateKind = 'markup' | 'markdown' | 'mdx' | 'css' | 'script' | 'json' | 'yaml' | 'plain';

const PLACEHOLDER = /\$\$|\$\{(path|alt|width|height|name)\}/g;

/** Languages whose snippets add an import, which a template may name. */
const WITH_IMPORTS: readonly string[] = ['astro', 'javascriptreact', 'svelte'];

/**
 * The template that a person's setting holds for a document; undefined for none, `unusable` for one that
 * would not show the image.
 */
export function templateFor(
	setting: unknown,
	document: { readonly languageId: string; readonly documentPath: string; readonly text: string },
): string | 'unusable' | undefined {
	const own = languageOf(document);
	const isComponent = /^(?:astro|svelte|vue)$/.test(own);
	const key = isComponent ? own : document.languageId;
	if (typeof setting !== 'object' || setting === null || !Object.hasOwn(setting, key)) {
		return undefined;
	}
	const template: unknown = (setting as Readonly<Record<string, unknown>>)[key];
	return typeof template === 'string' && namesImage(template, WITH_IMPORTS.includes(own))
		? template
		: 'unusable';
}

function namesImage(template: string, hasImports: boolean): boolean {
	const named = Array.from(template.matchAll(PLACEHOLDER), ([, name]) => name);
	return named.includes('path') || (hasImports && named.includes('name'));
}

/**
 * The person's template with the image in it, each value escaped for its place; undefined if there is none.
 *
 * @param importIt adds the import, in a language that has one; called only for a template that names it
 */
export function fromTemplate(
	request: SnippetRequest,
	kind: TemplateKind,
	importIt?: () => ImportedImage,
): Snippet | undefined {
	const { template, width, height, eol } = request;
	if (template === undefined) {
		return undefined;
	}
	const isNamed = Array.from(template.matchAll(PLACEHOLDER)).some(([, name]) => name === 'name');
	const image = isNamed ? importIt?.() : undefined;
	const filled = template.replace(PLACEHOLDER, (whole: string, name: string | undefined, at: number) => {
		const before = template.slice(0, at);
		switch (name) {
			case 'path':
				return pathIn(request, kind, before);
			case 'alt':
				return escapeIn(kind, sanitiseAlt(request.alt), before);
			case 'width':
				return String(width);
			case 'height':
				return String(height);
			case 'name':
				return image?.name ?? whole;
			default:
				return '$';
		}
	});
	const main = oneEdit(request, filled.replace(/\r?\n/g, eol));
	return image?.edit ? { edits: [image.edit, ...main.edits], main: 1 } : main;
}

/** An address is safe in every place that takes one; data has no addresses. */
function pathIn(request: SnippetRequest, kind: TemplateKind, before: string): string {
	const isData = kind === 'script' || kind === 'json' || kind === 'yaml';
	return isData
		? escapeIn(kind, plainPath(request), before)
		: kind === 'plain'
			? pathOnOneLine(request)
			: urlFor(request);
}

function escapeIn(kind: TemplateKind, text: string, before: string): string {
	const quote = openQuoteAt(before, before.length);
	switch (kind) {
		case 'markup':
			return isInExpressionString(before, before.length)
				? withinQuotes(text, quote ?? '"')
				: escapeMarkup(text);
		case 'markdown':
		case 'mdx':
			return isInAttributeValue(before, before.length) ? escapeMarkup(text) : escapeAlt(text, kind === 'mdx');
		case 'css':
			return text.replace(
				/[^\w\s.,\u0080-\u{10ffff}-]/gu,
				(character) => `\\${character.codePointAt(0)?.toString(16)} `,
			);
		case 'script':
			return quote === undefined ? jsString(text) : withinQuotes(text, quote);
		case 'json':
			return quote === undefined ? jsString(text) : jsString(text).slice(1, -1);
		case 'yaml':
			return quote === '"'
				? yamlDoubleQuoted(text)
				: quote === "'"
					? yamlSingleQuoted(text)
					: yamlScalar(text);
		case 'plain':
			return text;
	}
}
