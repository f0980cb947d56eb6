import assert from 'node:assert/strict';
import { type ParseResult, parse } from '@babel/parser';
import type { File, ImportDeclaration, JSXElement } from '@babel/types';

/** A module as Babel reads it; throws on a syntax error. */
export function read(text: string): ParseResult<File> {
	return parse(text, { sourceType: 'module', plugins: ['jsx', 'typescript'] });
}

export function importsOf({ program }: ParseResult<File>): ImportDeclaration[] {
	return program.body.filter((statement) => statement.type === 'ImportDeclaration');
}

/** Everything that the snippet must leave as it was. */
export function outline({ program, comments: all }: ParseResult<File>, added?: ImportDeclaration): unknown {
	return {
		interpreter: program.interpreter?.value,
		directives: program.directives.map(({ value }) => value.value),
		statements: program.body
			.filter((statement) => statement !== added && statement.type !== 'EmptyStatement')
			.map((statement) =>
				statement.type === 'ImportDeclaration'
					? [statement.source.value, statement.specifiers.map(({ local }) => local.name)]
					: statement.type,
			),
		comments: all?.map(({ value }) => value),
	};
}

/** What the attributes of an `<img>` hold. */
export interface ShownImage {
	readonly src: string | undefined;
	readonly variable: string | undefined;
	readonly alt: unknown;
	readonly width: unknown;
	readonly height: unknown;
}

/** The one `<img>` of the module. */
export function onlyImage(file: ParseResult<File>): ShownImage {
	const images: JSXElement[] = [];
	const visit = (value: unknown) => {
		if (Array.isArray(value)) {
			value.forEach(visit);
		} else if (typeof value === 'object' && value !== null) {
			const node = value as JSXElement;
			if (node.type === 'JSXElement' && 'name' in node.openingElement.name) {
				if (node.openingElement.name.name === 'img') {
					images.push(node);
				}
			}
			Object.values(value).forEach(visit);
		}
	};
	visit(file.program);
	assert.equal(images.length, 1);
	const attributes = new Map<unknown, { value?: unknown; name?: string }>();
	for (const attribute of images[0]?.openingElement.attributes ?? []) {
		assert.equal(attribute.type, 'JSXAttribute');
		const value = attribute.value;
		assert.ok(value?.type === 'StringLiteral' || value?.type === 'JSXExpressionContainer');
		const held = value.type === 'StringLiteral' ? value : value.expression;
		attributes.set(attribute.name.name, held as { value?: unknown; name?: string });
	}
	return {
		src: attributes.get('src')?.value as string | undefined,
		variable: attributes.get('src')?.name,
		alt: attributes.get('alt')?.value,
		width: attributes.get('width')?.value,
		height: attributes.get('height')?.value,
	};
}

/** The strings of a syntax tree, module names and JSX's own text and attributes left out. */
export function stringsOf(node: unknown): readonly string[] {
	if (Array.isArray(node)) {
		return node.flatMap(stringsOf);
	}
	if (typeof node !== 'object' || node === null) {
		return [];
	}
	const { type, value } = node as { readonly type?: string; readonly value?: unknown };
	if (type === 'StringLiteral') {
		return [String(value)];
	}
	if (type === 'TemplateElement') {
		return [String((value as { readonly cooked: string }).cooked)];
	}
	return Object.values(node).flatMap(stringsOf);
}
