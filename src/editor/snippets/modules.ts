import { identifierFor } from './identifiers.ts';
import type { SnippetEdit, SnippetRequest } from './language.ts';
import type { ImportStatement } from './moduleHeader.ts';
import { readModuleHeader } from './moduleHeader.ts';
import { relativePath, toPosix } from './paths.ts';

/** The image's module name, such as `./img/fox.png`, escaped for a JavaScript string in these quotes. */
export function moduleString(request: SnippetRequest, quote: '"' | "'"): string {
	const literal = jsString(modulePath(request)).slice(1, -1);
	return quote === '"' ? literal : literal.replaceAll('\\"', '"').replaceAll("'", "\\'");
}

/** A JavaScript string literal in double quotes. */
export function jsString(text: string): string {
	return JSON.stringify(text).replace(
		/[\u007f-\u009f\u2028\u2029\ufeff\p{Bidi_Control}]/gu,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/**
 * The name under which the module has the image as its default import, and the edit that adds the import
 * unless it is there.
 */
export function importImage(request: SnippetRequest): {
	readonly name: string;
	readonly edit?: SnippetEdit;
} {
	const { text } = request;
	const header = readModuleHeader(text);
	const path = modulePath(request);
	const existing = header.imports.find(
		({ specifier, defaultName }) => specifier === path && defaultName !== undefined,
	);
	if (existing?.defaultName !== undefined) {
		return { name: existing.defaultName };
	}

	const name = identifierFor(request.imagePath, text);
	const last = header.imports.at(-1);
	if (last === undefined) {
		return { name, edit: firstImport(request, name, header.preambleEnd) };
	}
	const offset = last.end + restOfLine(text, last.end).length;
	const needsSemicolon = offset === request.offset || header.imports.some((one) => one.hasSemicolon);
	const statement = importStatement(request, name, last.quote) + (needsSemicolon ? ';' : '');
	return { name, edit: { offset, deleteLength: 0, text: request.eol + statement } };
}

function firstImport(request: SnippetRequest, name: string, offset: number): SnippetEdit {
	const { eol } = request;
	const statement = `${importStatement(request, name, quoteOf(request.text))};`;
	return {
		offset,
		deleteLength: 0,
		text: offset === 0 ? `${statement}${eol}${eol}` : `${eol}${eol}${statement}`,
	};
}

function importStatement(request: SnippetRequest, name: string, quote: ImportStatement['quote']): string {
	return `import ${name} from ${quote}${moduleString(request, quote)}${quote}`;
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
