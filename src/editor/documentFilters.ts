import type * as vscode from 'vscode';

/** Files in which images are looked for, by language and, where the editor knows none, by name. */
export const DOCUMENTS: readonly vscode.DocumentFilter[] = [
	...[
		'markdown',
		'mdx',
		'html',
		'vue',
		'svelte',
		'astro',
		'javascript',
		'javascriptreact',
		'typescript',
		'typescriptreact',
		'css',
		'scss',
		'less',
	].map((language) => ({ language })),
	{ pattern: '**/*.{vue,svelte,astro,mdx}' },
];

/** Their names, for a search through folders. */
export const DOCUMENT_FILES =
	'**/*.{md,markdown,mdx,html,htm,vue,svelte,astro,js,jsx,ts,tsx,mjs,css,scss,less}';
