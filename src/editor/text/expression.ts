import type { TargetForm, TextRange } from './reference.ts';

/** What an expression of JavaScript comes to, as far as it says so itself. */
export type Static =
	| { readonly kind: 'text'; readonly text: string; readonly range: TextRange; readonly form: TargetForm }
	| { readonly kind: 'number'; readonly number: number }
	/** A variable, perhaps its address: `hero`, `hero.src`. */
	| { readonly kind: 'name'; readonly name: string }
	| { readonly kind: 'dynamic' };

const STRING =
	String.raw`(?:"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|` +
	'`(?:\\\\[\\s\\S]|\\$(?!\\{)|[^`\\\\$])*`)';

const LITERAL = new RegExp(`^${STRING}$`);
const REQUIRED = new RegExp(`^(?:require|import)\\(\\s*(${STRING})\\s*\\)(?:\\.default)?(?:\\.src)?$`);
const LOCATED = new RegExp(
	`^new\\s+URL\\(\\s*(${STRING})\\s*,\\s*import\\.meta\\.url\\s*,?\\s*\\)(?:\\.(?:href|pathname)|\\.toString\\(\\))?$`,
);

/** Reads the expression between two offsets of a text. */
export function readExpression(text: string, from: number, to: number): Static {
	const raw = text.slice(from, to);
	const start = from + raw.length - raw.trimStart().length;
	const expression = raw.trim();
	if (LITERAL.test(expression)) {
		return literal(text, start, start + expression.length, false);
	}
	for (const pattern of [REQUIRED, LOCATED]) {
		const string = pattern.exec(expression)?.[1];
		if (string !== undefined) {
			const at = start + expression.indexOf(string);
			return literal(text, at, at + string.length, pattern === REQUIRED);
		}
	}
	if (/^\d{1,9}(?:\.\d+)?$/.test(expression)) {
		return { kind: 'number', number: Number(expression) };
	}
	const name = /^([\p{ID_Start}$_][\p{ID_Continue}$]*)(?:\.(?:src|href|default))?$/u.exec(expression)?.[1];
	return name === undefined ? { kind: 'dynamic' } : { kind: 'name', name };
}

/** The characters that the inside of a string literal stands for. */
export function unescapeString(content: string): string {
	return content.replace(
		/\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
		(_, long: string | undefined, short: string | undefined, byte: string | undefined, other: string) => {
			const code = long ?? short ?? byte;
			if (code === undefined) {
				return /[\r\n\u2028\u2029]/.test(other) ? '' : (ESCAPES.get(other) ?? other);
			}
			const point = Number.parseInt(code, 16);
			return point <= 0x10ffff ? String.fromCodePoint(point) : '';
		},
	);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
	['n', '\n'],
	['r', '\r'],
	['t', '\t'],
	['b', '\b'],
	['f', '\f'],
	['v', '\v'],
	['0', '\0'],
]);

function literal(text: string, start: number, end: number, isModule: boolean): Static {
	const quote = text.charAt(start) as '"' | "'" | '`';
	return {
		kind: 'text',
		text: unescapeString(text.slice(start + 1, end - 1)),
		range: { start: start + 1, end: end - 1 },
		form: { syntax: 'script', quote, isModule },
	};
}
