import { unescapeString } from './expression.ts';
import type { TextRange } from './reference.ts';
import type { ModuleFound } from './sink.ts';
import { matchAt } from './source.ts';

/** A word, a sign or (as two quotes) a string of JavaScript. */
export interface Word {
	readonly text: string;
	readonly start: number;
}

/** An import, up to the module's name. */
export interface ImportWords {
	readonly start: number;
	readonly words: string[];
}

/** Hostile text shall not be kept twice. */
const MAX_WORDS = 1000;

/** The import with one more word; `undefined` where it turns out to be none. */
export function addWord(statement: ImportWords | undefined, word: string): ImportWords | undefined {
	const isClause = /^[\p{ID_Continue}$_{},*]/u.test(word);
	if (statement === undefined || !isClause || statement.words.length >= MAX_WORDS) {
		return undefined;
	}
	statement.words.push(word);
	return statement;
}

/** What a string of JavaScript imports, by the words before it. */
export function moduleAt(
	text: string,
	string: TextRange,
	before: readonly Word[],
	statement: ImportWords | undefined,
): ModuleFound | undefined {
	const quote = text.charAt(string.start);
	const isClosed = string.end > string.start + 1 && text.charAt(string.end - 1) === quote;
	if (!isClosed || (quote !== '"' && quote !== "'")) {
		return undefined;
	}
	const found = (start: number, end: number, name: string | undefined, isModule: boolean): ModuleFound => ({
		start,
		end,
		nameStart: string.start + 1,
		nameEnd: string.end - 1,
		specifier: unescapeString(text.slice(string.start + 1, string.end - 1)),
		name,
		form: { syntax: 'script', quote, isModule },
	});
	const startOf = (back: number) => before.at(-back)?.start ?? string.start;
	const [fifth, fourth, third, second, first] = [5, 4, 3, 2, 1].map((back) => before.at(-back)?.text);
	if (statement !== undefined && (statement.words.length === 0 || first === 'from')) {
		return found(statement.start, string.end, defaultName(statement.words), true);
	}
	if (first === 'from') {
		return found(startOf(1), string.end, undefined, true);
	}
	if (first !== '(') {
		return undefined;
	}
	if ((second === 'require' || second === 'import') && third !== '.') {
		const close = matchAt(/\s*,?\s*\)/y, text, string.end) ?? '';
		const name = second === 'require' && third === '=' ? fourth : undefined;
		return found(startOf(2), string.end + close.length, name, true);
	}
	const rest = matchAt(/\s*,\s*import\.meta\.url\s*,?\s*\)/y, text, string.end);
	return second === 'URL' && third === 'new' && rest !== undefined
		? found(startOf(3), string.end + rest.length, fourth === '=' ? fifth : undefined, false)
		: undefined;
}

/** `import type X` names a type, `import type, { X }` a value called `type`. */
function defaultName([first, second, third]: readonly string[]): string | undefined {
	const isName = first !== undefined && /^[\p{ID_Start}$_]/u.test(first);
	const isAlone = second === ',' || (second === 'from' && third === undefined);
	return isName && isAlone ? first : undefined;
}
