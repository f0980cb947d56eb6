import type { Field } from '../../src/api/field.ts';
import { listPrices } from '../../src/api/price-terms.ts';
import { catalog } from '../../src/api/prices.ts';
import { describeForms } from '../../src/studio/forms.ts';
import { isTranslation, readSources, type Source, visitNodes } from './sources.ts';

/** Every text of the code that is to be translated, sorted. */
export function sourceStrings(): readonly string[] {
	const strings = new Set([...readSources().flatMap(stringsIn), ...fieldStrings(), ...choiceStrings()]);
	return [...strings].sort();
}

/** The bundle that translations are made from, as a file. */
export function bundleText(): string {
	const entries = sourceStrings().map((text) => [text, text] as const);
	return `${JSON.stringify(Object.fromEntries(entries), undefined, '\t')}\n`;
}

/** What a file hands to `t` as literals. */
export function stringsIn(source: Source): readonly string[] {
	const found: string[] = [];
	visitNodes(source, (node) => {
		const message = isTranslation(node) ? node.arguments[0] : undefined;
		if (message?.type === 'StringLiteral') {
			found.push(message.value);
		}
	});
	return found;
}

/** Operations are data, so their words are too: they are translated where they are shown. */
function fieldStrings(): readonly string[] {
	return catalog.flatMap(({ fields }) => Object.values(fields).flatMap(wordsOf));
}

function wordsOf(field: Field): readonly string[] {
	const item = field.kind === 'list' ? wordsOf(field.item) : [];
	const allowed = field.kind === 'text' && field.allowed ? [field.allowed] : [];
	return [field.title, ...allowed, ...item];
}

/** The names of the values that a person chooses among in the panel. */
function choiceStrings(): readonly string[] {
	return describeForms(listPrices)
		.flatMap(({ fields }) => fields)
		.flatMap((field) =>
			field.kind === 'choice' ? field.values : field.kind === 'palette' ? field.names : [],
		)
		.map(({ label }) => label)
		.filter((label) => /\p{L}{2,}/u.test(label));
}
