import { cssSnippet } from './css.ts';
import { htmlSnippet } from './html.ts';
import { jsxSnippet } from './jsx.ts';
import type { Snippet, SnippetLanguage, SnippetRequest } from './language.ts';
import { markdownSnippet } from './markdown.ts';
import { plainSnippet } from './plain.ts';

/** By the editor's language ids. A language is one file and a row here. */
const LANGUAGES: ReadonlyMap<string, SnippetLanguage> = new Map([
	['css', cssSnippet],
	['html', htmlSnippet],
	['javascriptreact', jsxSnippet],
	['less', cssSnippet],
	['markdown', markdownSnippet],
	['mdx', markdownSnippet],
	['scss', cssSnippet],
	['typescriptreact', jsxSnippet],
]);

/**
 * The edits that show an image in a document: markup, a declaration, or only the address where the place
 * takes no more. Pure; the texts are final and are no editor snippets with placeholders.
 */
export function makeSnippet(request: SnippetRequest): Snippet {
	const language = LANGUAGES.get(request.languageId) ?? plainSnippet;
	return language(request);
}
