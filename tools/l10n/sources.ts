import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@babel/parser';
import { type CallExpression, type Node, type TraversalAncestors, traverse } from '@babel/types';

const projectRoot = path.resolve(import.meta.dirname, '../..');

/** A source file of the product, parsed. */
export interface Source {
	/** Relative to the project, with slashes. */
	readonly file: string;
	readonly program: Node;
}

/** Everything that can say something to a person: the extension and the panel's page. */
export function readSources(): readonly Source[] {
	return globSync(['src/**/*.ts', 'media/studio/**/*.ts'], { cwd: projectRoot })
		.map((file) => file.replaceAll('\\', '/'))
		.sort()
		.map((file) => parseSource(file, readFileSync(path.join(projectRoot, file), 'utf8')));
}

export function parseSource(file: string, text: string): Source {
	const { program } = parse(text, { sourceType: 'module', plugins: ['typescript'] });
	return { file, program };
}

export type Visit = (node: Node, ancestors: TraversalAncestors) => void;

export function visitNodes({ program }: Source, visit: Visit): void {
	traverse(program, (node, ancestors) => visit(node, ancestors));
}

/** Whether this calls `t` of `@vscode/l10n` or `vscode.l10n.t`. */
export function isTranslation(node: Node): node is CallExpression {
	if (node.type !== 'CallExpression') {
		return false;
	}
	const { callee } = node;
	return (
		(callee.type === 'Identifier' && callee.name === 't') ||
		(callee.type === 'MemberExpression' &&
			callee.property.type === 'Identifier' &&
			callee.property.name === 't' &&
			callee.object.type === 'MemberExpression' &&
			callee.object.property.type === 'Identifier' &&
			callee.object.property.name === 'l10n')
	);
}
