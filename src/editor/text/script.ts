import type { ImportWords, Word } from './moduleNames.ts';
import { addWord, moduleAt } from './moduleNames.ts';
import type { Sink } from './sink.ts';
import type { Source } from './source.ts';
import { endOfString, matchAt } from './source.ts';

/** Reads an element of JSX that starts at an offset, to its end. */
export type ReadElement = (start: number, limit: number) => number;

/** Words behind which an expression begins, and with it perhaps an element or a regular expression. */
const BEFORE_EXPRESSION = new Set(
	'return case default typeof do else in of yield await void delete throw new instanceof extends'.split(' '),
);

/**
 * Scans JavaScript or TypeScript for modules that are images and, where there is a reader, for JSX. Ends at the
 * brace that closes the one before `from`, or at the limit. Never looks back, so it takes linear time.
 */
export function scanScript(
	source: Source,
	from: number,
	limit: number,
	sink: Sink,
	readElement?: ReadElement,
): number {
	const { text, find } = source;
	const recent: Word[] = [];
	const open: ('{' | '`')[] = [];
	let at = from;

	const push = (token: string, start: number) => {
		recent.push({ text: token, start });
		if (recent.length > 8) {
			recent.shift();
		}
	};
	const last = () => recent.at(-1)?.text ?? '';
	let statement: ImportWords | undefined;
	const readTemplate = () => {
		const depth = open.length;
		const start = at;
		at = endOfTemplate(text, at + 1, limit, open);
		const hasCode = open.length > depth;
		if (hasCode || isClosed(text, start, at, '`')) {
			sink.literal?.({ start, end: at, kind: '`' });
		}
		push(hasCode ? '{' : '""', at);
	};
	const readComment = (end: number) => {
		sink.literal?.({ start: at, end, kind: 'comment' });
		at = end;
	};

	while (at < limit) {
		const character = text.charAt(at);
		if (character.trim() === '') {
			at++;
		} else if (text.startsWith('//', at) && !(last() === ':' && text.charAt(at - 1) === ':')) {
			readComment(behind(find('\n', at), 0, limit));
		} else if (text.startsWith('/*', at)) {
			readComment(behind(find('*/', at + 2), 2, limit));
		} else if (character === '"' || character === "'") {
			const end = endOfString(text, at, limit);
			if (isClosed(text, at, end, character)) {
				sink.literal?.({ start: at, end, kind: character });
			}
			const module = moduleAt(text, { start: at, end }, recent, statement);
			if (module !== undefined) {
				sink.module(source, module);
			}
			statement = undefined;
			push('""', at);
			at = end;
		} else if (character === '`') {
			readTemplate();
		} else if (character === '}') {
			const opened = open.pop();
			if (opened === undefined) {
				return at;
			}
			if (opened === '`') {
				readTemplate();
			} else {
				push('}', at);
				at++;
			}
			statement = addWord(statement, '}');
		} else if (character === '{') {
			open.push('{');
			statement = addWord(statement, '{');
			push('{', at);
			at++;
		} else if (/[\p{ID_Continue}$\\@#]/u.test(character)) {
			const word = matchAt(/[\p{ID_Continue}$\\@#]+/uy, text, at) ?? character;
			const isImport = word === 'import' && last() !== '.';
			statement = isImport ? { start: at, words: [] } : addWord(statement, word);
			push(word, at);
			at += word.length;
		} else {
			const isExpression = beginsExpression(last());
			const isElement = character === '<' && (isExpression || last() === '}');
			if (readElement !== undefined && isElement && /[\p{ID_Start}$_>]/u.test(text.charAt(at + 1))) {
				at = Math.max(at + 1, readElement(at, limit));
				push(')', at);
			} else if (character === '/' && isExpression) {
				at = endOfRegex(text, at, limit);
				push(')', at);
			} else {
				statement = addWord(statement, character);
				push(character, at);
				at++;
			}
		}
	}
	return limit;
}

function beginsExpression(previous: string): boolean {
	return BEFORE_EXPRESSION.has(previous) || !/[\p{ID_Continue}$"`)\]}]$/u.test(previous);
}

function isClosed(text: string, start: number, end: number, quote: string): boolean {
	return end > start + 1 && text.charAt(end - 1) === quote;
}

function behind(found: number, length: number, limit: number): number {
	return found < 0 || found + length > limit ? limit : found + length;
}

/** Behind the closing backtick, or behind the `${` that leads back into code. */
function endOfTemplate(text: string, from: number, limit: number, open: ('{' | '`')[]): number {
	for (let at = from; at < limit; at++) {
		const character = text.charAt(at);
		if (character === '\\') {
			at++;
		} else if (character === '`') {
			return at + 1;
		} else if (character === '$' && text.charAt(at + 1) === '{') {
			open.push('`');
			return Math.min(at + 2, limit);
		}
	}
	return limit;
}

/** Behind the regular expression, or behind the slash alone where its line ends in it. */
function endOfRegex(text: string, start: number, limit: number): number {
	let isInClass = false;
	for (let at = start + 1; at < limit; at++) {
		const character = text.charAt(at);
		if (character === '\\') {
			at++;
		} else if (character === '\n') {
			return at;
		} else if (character === '[') {
			isInClass = true;
		} else if (character === ']') {
			isInClass = false;
		} else if (character === '/' && !isInClass) {
			return at + 1;
		}
	}
	return limit;
}
