import assert from 'node:assert/strict';
import { parse } from '@babel/parser';
import type { CallExpression, ImportDeclaration, JSXAttribute, JSXOpeningElement, Node } from '@babel/types';
import fc from 'fast-check';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import type { ImageReference } from '../../../../src/editor/text/reference.ts';

describe('findImages in JSX', () => {
	it('finds the images and imports that a parser finds, with the same targets and alt texts', () => {
		fc.assert(
			fc.property(modules, (text) => {
				const found = find(text).map(({ kind, range, url, alt, width }) => {
					const state = alt?.state === 'empty' ? 'present' : alt?.state;
					return { kind, ...range, url, state, alt: alt?.text ?? '', width };
				});
				assert.deepEqual(found, imagesByParser(text));
			}),
			{ numRuns: 1000 },
		);
	});
});

const attributes = fc
	.tuple(
		fc.constantFrom(
			'src="a.png"',
			"src='b%20c.png?x&amp;y'",
			'src={"d.png"}',
			'src={hero}',
			'src={x + y}',
			'',
		),
		fc.constantFrom('', 'alt', 'alt=""', 'alt="a &quot;b&quot;"', "alt={'it\\'s'}", 'alt={`t`}', 'alt={x}'),
		fc.constantFrom('', 'width={120}', 'width="80"', 'onClick={() => a < b}', 'style={{ color: "}" }}'),
		fc.constantFrom('title="/>"', 'data-x={"{"}', 'x={<b>{"<img>"}</b>}', '/* c */', ''),
	)
	.map((parts) => parts.filter((part) => part !== '').join('\n  '));

const image = fc.oneof(
	attributes.map((text) => `<img ${text} />`),
	attributes.map((text) => `<Image ${text}></Image>`),
);

const { element } = fc.letrec<{ element: string; child: string }>((tie) => ({
	element: fc.oneof(
		{ maxDepth: 4 },
		image,
		fc.array(tie('child'), { maxLength: 3 }).map((children) => `<div id="a">${children.join('')}</div>`),
		fc.array(tie('child'), { maxLength: 3 }).map((children) => `<>${children.join('\n')}</>`),
		fc.array(tie('child'), { maxLength: 2 }).map((children) => `<Ui.Box-x>${children.join(' ')}</Ui.Box-x>`),
	),
	child: fc.oneof(
		tie('element'),
		tie('element').map((inner) => `{a > b && ${inner}}`),
		tie('element').map((inner) => `{list.map((x) => (${inner}))}`),
		tie('element').map((inner) => `{\`a\${${inner}}\`}`),
		fc.constantFrom(
			'it\'s "text"',
			'{"<img />"}',
			'{/* <img src="no.png" /> */}',
			"{'}'}",
			'// text',
			'&amp; {}',
		),
	),
}));

const statement = fc.oneof(
	element.map((inner) => `const a = ${inner};`),
	element.map((inner) => `function F() { return ${inner} }`),
	element.map((inner) => `const F = <T,>(x: T) => (${inner});`),
	element.map((inner) => `cond ? ${inner} : ${inner};`),
	fc.constantFrom(
		'// <img src="no.png" />',
		'/* " */',
		'const s = \'<img src="no.png" />\';',
		`const t = \`<img> \${ { a: \`}\` } } "\`;`,
		'const r = /["\'`<]\\/[/]/g;',
		'const c = a < b / c > d / e;',
		'const g = new Map<string, Array<number>>();',
		'if (a) { b() }',
		"export { x } from './x.png';",
		"const q = require('./q.jpg');",
		'const l = () => import("./l.webp");',
	),
);

const modules = fc
	.tuple(
		fc.subarray([
			"import hero from './hero.png';",
			'import * as x from "./x";',
			"import './s.css'",
			"import { y, z } from './y.svg'",
		]),
		fc.array(statement, { maxLength: 4 }),
	)
	.map(([imports, statements]) =>
		[
			...imports,
			...statements.map((text, index) => `{ ${text.startsWith('export') ? '' : text}\n} // ${index}`),
		].join('\n'),
	);

function find(text: string): readonly ImageReference[] {
	return findImages({ languageId: 'typescriptreact', path: '/work/a.tsx', text });
}

interface Parsed {
	readonly kind: string;
	readonly start: number;
	readonly end: number;
	readonly url: string | undefined;
	readonly state: string | undefined;
	readonly alt: string;
	readonly width: number | undefined;
}

function imagesByParser(text: string): readonly Parsed[] {
	const found: Parsed[] = [];
	const file = parse(text, { sourceType: 'module', plugins: ['jsx', 'typescript'] });
	const imports = new Map<string, string>();
	const add = (kind: string, node: Node, rest: Partial<Parsed>) =>
		found.push({
			...{ kind, start: node.start ?? -1, end: node.end ?? -1, url: undefined, state: undefined, alt: '' },
			...{ width: undefined, ...rest },
		});
	const visit = (value: unknown) => {
		if (Array.isArray(value)) {
			value.forEach(visit);
		} else if (typeof value === 'object' && value !== null && 'type' in value) {
			const node = value as ImportDeclaration | CallExpression | JSXOpeningElement;
			if (node.type === 'ImportDeclaration' && isImage(node.source.value)) {
				for (const specifier of node.specifiers) {
					if (specifier.type === 'ImportDefaultSpecifier') {
						imports.set(specifier.local.name, node.source.value);
					}
				}
				add('import', node, { end: node.source.end ?? -1, url: node.source.value });
			} else if (node.type === 'CallExpression') {
				const [argument] = node.arguments;
				const isModule =
					node.callee.type === 'Import' || (node.callee as { name?: string }).name === 'require';
				if (isModule && argument?.type === 'StringLiteral' && isImage(argument.value)) {
					add('import', node, { url: argument.value });
				}
			} else if (node.type === 'JSXOpeningElement' && node.name.type === 'JSXIdentifier') {
				if (node.name.name === 'img' || node.name.name === 'Image') {
					add(node.name.name === 'img' ? 'jsx' : 'component', node, shown(node));
				}
			}
			Object.values(node).forEach(visit);
		}
	};
	const shown = (node: JSXOpeningElement): Partial<Parsed> => {
		const values = new Map(
			node.attributes
				.filter((attribute): attribute is JSXAttribute => attribute.type === 'JSXAttribute')
				.map((attribute) => [attribute.name.name, literal(attribute)]),
		);
		const src = values.get('src');
		const alt = values.get('alt');
		const width = values.get('width');
		return {
			url: typeof src === 'object' ? imports.get(src.name) : src?.toString(),
			state: values.has('alt') ? (typeof alt === 'string' ? 'present' : 'dynamic') : 'missing',
			alt: typeof alt === 'string' ? alt : '',
			width: width === undefined ? undefined : Number(width),
		};
	};
	visit(file.program);
	return found.sort((one, other) => one.start - other.start || other.end - one.end);
}

function literal({ value }: JSXAttribute): string | number | { readonly name: string } | undefined {
	const held = value?.type === 'JSXExpressionContainer' ? value.expression : value;
	switch (held?.type) {
		case 'StringLiteral':
		case 'NumericLiteral':
			return held.value;
		case 'TemplateLiteral':
			return held.expressions.length === 0 ? (held.quasis[0]?.value.cooked ?? '') : undefined;
		case 'Identifier':
			return { name: held.name };
		default:
			return value === null || value === undefined ? '' : undefined;
	}
}

function isImage(path: string): boolean {
	return /\.(?:png|jpg|webp|svg)$/.test(path);
}
