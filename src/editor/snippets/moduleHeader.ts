/** An `import` at the top of an ES module. Offsets in UTF-16 units. */
export interface ImportStatement {
	readonly start: number;
	/** Behind the statement and its semicolon. */
	readonly end: number;
	/** The module's name, unescaped; empty for a TypeScript alias, which has none. */
	readonly specifier: string;
	readonly quote: '"' | "'";
	/** The name of the default import, unless the import is of types only. */
	readonly defaultName: string | undefined;
	readonly hasSemicolon: boolean;
}

export interface ModuleHeader {
	/** The imports before the first other statement. */
	readonly imports: readonly ImportStatement[];
	/** Where an import goes if there is none yet: behind shebang, directives and comments. */
	readonly preambleEnd: number;
}

/** Reads the top of a JavaScript or TypeScript module, up to the first statement that is no import. */
export function readModuleHeader(text: string): ModuleHeader {
	const imports: ImportStatement[] = [];
	const preamble: Piece[] = [];
	let at = /^\ufeff?#!.*/.exec(text)?.[0].length ?? 0;
	if (at > 0) {
		preamble.push({ start: 0, end: at });
	}
	for (;;) {
		const comments = readTrivia(text, at);
		for (const piece of comments.pieces) {
			preamble.push(piece);
		}
		at = comments.end;
		const directive = imports.length === 0 ? readDirective(text, at) : undefined;
		if (directive !== undefined) {
			preamble.push(directive);
			at = directive.end;
			continue;
		}
		const statement = readImport(text, at);
		if (statement === undefined) {
			break;
		}
		imports.push(statement);
		at = statement.end;
	}
	const last = preamble.at(-1);
	if (last !== undefined && at < text.length && documents(text, last, at)) {
		preamble.pop();
	}
	return { imports, preambleEnd: preamble.at(-1)?.end ?? 0 };
}

interface Piece {
	readonly start: number;
	readonly end: number;
}

interface Token extends Piece {
	readonly text: string;
	readonly kind: 'name' | 'string' | 'sign';
}

/** A doc comment stays with the code below it, unless it speaks to tools about the whole file. */
function documents(text: string, comment: Piece, code: number): boolean {
	const content = text.slice(comment.start, comment.end);
	const isDocComment = content.startsWith('/**');
	const isForTools =
		/@(?:jsx|license|file|copyright|preserve|module|packageDocumentation|jest|vitest|flow|ts-)/;
	const isApart = /\n[ \t\r]*\n/.test(text.slice(comment.end, code));
	return isDocComment && !isApart && !isForTools.test(content);
}

function readTrivia(text: string, from: number): { readonly pieces: readonly Piece[]; readonly end: number } {
	const pieces: Piece[] = [];
	let at = from;
	for (;;) {
		const space = matchAt(/\s+/y, text, at);
		at += space?.length ?? 0;
		const isBlock = text.startsWith('/*', at);
		const close = isBlock ? text.indexOf('*/', at + 2) : -1;
		const comment = isBlock ? text.slice(at, close < 0 ? at : close + 2) : matchAt(/\/\/.*/y, text, at);
		if (!comment) {
			return { pieces, end: at };
		}
		pieces.push({ start: at, end: at + comment.length });
		at += comment.length;
	}
}

function readToken(text: string, from: number): Token | undefined {
	const start = readTrivia(text, from).end;
	const name = matchAt(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy, text, start);
	const string = name ?? matchAt(/"(?:\\[\s\S]|[^"\\\n\r])*"|'(?:\\[\s\S]|[^'\\\n\r])*'/y, text, start);
	const sign = string ?? text.charAt(start);
	if (sign === '') {
		return undefined;
	}
	const kind = name !== undefined ? 'name' : string !== undefined ? 'string' : 'sign';
	return { start, end: start + sign.length, text: sign, kind };
}

/** `'use client'`, unless an operator makes the string part of an expression. */
function readDirective(text: string, from: number): Piece | undefined {
	const token = readToken(text, from);
	if (token?.kind !== 'string' || token.start !== from) {
		return undefined;
	}
	const next = readToken(text, token.end);
	if (next?.text === ';') {
		return { start: from, end: next.end };
	}
	const isEnded = next === undefined || /[\n\r\u2028\u2029]/.test(text.slice(token.end, next.start));
	const isContinued = next?.kind === 'sign' && /[-+*/%.,?:=<>&|^([`]/.test(next.text);
	return isEnded && !isContinued ? { start: from, end: token.end } : undefined;
}

function readImport(text: string, start: number): ImportStatement | undefined {
	const keyword = readToken(text, start);
	if (keyword?.text !== 'import' || keyword.kind !== 'name') {
		return undefined;
	}
	const clause: Token[] = [];
	let token = readToken(text, keyword.end);
	while (token !== undefined) {
		const follower = readToken(text, token.end);
		if (token.kind === 'string' && clause.length === 0) {
			return finishImport(text, start, token, clause);
		}
		if (token.text === 'from' && follower?.kind === 'string') {
			return finishImport(text, start, follower, clause);
		}
		if (token.text === '=') {
			return readImportEquals(text, start, token.end, clause);
		}
		if (token.text === '{') {
			token = readBraces(text, token);
		}
		if (token === undefined || token.kind === 'string' || !/^[\p{ID_Start}$_},*]/u.test(token.text)) {
			return undefined;
		}
		clause.push(token);
		token = readToken(text, token.end);
	}
	return undefined;
}

/** TypeScript's `import name = require('…')` and `import name = Other.name`. */
function readImportEquals(
	text: string,
	start: number,
	from: number,
	clause: readonly Token[],
): ImportStatement | undefined {
	let token = readToken(text, from);
	let end = from;
	while (token?.kind === 'name') {
		end = token.end;
		const next = readToken(text, token.end);
		if (token.text === 'require' && next?.text === '(') {
			const string = readToken(text, next.end);
			const close = string && readToken(text, string.end);
			return string?.kind === 'string' && close?.text === ')'
				? finishImport(text, start, string, clause, close.end)
				: undefined;
		}
		token = next?.text === '.' ? readToken(text, next.end) : undefined;
	}
	return end === from ? undefined : finishImport(text, start, undefined, clause, end);
}

function readBraces(text: string, open: Token): Token | undefined {
	let token = readToken(text, open.end);
	while (token !== undefined && token.text !== '}') {
		token = token.text === '{' ? undefined : readToken(text, token.end);
	}
	return token;
}

function finishImport(
	text: string,
	start: number,
	specifier: Token | undefined,
	clause: readonly Token[],
	from = specifier?.end ?? start,
): ImportStatement {
	let end = from;
	const attributes = readToken(text, end);
	if (attributes?.text === 'with' || attributes?.text === 'assert') {
		const open = readToken(text, attributes.end);
		const close = open?.text === '{' ? readBraces(text, open) : undefined;
		end = close?.end ?? end;
	}
	const semicolon = matchAt(/[ \t]*;/y, text, end);
	return {
		start,
		end: end + (semicolon?.length ?? 0),
		specifier: unescapeString(specifier?.text.slice(1, -1) ?? ''),
		quote: specifier?.text.startsWith('"') ? '"' : "'",
		defaultName: defaultNameOf(clause),
		hasSemicolon: semicolon !== undefined,
	};
}

/** `import type X` names a type, `import type, { X }` a value called `type`. */
function defaultNameOf([first, second]: readonly Token[]): string | undefined {
	const isAlone = second === undefined || second.text === ',';
	return first?.kind === 'name' && isAlone ? first.text : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = {
	n: '\n',
	r: '\r',
	t: '\t',
	b: '\b',
	f: '\f',
	v: '\v',
	0: '\0',
};

function unescapeString(content: string): string {
	return content.replace(
		/\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
		(_, long: string | undefined, short: string | undefined, byte: string | undefined, other: string) => {
			const code = long ?? short ?? byte;
			if (code === undefined) {
				return /[\r\n\u2028\u2029]/.test(other) ? '' : (ESCAPES[other] ?? other);
			}
			const point = Number.parseInt(code, 16);
			return point <= 0x10ffff ? String.fromCodePoint(point) : '';
		},
	);
}

function matchAt(sticky: RegExp, text: string, at: number): string | undefined {
	sticky.lastIndex = at;
	return sticky.exec(text)?.[0];
}
