/** How a language marks comments, and what else could be mistaken for one. */
export interface CommentSyntax {
	/** Markers of comments that end with their line. */
	readonly line: readonly string[];
	readonly block: readonly (readonly [open: string, close: string])[];
	/** Quotes of strings; one of several characters, and the backtick, may span lines. */
	readonly strings: readonly string[];
	/** Whether a block comment and the braces around it are one thing, as in JSX. */
	readonly hasJsxComments?: boolean;
	/** Whether a slash may open a regular expression. */
	readonly hasRegexLiterals?: boolean;
}

/** `undefined` for a language without comments, or one that is not known. */
export function commentSyntaxOf(languageId: string): CommentSyntax | undefined {
	return SYNTAXES.get(languageId);
}

const C_BLOCK = ['/*', '*/'] as const;
const MARKUP_BLOCK = ['<!--', '-->'] as const;

const c: CommentSyntax = { line: ['//'], block: [C_BLOCK], strings: ['"', "'"] };
const javascript: CommentSyntax = { ...c, strings: ['"', "'", '`'], hasRegexLiterals: true };
const jsx: CommentSyntax = { ...javascript, hasJsxComments: true };
const component: CommentSyntax = { ...jsx, block: [C_BLOCK, MARKUP_BLOCK] };
const css: CommentSyntax = { line: [], block: [C_BLOCK], strings: ['"', "'"] };
const markup: CommentSyntax = { line: [], block: [MARKUP_BLOCK], strings: [] };
const hash: CommentSyntax = { line: ['#'], block: [], strings: ['"', "'"] };
const python: CommentSyntax = { ...hash, strings: ['"""', "'''", '"', "'"] };
const sql: CommentSyntax = { line: ['--'], block: [C_BLOCK], strings: ['"', "'"] };

const SYNTAXES: ReadonlyMap<string, CommentSyntax> = new Map([
	...rows(
		c,
		'c cpp csharp cuda-cpp dart groovy java jsonc kotlin less objective-c objective-cpp rust scala scss',
	),
	...rows(c, 'swift'),
	...rows({ ...c, strings: ['"', "'", '`'] }, 'go'),
	...rows(javascript, 'javascript typescript'),
	...rows(jsx, 'javascriptreact typescriptreact'),
	...rows(component, 'astro svelte vue'),
	...rows(css, 'css'),
	...rows(markup, 'handlebars html markdown xml'),
	...rows({ ...markup, block: [MARKUP_BLOCK, C_BLOCK], hasJsxComments: true }, 'mdx'),
	...rows(hash, 'coffeescript dockerfile dockercompose dotenv elixir graphql ignore ini julia makefile perl'),
	...rows(hash, 'properties r ruby shellscript toml yaml'),
	...rows(python, 'python'),
	...rows({ ...hash, block: [['<#', '#>']] }, 'powershell'),
	...rows({ line: ['//', '#'], block: [C_BLOCK, MARKUP_BLOCK], strings: ['"', "'"] }, 'php'),
	...rows({ ...c, line: ['//', '#'] }, 'terraform'),
	...rows(sql, 'sql'),
	...rows({ line: ['--'], block: [['--[[', ']]']], strings: ['"', "'"] }, 'lua'),
	...rows({ line: ['--'], block: [['{-', '-}']], strings: ['"'] }, 'elm haskell'),
	...rows({ line: ['--'], block: [], strings: ['"'] }, 'ada vhdl'),
]);

function rows(syntax: CommentSyntax, languageIds: string): readonly (readonly [string, CommentSyntax])[] {
	return languageIds.split(' ').map((id) => [id, syntax]);
}
