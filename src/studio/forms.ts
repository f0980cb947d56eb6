import { t } from '@vscode/l10n';
import { choiceName, shapeOf } from '../api/choice-names.ts';
import { ValidationError } from '../api/errors.ts';
import type { ChoiceField, Field, MaskOf } from '../api/field.ts';
import type { AnyOperation } from '../api/operation.ts';
import { operationName } from '../api/operation-names.ts';
import { customModelUri } from '../api/operations/fields.ts';
import { magicPrompt } from '../api/operations/magic-prompt.ts';
import { colorPalettes } from '../api/operations/values-v3.ts';
import type { PriceTerms } from '../api/price-terms.ts';
import { catalog, estimate } from '../api/prices.ts';
import { maskOf } from './formInput.ts';
import { isPalette } from './jsonFields.ts';
import type { Form, FormChoice, FormField } from './makeMessages.ts';
import { MAX_LIST } from './makeMessages.ts';

/** In sight at once, in this order; whatever else an operation requires is too. */
const COMMON = [
	'images',
	'image',
	'mask',
	'prompt',
	'model',
	'aspectRatio',
	'resolution',
	'numImages',
	'renderingSpeed',
];
/** Models before this one are behind "More Models". */
const OLDEST_SHOWN = 3;
const MANY_WORDS = 20;
const MAX_COLORS = 8;

/** What can be made in the panel: whatever is paid for and takes a prompt or an image. */
export function offeredOperations(): readonly AnyOperation[] {
	return catalog.filter(({ billing, fields }) => {
		const takesInput = Object.entries(fields).some(([name, field]) => name === 'prompt' || isImages(field));
		return billing !== undefined && takesInput;
	});
}

/** The operation of this id; throws where the panel does not offer it. */
export function offeredOperation(id: string): AnyOperation {
	const found = offeredOperations().find((operation) => operation.id === id);
	if (!found) {
		throw new ValidationError(t('This job is not offered here: choose another one.'));
	}
	return found;
}

/** Throws where no form has a mask of this name. */
export function checkMaskField(name: string): void {
	if (!offeredOperations().some((operation) => isMaskOf(operation, name))) {
		throw new ValidationError(t('This cannot be painted.'));
	}
}

/** Whether a field of an operation is a mask. */
export function isMaskOf({ fields }: AnyOperation, name: string | undefined): boolean {
	const field = name !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
	return field !== undefined && maskOf(field) !== undefined;
}

/** The forms of all that is offered, as data. Values that have no price on these terms are left out. */
export function describeForms(terms: PriceTerms): readonly Form[] {
	return offeredOperations().map((operation) => describeForm(operation, terms));
}

export function describeForm(operation: AnyOperation, terms: PriceTerms): Form {
	const fields = Object.entries(operation.fields).flatMap(([name, field]) => {
		const described = describeField(operation, name, field, terms);
		return described ? [described] : [];
	});
	const place = ({ name, common }: FormField) => {
		const at = COMMON.indexOf(name);
		return common && at >= 0 ? at : COMMON.length + (common ? 0 : 1);
	};
	return {
		operation: operation.id,
		job: operation.job,
		title: operationName(operation.id),
		model: operation.model,
		older: Number.parseFloat(operation.model) < OLDEST_SHOWN,
		expands: operation.model === magicPrompt.model && 'prompt' in operation.fields,
		fields: fields.toSorted((one, other) => place(one) - place(other)),
	};
}

/** A field as the page needs it; undefined for what it has no way to ask for. */
function describeField(
	operation: AnyOperation,
	name: string,
	field: Field,
	terms: PriceTerms,
): FormField | undefined {
	const required = isRequired(operation, name, field);
	const base = { name, title: t(field.title), required, common: isCommon(operation, name, field) };
	switch (field.kind) {
		case 'text':
			return field === customModelUri
				? { ...base, kind: 'model' }
				: { ...base, kind: 'text', multiline: field.multiline === true };
		case 'integer': {
			const { minimum, maximum } = field;
			return {
				...base,
				kind: 'integer',
				...(minimum === undefined ? {} : { minimum }),
				...(maximum === undefined ? {} : { maximum }),
				...(field.default === undefined ? {} : { default: field.default }),
			};
		}
		case 'boolean':
			return { ...base, kind: 'boolean', default: field.default === true };
		case 'choice': {
			const values = field.values.filter((value) => canBeChosen(operation, name, value, terms)).map(choiceOf);
			return {
				...base,
				kind: 'choice',
				look: lookOf(field),
				values,
				...(field.default === undefined ? {} : { default: field.default }),
			};
		}
		case 'json':
			return isPalette(field)
				? { ...base, kind: 'palette', names: colorPalettes.map(choiceOf), maxColors: MAX_COLORS }
				: { ...base, kind: 'json' };
		case 'image':
			return field.mask ? describeMask(base, field.mask) : { ...base, kind: 'images', maxItems: 1 };
		case 'list':
			return describeList(base, field);
	}
}

/** What is required by a rule is required for a person too. */
const isRequired = (operation: AnyOperation, name: string, field: Field): boolean =>
	field.required === true || isNeeded(operation, name);

/** Whether a field is in sight at once; others are folded away. */
export function isCommon(operation: AnyOperation, name: string, field: Field): boolean {
	const isShape = name === 'resolution' && !('aspectRatio' in operation.fields);
	const isListed = COMMON.includes(name) && name !== 'resolution';
	return isShape || isListed || isRequired(operation, name, field);
}

type Base = Pick<FormField, 'name' | 'title' | 'required' | 'common'>;

function describeMask(base: Base, { of, marks }: MaskOf): FormField {
	return { ...base, kind: 'mask', of, marks };
}

function describeList(
	base: Base,
	{ item, maxItems = MAX_LIST }: Extract<Field, { kind: 'list' }>,
): FormField {
	if (item.kind === 'image') {
		return item.mask ? describeMask(base, item.mask) : { ...base, kind: 'images', maxItems };
	}
	const hint = item.kind === 'text' && item.allowed ? t(item.allowed) : undefined;
	return { ...base, kind: 'texts', maxItems, ...(hint ? { hint } : {}) };
}

const isImages = (field: Field): boolean =>
	field.kind === 'image' || (field.kind === 'list' && field.item.kind === 'image');

function isNeeded({ rules }: AnyOperation, name: string): boolean {
	return rules.some((rule) => rule({} as never)?.field === name);
}

/** Whether a value is refused whatever else is chosen, or has no price. */
function canBeChosen(operation: AnyOperation, name: string, value: string, terms: PriceTerms): boolean {
	const input = { prompt: '-', [name]: value };
	try {
		estimate(operation, input, terms);
	} catch {
		return false;
	}
	return operation.rules.every((rule) => rule(input as never)?.field !== name);
}

function lookOf({ values }: ChoiceField): 'words' | 'manyWords' | 'ratios' | 'sizes' {
	const shapes = values.flatMap((value) => shapeOf(value) ?? []);
	if (shapes.length < values.length) {
		return values.length > MANY_WORDS ? 'manyWords' : 'words';
	}
	return Math.max(...shapes) < 100 ? 'ratios' : 'sizes';
}

function choiceOf(value: string): FormChoice {
	const shape = shapeOf(value);
	return { value, label: choiceName(value), ...(shape ? { shape } : {}) };
}
