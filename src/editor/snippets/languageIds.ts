import { hasJsx } from './hasJsx.ts';

/** Single-file components, which editors without their extension take for plain text or HTML. */
const COMPONENTS: ReadonlyMap<string, string> = new Map([
	['astro', 'astro'],
	['svelte', 'svelte'],
	['vue', 'vue'],
]);

/** Languages that are written as one of ours. */
const ALIASES: ReadonlyMap<string, string> = new Map([
	...rows('css', 'css postcss tailwindcss'),
	...rows('html', 'html django-html handlebars'),
	...rows('javascript', 'javascript typescript'),
	...rows('javascriptreact', 'javascriptreact typescriptreact'),
	...rows('json', 'json jsonl'),
	...rows('jsonc', 'jsonc json5'),
	...rows('yaml', 'yaml dockercompose github-actions-workflow'),
	...['astro', 'less', 'markdown', 'mdx', 'scss', 'svelte', 'vue'].map((id) => [id, id] as const),
]);

/** Where the editor does not know the language. */
const EXTENSIONS: ReadonlyMap<string, string> = new Map([
	...rows('css', 'css pcss postcss'),
	...rows('html', 'html htm xhtml'),
	...rows('javascript', 'js mjs cjs ts mts cts'),
	...rows('javascriptreact', 'jsx tsx'),
	...rows('json', 'json jsonl webmanifest'),
	...rows('jsonc', 'jsonc json5'),
	...rows('markdown', 'md markdown'),
	...rows('yaml', 'yaml yml'),
	...['less', 'mdx', 'scss'].map((id) => [id, id] as const),
]);

/**
 * The language that a document is written in, by the editor's id, which a person may have chosen, and by its
 * name where the editor knows nothing of it. One id for each way to write an image; the editor's own id for a
 * language that has none.
 */
export function languageOf(document: {
	readonly languageId: string;
	readonly documentPath: string;
	readonly text: string;
}): string {
	const { languageId, documentPath, text } = document;
	const extension = /\.([A-Za-z0-9]+)$/.exec(documentPath)?.[1]?.toLowerCase() ?? '';
	const id = COMPONENTS.get(extension) ?? ALIASES.get(languageId) ?? EXTENSIONS.get(extension) ?? languageId;
	// What is in a `.ts` file is no JSX, however it looks.
	const mayHoldJsx = id === 'javascript' && languageId !== 'typescript' && !/^[cm]?ts$/.test(extension);
	return mayHoldJsx && hasJsx(text) ? 'javascriptreact' : id;
}

function rows(id: string, names: string): readonly (readonly [string, string])[] {
	return names.split(' ').map((name) => [name, id]);
}
