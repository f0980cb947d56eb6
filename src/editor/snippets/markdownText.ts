/** Escapes what is markup to CommonMark, GitHub's tables and formulas or, in MDX, an expression. */
export function escapeAlt(alt: string, isMdx: boolean): string {
	const escaped = alt.replace(/[\\`*_[\]<~$|]|&(?=#?[A-Za-z0-9]+;)/g, '\\$&');
	return isMdx ? escaped.replace(/[{}]/g, '\\$&') : escaped;
}
