import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@babel/parser';
import type { Statement } from '@babel/types';

export const projectRoot = path.resolve(import.meta.dirname, '../../..');

export interface Setting {
	readonly default: unknown;
	readonly scope: string;
	readonly properties?: Readonly<Record<string, unknown>>;
}

/** What these tests look at in package.json. */
export interface Manifest {
	readonly activationEvents: readonly string[];
	readonly engines: { readonly vscode: string };
	readonly scripts: Readonly<Record<string, string>>;
	readonly dependencies: Readonly<Record<string, string>>;
	readonly devDependencies: Readonly<Record<string, string>>;
	readonly capabilities: {
		readonly untrustedWorkspaces: {
			readonly supported: boolean | 'limited';
			readonly restrictedConfigurations: readonly string[];
		};
	};
	readonly contributes: {
		readonly commands: readonly { readonly command: string }[];
		readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
		readonly keybindings: readonly Readonly<Record<string, string>>[];
		readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
		readonly walkthroughs: readonly {
			readonly id: string;
			readonly steps: readonly {
				readonly id: string;
				readonly description: string;
				readonly media: { readonly svg: string; readonly altText: string };
				readonly completionEvents: readonly string[];
			}[];
		}[];
		readonly languageModelTools: readonly {
			readonly name: string;
			readonly toolReferenceName: string;
			readonly displayName: string;
			readonly modelDescription: string;
			readonly userDescription: string;
			readonly canBeReferencedInPrompt: boolean;
			readonly inputSchema: unknown;
		}[];
	};
}

export function readText(file: string): string {
	return readFileSync(path.join(projectRoot, file), 'utf8');
}

export const manifest: Manifest = JSON.parse(readText('package.json'));

/** Files of the project, with slashes, sorted. */
export function filesAt(...patterns: readonly string[]): string[] {
	return globSync(patterns, { cwd: projectRoot })
		.map((file) => file.replaceAll('\\', '/'))
		.sort();
}

function statementsOf(file: string): readonly Statement[] {
	const { program } = parse(readText(file), { sourceType: 'module', plugins: ['typescript'] });
	return program.body.map((statement) =>
		statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement,
	);
}

/** The names of an interface's members. */
export function membersOf(file: string, interfaceName: string): string[] {
	for (const statement of statementsOf(file)) {
		if (statement.type === 'TSInterfaceDeclaration' && statement.id.name === interfaceName) {
			return statement.body.body.flatMap((member) =>
				'key' in member && member.key.type === 'Identifier'
					? [member.key.name]
					: 'key' in member && member.key.type === 'StringLiteral'
						? [member.key.value]
						: [],
			);
		}
	}
	throw new Error(`${file} has no interface ${interfaceName}.`);
}

/** The literal, or the literals of the object, that a constant is. */
export function constantOf(file: string, name: string): unknown {
	for (const statement of statementsOf(file)) {
		for (const { id, init } of statement.type === 'VariableDeclaration' ? statement.declarations : []) {
			if (id.type === 'Identifier' && id.name === name && init) {
				return literal(init);
			}
		}
	}
	throw new Error(`${file} has no constant ${name}.`);
}

function literal(node: object): unknown {
	if ('type' in node && node.type === 'NullLiteral') {
		return null;
	}
	if ('value' in node) {
		return node.value;
	}
	if (!('properties' in node) || !Array.isArray(node.properties)) {
		throw new Error('Neither a literal nor an object of literals.');
	}
	return Object.fromEntries(
		node.properties.map(({ key, value }) => [key.name ?? key.value, literal(value)] as const),
	);
}
