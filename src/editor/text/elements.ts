import { decodeEntities } from './entities.ts';
import type { ReadElement } from './script.ts';
import { scanScript } from './script.ts';
import type { Sink } from './sink.ts';
import type { Source } from './source.ts';
import { matchAt } from './source.ts';
import { readTag } from './tags.ts';

/** No hand-written text nests deeper; a stack has an end. */
const MAX_DEPTH = 100;

/** Scans a whole module of JavaScript or TypeScript with JSX. Linear time. */
export function scanModule(source: Source, sink: Sink): void {
	const { length } = source.text;
	const readElement = elementReader(source, sink);
	for (let at = 0; at < length; at++) {
		// Behind a closing brace that nothing opened, half-typed code goes on.
		at = scanScript(source, at, length, sink, readElement);
	}
}

/** Reads JSX: elements, and the script in their braces. Readers of one source may share what they know of it. */
export function elementReader(source: Source, sink: Sink, closings = lastClosings(source.text)): ReadElement {
	const { text, find } = source;
	let depth = 0;

	const expression = (from: number, limit: number): number => {
		if (depth >= MAX_DEPTH) {
			return limit;
		}
		depth++;
		const end = scanScript(source, from, limit, sink, read);
		depth--;
		return end;
	};

	const read: ReadElement = (start, limit) => {
		const grammar = { isStrict: true, expression: (from: number) => expression(from, limit) };
		const open: string[] = [];
		let at = start;
		while (at < limit) {
			if (text.startsWith('<!--', at)) {
				const end = find('-->', at + 4);
				at = end < 0 ? limit : end + 3;
			} else if (text.startsWith('</', at)) {
				const closing = matchAt(/<\/\s*[\p{ID_Continue}$.:-]*\s*>?/uy, text, at) ?? '</';
				closeUpTo(open, closing.replace(/[</>\s]/g, ''), sink);
				at += closing.length;
			} else if (text.startsWith('<>', at)) {
				open.push('');
				at += 2;
			} else if (text.charAt(at) === '<') {
				const { tag, end } = readTag(source, at, limit, grammar);
				at = Math.max(end, at + 1);
				if (tag !== undefined) {
					sink.open(source, tag);
					// Without an end it is an element of HTML that needs none, or half typed.
					if (tag.isSelfClosing || (closings().get(tag.name) ?? -1) < at) {
						sink.close(tag.name);
					} else {
						open.push(tag.name);
					}
				}
			} else if (text.charAt(at) === '{') {
				at = expression(at + 1, limit) + 1;
			} else {
				const content = matchAt(/[^<{]+/y, text, at) ?? '';
				sink.text(decodeEntities(content));
				at += content.length;
			}
			if (open.length === 0) {
				break;
			}
		}
		for (const name of open.reverse()) {
			sink.close(name);
		}
		return Math.min(at, limit);
	};
	return read;
}

/** Closes the element and those within that were left open. */
function closeUpTo(open: string[], name: string, sink: Sink): void {
	const index = open.lastIndexOf(name);
	if (index >= 0) {
		for (const inner of open.splice(index).reverse()) {
			sink.close(inner);
		}
	}
}

/** Where the last closing tag of each name is. */
export function lastClosings(text: string): () => ReadonlyMap<string, number> {
	let found: Map<string, number> | undefined;
	return () => {
		found ??= new Map(
			Array.from(text.matchAll(/<\/\s*([\p{ID_Continue}$.:-]*)/gu), (match) => [match[1] ?? '', match.index]),
		);
		return found;
	};
}
