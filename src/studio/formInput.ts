import { ValidationError } from '../api/errors.ts';
import type { Field, ImageFile } from '../api/field.ts';
import type { AnyOperation } from '../api/operation.ts';
import { magicPrompt } from '../api/operations/magic-prompt.ts';
import type { PriceTerms } from '../api/price-terms.ts';
import { estimate, type Price } from '../api/prices.ts';
import { validate } from '../api/validate.ts';
import { isPalette, readJson } from './jsonFields.ts';
import type { FieldValue, FormValues } from './makeMessages.ts';

/** What a page has filled in as the operation's input; whether that is sound is for `validate` to say. */
export async function inputFromForm(
	operation: AnyOperation,
	values: FormValues,
	readImage: (handle: string) => Promise<ImageFile>,
): Promise<Record<string, unknown>> {
	const input: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(operation.fields)) {
		const value = Object.hasOwn(values, name) ? values[name] : undefined;
		const read = value === undefined ? undefined : await valueFor(name, field, value, readImage);
		if (read !== undefined) {
			input[name] = read;
		}
	}
	return input;
}

/** The same, without the field that cannot be read: what is wrong with it goes first. */
export async function readableInput(
	operation: AnyOperation,
	values: FormValues,
	readImage: (handle: string) => Promise<ImageFile>,
): Promise<{ readonly input: Record<string, unknown>; readonly unread?: ValidationError }> {
	try {
		return { input: await inputFromForm(operation, values, readImage) };
	} catch (error) {
		if (!(error instanceof ValidationError) || error.field === undefined) {
			throw error;
		}
		const { [error.field]: _, ...others } = values;
		return { input: await inputFromForm(operation, others, readImage), unread: error };
	}
}

/** Undefined for what was left empty. */
async function valueFor(
	name: string,
	field: Field,
	value: FieldValue,
	readImage: (handle: string) => Promise<ImageFile>,
): Promise<unknown> {
	if (value === '' || (Array.isArray(value) && value.length === 0)) {
		return undefined;
	}
	switch (field.kind) {
		case 'text':
			return typeof value === 'string' && value.trim() === '' ? undefined : value;
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
		...(problem ? { problem } : {}),
	};
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
