/** How the words that a person looks for are asked of the database. */
export type Match =
	/** An expression of the full-text index: every word, each the beginning of one. */
	| { readonly kind: 'words'; readonly expression: string }
	/** Parts to be found anywhere, in lower case. */
	| { readonly kind: 'parts'; readonly parts: readonly string[] };

/** Scripts that put no space between words: the index takes a sentence of them for one word. */
const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const MAX_WORDS = 20;

/** Nothing of the text is an operator: it is what a person typed. Undefined: there is nothing to look for. */
export function matchFor(text: string): Match | undefined {
	const parts = text
		.split(/[\s\p{Cc}]+/u)
		.filter((part) => /[\p{L}\p{N}]/u.test(part))
		.slice(0, MAX_WORDS);
	if (parts.length === 0) {
		return undefined;
	}
	return UNSPACED.test(text)
		? { kind: 'parts', parts: parts.map((part) => part.toLowerCase()) }
		: { kind: 'words', expression: parts.map((part) => `"${part.replaceAll('"', '""')}"*`).join(' ') };
}
