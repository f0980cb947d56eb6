import { t } from '@vscode/l10n';
import * as v from 'valibot';
import { recogniseImage } from '../images/format.ts';
import { ValidationError } from './errors.ts';
import type { Field, ImageFile } from './field.ts';
import type { AnyOperation } from './operation.ts';

/** The largest image file every known version of the API takes, in bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/**
 * Checks an input against an operation's fields, then its rules. Throws
 * `ValidationError` with the field's name and what is allowed.
 */
export function validate(operation: AnyOperation, input: Readonly<Record<string, unknown>>): void {
	for (const name of Object.keys(input)) {
		if (!Object.hasOwn(operation.fields, name)) {
			throw new ValidationError(t('{0} is not a field of this job.', name), name);
		}
	}
	for (const [name, field] of Object.entries(operation.fields)) {
		const value = input[name];
		if (value === undefined || (value === null && field.nullable)) {
			if (field.required) {
				throw new ValidationError(t('{0} is required.', t(field.title)), name);
			}
			continue;
		}
		checkField(name, field, value);
	}
	for (const rule of operation.rules) {
		const problem = rule(input as never);
		if (problem) {
			throw new ValidationError(problem.message, problem.field);
		}
	}
}

function checkField(name: string, field: Field, value: unknown): void {
	const refuse = (message: string) => {
		throw new ValidationError(message, name);
	};
	const title = t(field.title);
	switch (field.kind) {
		case 'text':
			if (typeof value !== 'string') {
				refuse(t('{0} must be text.', title));
			} else if (field.required && value.trim() === '') {
				refuse(t('{0} is required.', title));
			} else if (field.pattern && !field.pattern.test(value)) {
				refuse(t('{0} must be {1}.', title, field.allowed ? t(field.allowed) : String(field.pattern)));
			}
			return;
		case 'integer': {
			const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = field;
			if (!Number.isSafeInteger(value) || (value as number) < minimum || (value as number) > maximum) {
				refuse(t('{0} must be a whole number from {1} to {2}.', title, minimum, maximum));
			}
			return;
		}
		case 'boolean':
			if (typeof value !== 'boolean') {
				refuse(t('{0} must be true or false.', title));
			}
			return;
		case 'choice':
			if (!field.values.includes(value as string)) {
				refuse(t('{0} must be one of {1}.', title, field.values.join(', ')));
			}
			return;
		case 'json': {
			const parsed = v.safeParse(field.schema, value);
			if (!parsed.success) {
				refuse(t('{0} is not valid: {1}', title, v.summarize(parsed.issues)));
			}
			return;
		}
		case 'list':
			if (!Array.isArray(value)) {
				refuse(t('{0} must be a list.', title));
			} else if (value.length > (field.maxItems ?? Number.POSITIVE_INFINITY)) {
				refuse(t('{0} takes at most {1}.', title, field.maxItems ?? 0));
			} else {
				for (const item of value) {
					checkField(name, field.item, item);
				}
				if (field.item.kind === 'image') {
					const total = value.reduce((sum: number, file: ImageFile) => sum + file.bytes.length, 0);
					if (total > MAX_FILE_BYTES) {
						refuse(t('{0} together are over 10 MB: use fewer or smaller images.', title));
					}
				}
			}
			return;
		case 'image':
			checkImage(value, title, refuse);
			return;
	}
}

function checkImage(value: unknown, title: string, refuse: (message: string) => void): void {
	const file = value as Partial<ImageFile> | null;
	if (!(file?.bytes instanceof Uint8Array) || typeof file.name !== 'string') {
		refuse(t('{0} must be an image file.', title));
	} else if (file.bytes.length > MAX_FILE_BYTES) {
		refuse(t('{0} is over 10 MB: make it smaller first.', file.name));
	} else if (!recogniseImage(file.bytes)) {
		refuse(t('{0} is not a PNG, JPEG or WebP image.', file.name));
	}
}
