import { type Contract, resolve, type Schema } from '../api/contract.ts';

/** What is wrong with a value by a schema of the contract, undocumented members included: one line each. */
export function faultsBy(contract: Contract, schema: Schema, value: unknown, at = 'body'): readonly string[] {
	const found = resolve(contract, schema);
	if (value === null) {
		return found.nullable ? [] : [`${at} is null`];
	}
	if (found.oneOf) {
		const tries = found.oneOf.map((one) => faultsBy(contract, one, value, at));
		return tries.some((faults) => faults.length === 0) ? [] : tries.flat();
	}
	if (found.enum && !found.enum.includes(value as string)) {
		return [`${at} is ${JSON.stringify(value)}, not one of ${found.enum.slice(0, 9).join(', ')}`];
	}
	switch (found.type) {
		case 'object':
			return isObject(value) ? membersBy(contract, found, value, at) : [`${at} is no object`];
		case 'array': {
			if (!Array.isArray(value)) {
				return [`${at} is no array`];
			}
			const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items = {} } = found;
			const ofLength = value.length >= minItems && value.length <= maxItems;
			return [
				...(ofLength ? [] : [`${at} has ${value.length} items`]),
				...value.flatMap((item, index) => faultsBy(contract, items, item, `${at}[${index}]`)),
			];
		}
		case 'string':
			return typeof value === 'string' && new RegExp(found.pattern ?? '').test(value) && hasForm(found, value)
				? []
				: [`${at} is ${JSON.stringify(value)}, not ${found.pattern ?? found.format ?? 'text'}`];
		case 'integer':
		case 'number': {
			const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = found;
			const isKind = found.type === 'integer' ? Number.isInteger(value) : typeof value === 'number';
			return isKind && (value as number) >= minimum && (value as number) <= maximum
				? []
				: [`${at} is ${JSON.stringify(value)}, no ${found.type} from ${minimum} to ${maximum}`];
		}
		case 'boolean':
			return typeof value === 'boolean' ? [] : [`${at} is no boolean`];
		default:
			return [`${at} has the unknown type ${found.type}`];
	}
}

function membersBy(
	contract: Contract,
	{ properties = {}, required = [] }: Schema,
	value: Readonly<Record<string, unknown>>,
	at: string,
): readonly string[] {
	return [
		...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name} is missing`),
		...Object.entries(value).flatMap(([name, member]) => {
			const schema = properties[name];
			return schema
				? faultsBy(contract, schema, member, `${at}.${name}`)
				: [`${at}.${name} is not documented`];
		}),
	];
}

function hasForm({ format }: Schema, text: string): boolean {
	return format === 'uri'
		? URL.canParse(text)
		: format === 'date-time'
			? !Number.isNaN(Date.parse(text))
			: true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
