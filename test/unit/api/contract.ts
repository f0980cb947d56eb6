import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A schema of the contract file; `ref` names another one. */
export interface Schema {
	readonly ref?: string;
	readonly type?: string;
	readonly enum?: readonly string[];
	readonly default?: unknown;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly pattern?: string;
	readonly format?: string;
	readonly nullable?: boolean;
	readonly items?: Schema;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly oneOf?: readonly Schema[];
}

export interface ContractOperation {
	readonly method: string;
	readonly path: string;
	readonly deprecated?: boolean;
	readonly contentTypes?: readonly string[];
	readonly body?: Schema;
	readonly encoding?: Readonly<Record<string, string>>;
	readonly parameters?: readonly {
		readonly name: string;
		readonly in: string;
		readonly required: boolean;
		readonly schema: Schema;
	}[];
	readonly responses: Readonly<Record<string, Schema | null>>;
}

export interface Contract {
	readonly operations: readonly ContractOperation[];
	readonly schemas: Readonly<Record<string, Schema>>;
}

const file = path.join(import.meta.dirname, '../../../../shared/api/v1-contract.json');

/** The published contract, which is not part of the project; undefined where it is not at hand. */
export function readContract(): Contract | undefined {
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Contract) : undefined;
}

/** Follows `ref`; what stands beside it wins. */
export function resolve(contract: Contract, schema: Schema): Schema {
	if (schema.ref === undefined) {
		return schema;
	}
	const { ref, ...own } = schema;
	const target = contract.schemas[ref];
	if (!target) {
		throw new Error(`The contract has no ${ref}.`);
	}
	return { ...resolve(contract, target), ...own };
}
