import assert from 'node:assert/strict';
import { parse as parseModule } from '@babel/parser';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { parseFragment } from 'parse5';
import { sanitiseAlt } from '../../../../src/editor/snippets/altText.ts';
import { altEdit, lacksAlt, needsAlt } from '../../../../src/editor/text/altEdit.ts';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import type { ImageReference } from '../../../../src/editor/text/reference.ts';
import { hostileText } from '../snippets/hostile.ts';
import { applyEdits, only } from './documents.ts';

describe('altEdit', () => {
	for (const [name, pieces] of Object.entries(DOCUMENTS())) {
		it(`writes exactly that alt text and changes nothing else in ${name}`, () => {
			const documents = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 });
			fc.assert(
				fc.property(documents, fc.array(hostileText, { minLength: 6, maxLength: 6 }), (parts, alts) => {
					const text = parts.join('');
					const before = find(name, text);
					const edits = before.map((image, index) => altEdit(image, alts[index % alts.length] ?? ''));
					const edited = applyEdits(text, oncePerPlace(edits));
					const after = find(name, edited);
					const expected = before.map((image, index) => {
						const alt = sanitiseAlt(alts[index % alts.length] ?? '');
						return {
							...outline(image),
							alt: edits[index] === undefined ? image.alt?.text : alt || undefined,
						};
					});
					assert.deepEqual(
						after.map((image) => ({ ...outline(image), alt: image.alt?.text })),
						expected,
					);
				}),
				{ numRuns: 400 },
			);
		});
	}

	it('is read by a parser of Markdown, of HTML and of JSX as exactly that', () => {
		fc.assert(
			fc.property(hostileText, (alt) => {
				const clean = sanitiseAlt(alt);
				const [node] = paragraph(filled('a.md', '![](x.png)', alt));
				assert.equal(node?.type === 'image' && node.alt, clean);
				for (const text of [
					'<img src="x">',
					"<img src='x' alt=''>",
					'<img alt src=x>',
					'<img alt=y src=x>',
				]) {
					const [image] = parseFragment(filled('a.html', text, alt)).childNodes;
					assert.ok(image !== undefined && 'attrs' in image);
					assert.equal(image.attrs.find(({ name }) => name === 'alt')?.value, clean, text);
				}
				for (const text of ['<img src="x" />', "<img src='x' alt={''} />", '<img alt src={x} />']) {
					assert.equal(altInJsx(filled('a.tsx', text, alt)), clean, text);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('keeps the quotes of the tag', () => {
		const cases = [
			['a.html', '<img src="a">', '<img src="a" alt="A fox">'],
			['a.html', "<img src='a' width='2'/>", "<img src='a' alt='A fox' width='2'/>"],
			['a.html', "<img src=a width='2'>", "<img src=a alt='A fox' width='2'>"],
			['a.html', '<IMG SRC="a" ALT=\'\'>', '<IMG SRC="a" ALT=\'A fox\'>'],
			['a.html', '<img alt src=a>', '<img alt="A fox" src=a>'],
			['a.tsx', '<img src={a} />', '<img src={a} alt="A fox" />'],
			['a.tsx', "<img src='a' alt='' />", "<img src='a' alt='A fox' />"],
			['a.tsx', "<img src={a} alt={''} />", '<img src={a} alt="A fox" />'],
			['a.vue', '<template><img :src="a"></template>', '<template><img :src="a" alt="A fox"></template>'],
			['a.svelte', '<img {src}/>', '<img {src} alt="A fox"/>'],
			['a.md', '![](a "t")', '![A fox](a "t")'],
			['a.md', '![][a]\n\n[a]: b.png', '![A fox][a]\n\n[a]: b.png'],
			['a.md', '![a]\n\n[a]: b.png', '![A fox][a]\n\n[a]: b.png'],
			['a.md', '![a][]\n\n[a]: b.png', '![A fox][a]\n\n[a]: b.png'],
		];
		for (const [name = '', text = '', expected = ''] of cases) {
			assert.equal(filled(name, text, ' A\nfox'), expected);
		}
	});

	it('leaves an expression alone', () => {
		for (const text of ['<img src="a" alt={b} />', '<img src="a" {...b} />']) {
			assert.equal(altEdit(only(find('a.tsx', text)), 'x'), undefined);
		}
		assert.equal(altEdit(only(find('a.css', 'a { b: url(c.png) }')), 'x'), undefined);
	});
});

describe('needsAlt', () => {
	it('is true of a missing and of an empty alt text, and of no decoration, expression or background', () => {
		const needs = (text: string) => find('a.vue', `<template>${text}</template>`).map(needsAlt);
		assert.deepEqual(needs('<img src="a"><img src="a" alt=" ">'), [true, true]);
		assert.deepEqual(needs('<img src="a" alt="b"><img src="a" :alt="b"><img src="a" role="none">'), [
			false,
			false,
			false,
		]);
		assert.deepEqual(needs('<p style="background: url(a.png)"></p>'), [false]);
	});
});

describe('lacksAlt', () => {
	it('takes the empty alt text of an element at its word, and marks what is missing', () => {
		const lacks = (path: string, text: string) => find(path, text).map(lacksAlt);
		const elements = '<img src="a" alt=""><img src="a" alt><img src="a"><img src="a" role="none">';
		assert.deepEqual(lacks('a.html', elements), [false, false, true, false]);
		assert.deepEqual(lacks('a.tsx', 'const a = <><img src="a" alt="" /><img src="a" /></>;'), [false, true]);
		assert.deepEqual(lacks('a.vue', '<template><NuxtImg src="a" alt="" /></template>'), [false]);
	});

	it('marks the empty brackets of Markdown, which has no other way to write an image', () => {
		for (const path of ['a.md', 'a.mdx']) {
			const text = '![](a.png)\n\n![fox](b.png)\n\n<img src="c.png" alt="" />\n\n<img src="d.png" />\n';
			assert.deepEqual(find(path, text).map(lacksAlt), [true, false, false, true]);
		}
	});
});

/** Pieces of documents that are whole in themselves, so that no alt text can be the end of what another began. */
function DOCUMENTS(): Readonly<Record<string, readonly string[]>> {
	const html = [
		'<img src="a.png">',
		"<img alt='' src='b.png'/>",
		'<img alt src=c.png>',
		'<p title="x > y">\n<img src=d.png alt=old></p>\n',
		'<a href="/x"><IMG SRC="e.png" ALT="o &amp; p"> it\'s {x}</a>\n',
		'<img src="f.png" role=none>',
		'<!-- <img src="no.png"> -->',
	];
	const jsx = [
		'const a = <img src="a.png" />;\n',
		"const b = <p><img alt='' src={hero} /> it's</p>;\n",
		'const c = <img alt src={`c.png`}/>;\n',
		'const d = <Image\n  src={"d.png"}\n  alt={"old"}\n/>;\n',
		'const e = <img {...rest} src="e.png" />;\n',
		'const f = <img src="f.png" alt={t("x")} />;\n',
		"// it's <img>\n",
	];
	const braces = [
		'<img src={hero} />',
		'<Image src="/g.png" alt={\'old\'} />',
		'{ok ? "<p>" : `x`}',
		'<img {src} />',
	];
	return {
		'a.html': html,
		'a.vue': [
			'<template><img :src="x"><img src="a.png" :alt="\'old\'" /></template>\n',
			"<script>const it = 'is'</script>",
			...html.map((piece) => `<template>${piece}</template>`),
		],
		'a.svelte': [
			...html.filter((piece) => !piece.includes('{')),
			...braces,
			'{#if x}',
			'{/if}',
			'<img src="{x}">',
		],
		'a.astro': [
			...html.filter((piece) => !/alt=old|'|\{/.test(piece)),
			...braces,
			'{x && <img src="h.png" />}',
		],
		'a.tsx': jsx,
		'a.mdx': [
			'![](a.png)\n\n',
			'# Title ![old](b.png)\n',
			'A <img src="c.png" /> and <Image src={hero} alt="" />, `code`.\n\n',
			"> <p><img src='d.png' /></p>\n\n",
			'{x && <img src="e.png" alt="old" />}\n\n',
			'| a | ![](f.png) |\n| - | - |\n| <img src="g.png" /> | b |\n\n',
		],
		'a.md': [
			'![](a.png)\n\n',
			'# Title ![old](b.png "t")\n',
			'A stray ` and <b and * and _ and [ before ![](c.png) and <img src="d.png"> behind ` and *.\n\n',
			'> ![old\n> one](e.png)\n\n',
			'- [![](<f.png>) x](/x)\n\n',
			'![label] ![label][] ![][label] ![x][label]\n\n',
			'[label]: g.png\n\n',
			'<p align="center">\n  <img src=h.png>\n  <img alt="" src="i.png">\n</p>\n\n',
			'| a | ![](j.png) |\n| - | - |\n| <img src="k.png"> | b |\n\n',
			'```\n![](no.png)\n```\n',
		],
	};
}

function find(name: string, text: string): readonly ImageReference[] {
	return findImages({ languageId: 'plaintext', path: `/work/${name}`, text });
}

function filled(name: string, text: string, alt: string): string {
	return applyEdits(text, [altEdit(only(find(name, text)), alt)]);
}

function outline({ kind, url, width, remote, decorative, targetForm }: ImageReference): object {
	return { kind, url, width, remote, decorative, targetForm };
}

/** Two references share a place only where one element is found twice. */
function oncePerPlace<T extends { readonly start: number } | undefined>(edits: readonly T[]): readonly T[] {
	const starts = edits.map((edit) => edit?.start);
	assert.equal(new Set(starts.filter((start) => start !== undefined)).size, edits.filter(Boolean).length);
	return edits;
}

function paragraph(text: string) {
	const [block] = fromMarkdown(text).children;
	return block?.type === 'paragraph' ? block.children : [];
}

function altInJsx(text: string): string | undefined {
	const [statement] = parseModule(`a = ${text}`, { plugins: ['jsx'] }).program.body;
	assert.ok(
		statement?.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression',
	);
	const { right } = statement.expression;
	assert.ok(right.type === 'JSXElement');
	for (const attribute of right.openingElement.attributes) {
		if (attribute.type === 'JSXAttribute' && attribute.name.name === 'alt') {
			const { value } = attribute;
			const held = value?.type === 'JSXExpressionContainer' ? value.expression : value;
			return held?.type === 'StringLiteral' ? held.value : undefined;
		}
	}
	return undefined;
}
