import { astroSnippet } from './astro.ts';
import { cssSnippet } from './css.ts';
import { htmlSnippet } from './html.ts';
import { jsonSnippet } from './json.ts';
import { jsxSnippet } from './jsx.ts';
import type { Snippet, SnippetLanguage, SnippetRequest } from './language.ts';
import { languageOf } from './languageIds.ts';
import { markdownSnippet } from './markdown.ts';
import { plainSnippet } from './plain.ts';
import { scriptSnippet } from './script.ts';
import { svelteSnippet } from './svelte.ts';
import { vueSnippet } from './vue.ts';
import { yamlSnippet } from './yaml.ts';

/** By the ids of `languageIds.ts`. A language is one file and a row here. */
const LANGUAGES: ReadonlyMap<string, SnippetLanguage> = new Map<string, SnippetLanguage>([
	['astro', astroSnippet],
	['css', cssSnippet],
	['html', htmlSnippet],
	['javascript', scriptSnippet],
	['javascriptreact', jsxSnippet],
	['json', jsonSnippet],
	['jsonc', jsonSnippet],
	['less', cssSnippet],
	['markdown', markdownSnippet],
	['mdx', markdownSnippet],
	['scss', cssSnippet],
	['svelte', svelteSnippet],
	['vue', vueSnippet],
	['yaml', yamlSnippet],
]);

/**
 * The edits that show an image in a document: markup, a declaration, or only the address where the place
 * takes no more. Pure; the texts are final and are no editor snippets with placeholders.
 */
export function makeSnippet(request: SnippetRequest): Snippet {
	const languageId = languageOf(request);
	const language = LANGUAGES.get(languageId) ?? plainSnippet;
	return language({ ...request, languageId });
}
