import { lineStart } from './comments.ts';
import { identifierFor } from './identifiers.ts';
import type { SnippetEdit, SnippetRequest } from './language.ts';
import type { ImportStatement } from './moduleHeader.ts';
import { readModuleHeader } from './moduleHeader.ts';
import { relativePath, toPosix } from './paths.ts';

/** A script within a longer document: where its text starts and ends. */
export interface ScriptRange {
	readonly start: number;
	readonly end: number;
	/** A page of MDX, whose imports are followed by text. */
	readonly isPage?: boolean;
}

/** An image as a module knows it. */
export interface ImportedImage {
	/** What the import is called. */
	readonly name: string;
	/** What gives the image's address: the import itself, or a member of it. */
	readonly address: string;
	/** The edit that adds the import, unless it is there. */
	readonly edit?: SnippetEdit;
}

/** The image's module name, such as `./img/fox.png`, escaped for a JavaScript string in these quotes. */
export function moduleString(request: SnippetRequest, quote: '"' | "'"): string {
	// Astro's compiler takes a backtick behind escaped quotes for the beginning of a template.
	return withinQuotes(modulePath(request), quote).replaceAll('`', '\\x60');
}

/** A JavaScript string literal in double quotes. */
export function jsString(text: string): string {
	return JSON.stringify(text).replace(
		/[\u007f-\u009f\u2028\u2029\ufeff\p{Bidi_Control}]/gu,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** Escapes text for a JavaScript string between these quotes. */
export function withinQuotes(text: string, quote: '"' | "'" | '`'): string {
	const literal = jsString(text).slice(1, -1);
	if (quote === '"') {
		return literal;
	}
	const escaped = literal.replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`);
	return quote === '`' ? escaped.replaceAll('${', '\\${') : escaped;
}

/** Escapes what would end a script within a longer document: its closing tag, or Astro's fence. */
export function withinDocument(literal: string): string {
	return literal.replaceAll('<', '\\u003c').replaceAll('---', '\\u002d--');
}

/**
 * The image as the default import of the module.
 *
 * @param script where the module is, within a document of another language
 */
export function importImage(request: SnippetRequest, script?: ScriptRange): ImportedImage {
	const text = script ? request.text.slice(script.start, script.end) : request.text;
	const header = readModuleHeader(text);
	const path = modulePath(request);
	const existing = header.imports.find(
		({ specifier, defaultName }) => specifier === path && defaultName !== undefined,
	);
	if (existing?.defaultName !== undefined) {
		return imported(request, existing.defaultName);
	}

	const name = identifierFor(request.imagePath, request.text);
	const last = header.imports.at(-1);
	const statement = (quote: ImportStatement['quote']) => importStatement(request, name, quote, script);
	if (last === undefined) {
		const first = `${statement(quoteOf(text))};`;
		const at = header.preambleEnd;
		return imported(
			request,
			name,
			script === undefined
				? firstImport(request, first, at)
				: script.isPage
					? firstImportOfPage(request, first, script)
					: firstImportWithin(request, first, at, script),
		);
	}
	const base = script?.start ?? 0;
	const end = last.end + restOfLine(text, last.end).length;
	const offset = base + end;
	const needsSemicolon = offset === request.offset || header.imports.some((one) => one.hasSemicolon);
	const indent = script ? indentOf(text, last.start) : '';
	const added = `${request.eol}${indent}${statement(last.quote)}${needsSemicolon ? ';' : ''}`;
	return imported(request, name, { offset, deleteLength: 0, text: added });
}

/** The image as the import of a script that is added at the top of the document, between these lines. */
export function importInNewScript(request: SnippetRequest, opening: string, closing: string): ImportedImage {
	const { text, eol } = request;
	const name = identifierFor(request.imagePath, text);
	const statement = `${importStatement(request, name, "'", { start: 0, end: 0 })};`;
	const offset = text.startsWith('\ufeff') ? 1 : 0;
	const added = `${opening}${eol}${statement}${eol}${closing}${eol}${eol}`;
	return imported(request, name, { offset, deleteLength: 0, text: added });
}

/** The image as an import of a page in MDX, whose text begins at `start`, behind its front matter. */
export function importInMdx(request: SnippetRequest, start: number): ImportedImage {
	return importImage(request, { start, end: request.text.length, isPage: true });
}

function importStatement(
	request: SnippetRequest,
	name: string,
	quote: ImportStatement['quote'],
	script?: ScriptRange,
): string {
	const path = moduleString(request, quote);
	return `import ${name} from ${quote}${script ? withinDocument(path) : path}${quote}`;
}

function imported(request: SnippetRequest, name: string, edit?: SnippetEdit): ImportedImage {
	const address = request.framework?.imports === 'object' ? `${name}.src` : name;
	return edit ? { name, address, edit } : { name, address };
}

function firstImport({ eol }: SnippetRequest, statement: string, offset: number): SnippetEdit {
	return {
		offset,
		deleteLength: 0,
		text: offset === 0 ? `${statement}${eol}${eol}` : `${eol}${eol}${statement}`,
	};
}

/** On the line below the script's tag, as far in as the line that was there. */
function firstImportWithin(
	{ text, eol }: SnippetRequest,
	statement: string,
	at: number,
	{ start, end }: ScriptRange,
): SnippetEdit {
	const script = text.slice(start, end);
	const indent = /\n([ \t]*)\S/.exec(script.slice(0, 2000))?.[1] ?? '';
	const isAtLineEnd = /^[ \t]*\r?\n/.test(script.slice(at));
	return {
		offset: start + at,
		deleteLength: 0,
		text: `${eol}${indent}${statement}${isAtLineEnd ? '' : eol}`,
	};
}

/** A block of its own, as MDX asks for. */
function firstImportOfPage(
	{ text, eol }: SnippetRequest,
	statement: string,
	{ start }: ScriptRange,
): SnippetEdit {
	const isTop = start === 0;
	return {
		offset: isTop && text.startsWith('\ufeff') ? 1 : start,
		deleteLength: 0,
		text: isTop ? `${statement}${eol}${eol}` : `${eol}${eol}${statement}${eol}`,
	};
}

function indentOf(text: string, offset: number): string {
	return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** The quote of the first directive, if there is one: a formatter has seen it. */
function quoteOf(text: string): ImportStatement['quote'] {
	return /^\s*"use \w+"/m.test(text.slice(0, 4000)) ? '"' : "'";
}

function modulePath({ documentPath, imagePath }: SnippetRequest): string {
	const path = relativePath(documentPath, imagePath) ?? toPosix(imagePath);
	return /^(?:\.\.)?\//.test(path) ? path : `./${path}`;
}

/** A comment that ends the line, and the space before it. */
function restOfLine(text: string, from: number): string {
	const lineEnd = text.indexOf('\n', from);
	const rest = text.slice(from, lineEnd < 0 ? text.length : lineEnd).replace(/\r$/, '');
	return /^[ \t]*(?:\/\/.*)?$/.test(rest)
		? rest
		: (/^[ \t]*\/\*(?:(?!\*\/).)*\*\/[ \t]*$/.exec(rest)?.[0] ?? '');
}
