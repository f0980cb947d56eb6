import { jsString } from './modules.ts';

/** Text as a YAML scalar: plain where every reader takes it for this text, else in double quotes. */
export function yamlScalar(text: string): string {
	return isPlain(text) ? text : `"${yamlDoubleQuoted(text)}"`;
}

/** Escapes text for a scalar in double quotes; those of JSON are among YAML's escapes. */
export function yamlDoubleQuoted(text: string): string {
	return jsString(text).slice(1, -1);
}

/** Escapes text for a scalar in single quotes, which have no other escape. */
export function yamlSingleQuoted(text: string): string {
	return text.replaceAll("'", "''");
}

/** Nothing that means something to YAML at any place, and no number, date, truth or absence. */
function isPlain(text: string): boolean {
	const isUnmarked = /^[\p{L}\p{N}_./][\p{L}\p{M}\p{N}_./+~@%-]*$/u.test(text);
	return isUnmarked && (/[^./]\/|\/[^./]/.test(text) || /[\p{L}_/-]\.[A-Za-z]{3,4}$/u.test(text));
}
