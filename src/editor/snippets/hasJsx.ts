import { scriptSpans } from './scriptSpans.ts';

/** An element or fragment where an expression begins; a comparison has its `<` behind an operand. */
const OPENING = /(?:[=(?:,[{&|>;]|\breturn|\bdefault)\s{0,200}<(?:>|[A-Za-z][\w.:-]{0,100}(?=[\s/>]))/;

/** An end that code without JSX does not have. */
const CLOSING = /<\/(?:[A-Za-z][\w.:-]{0,100})?\s{0,20}>|\/>/;

/** Whether the JavaScript module has JSX in it, as files called `.js` often have. */
export function hasJsx(text: string): boolean {
	// Quick for the many modules without; then markup that stands in strings and comments is put aside.
	if (!CLOSING.test(text)) {
		return false;
	}
	let code = '';
	let at = 0;
	for (const { start, end } of scriptSpans(text, 0, text.length)) {
		code += `${text.slice(at, start)}""`;
		at = end;
	}
	code += text.slice(at);
	return CLOSING.test(code) && OPENING.test(code);
}
