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
	readonly query: URLSearchParams;
	readonly body: Buffer;
}

/**
 * Reads a request into the input of an operation, each field checked, nothing
 * tolerated that the API does not document. `json`: it takes a JSON body as
 * well as multipart. A null where the field takes one is the same as absence.
 * Throws `Refusal`: 400, 413 or 415.
 */
export async function decode(operation: AnyOperation, request: WireRequest, json = false): Promise<Input> {
	const wires = new Map(
		Object.entries(operation.fields).map(([name, field]) => [wireName(name, field), { name, field }]),
	);
	const input: Record<string, unknown> = {};
	for (const [wire, value] of await wireValues(operation, request, json, wires)) {
		const { name, field } = known(wires, wire);
		if (value === null && field.nullable) {
			continue;
		}
		checkValue(field, wire, value);
		input[name] = value;
	}
	for (const [wire, { name, field }] of wires) {
		if (field.required && input[name] === undefined) {
			throw schemaError(`'${wire}' is a required property`);
		}
	}
	return input;
}

type Wires = ReadonlyMap<string, { readonly name: string; readonly field: Field }>;

function known(wires: Wires, wire: string): { readonly name: string; readonly field: Field } {
	const found = wires.get(wire);
	if (!found) {
		throw schemaError(`Additional properties are not allowed ('${wire.slice(0, 100)}' was unexpected)`);
	}
	return found;
}

async function wireValues(
	operation: AnyOperation,
	{ contentType, contentEncoding = 'identity', query, body }: WireRequest,
	json: boolean,
	wires: Wires,
): Promise<Iterable<[string, unknown]>> {
	if (operation.body === 'query') {
		return gather(wires, query, (field, _wire, text) => fromText(field, text));
	}
	const { value: media, parameters: given } = parameters(contentType ?? '');
	if (contentEncoding !== 'identity') {
		throw unsupportedType(contentType);
	}
	if (media === 'multipart/form-data' && operation.body === 'multipart') {
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
	if (media === 'application/json' && (operation.body === 'json' || json)) {
		if ((given.get('charset')?.toLowerCase() ?? 'utf-8') !== 'utf-8') {
			throw unsupportedType(contentType);
		}
		const object = parseJson(utf8Text(body));
		if (typeof object !== 'object' || object === null || Array.isArray(object)) {
			throw schemaError("The body is not of type 'object'");
		}
		return Object.entries(object);
	}
	throw unsupportedType(contentType);
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
