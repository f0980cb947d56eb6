import type { SourceText } from './reference.ts';

/** What a text is written in. */
export type Dialect = 'markdown' | 'mdx' | 'html' | 'vue' | 'svelte' | 'astro' | 'script' | 'css' | 'scss';

const BY_LANGUAGE: ReadonlyMap<string, Dialect> = new Map([
	['markdown', 'markdown'],
	['mdx', 'mdx'],
	['html', 'html'],
	['handlebars', 'html'],
	['php', 'html'],
	['xml', 'html'],
	['vue', 'vue'],
	['svelte', 'svelte'],
	['astro', 'astro'],
	['javascript', 'script'],
	['javascriptreact', 'script'],
	['typescript', 'script'],
	['typescriptreact', 'script'],
	['css', 'css'],
	['scss', 'scss'],
	['less', 'scss'],
]);

const BY_ENDING: ReadonlyMap<string, Dialect> = new Map([
	['md', 'markdown'],
	['markdown', 'markdown'],
	['mdx', 'mdx'],
	['html', 'html'],
	['htm', 'html'],
	['xhtml', 'html'],
	['vue', 'vue'],
	['svelte', 'svelte'],
	['astro', 'astro'],
	...['js', 'jsx', 'mjs', 'cjs', 'ts', 'tsx', 'mts', 'cts'].map((ending) => [ending, 'script'] as const),
	['css', 'css'],
	['scss', 'scss'],
	['less', 'scss'],
]);

/**
 * `undefined` where images are not looked for. Without their extensions, the editor takes a component for
 * plain text or for HTML: there, the path's ending knows better.
 */
export function dialectOf({ languageId, path }: Omit<SourceText, 'text'>): Dialect | undefined {
	const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
	const byEnding = BY_ENDING.get(ending);
	const isComponent =
		byEnding === 'vue' || byEnding === 'svelte' || byEnding === 'astro' || byEnding === 'mdx';
	return isComponent ? byEnding : (BY_LANGUAGE.get(languageId) ?? byEnding);
}
