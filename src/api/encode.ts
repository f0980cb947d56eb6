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

type Input = Readonly<Record<string, unknown>>;

/** A valid input as the operation's body; undefined where it has none. */
export function encodeBody(operation: AnyOperation, input: Input): EncodedBody | undefined {
	switch (operation.contentTypes[0]) {
		case 'multipart/form-data':
			return encodeMultipart(operation, input);
		case 'application/json':
			return encodeJson(operation, input);
		default:
			return undefined;
	}
}

/**
 * A valid input as the multipart body the API documents: scalars are text
 * parts, lists repeat their name, objects are JSON parts, files carry their
 * type by content. Source: Ideogram OpenAPI 2026-07-02.
 */
export function encodeMultipart(
	operation: AnyOperation,
	input: Input,
	boundary: string = `ideogram-${randomUUID()}`,
): EncodedBody {
	const chunks: Uint8Array[] = [];
	let text = '';
	const add = (wire: string, { extra, content }: Part) => {
		text += `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(wire)}"${extra}\r\n\r\n`;
		if (typeof content === 'string') {
			text += content;
		} else {
			chunks.push(utf8.encode(text), content);
			text = '';
		}
		text += '\r\n';
	};
	if (operation.wrap) {
		add(operation.wrap, jsonPart(jsonFields(operation, input)));
	}
	for (const [wire, field, value] of given(operation, input)) {
		if (isInPath(operation, wire) || (operation.wrap && !isFile(field))) {
			continue;
		}
		const values = field.kind === 'list' ? (value as unknown[]) : [value];
		for (const item of values) {
			add(wire, encodePart(field.kind === 'list' ? field.item : field, item));
		}
	}
	chunks.push(utf8.encode(`${text}--${boundary}--\r\n`));
	return { contentType: `multipart/form-data; boundary=${boundary}`, bytes: Buffer.concat(chunks) };
}

/** A valid input without files as a JSON body. */
export function encodeJson(operation: AnyOperation, input: Input): EncodedBody {
	const fields = jsonFields(operation, input);
	const body = operation.wrap ? { [operation.wrap]: fields } : fields;
	return { contentType: 'application/json', bytes: utf8.encode(JSON.stringify(body)) };
}

/** The fields that carry something, by wire name. */
function given(operation: AnyOperation, input: Input): [string, Field, unknown][] {
	const found: [string, Field, unknown][] = [];
	for (const [name, field] of Object.entries(operation.fields)) {
		const value = input[name];
		if (value !== undefined && value !== null) {
			found.push([wireName(name, field), field, value]);
		}
	}
	return found;
}

function jsonFields(operation: AnyOperation, input: Input): object {
	return Object.fromEntries(
		given(operation, input).flatMap(([wire, field, value]) =>
			isFile(field) || isInPath(operation, wire) ? [] : [[wire, value]],
		),
	);
}

const isInPath = ({ path }: AnyOperation, wire: string): boolean => path.includes(`{${wire}}`);

const isFile = (field: Field): boolean =>
	field.kind === 'image' || (field.kind === 'list' && field.item.kind === 'image');

interface Part {
	/** Goes behind the part's name, in its headers. */
	readonly extra: string;
	readonly content: string | Uint8Array;
}

const jsonPart = (value: unknown): Part => ({
	extra: '\r\nContent-Type: application/json',
	content: JSON.stringify(value),
});

function encodePart(field: Field, value: unknown): Part {
	switch (field.kind) {
		case 'image': {
			const file = value as ImageFile;
			const type = recogniseImage(file.bytes)?.mimeType ?? 'application/octet-stream';
			return {
				extra: `; filename="${quoted(file.name)}"\r\nContent-Type: ${type}`,
				content: file.bytes,
			};
		}
		case 'json':
			return jsonPart(value);
		default:
			return { extra: '', content: String(value) };
	}
}

// As the HTML standard's form encoding has it: only these three can break a header.
function quoted(name: string): string {
	return name.replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22');
}

/**
 * Path and query of a valid input: fields named in the path go there, encoded
 * so that they stay one segment, the others of a GET into the query.
 */
export function encodePath(operation: AnyOperation, input: Input): string {
	const query = new URLSearchParams();
	let path = operation.path;
	for (const [wire, , value] of given(operation, input)) {
		if (isInPath(operation, wire)) {
			path = path.replace(`{${wire}}`, encodeURIComponent(String(value)));
		} else if (operation.contentTypes.length === 0) {
			for (const item of Array.isArray(value) ? value : [value]) {
				query.append(wire, String(item));
			}
		}
	}
	return query.size > 0 ? `${path}?${query}` : path;
}
