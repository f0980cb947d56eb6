import { withoutPlaceholders } from './markup.ts';

/**
 * Escapes what is markup to CommonMark, GitHub's tables and formulas or, in MDX, an expression. A backslash does not
 * keep a backtick from closing a code span that began before, nor an angle bracket a tag; a character reference does.
 */
export function escapeAlt(alt: string, isMdx: boolean): string {
	const escaped = alt
		.replace(/[\\*_[\]~$|]|&(?=#?[A-Za-z0-9]+;)|^\^/g, '\\$&')
		.replaceAll('`', '&#96;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
	return isMdx ? escaped.replace(/[{}]/g, '\\$&') : withoutPlaceholders(escaped);
}
