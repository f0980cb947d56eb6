import { t } from '@vscode/l10n';
import * as v from 'valibot';
import { ValidationError } from '../api/errors.ts';
import type { JsonField } from '../api/field.ts';

/** Whether a field is filled in by choosing colours, not by writing JSON. */
export function isPalette({ schema }: JsonField): boolean {
	return v.is(schema, { members: [{ color_hex: '#123456' }] });
}

/** What a person has written as JSON. Throws `ValidationError` with a sentence that says where it is wrong. */
export function readJson(name: string, field: JsonField, text: string): unknown {
	const title = t(field.title);
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		const { line, column } = placeIn(text, positionOf(text, error as Error));
		throw new ValidationError(t('{0} is not JSON: see line {1}, column {2}.', title, line, column), name);
	}
	const parsed = v.safeParse(field.schema, value);
	if (!parsed.success) {
		throw new ValidationError(`${title}: ${sentenceOf(parsed.issues[0])}`, name);
	}
	return value;
}

/** Where reading broke off. The engine tells it of some errors only. */
function positionOf(text: string, error: Error): number {
	const told = /at position (\d+)/.exec(error.message)?.[1];
	if (told !== undefined) {
		return Number(told);
	}
	if (!hasWrongToken(text)) {
		return text.length;
	}
	// The shortest beginning that has the wrong token ends with it.
	let low = 1;
	let high = text.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (hasWrongToken(text.slice(0, middle))) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return low - 1;
}

function hasWrongToken(text: string): boolean {
	try {
		JSON.parse(text);
		return false;
	} catch (error) {
		return (error as Error).message.startsWith('Unexpected token');
	}
}

function placeIn(text: string, position: number): { readonly line: number; readonly column: number } {
	const before = text.slice(0, position).split('\n');
	return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const TYPES: Readonly<Record<string, () => string>> = {
	string: () => t('text'),
	number: () => t('a number'),
	integer: () => t('a whole number'),
	array: () => t('a list'),
	object: () => t('an object in braces'),
};

/** "elements.2.desc is missing." */
function sentenceOf(issue: v.BaseIssue<unknown>): string {
	const place = v.getDotPath(issue) ?? t('the prompt');
	if (issue.received === 'undefined') {
		return t('{0} is missing.', place);
	}
	switch (issue.type) {
		case 'regex':
			// Colors alone have a form; the schema's message is an example.
			return t('{0} must be {1}.', place, t('a color such as {0}', issue.message));
		case 'length':
			return t('{0} must have {1} values.', place, String(issue.expected));
		case 'min_value':
			return t('{0} must be {1}.', place, t('at least {0}', String(issue.requirement)));
		case 'max_value':
			return t('{0} must be {1}.', place, t('at most {0}', String(issue.requirement)));
		default:
			return t('{0} must be {1}.', place, TYPES[issue.type]?.() ?? choiceOf(String(issue.expected)));
	}
}

/** "obj or text", from `("obj" | "text")`. */
const choiceOf = (expected: string): string =>
	expected
		.replaceAll(/[()"]/g, '')
		.split(' | ')
		.reduce((all, one) => t('{0} or {1}', all, one));
