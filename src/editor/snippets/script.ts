import type { Snippet, SnippetRequest } from './language.ts';
import { oneEdit, pathOnOneLine, plainPath, urlFor } from './language.ts';
import { moduleString, type ScriptRange, withinDocument, withinQuotes } from './modules.ts';
import { type ScriptSpan, scriptSpans } from './scriptSpans.ts';
import { isInCssUrl, isInJsxAttributeValue, moduleQuoteAt } from './slot.ts';
import { fromTemplate } from './template.ts';

/**
 * JavaScript and TypeScript without JSX: the path as a string, or within one.
 *
 * @param range where the script is, within a document of another language
 * @param path what the string says
 */
export function scriptSnippet(
	request: SnippetRequest,
	range?: ScriptRange,
	path = plainPath(request),
): Snippet {
	const { text, offset } = request;
	const start = range?.start ?? 0;
	const finish = (literal: string) => oneEdit(request, range ? withinDocument(literal) : literal);
	const quote = moduleQuoteAt(text, offset);
	if (quote !== undefined) {
		return finish(moduleString(request, quote));
	}
	const script = text.slice(start, offset);
	if (isInJsxAttributeValue(script, script.length) || isInCssUrl(script, script.length)) {
		return oneEdit(request, urlFor(request));
	}
	const kind = kindAt(text, start, offset);
	if (kind !== undefined) {
		const within = withinLiteral(request, kind, path);
		return kind === 'comment' ? oneEdit(request, within) : finish(within);
	}
	const own = ownQuote(text, start, offset);
	return (
		(range ? undefined : fromTemplate(request, 'script')) ?? finish(`${own}${withinQuotes(path, own)}${own}`)
	);
}

/** The path as it goes into a comment, or between these quotes of a string or template. */
export function withinLiteral(
	request: SnippetRequest,
	kind: ScriptSpan['kind'],
	path = plainPath(request),
): string {
	// A folder may be called `*`, which must not end the comment.
	return kind === 'comment' ? pathOnOneLine(request).replaceAll('*/', '%2A/') : withinQuotes(path, kind);
}

/** The quote that the script uses itself. */
function ownQuote(text: string, start: number, offset: number): '"' | "'" {
	for (const { kind } of scriptSpans(text, start, offset)) {
		if (kind === '"' || kind === "'") {
			return kind;
		}
	}
	return "'";
}

function kindAt(text: string, start: number, offset: number): ScriptSpan['kind'] | undefined {
	for (const span of scriptSpans(text, start, offset)) {
		const isLine = text.startsWith('//', span.start);
		if (span.start < offset && (offset < span.end || (isLine && offset === span.end))) {
			return span.kind;
		}
	}
	return undefined;
}
