/** Longer than any hand-written tag or line; what is longer is not looked through. */
const REACH = 4000;

const MAX_TAGS_TRIED = 16;

/** Whether the offset stands inside a quoted attribute value of an HTML tag: `src="|"`. */
export function isInAttributeValue(text: string, offset: number): boolean {
	return isInValue(text, offset, true);
}

/**
 * The same of a JSX tag. Its values hardly ever go over a line's end, while the code above it has strings
 * that may look like the beginning of a tag.
 */
export function isInJsxAttributeValue(text: string, offset: number): boolean {
	return isInValue(text, offset, false);
}

function isInValue(text: string, offset: number, multiline: boolean): boolean {
	return tagBefore(text, offset, (tag) => placeInTag(text, tag, offset, multiline) === 'value') !== undefined;
}

/** Where the nearest tag of this kind starts. */
function tagBefore(text: string, offset: number, isWanted: (tag: number) => boolean): number | undefined {
	const earliest = Math.max(0, offset - REACH);
	let tag = offset;
	for (let tried = 0; tried < MAX_TAGS_TRIED && tag > earliest; tried++) {
		tag = text.lastIndexOf('<', tag - 1);
		if (tag < earliest) {
			return undefined;
		}
		if (/[A-Za-z]/.test(text.charAt(tag + 1)) && isWanted(tag)) {
			return tag;
		}
	}
	return undefined;
}

/** Whether the offset stands where a Markdown link or image names its target: `](|)`, `](<|>)`. */
export function isInLinkTarget(text: string, offset: number): boolean {
	return /\]\(\s*<?[^\s()<>]*$/.test(lineBefore(text, offset));
}

/** Whether the offset stands inside `url(|)`, quoted or not. */
export function isInCssUrl(text: string, offset: number): boolean {
	return /\burl\(\s*["']?[^\s"'()]*$/i.test(lineBefore(text, offset));
}

/** Whether the offset stands inside the string of a JSX attribute's expression: `src={'|'}`. */
export function isInExpressionString(text: string, offset: number): boolean {
	return /=\s*\{\s*(?:"[^"]*|'[^']*|`[^`]*)$/.test(lineBefore(text, offset));
}

/** Whether the offset stands where an expression gives an image's address: `src={|}`. */
export function isInSourceExpression(text: string, offset: number): boolean {
	const isOpened = /\b(?:src|href|poster|srcset)\s*=\s*\{\s*$/i.test(lineBefore(text, offset));
	return isOpened && /^\s*\}/.test(text.slice(offset, offset + 200));
}

/** Whether the offset stands where a component, whose name has a capital, takes its image: `<Image src={|} />`. */
export function isInComponentSource(text: string, offset: number): boolean {
	const attribute = /(?:^|\s)src\s*=\s*(?:\{\s*)?["'`]?$/.exec(lineBefore(text, offset))?.[0];
	if (attribute === undefined) {
		return false;
	}
	const start = offset - attribute.length;
	const tag = tagBefore(text, start, (from) => placeInTag(text, from, start, true) === 'between');
	return tag !== undefined && /[A-Z]/.test(text.charAt(tag + 1));
}

/** The quote around the module name in which the offset stands (`from '|'`, `import('|')`), if it does. */
export function moduleQuoteAt(text: string, offset: number): '"' | "'" | undefined {
	const match = /\b(?:from|(?:import|require)\b(?:\s*\()?)\s*(["'])[^"'`]*$/.exec(lineBefore(text, offset));
	return match?.[1] as '"' | "'" | undefined;
}

/**
 * Whether the offset stands between quotes that hold nothing, as an element's whole value (`src="|"`: `value`) or
 * as all of an expression (`src={"|"}`: `expression`).
 */
export function emptyQuotesAt(text: string, offset: number): 'value' | 'expression' | undefined {
	const quote = text.charAt(offset - 1);
	if (quote !== text.charAt(offset) || !/["'`]/.test(quote)) {
		return undefined;
	}
	const before = lineBefore(text, offset).slice(0, -1);
	if (/=\s*\{\s*$/.test(before) && /^\s*\}/.test(text.slice(offset + 1, offset + 200))) {
		return 'expression';
	}
	return quote !== '`' && /\s(?:src|href|poster)\s*=\s*$/i.test(before) ? 'value' : undefined;
}

/** The quote that the offset's line leaves open before it, if it does. */
export function openQuoteAt(text: string, offset: number): '"' | "'" | '`' | undefined {
	let open: '"' | "'" | '`' | undefined;
	for (const character of lineBefore(text, offset)) {
		if (character === open) {
			open = undefined;
		} else if (open === undefined && (character === '"' || character === "'" || character === '`')) {
			open = character;
		}
	}
	return open;
}

function lineBefore(text: string, offset: number): string {
	const lineStart = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
	return text.slice(Math.max(lineStart, offset - REACH), offset);
}

/** Reads the tag that starts at `tag`: does one of its quoted values reach over `offset`, or are there attributes? */
function placeInTag(
	text: string,
	tag: number,
	offset: number,
	multiline: boolean,
): 'value' | 'between' | undefined {
	let previous = '';
	let braces = 0;
	for (let at = tag + 1; at < offset; at++) {
		const character = text.charAt(at);
		const isQuote = character === '"' || character === "'";
		if (isQuote && (previous === '=' || braces > 0)) {
			const close = text.indexOf(character, at + 1);
			if (close < 0 || close >= offset) {
				const isValue = braces === 0 && (multiline || !text.slice(at, offset).includes('\n'));
				return isValue ? 'value' : undefined;
			}
			at = close;
		} else if (character === '{') {
			braces++;
		} else if (character === '}') {
			braces--;
		} else if (character === '>' && braces <= 0) {
			return undefined;
		}
		if (character.trim() !== '') {
			previous = character;
		}
	}
	return braces === 0 ? 'between' : undefined;
}
