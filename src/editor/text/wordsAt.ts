import { sanitiseAlt } from '../snippets/altText.ts';
import { jsonPlaceAt } from '../snippets/json.ts';
import { languageOf } from '../snippets/languageIds.ts';
import { escapeMarkup } from '../snippets/markup.ts';
import { jsString, withinDocument, withinQuotes } from '../snippets/modules.ts';
import { isInAttributeValue, isInJsxAttributeValue, openQuoteAt } from '../snippets/slot.ts';
import { boundExpressionAt } from '../snippets/vue.ts';
import { yamlPlaceAt } from '../snippets/yaml.ts';
import { yamlDoubleQuoted, yamlSingleQuoted } from '../snippets/yamlText.ts';
import { dialectOf } from './dialect.ts';
import type { SourceText } from './reference.ts';
import { scriptLiteralAt } from './scriptLiteral.ts';

/**
 * Words as they go into a document at an offset: on one line and escaped within an attribute's value or a string,
 * as they are anywhere else.
 */
export function wordsAt(document: SourceText, offset: number, words: string): string {
	const { languageId, path, text } = document;
	const line = sanitiseAlt(words);
	const id = languageOf({ languageId, documentPath: path, text });
	if (id === 'json' || id === 'jsonc') {
		const isString = jsonPlaceAt({ text, offset, languageId: id }) === 'string';
		return isString ? jsString(line).slice(1, -1) : words;
	}
	if (id === 'yaml') {
		const place = yamlPlaceAt(text, offset);
		return place === '"' ? yamlDoubleQuoted(line) : place === "'" ? yamlSingleQuoted(line) : words;
	}
	const dialect = dialectOf(document);
	if (dialect === undefined || dialect === 'css' || dialect === 'scss') {
		return words;
	}
	if (dialect !== 'markdown' && dialect !== 'mdx') {
		const literal = scriptLiteralAt(text, offset, dialect);
		if (literal?.kind === 'comment') {
			return words;
		}
		if (literal !== undefined) {
			// Markup may be made of the string.
			const before = text.slice(literal.start + 1, offset);
			const isMarkup = isInAttributeValue(before, before.length);
			const string = withinQuotes(isMarkup ? escapeMarkup(line) : line, literal.kind);
			return dialect === 'script' ? string : withinDocument(string);
		}
	}
	const isJsx = dialect === 'script' || dialect === 'astro' || dialect === 'svelte';
	if (!(isJsx ? isInJsxAttributeValue : isInAttributeValue)(text, offset)) {
		return words;
	}
	const before = dialect === 'vue' ? (boundExpressionAt(text, offset)?.before ?? '') : '';
	const quote = openQuoteAt(before, before.length);
	return escapeMarkup(quote === undefined ? line : withinQuotes(line, quote));
}
