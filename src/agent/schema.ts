import type { Field } from '../api/field.ts';
import type { AnyOperation } from '../api/operation.ts';
import { estimate } from '../api/prices.ts';
import type { AgentTool } from './tools.ts';

/** As much of JSON Schema as the parameters of tools need. */
export interface JsonSchema {
	readonly type: 'object' | 'string' | 'integer' | 'boolean' | 'array';
	readonly description?: string;
	readonly enum?: readonly string[];
	readonly default?: unknown;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly maxLength?: number;
	readonly pattern?: string;
	readonly items?: JsonSchema;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: false;
}

/** The longest text that a tool takes, in UTF-16 units: far beyond any prompt, and no burden to check. */
export const MAX_TEXT_LENGTH = 10_000;

/** The JSON schema of a tool's parameters, as package.json has it. */
export function schemaOf(tool: AgentTool): JsonSchema {
	const fields = schemaFor(tool.operation, tool.fields);
	return {
		...fields,
		properties: { ...fields.properties, ...tool.own },
		required: [...(fields.required ?? []), ...tool.required],
	};
}

/** The schema of some fields of an operation, by name, with what a model is told of each. */
export function schemaFor(
	operation: AnyOperation,
	descriptions: Readonly<Record<string, string>>,
): JsonSchema {
	const properties = Object.entries(descriptions).map(([name, description]) => {
		const field = operation.fields[name];
		if (!field) {
			throw new RangeError(`${operation.id} has no field ${name}.`);
		}
		return [name, { ...typeOf(operation, name, field), description }] as const;
	});
	return {
		type: 'object',
		properties: Object.fromEntries(properties),
		required: properties.flatMap(([name]) => (operation.fields[name]?.required ? [name] : [])),
		additionalProperties: false,
	};
}

function typeOf(operation: AnyOperation, name: string, field: Field): JsonSchema {
	switch (field.kind) {
		case 'text':
			return {
				type: 'string',
				maxLength: MAX_TEXT_LENGTH,
				...(field.pattern ? { pattern: field.pattern.source } : {}),
			};
		case 'integer':
			return {
				type: 'integer',
				...given(field, 'minimum'),
				...given(field, 'maximum'),
				...given(field, 'default'),
			};
		case 'boolean':
			return { type: 'boolean', ...given(field, 'default') };
		case 'choice':
			return {
				type: 'string',
				enum: field.values.filter((value) => isPriced(operation, { [name]: value })),
				...given(field, 'default'),
			};
		case 'image':
			return { type: 'string' };
		case 'list':
			return {
				type: 'array',
				items: typeOf(operation, name, field.item),
				minItems: 1,
				...given(field, 'maxItems'),
			};
		case 'json':
			throw new RangeError(`${name} is too much for a tool: leave it out.`);
	}
}

const given = <F extends object, K extends keyof F>(field: F, key: K): { readonly [key: string]: F[K] } =>
	field[key] === undefined ? {} : { [key]: field[key] };

/** What has no published price would be refused anyhow. */
function isPriced(operation: AnyOperation, input: object): boolean {
	try {
		estimate(operation, input);
		return true;
	} catch {
		return false;
	}
}
