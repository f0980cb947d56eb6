import type * as v from 'valibot';

/** What is looked at of a valibot schema. */
interface Schema {
	readonly type: string;
	readonly wrapped?: Schema;
	readonly entries?: Readonly<Record<string, Schema>>;
	readonly item?: Schema;
	readonly options?: readonly (Schema | string | number)[];
	readonly literal?: unknown;
}

/** Whether an answer of this schema has such a member. `path`: into its objects and the items of its lists. */
export function documents(schema: v.GenericSchema, ...path: readonly string[]): boolean {
	let here: Schema | undefined = schema as unknown as Schema;
	for (const name of path) {
		here = inner(here);
		here = here.type === 'array' ? inner(here.item as Schema) : here;
		here = here.entries && Object.hasOwn(here.entries, name) ? here.entries[name] : undefined;
		if (!here) {
			return false;
		}
	}
	return true;
}

/** The name of the list of images in an answer of this schema. */
export function imageList(schema: v.GenericSchema): string {
	const { entries = {} } = inner(schema as unknown as Schema);
	return Object.keys(entries).find((name) => documents(schema, name, 'url')) ?? 'data';
}

function inner(schema: Schema): Schema {
	return schema.wrapped ? inner(schema.wrapped) : schema;
}

/**
 * The value with everything that the schema requires and the value lacks: links
 * where a name promises one, the rest empty as far as possible.
 */
export function completed(schema: v.GenericSchema, value: unknown, link: () => string): unknown {
	return complete(schema as unknown as Schema, value, '', link);
}

function complete(schema: Schema, value: unknown, name: string, link: () => string): unknown {
	if (value === undefined && /^(exact_)?optional$|^nullish$|^undefinedable$/.test(schema.type)) {
		return undefined;
	}
	const { type, entries, item, options, literal } = inner(schema);
	if (entries && (value === undefined || isObject(value))) {
		const filled = Object.entries(entries).map(([key, entry]) => [
			key,
			complete(entry, value?.[key], key, link),
		]);
		return { ...value, ...Object.fromEntries(filled.filter(([, member]) => member !== undefined)) };
	}
	if (type === 'array' && item && Array.isArray(value)) {
		return value.map((member) => complete(item, member, name, link));
	}
	if (value !== undefined) {
		return value;
	}
	if (type === 'string' && /(^|_)url$/.test(name)) {
		return link();
	}
	const [first] = options ?? [];
	return first === undefined
		? (empty[type] ?? literal ?? null)
		: isObject(first)
			? complete(first as Schema, undefined, name, link)
			: first;
}

const empty: Readonly<Record<string, unknown>> = {
	string: 'sandbox',
	number: 0,
	boolean: false,
	array: [],
	record: {},
};

function isObject<T>(value: T): value is T & Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
