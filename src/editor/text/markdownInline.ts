import { codeSpans, codeText } from './codeSpans.ts';
import { elementReader, lastClosings } from './elements.ts';
import { readMark } from './emphasis.ts';
import { decodeEntities } from './entities.ts';
import type { Event, LinkSpan } from './markdownEvents.ts';
import { deferred, emit, plainText } from './markdownEvents.ts';
import type { Destination } from './markdownTails.ts';
import { normalizeLabel, readInlineTail } from './markdownTails.ts';
import { scanScript } from './script.ts';
import type { MarkdownImage, Sink } from './sink.ts';
import type { Source } from './source.ts';
import { matchAt } from './source.ts';
import { readTag } from './tags.ts';
import { hasPlaceholder } from './targets.ts';

/** What a label stands for, in the document's coordinates. */
export interface Definition extends Pick<MarkdownImage, 'targetRange' | 'title'> {
	readonly url: string;
}

/** By normalised label. */
export type Definitions = ReadonlyMap<string, Definition>;

interface Bracket {
	readonly at: number;
	readonly isImage: boolean;
	/** How many events came before it. */
	readonly events: number;
	isActive: boolean;
}

/** What a bracket leads to. */
interface Tail extends Definition {
	readonly end: number;
	/** What goes behind an alt text that was the label as well. */
	readonly labelled?: string;
}

const NO_CLOSING_TAG = /^(?:img|br|hr|input|source|wbr|col|area|embed|meta|link|base|track|param)$/;

/**
 * Scans the text of one paragraph or heading for images, links and markup. CommonMark 0.31, section 6; linear
 * time.
 */
export function scanInline(
	source: Source,
	from: number,
	definitions: Definitions,
	sink: Sink,
	isMdx: boolean,
): void {
	const { text } = source;
	const limit = text.length;
	const codes = codeSpans(text);
	const events: Event[] = [];
	const brackets: Bracket[] = [];
	const links: LinkSpan[] = [];
	let hasOpenBrace = false;
	const closings = lastClosings(text);
	// What turns out to be no expression is read once more as text, so that nothing is told before.
	const readExpression = (from: number, calls: Event[]) => {
		const later = deferred(sink, calls);
		return scanScript(source, from, limit, later, elementReader(source, later, closings));
	};

	const say = (content: string) => events.push({ kind: 'text', text: content });
	const tell = (call: () => void, alt = '') => events.push({ kind: 'call', call, alt });

	let at = from;
	while (at < limit) {
		const character = text.charAt(at);
		if (character === '\\') {
			const isEscape = /[!-/:-@[-`{-~]/.test(text.charAt(at + 1));
			say(isEscape ? text.charAt(at + 1) : text.charAt(at + 1) === '\n' ? '' : '\\');
			at += isEscape || text.charAt(at + 1) === '\n' ? 2 : 1;
		} else if (character === '`') {
			const run = matchAt(/`+/y, text, at) ?? '`';
			const close = codes(at, run.length);
			say(close === undefined ? run : codeText(text.slice(at + run.length, close)));
			at = (close ?? at) + run.length;
		} else if (character === '<') {
			at = readAngle(at);
		} else if (character === '{' && isMdx && !hasOpenBrace) {
			const calls: Event[] = [];
			const close = readExpression(at + 1, calls);
			hasOpenBrace = close >= limit;
			events.push(...(hasOpenBrace ? [{ kind: 'text' as const, text: '{' }] : calls));
			at = hasOpenBrace ? at + 1 : close + 1;
		} else if (character === '*' || character === '_') {
			const run = matchAt(character === '*' ? /\*+/y : /_+/y, text, at) ?? character;
			events.push(readMark(text, at, at + run.length));
			at += run.length;
		} else if (character === '[' || (character === '!' && text.charAt(at + 1) === '[')) {
			const isImage = character === '!';
			brackets.push({ at, isImage, events: events.length, isActive: true });
			say(isImage ? '![' : '[');
			at += isImage ? 2 : 1;
		} else if (character === ']') {
			at = closeBracket(at);
		} else if (character === '\n') {
			const spaces = matchAt(/\n[ \t]*/y, text, at) ?? '\n';
			say('\n');
			at += spaces.length;
		} else {
			const plain = matchAt(/[^\\`<{*_[!\]\n]+/y, text, at) ?? character;
			const isBeforeBreak = text.charAt(at + plain.length) === '\n';
			say(decodeEntities(isBeforeBreak ? plain.replace(/(?<![ \t])[ \t]+$/, '') : plain));
			at += plain.length;
		}
	}
	emit(events, links, sink);

	/** An address, a tag, a comment, or a sign. */
	function readAngle(start: number): number {
		const address = isMdx
			? undefined
			: matchAt(
					/<[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>]*>|<[\w.!#$%&'*+/=?^{|}~-]{1,64}@[\w.-]{1,255}>/y,
					text,
					start,
				);
		if (address !== undefined) {
			say(address.slice(1, -1));
			return start + address.length;
		}
		const closing = matchAt(/<\/([A-Za-z][\w.:-]*)?\s*>/y, text, start);
		if (closing !== undefined) {
			const name = closing.replace(/[</>\s]/g, '');
			tell(() => sink.close(isMdx ? name : name.toLowerCase()));
			return start + closing.length;
		}
		for (const [open, close] of isMdx ? [] : NO_TAGS) {
			if (text.startsWith(open, start) && (open !== '<!' || /[A-Za-z]/.test(text.charAt(start + 2)))) {
				const end = source.find(close, start + 2);
				if (end >= 0) {
					return end + close.length;
				}
			}
		}
		const calls: Event[] = [];
		const expression = isMdx ? (inner: number) => readExpression(inner, calls) : undefined;
		const isTag = !hasOpenBrace && /[A-Za-z]/.test(text.charAt(start + 1));
		const result = isTag ? readTag(source, start, limit, { isStrict: true, expression }) : undefined;
		if (result?.tag === undefined) {
			hasOpenBrace ||= isMdx && result !== undefined && result.end >= limit;
			say('<');
			return start + 1;
		}
		const { tag } = result;
		const name = isMdx ? tag.name : tag.name.toLowerCase();
		tell(() => {
			sink.open(source, tag);
			if (tag.isSelfClosing || NO_CLOSING_TAG.test(name)) {
				sink.close(name);
			}
		});
		events.push(...calls);
		return result.end;
	}

	/** The end of a link or image, or a sign. */
	function closeBracket(close: number): number {
		const opener = brackets.pop();
		const tail = opener?.isActive ? readTail(opener, close) : undefined;
		if (opener === undefined || tail === undefined) {
			say(']');
			return close + 1;
		}
		if (opener.isImage) {
			const inner = events.splice(opener.events).slice(1);
			const alt = plainText(inner);
			while ((links.at(-1)?.from ?? -1) >= opener.events) {
				links.pop();
			}
			const image = imageAt(opener, close, tail, alt);
			tell(() => sink.markdownImage(image), alt);
		} else {
			events[opener.events] = { kind: 'text', text: '' };
			links.push({ from: opener.events, to: events.length, href: tail.url });
			for (const bracket of brackets) {
				bracket.isActive &&= bracket.isImage;
			}
		}
		return tail.end;
	}

	function readTail(opener: Bracket, close: number): Tail | undefined {
		const inline = readInlineTail(source, close + 1);
		if (inline !== undefined) {
			return placed(source, inline);
		}
		const content = opener.at + (opener.isImage ? 2 : 1);
		const full = matchAt(/\[(?:\\.|[^\\[\]]){1,999}\]/y, text, close + 1)?.slice(1, -1);
		const isFull = full !== undefined && full.trim() !== '';
		const hasBrackets = /(?:^|[^\\])(?:\\\\)*[[\]]/.test(
			close - content > 999 ? '[' : text.slice(content, close),
		);
		const label = isFull ? full : hasBrackets ? '' : text.slice(content, close);
		const definition = definitions.get(normalizeLabel(label));
		if (definition === undefined) {
			return undefined;
		}
		if (isFull) {
			return { ...definition, end: close + 3 + full.length };
		}
		const end = close + (text.startsWith('[]', close + 1) ? 3 : 1);
		return { ...definition, end, labelled: `[${label}]` };
	}

	function imageAt(opener: Bracket, close: number, tail: Tail, alt: string): MarkdownImage {
		const start = opener.at + 2;
		const range = source.place(start, close);
		const isDynamic = !isMdx && hasPlaceholder(text.slice(start, close));
		const slot = tail.labelled === undefined ? range : source.place(start, tail.end);
		const after = tail.labelled === undefined ? '' : `]${tail.labelled}`;
		return {
			range: source.place(opener.at, tail.end),
			url: !isMdx && hasPlaceholder(tail.url) ? undefined : tail.url,
			targetRange: tail.targetRange,
			title: tail.title,
			alt: isDynamic
				? { state: 'dynamic' }
				: alt.trim() === ''
					? { state: 'empty', range }
					: { state: 'present', text: alt, range },
			altSlot: isDynamic
				? undefined
				: { ...slot, syntax: isMdx ? 'mdx' : 'markdown', quote: '"', before: '', after },
		};
	}
}

/** Comments and what else stands in angle brackets and is no tag. */
const NO_TAGS = [
	['<!--', '-->'],
	['<?', '?>'],
	['<![CDATA[', ']]>'],
	['<!', '>'],
] as const;

function placed(source: Source, { range, url, title, end }: Destination): Tail {
	return { url, title, targetRange: source.place(range.start, range.end), end };
}
