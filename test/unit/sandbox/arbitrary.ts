import fc from 'fast-check';
import type { Field, ImageFile } from '../../../src/api/field.ts';
import type { AnyOperation } from '../../../src/api/operation.ts';
import { validate } from '../../../src/api/validate.ts';
import { encodePng } from '../../../src/images/png.ts';

const awkward = fc.constantFrom(
	'\r\n--ideogram-',
	'\r\n\r\n',
	'\ufeff',
	'"',
	'\\',
	'\0',
	'%',
	';',
	'\n',
	' ',
	'🦊',
	'e\u0301',
);
const text = fc
	.array(fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 6 })
	.map((all) => all.join(''));

interface Size {
	readonly width: number;
	readonly height: number;
}

/** A small PNG, with something behind its end that a decoder passes over. */
function imageOf({ width, height }: Size, isMask: boolean): fc.Arbitrary<ImageFile> {
	// These three stand for other characters in a form's file name, and cannot themselves be sent.
	const names = text
		.filter((name) => !/%22|%0D|%0A/.test(name))
		.map((name) => name.replace(/\r\n|\r|\n/g, '\r\n'));
	const samples = isMask
		? fc.integer({ min: 1, max: width * height - 1 }).map((black) => {
				const mask = new Uint8Array(width * height * 3).fill(255);
				return mask.fill(0, 0, black * 3);
			})
		: fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 });
	return fc
		.record({ name: names, samples, rest: fc.uint8Array({ maxLength: 40 }) }, { noNullPrototype: true })
		.map(({ name, samples, rest }) => ({
			name,
			bytes: new Uint8Array([...encodePng(samples, width, height), ...rest]),
		}));
}

/** What is looked at of a valibot schema. */
interface Schema {
	readonly type: string;
	readonly wrapped?: Schema;
	readonly entries?: Readonly<Record<string, Schema>>;
	readonly item?: Schema;
	readonly options?: readonly unknown[];
	readonly literal?: unknown;
	readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
}

/** Any value that a valibot schema takes. */
function fitting(schema: Schema): fc.Arbitrary<unknown> {
	const limit = (type: string) => schema.pipe?.find((action) => action.type === type)?.requirement;
	switch (schema.type) {
		case 'string': {
			const pattern = limit('regex');
			return pattern instanceof RegExp ? fc.stringMatching(pattern) : text;
		}
		case 'number': {
			const [min, max] = [Number(limit('min_value')), Number(limit('max_value'))];
			return schema.pipe?.some(({ type }) => type === 'integer')
				? fc.integer({ min, max })
				: fc.double({ min, max, noNaN: true });
		}
		case 'array': {
			const exact = limit('length');
			return fc.array(fitting(schema.item as Schema), {
				minLength: Number(exact ?? limit('min_length') ?? 0),
				maxLength: Number(exact ?? limit('max_length') ?? 3),
			});
		}
		case 'object':
		case 'strict_object': {
			const entries = Object.entries(schema.entries ?? {});
			return fc.record(
				Object.fromEntries(entries.map(([name, { wrapped, ...entry }]) => [name, fitting(wrapped ?? entry)])),
				{
					requiredKeys: entries.filter(([, { type }]) => type !== 'optional').map(([name]) => name),
					noNullPrototype: true,
				},
			);
		}
		case 'picklist':
			return fc.constantFrom(...(schema.options ?? []));
		case 'literal':
			return fc.constant(schema.literal);
		case 'union':
		case 'variant':
			return fc.oneof(...(schema.options ?? []).map((option) => fitting(option as Schema)));
		default:
			throw new Error(`Say how a value of type ${schema.type} is made up.`);
	}
}

function anyValue(field: Field, size: Size): fc.Arbitrary<unknown> {
	switch (field.kind) {
		case 'text':
			return (field.pattern ? fc.stringMatching(field.pattern) : text).filter(
				(value) => !field.required || value.trim() !== '',
			);
		case 'integer':
			return fc.integer({ min: field.minimum ?? -(2 ** 31), max: field.maximum ?? 2 ** 31 - 1 });
		case 'boolean':
			return fc.boolean();
		case 'choice':
			return fc.constantFrom(...field.values);
		case 'json':
			return fitting(field.schema as unknown as Schema);
		case 'image':
			return imageOf(size, field.mask !== undefined);
		case 'list':
			// An empty list is the same as none where it is not sent as JSON.
			return fc.array(anyValue(field.item, size), {
				minLength: 1,
				maxLength: Math.min(field.maxItems ?? 3, field.item.kind === 'image' ? 2 : 3),
			});
	}
}

export type AnyInput = Readonly<Record<string, unknown>>;

/** Any input that is right for the operation, made up from its fields; all its images have one small size. */
export function inputOf(operation: AnyOperation): fc.Arbitrary<AnyInput> {
	const side = fc.integer({ min: 10, max: 18 });
	const all = Object.entries(operation.fields);
	const optional = all.filter(([, field]) => !field.required);
	// Some of them at a time: nearly all at once hardly ever agree.
	return fc
		.tuple(
			fc.record({ width: side, height: side }),
			fc.subarray(optional, { maxLength: Math.min(6, optional.length) }),
		)
		.chain(([size, chosen]) =>
			fc.record(
				Object.fromEntries(
					all
						.filter(([, field]) => field.required)
						.concat(chosen)
						.map(([name, field]) => [name, anyValue(field, size)]),
				),
				{ noNullPrototype: true },
			),
		)
		.filter((input) => isRight(() => validate(operation, input)));
}

/** Whether something comes to its end. */
export function isRight(check: () => unknown): boolean {
	try {
		check();
		return true;
	} catch {
		return false;
	}
}
