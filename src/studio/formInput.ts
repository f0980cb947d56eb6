import { t } from '@vscode/l10n';
import { ValidationError } from '../api/errors.ts';
import type { Field, ImageFile, MaskOf } from '../api/field.ts';
import type { AnyOperation } from '../api/operation.ts';
import { customModelUri } from '../api/operations/fields.ts';
import { magicPrompt } from '../api/operations/magic-prompt.ts';
import type { PriceTerms } from '../api/price-terms.ts';
import { estimate, type Price } from '../api/prices.ts';
import { validate } from '../api/validate.ts';
import { isPalette, readJson } from './jsonFields.ts';
import type { FieldValue, FormValues } from './makeMessages.ts';

/** Where that comes from what a form only names. */
export interface FormSources {
	readonly image: (handle: string) => Promise<ImageFile>;
	/** What was painted for a field on an image. */
	readonly mask: (field: string, mask: MaskOf, image: string) => Promise<ImageFile>;
	/** The address of one of the account's models by its name, if it is known. */
	readonly model: (name: string) => string | undefined;
}

/** What a page has filled in as the operation's input; whether that is sound is for `validate` to say. */
export async function inputFromForm(
	operation: AnyOperation,
	values: FormValues,
	sources: FormSources,
): Promise<Record<string, unknown>> {
	const input: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(operation.fields)) {
		const value = filledIn(values, name);
		const mask = maskOf(field);
		const read = mask
			? await maskFor(name, field, mask, values, sources)
			: value === undefined
				? undefined
				: await valueFor(name, field, value, sources);
		if (read !== undefined) {
			input[name] = read;
		}
	}
	return input;
}

const filledIn = (values: FormValues, name: string): FieldValue | undefined =>
	Object.hasOwn(values, name) ? values[name] : undefined;

/** What a field is the mask of, if it is one. */
export function maskOf(field: Field): MaskOf | undefined {
	const item = field.kind === 'list' ? field.item : field;
	return item.kind === 'image' ? item.mask : undefined;
}

/** A mask goes with the first of its images, and is left out without one. */
async function maskFor(
	name: string,
	field: Field,
	mask: MaskOf,
	values: FormValues,
	sources: FormSources,
): Promise<unknown> {
	const [painted, image] = [name, mask.of].map((one) => {
		const value = filledIn(values, one);
		return Array.isArray(value) ? value[0] : undefined;
	});
	if (painted === undefined || image === undefined) {
		return undefined;
	}
	if (painted !== image) {
		throw new ValidationError(t('The mask belongs to another image: paint one for this image.'), name);
	}
	const file = await sources.mask(name, mask, image);
	return field.kind === 'list' ? [file] : file;
}

/** The same for a price: a field that cannot be read is left out, and what is wrong with it told. */
export async function readableInput(
	operation: AnyOperation,
	values: FormValues,
	sources: FormSources,
): Promise<{ readonly input: Record<string, unknown>; readonly unread?: ValidationError }> {
	try {
		return { input: await inputFromForm(operation, values, sources) };
	} catch (error) {
		if (!(error instanceof ValidationError) || !error.field || !Object.hasOwn(values, error.field)) {
			throw error;
		}
		const { [error.field]: _, ...others } = values;
		return { input: (await readableInput(operation, others, sources)).input, unread: error };
	}
}

/** Undefined for what was left empty. */
async function valueFor(
	name: string,
	field: Field,
	value: FieldValue,
	sources: FormSources,
): Promise<unknown> {
	const { image: readImage, model } = sources;
	if (value === '' || (Array.isArray(value) && value.length === 0)) {
		return undefined;
	}
	switch (field.kind) {
		case 'text':
			return typeof value === 'string' && value.trim() === ''
				? undefined
				: field === customModelUri && typeof value === 'string'
					? modelAddress(name, value.trim(), model)
					: value;
		case 'image':
			return Array.isArray(value) && value[0] ? readImage(value[0]) : value;
		case 'list':
			return Array.isArray(value) ? itemsFor(field, value, readImage) : value;
		case 'json':
			return typeof value === 'string' && !isPalette(field) ? readJson(name, field, value) : paletteOf(value);
		default:
			return value;
	}
}

/** A URI has a slash or a colon, and no space: more is not known of them. */
const ADDRESS = /^\S*[/:]\S+$/;

/** A name must not be priced and sent for an address. */
function modelAddress(field: string, typed: string, model: FormSources['model']): string {
	const address = model(typed) ?? typed;
	if (!ADDRESS.test(address)) {
		throw new ValidationError(t('Choose one of your models, or paste its address.'), field);
	}
	return address;
}

async function itemsFor(
	{ item }: Extract<Field, { kind: 'list' }>,
	values: readonly string[],
	readImage: (handle: string) => Promise<ImageFile>,
): Promise<readonly unknown[] | undefined> {
	if (item.kind === 'image') {
		return Promise.all(values.map(readImage));
	}
	const given = values.map((value) => value.trim()).filter((value) => value !== '');
	return given.length > 0 ? given : undefined;
}

/** A palette goes by its name, or is the colours themselves. */
function paletteOf(value: FieldValue): unknown {
	return Array.isArray(value) ? { members: value.map((color) => ({ color_hex: color })) } : { name: value };
}

/** What a person is to do who has not painted yet. */
export function toPaint(marks: MaskOf['marks']): string {
	return {
		changed: t('Paint what should change.'),
		removed: t('Paint what should be removed.'),
		character: t('Paint the character.'),
	}[marks];
}

/** What an input costs, and what is wrong with it first: either may be missing, not both. */
export function judge(
	operation: AnyOperation,
	input: Readonly<Record<string, unknown>>,
	terms: PriceTerms,
): { readonly price?: Price; readonly problem?: ValidationError } {
	const price = attempt(() => estimate(operation, input, terms));
	const validated = attempt(() => validate(operation, input));
	const problem = [validated, price].find((found) => found instanceof ValidationError);
	return {
		...(price instanceof ValidationError ? {} : { price }),
		...(problem ? { problem: unpainted(operation, input, problem) ?? problem } : {}),
	};
}

/** That a mask is missing, in the words of what it is for. */
function unpainted(
	operation: AnyOperation,
	input: Readonly<Record<string, unknown>>,
	{ field: name = '' }: ValidationError,
): ValidationError | undefined {
	const field = operation.fields[name];
	const mask = field && maskOf(field);
	return mask && input[name] === undefined ? new ValidationError(toPaint(mask.marks), name) : undefined;
}

function attempt<T>(run: () => T): T | ValidationError {
	try {
		return run();
	} catch (error) {
		if (error instanceof ValidationError) {
			return error;
		}
		throw error;
	}
}

/** The input of magic prompt for what is filled in, in the shape that is asked for. */
export function expansionInput({ prompt, resolution }: FormValues): {
	readonly prompt: string;
	readonly aspectRatio?: string;
} {
	const [width = 0, height = 0] = typeof resolution === 'string' ? resolution.split('x').map(Number) : [];
	const ratio = magicPrompt.fields.aspectRatio.values.find((value) => {
		const [across = 0, down = 0] = value.split('x').map(Number);
		return width > 0 && across * height === down * width;
	});
	return { prompt: typeof prompt === 'string' ? prompt : '', ...(ratio ? { aspectRatio: ratio } : {}) };
}
