import { randomUUID } from 'node:crypto';
import { recogniseImage } from '../images/format.ts';
import { type Field, type ImageFile, wireName } from './field.ts';
import type { AnyOperation } from './operation.ts';

/** A request's body, whole, so that its length is known and it is never built twice. */
export interface EncodedBody {
	readonly contentType: string;
	readonly bytes: Uint8Array;
}

const utf8 = new TextEncoder();

/**
 * A valid input as the multipart body the API documents: scalars are text
 * parts, lists repeat their name, objects are JSON parts, files carry their
 * type by content. Source: Ideogram OpenAPI 2026-07-02.
 */
export function encodeMultipart(
	operation: AnyOperation,
	input: Readonly<Record<string, unknown>>,
	boundary: string = `ideogram-${randomUUID()}`,
): EncodedBody {
	const chunks: Uint8Array[] = [];
	for (const [name, field] of Object.entries(operation.fields)) {
		const value = input[name];
		if (value === undefined || value === null) {
			continue;
		}
		const wire = wireName(name, field);
		const values: [Field, unknown][] =
			field.kind === 'list'
				? (value as unknown[]).map((item): [Field, unknown] => [field.item, item])
				: [[field, value]];
		for (const [itemField, item] of values) {
			const part = encodePart(itemField, item);
			chunks.push(
				utf8.encode(
					`--${boundary}\r\nContent-Disposition: form-data; name="${quoted(wire)}"${part.extra}\r\n\r\n`,
				),
				part.bytes,
				utf8.encode('\r\n'),
			);
		}
	}
	chunks.push(utf8.encode(`--${boundary}--\r\n`));
	return { contentType: `multipart/form-data; boundary=${boundary}`, bytes: Buffer.concat(chunks) };
}

function encodePart(field: Field, value: unknown): { extra: string; bytes: Uint8Array } {
	switch (field.kind) {
		case 'image': {
			const file = value as ImageFile;
			const type = recogniseImage(file.bytes)?.mimeType ?? 'application/octet-stream';
			return {
				extra: `; filename="${quoted(file.name)}"\r\nContent-Type: ${type}`,
				bytes: file.bytes,
			};
		}
		case 'json':
			return { extra: '\r\nContent-Type: application/json', bytes: utf8.encode(JSON.stringify(value)) };
		default:
			return { extra: '', bytes: utf8.encode(String(value)) };
	}
}

// As the HTML standard's form encoding has it: only these three can break a header.
function quoted(name: string): string {
	return name.replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22');
}

/** A valid input as the query of a GET, with its leading `?`; empty for no fields. */
export function encodeQuery(operation: AnyOperation, input: Readonly<Record<string, unknown>>): string {
	const query = new URLSearchParams();
	for (const [name, field] of Object.entries(operation.fields)) {
		const value = input[name];
		for (const item of Array.isArray(value) ? value : value === undefined ? [] : [value]) {
			query.append(wireName(name, field), String(item));
		}
	}
	const text = query.toString();
	return text && `?${text}`;
}
