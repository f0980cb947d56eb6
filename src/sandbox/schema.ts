import * as v from 'valibot';
import type { Field, ImageFile } from '../api/field.ts';
import { MAX_FILE_BYTES } from '../api/validate.ts';
import { recogniseImage } from '../images/format.ts';
import { ruleError, schemaError, tooLarge } from './errors.ts';

/**
 * Checks one value against its field. Throws `Refusal`: 400 in the API's words
 * and with the wire name, 413 for files that are too large.
 */
export function checkValue(field: Field, wire: string, value: unknown): void {
	switch (field.kind) {
		case 'text':
			checkText(field, wire, value);
			return;
		case 'choice':
			if (!field.values.includes(value as string)) {
				throw schemaError(`${repr(value)} is not one of ${repr(field.values)}`, wire);
			}
			return;
		case 'integer': {
			if (!Number.isSafeInteger(value)) {
				throw wrongType(value, 'integer', wire);
			}
			const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
			if ((value as number) < minimum) {
				throw schemaError(`${value} is less than the minimum of ${minimum}`, wire);
			}
			if ((value as number) > maximum) {
				throw schemaError(`${value} is greater than the maximum of ${maximum}`, wire);
			}
			return;
		}
		case 'boolean':
			if (typeof value !== 'boolean') {
				throw wrongType(value, 'boolean', wire);
			}
			return;
		case 'json': {
			const parsed = v.safeParse(field.schema, value);
			if (!parsed.success) {
				const [issue] = parsed.issues;
				throw schemaError(issue.message, [wire, v.getDotPath(issue)].filter(Boolean).join('.'));
			}
			return;
		}
		case 'image':
			checkImage(wire, value);
			return;
		case 'list':
			if (!Array.isArray(value)) {
				throw wrongType(value, 'array', wire);
			}
			if (value.length > (field.maxItems ?? Number.POSITIVE_INFINITY)) {
				throw schemaError(`${repr(value.length)} items are more than ${field.maxItems}`, wire);
			}
			for (const [index, item] of value.entries()) {
				checkValue(field.item, field.item.kind === 'image' ? wire : `${wire}.${index}`, item);
			}
			if (
				field.item.kind === 'image' &&
				value.reduce((sum: number, file: ImageFile) => sum + file.bytes.length, 0) > MAX_FILE_BYTES
			) {
				throw tooLarge();
			}
			return;
	}
}

function checkText(field: Field & { readonly kind: 'text' }, wire: string, value: unknown): void {
	if (typeof value !== 'string') {
		throw wrongType(value, 'string', wire);
	}
	if (field.required && value.trim() === '') {
		throw schemaError(`${repr(value)} is too short`, wire);
	}
	if (field.pattern && !field.pattern.test(value)) {
		throw schemaError(`${repr(value)} does not match ${repr(field.pattern.source)}`, wire);
	}
}

function checkImage(wire: string, value: unknown): void {
	const bytes = (value as Partial<ImageFile> | null)?.bytes;
	if (!(bytes instanceof Uint8Array)) {
		throw wrongType(value, 'file', wire);
	}
	if (bytes.length > MAX_FILE_BYTES) {
		throw tooLarge();
	}
	if (!recogniseImage(bytes)) {
		throw ruleError(`The file sent as ${wire} is not a JPEG, PNG or WebP image.`);
	}
}

function wrongType(value: unknown, type: string, wire: string): Error {
	return schemaError(`${repr(value)} is not of type '${type}'`, wire);
}

// The API's schema checker quotes values as Python does.
function repr(value: unknown): string {
	if (typeof value === 'string') {
		return `'${value.length > 100 ? `${value.slice(0, 100)}...` : value}'`;
	}
	if (Array.isArray(value)) {
		return `[${value.map(repr).join(', ')}]`;
	}
	if (value === null) {
		return 'None';
	}
	return typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value).slice(0, 100);
}
