import * as v from 'valibot';
import { type Field, wireName } from '../api/field.ts';
import type { AnyOperation } from '../api/operation.ts';
import { schemaError, unsupportedType } from './errors.ts';
import { type Part, parameters, readParts, utf8Text } from './multipart.ts';
import { checkValue } from './schema.ts';

/** The input of an operation, in the names and types of its fields. */
export type Input = Readonly<Record<string, unknown>>;

/** What a request carries, read whole. */
export interface WireRequest {
	readonly contentType: string | undefined;
	/** Anything but `identity` is refused: the API documents no compressed requests. */
	readonly contentEncoding: string | undefined;
	/** As it came, for operations with a field in their path. */
	readonly path?: string;
	readonly query: URLSearchParams;
	readonly body: Buffer;
}

interface Known {
	/** The field's own name. */
	readonly name: string;
	readonly field: Field;
}

/** Fields by the name they have on the wire. */
type Wires = ReadonlyMap<string, Known>;

/** One place where a request has values. */
interface Region {
	/** In front of the names in what is said about them: `image_request.` */
	readonly prefix: string;
	readonly wires: Wires;
	readonly values: Iterable<readonly [wire: string, value: unknown]>;
}

/**
 * Reads a request into the input of an operation, each field checked, nothing
 * tolerated that the API does not document. A null where the field takes one is
 * the same as absence. Throws `Refusal`: 400, 413 or 415.
 */
export async function decode(operation: AnyOperation, request: WireRequest): Promise<Input> {
	const input: Record<string, unknown> = {};
	for (const { prefix, wires, values } of await regions(operation, request)) {
		for (const [wire, value] of values) {
			const { name, field } = known(wires, wire);
			if (value === null && field.nullable) {
				continue;
			}
			checkValue(field, prefix + wire, value);
			input[name] = value;
		}
		for (const [wire, { name, field }] of wires) {
			if (field.required && input[name] === undefined) {
				throw missing(prefix + wire);
			}
		}
	}
	return input;
}

const missing = (wire: string) => schemaError(`'${wire}' is a required property`);

function known(wires: Wires, wire: string): Known {
	const found = wires.get(wire);
	if (!found) {
		throw schemaError(`Additional properties are not allowed ('${wire.slice(0, 100)}' was unexpected)`);
	}
	return found;
}

async function regions(operation: AnyOperation, request: WireRequest): Promise<readonly Region[]> {
	const inPath = pathValues(operation.path, request.path ?? operation.path) ?? new Map();
	const all = Object.entries(operation.fields).map(([name, field]) => ({ name, field }));
	const pick = (belongs: (entry: Known, wire: string) => boolean): Wires =>
		new Map(
			all
				.map((entry): [string, Known] => [wireName(entry.name, entry.field), entry])
				.filter(([wire, entry]) => belongs(entry, wire)),
		);
	const path = { prefix: '', wires: pick((_, wire) => inPath.has(wire)), values: inPath };
	if (operation.contentTypes.length === 0) {
		const wires = pick((_, wire) => !inPath.has(wire));
		const values = gather(wires, request.query, (field, _wire, text) => fromText(field, text));
		return [path, { prefix: '', wires, values }];
	}
	const { wrap } = operation;
	if (wrap === undefined) {
		const wires = pick((_, wire) => !inPath.has(wire));
		return [path, { prefix: '', wires, values: await bodyValues(operation, request, wires) }];
	}
	// The object is one more field of the outside, whose own fields are read from it afterwards.
	const object: Known = { name: wrap, field: { kind: 'json', title: wrap, required: true, schema: v.any() } };
	const outer: Wires = new Map([
		[wrap, object],
		...pick(({ field }, wire) => isFile(field) && !inPath.has(wire)),
	]);
	const given = new Map(await bodyValues(operation, request, outer));
	if (!given.has(wrap)) {
		throw missing(wrap);
	}
	const wrapped = fieldsOf(given.get(wrap), wrap);
	given.delete(wrap);
	return [
		path,
		{
			prefix: `${wrap}.`,
			wires: pick(({ field }, wire) => !isFile(field) && !inPath.has(wire)),
			values: wrapped,
		},
		{ prefix: '', wires: new Map([...outer].filter(([wire]) => wire !== wrap)), values: given },
	];
}

const isFile = (field: Field): boolean =>
	field.kind === 'image' || (field.kind === 'list' && field.item.kind === 'image');

/**
 * What stands in a path in place of the names in braces; undefined where the
 * path is another one, or cannot be read.
 */
export function pathValues(template: string, path: string): ReadonlyMap<string, string> | undefined {
	const wanted = template.split('/');
	const given = path.split('/');
	const values = new Map<string, string>();
	if (wanted.length !== given.length) {
		return undefined;
	}
	for (const [index, part] of wanted.entries()) {
		const name = /^\{(\w+)\}$/.exec(part)?.[1];
		const text = given[index] as string;
		if (name === undefined ? part !== text : text === '') {
			return undefined;
		}
		if (name !== undefined && text !== part) {
			try {
				values.set(name, decodeURIComponent(text));
			} catch {
				return undefined;
			}
		}
	}
	return values;
}

async function bodyValues(
	operation: AnyOperation,
	{ contentType, contentEncoding = 'identity', body }: WireRequest,
	wires: Wires,
): Promise<Iterable<readonly [string, unknown]>> {
	const { value: media, parameters: given } = parameters(contentType ?? '');
	if (contentEncoding !== 'identity') {
		throw unsupportedType(contentType);
	}
	if (media === 'multipart/form-data' && operation.contentTypes.includes(media)) {
		const boundary = given.get('boundary');
		if (!boundary) {
			throw schemaError('The multipart body has no boundary.');
		}
		const parts = await readParts(body, boundary);
		return gather(
			wires,
			parts.map((part): [string, Part] => [part.name, part]),
			fromPart,
		);
	}
	if (media === 'application/json' && operation.contentTypes.includes(media)) {
		if ((given.get('charset')?.toLowerCase() ?? 'utf-8') !== 'utf-8') {
			throw unsupportedType(contentType);
		}
		return fieldsOf(parseJson(utf8Text(body)));
	}
	throw unsupportedType(contentType);
}

/** The members of a JSON object, which is the body or one field of it. */
function fieldsOf(value: unknown, wire?: string): readonly [string, unknown][] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw schemaError(`The ${wire === undefined ? 'body' : 'value'} is not of type 'object'`, wire);
	}
	return Object.entries(value);
}

/** Repeated names make the items of a list; of anything else they are an error. */
function gather<T>(
	wires: Wires,
	pairs: Iterable<readonly [string, T]>,
	read: (field: Field, wire: string, value: T) => unknown,
): Map<string, unknown> {
	const values = new Map<string, unknown>();
	for (const [wire, raw] of pairs) {
		const { field } = known(wires, wire);
		if (field.kind === 'list') {
			const items = (values.get(wire) as unknown[] | undefined) ?? [];
			items.push(read(field.item, wire, raw));
			values.set(wire, items);
		} else if (values.has(wire)) {
			throw schemaError('The field is given more than once', wire);
		} else {
			values.set(wire, read(field, wire, raw));
		}
	}
	return values;
}

function fromPart(field: Field, wire: string, part: Part): unknown {
	if (field.kind === 'image') {
		if (part.filename === undefined) {
			throw schemaError('The part is not a file', wire);
		}
		return { name: part.filename, bytes: part.bytes };
	}
	if ((part.charset ?? 'utf-8') !== 'utf-8') {
		throw schemaError(`The part has the charset ${part.charset}, not utf-8`, wire);
	}
	if (field.kind === 'json') {
		if (part.type !== 'application/json') {
			throw schemaError('The part is not of type application/json', wire);
		}
		return parseJson(utf8Text(part.bytes, wire), wire);
	}
	if (part.filename !== undefined || (part.type ?? 'text/plain') !== 'text/plain') {
		throw schemaError('The part is not plain text', wire);
	}
	return fromText(field, utf8Text(part.bytes, wire));
}

/** Text as what its field is made of; left alone where it is not exactly that, and then refused as text. */
function fromText(field: Field, text: string): unknown {
	if (field.kind === 'integer' && /^(?:0|-?[1-9]\d*)$/.test(text)) {
		return Number(text);
	}
	if (field.kind === 'boolean' && (text === 'true' || text === 'false')) {
		return text === 'true';
	}
	return text;
}

function parseJson(text: string, wire?: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw schemaError('The text is not valid JSON', wire);
	}
}
