import type { TextRange } from './reference.ts';
import { matchAt } from './source.ts';

/** A stretch of Markdown that is read as one, line by line, without the markers of quotations and lists. */
export interface Block {
	readonly kind: 'text' | 'heading' | 'html' | 'module';
	readonly lines: readonly TextRange[];
}

type Kind = Block['kind'] | 'code' | 'fence';

interface Leaf {
	kind: Kind;
	readonly lines: TextRange[];
	/** What ends a fence or an HTML block; a blank line if undefined. */
	readonly end?: ((line: string) => boolean) | undefined;
}

/** A quotation, or an item with the width of its indentation. */
type Container = 'quote' | number;

/** No hand-written text nests deeper; hostile text shall not cost its square in time. */
const MAX_DEPTH = 100;

/** Where a line is read, counting tabs as CommonMark does. */
interface Cursor {
	at: number;
	column: number;
	/** Columns of a tab that are left over. */
	extra: number;
}

/**
 * The blocks of a Markdown document in their order: all that holds text or markup, and in MDX modules; no code
 * and no front matter. CommonMark 0.31, section 5.
 */
export function readBlocks(text: string, isMdx: boolean): readonly Block[] {
	const blocks: Leaf[] = [];
	const containers: Container[] = [];
	let leaf: Leaf | undefined;

	const openLeaf = (kind: Kind, line: TextRange, end?: Leaf['end']) => {
		leaf = { kind, lines: [line], end };
		blocks.push(leaf);
	};

	const readLine = (start: number, end: number) => {
		const cursor = { at: start, column: 0, extra: 0 };
		const matched = matchContainers(text, cursor, end, containers);
		const isInside = matched === containers.length;
		if (leaf?.kind === 'fence' || leaf?.kind === 'html' || leaf?.kind === 'module') {
			const line = { start: cursor.at, end };
			const content = text.slice(cursor.at, end);
			if (isInside && (leaf.end !== undefined || content.trim() !== '')) {
				const isEnd = leaf.end?.(content) === true;
				leaf.lines.push(line);
				leaf = isEnd ? undefined : leaf;
				return;
			}
			leaf = undefined;
		}
		let isEntered = false;
		// Only a new block closes what is around the last one: a paragraph goes on without the markers around it.
		const enter = () => {
			if (!isEntered) {
				containers.length = matched;
			}
			isEntered = true;
			leaf = undefined;
		};
		for (;;) {
			const { width, at } = indentation(text, cursor, end);
			const rest = text.slice(at, end);
			const isOpen = leaf?.kind === 'text';
			if (rest === '') {
				leaf = leaf?.kind === 'code' && isInside ? leaf : undefined;
				containers.length = isEntered ? containers.length : matched;
				return;
			}
			if (width >= 4 && !isMdx && !isOpen) {
				enter();
				openLeaf('code', { start: at, end });
				return;
			}
			if (width >= 4 && !isMdx) {
				leaf?.lines.push({ start: at, end });
				return;
			}
			const mayNest = containers.length < MAX_DEPTH;
			if (rest.startsWith('>') && mayNest) {
				enter();
				containers.push('quote');
				consume(text, cursor, end, width);
				cursor.at++;
				cursor.column++;
				consumeSpace(text, cursor, end);
				continue;
			}
			const heading = /^#{1,6}(?:[ \t]+|$)/.exec(rest)?.[0];
			const fence = /^(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(rest);
			const markup = isMdx ? undefined : htmlEnd(rest, isOpen);
			if (heading !== undefined || fence !== null || markup !== undefined) {
				enter();
				const line = { start: at, end };
				if (heading !== undefined) {
					const from = at + heading.length;
					const content = text.slice(from, end).trimEnd();
					const closing = /(?:^|[ \t])#+$/.exec(content)?.[0].length ?? 0;
					openLeaf('heading', { start: from, end: from + content.length - closing });
					leaf = undefined;
				} else if (fence !== null) {
					const marker = fence[1] ?? fence[2] ?? '';
					openLeaf('fence', line, (content) => closesFence(content, marker));
				} else if (markup !== undefined) {
					const { end: closing } = markup;
					openLeaf('html', line, closing && ((content) => closing.test(content)));
					leaf = closing?.test(rest) ? undefined : leaf;
				}
				return;
			}
			if (leaf?.kind === 'text' && isInside && !isEntered && /^(?:=+|-+)[ \t]*$/.test(rest)) {
				leaf.kind = 'heading';
				leaf = undefined;
				return;
			}
			if (/^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(rest)) {
				enter();
				return;
			}
			const marker = mayNest ? listMarker(rest, isOpen && isInside && !isEntered) : undefined;
			if (marker !== undefined) {
				enter();
				consume(text, cursor, end, width);
				cursor.at += marker.length;
				cursor.column += marker.length;
				const space = indentation(text, cursor, end);
				const isBlank = space.at === end;
				const padding = isBlank || space.width > 4 ? 1 : space.width;
				containers.push(width + marker.length + padding);
				consume(text, cursor, end, isBlank ? space.width : padding);
				continue;
			}
			if (leaf?.kind === 'text') {
				leaf.lines.push({ start: at, end });
				return;
			}
			enter();
			const isModule = isMdx && containers.length === 0 && width === 0 && /^(?:import|export)\b/.test(rest);
			openLeaf(isModule ? 'module' : 'text', { start: at, end });
			return;
		}
	};

	let start = frontMatterEnd(text);
	while (start < text.length) {
		const feed = text.indexOf('\n', start);
		const next = feed < 0 ? text.length : feed + 1;
		const lineEnd = feed < 0 ? text.length : feed > start && text.charAt(feed - 1) === '\r' ? feed - 1 : feed;
		readLine(start, lineEnd);
		start = next;
	}
	return blocks.filter((block): block is Leaf & Block => block.kind !== 'code' && block.kind !== 'fence');
}

/** Whether a line is a fence of at least as many marks and nothing else. */
function closesFence(line: string, marker: string): boolean {
	const marks = /^ {0,3}(`+|~+)[ \t]*$/.exec(line)?.[1] ?? '';
	return marks.length >= marker.length && marks.charAt(0) === marker.charAt(0);
}

/** Behind the YAML or TOML at the top. */
function frontMatterEnd(text: string): number {
	const block = /^\ufeff?(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\1[ \t]*(?:\r?\n|$)/.exec(text);
	return block?.[0].length ?? 0;
}

/** Goes past the markers of the containers that are still open; how many of them are. */
function matchContainers(
	text: string,
	cursor: Cursor,
	end: number,
	containers: readonly Container[],
): number {
	let matched = 0;
	for (const container of containers) {
		const { width, at } = indentation(text, cursor, end);
		if (container === 'quote') {
			if (width > 3 || text.charAt(at) !== '>' || at >= end) {
				break;
			}
			consume(text, cursor, end, width + 1);
			consumeSpace(text, cursor, end);
		} else if (at < end) {
			if (width < container) {
				break;
			}
			consume(text, cursor, end, container);
		}
		matched++;
	}
	return matched;
}

function indentation(
	text: string,
	cursor: Cursor,
	end: number,
): { readonly width: number; readonly at: number } {
	let { at, column, extra } = cursor;
	while (at < end) {
		const character = text.charAt(at);
		if (character === ' ') {
			column++;
			extra += 1;
		} else if (character === '\t') {
			const step = 4 - (column % 4);
			column += step;
			extra += step;
		} else {
			break;
		}
		at++;
	}
	return { width: extra, at };
}

function consume(text: string, cursor: Cursor, end: number, columns: number): void {
	let left = columns;
	const virtual = Math.min(left, cursor.extra);
	cursor.extra -= virtual;
	left -= virtual;
	while (left > 0 && cursor.at < end) {
		const step = text.charAt(cursor.at) === '\t' ? 4 - (cursor.column % 4) : 1;
		cursor.at++;
		cursor.column += step;
		cursor.extra = Math.max(0, step - left);
		left -= step;
	}
}

function consumeSpace(text: string, cursor: Cursor, end: number): void {
	if (cursor.extra > 0 || /[ \t]/.test(cursor.at < end ? text.charAt(cursor.at) : '')) {
		consume(text, cursor, end, 1);
	}
}

function listMarker(rest: string, interrupts: boolean): string | undefined {
	const marker = matchAt(/(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)/y, rest, 0);
	if (marker === undefined || !interrupts) {
		return marker;
	}
	const isEmpty = rest.slice(marker.length).trim() === '';
	return isEmpty || /^(?!0*1[.)])\d/.test(marker) ? undefined : marker;
}

const BLOCK_ELEMENTS =
	'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|' +
	'dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|' +
	'main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|' +
	'thead|title|tr|track|ul';

const HTML_BLOCKS: readonly (readonly [start: RegExp, end: RegExp | undefined])[] = [
	[/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
	[/^<!--/, /-->/],
	[/^<\?/, /\?>/],
	[/^<![A-Za-z]/, />/],
	[/^<!\[CDATA\[/, /\]\]>/],
	[new RegExp(`^</?(?:${BLOCK_ELEMENTS})(?:\\s|/?>|$)`, 'i'), undefined],
];

const ATTRIBUTE = String.raw`\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>${'`'}]+|'[^']*'|"[^"]*"))?`;
const WHOLE_TAG = new RegExp(
	`^<(?:[A-Za-z][A-Za-z0-9-]*(?:${ATTRIBUTE})*\\s*/?|/[A-Za-z][A-Za-z0-9-]*\\s*)>\\s*$`,
);

/** What ends the HTML block that starts with this line, if one does. */
function htmlEnd(rest: string, interrupts: boolean): { readonly end: RegExp | undefined } | undefined {
	if (!rest.startsWith('<')) {
		return undefined;
	}
	const block = HTML_BLOCKS.find(([start]) => start.test(rest));
	if (block !== undefined) {
		return { end: block[1] };
	}
	return !interrupts && WHOLE_TAG.test(rest) ? { end: undefined } : undefined;
}
