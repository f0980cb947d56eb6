import { scanCss } from './css.ts';
import type { Dialect } from './dialect.ts';
import { elementReader } from './elements.ts';
import { decodeEntities } from './entities.ts';
import { scanScript } from './script.ts';
import type { Sink } from './sink.ts';
import type { Source } from './source.ts';
import { matchAt } from './source.ts';
import type { Tag, TagGrammar } from './tags.ts';
import { attributeOf, readTag } from './tags.ts';

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const RAW = new Set('script style textarea title xmp iframe noembed noframes plaintext'.split(' '));

/** Scans HTML, or the template of a component. Linear time. */
export function scanMarkup(source: Source, from: number, limit: number, dialect: Dialect, sink: Sink): void {
	const { text, find } = source;
	const braces = braceReader(source, limit, dialect, sink);
	const isHtml = braces === undefined && dialect !== 'vue';
	const grammar: TagGrammar = { isStrict: false, expression: dialect === 'vue' ? undefined : braces };
	const content = dialect === 'html' || dialect === 'markdown' ? /[^<]+/y : /[^<{]+/y;
	const behind = (needle: string, start: number) => {
		const found = find(needle, start);
		return found < 0 ? limit : Math.min(limit, found + needle.length);
	};

	let at = from;
	while (at < limit) {
		if (text.startsWith('<!--', at)) {
			at = behind('-->', at + 2);
		} else if (/[!?]/.test(text.charAt(at + 1)) && text.charAt(at) === '<') {
			at = behind('>', at + 2);
		} else if (text.startsWith('</', at)) {
			// A closing tag is read like any other, with attributes that nobody asks for.
			const { tag, end } = readTag(source, at + 1, limit, grammar);
			if (tag !== undefined) {
				sink.close(isHtml ? tag.name.toLowerCase() : tag.name);
			}
			at = /[A-Za-z]/.test(text.charAt(at + 2)) ? Math.max(at + 2, end) : behind('>', at + 2);
		} else if (text.charAt(at) === '<' && /[A-Za-z]/.test(text.charAt(at + 1))) {
			const { tag, end } = readTag(source, at, limit, grammar);
			at = Math.max(at + 1, end);
			if (tag !== undefined) {
				at = enter(tag);
			}
		} else if (text.startsWith('{{', at) && dialect === 'vue') {
			at = behind('}}', at + 2);
		} else if (text.charAt(at) === '{' && braces !== undefined) {
			at = braces(at + 1) + 1;
		} else {
			const end = Math.min(limit, at + Math.max(1, matchAt(content, text, at)?.length ?? 1));
			sink.text(decodeEntities(text.slice(at, end)));
			at = end;
		}
	}

	function enter(tag: Tag): number {
		const name = isHtml ? tag.name.toLowerCase() : tag.name;
		sink.open(source, tag);
		const isPug = name === 'template' && dialect === 'vue' && languageOf(source, tag) === 'pug';
		const isEmpty = VOID.has(name) || (tag.isSelfClosing && !isHtml);
		if (!isEmpty && (RAW.has(name) || isPug)) {
			const end = endOfRaw(text, tag.end, limit, name);
			scanRaw(source, tag, name, end, sink);
			return end;
		}
		if (isEmpty || tag.isSelfClosing) {
			sink.close(name);
		}
		return tag.end;
	}
}

/** Reads what stands in braces, where they hold an expression. */
function braceReader(
	source: Source,
	limit: number,
	dialect: Dialect,
	sink: Sink,
): ((from: number) => number) | undefined {
	const { text } = source;
	if (dialect === 'astro') {
		const readElement = elementReader(source, sink);
		return (from) => scanScript(source, from, limit, sink, readElement);
	}
	if (dialect === 'svelte') {
		return (from) => {
			const isBlock = /[#:/@]/.test(text.charAt(from)) && !/^\/[*/]/.test(text.slice(from, from + 2));
			return scanScript(source, isBlock ? from + 1 : from, limit, sink);
		};
	}
	return undefined;
}

function endOfRaw(text: string, from: number, limit: number, name: string): number {
	const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
	closing.lastIndex = from;
	return Math.min(limit, closing.exec(text)?.index ?? limit);
}

function scanRaw(source: Source, tag: Tag, name: string, end: number, sink: Sink): void {
	const type = attributeText(source, tag, 'type');
	if (name === 'script' && !/json|template|text\/x-|importmap/.test(type)) {
		const hasJsx = /[jt]sx/.test(languageOf(source, tag));
		scanScript(source, tag.end, end, sink, hasJsx ? elementReader(source, sink) : undefined);
	} else if (name === 'style') {
		scanCss(source, tag.end, end, languageOf(source, tag) !== '', sink);
	}
}

function languageOf(source: Source, tag: Tag): string {
	return attributeText(source, tag, 'lang').toLowerCase();
}

function attributeText(source: Source, tag: Tag, name: string): string {
	const value = attributeOf(tag, name)?.value;
	return value === undefined ? '' : source.text.slice(value.start, value.end);
}
