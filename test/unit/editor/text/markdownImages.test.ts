import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import type { ImageReference } from '../../../../src/editor/text/reference.ts';
import { only, slice } from './documents.ts';

describe('findImages in Markdown', () => {
	it('finds the images that CommonMark finds, whatever the text, with the same targets', () => {
		const pieces = [...MARKS, ...TAGS];
		fc.assert(
			fc.property(texts(pieces), (text) => {
				const expected = imagesByParser(text).map(({ start, end, url }) => ({ start, end, url }));
				const found = images(text).map(({ range, url }) => ({ ...range, url }));
				assert.deepEqual(found, expected);
			}),
			{ numRuns: 2000 },
		);
	});

	it('reads the alt texts that CommonMark reads', () => {
		fc.assert(
			fc.property(texts(MARKS), (text) => {
				// Of the two readings of a code span over two lines, the parser keeps the break.
				const onOneLine = (alt: string) => alt.replaceAll('\n', ' ').trim();
				const expected = imagesByParser(text).map(({ alt }) => onOneLine(alt));
				assert.deepEqual(
					images(text).map(({ alt }) => onOneLine(alt?.text ?? '')),
					expected,
				);
			}),
			{ numRuns: 2000 },
		);
	});

	it('finds none in code, comments, escapes and front matter', () => {
		const documents = [
			'```\n![a](b.png)\n```',
			'~~~~md\n![a](b.png)\n~~~\n<img src="b.png">\n~~~~',
			'`![a](b.png)` and `` `<img src="b.png">` ``',
			'    ![a](b.png)',
			'- item\n\n      ![a](b.png)',
			'> ```\n> ![a](b.png)\n',
			'<!-- ![a](b.png) <img src="b.png"> -->',
			'a <!-- <img src="b.png">\n --> b',
			'\\![a](b.png) is [a](b.png), ![a]\\(b.png), \\<img src="b.png">',
			'---\ncover: "![a](b.png)"\n---\n',
			'[a]: b.png\n![b]',
			'<a title="![a](b.png)">',
		];
		for (const text of documents) {
			assert.deepEqual(images(text), [], text);
		}
	});

	it('finds `<img>` within a line and in a block, also in quotations', () => {
		const text =
			'A <img src="a.png" alt=\'x\'> b\n\n> <p align="center">\n>   <img\n>     src=b.png>\n> </p>\n';
		const found = find(text);
		assert.deepEqual(
			found.map(({ kind, target, alt }) => [kind, target, alt?.state, alt?.text]),
			[
				['html', 'a.png', 'present', 'x'],
				['html', 'b.png', 'missing', undefined],
			],
		);
		assert.equal(slice(text, found[1]?.range), '<img\n>     src=b.png>');
	});

	it('decodes escapes, character references and percent-encoding of a target', () => {
		const image = only(find('![a](<img/a%20\\*b\\*&amp;c%zz.png?v=1#x> "T")'));
		assert.equal(image.target, 'img/a *b*&c%zz.png?v=1#x');
		assert.equal(image.url, 'img/a%20*b*&c%zz.png?v=1#x');
		assert.equal(image.context.title, 'T');
	});

	it('leads from a reference to its definition', () => {
		const text = '![a][The  Fox] ![][the fox] ![the fox][] ![The\nfox]\n\n[the fox]: <img/fox.png> (Red)\n';
		const found = find(text);
		assert.equal(found.length, 4);
		for (const { target, targetRange, context } of found) {
			assert.equal(target, 'img/fox.png');
			assert.equal(slice(text, targetRange), 'img/fox.png');
			assert.equal(context.title, 'Red');
		}
		assert.deepEqual(
			found.map(({ alt }) => alt?.state),
			['present', 'empty', 'present', 'present'],
		);
	});

	it('names the heading above and the link around', () => {
		const text =
			'![a](a.png)\n\n# A *big* `title` #\n\n![b](b.png)\n\nSecond\n===\n\n' +
			'[![](c.png) The **shop**](/shop "x") ![d](d.png)\n\n<h3>Third</h3>\n\n![e](e.png)\n';
		const contexts = find(text).map(({ context }) => context);
		assert.deepEqual(
			contexts.map(({ heading }) => heading),
			[undefined, 'A big title', 'Second', 'Second', 'Third'],
		);
		assert.deepEqual(contexts[2], {
			heading: 'Second',
			purpose: 'functional',
			link: { href: '/shop', text: 'The shop' },
		});
		assert.equal(contexts[3]?.purpose, 'unknown');
	});

	it('does not resolve what a template engine will write', () => {
		const text = '![a]({{site.url}}/a.png) ![{{ alt }}](b.png) <img src="{{ x }}">';
		const found = find(text);
		assert.deepEqual(
			found.map(({ target, targetRange, alt }) => [target, targetRange === undefined, alt?.state]),
			[
				[undefined, true, 'present'],
				['b.png', false, 'dynamic'],
				[undefined, true, 'missing'],
			],
		);
	});

	it('tells images elsewhere from those of the project', () => {
		const found = find(
			'![](https://a.b/c.png) ![](//a.b/c.png) ![](data:image/png;base64,AA==) ![](a/b:c.png)',
		);
		assert.deepEqual(
			found.map(({ remote }) => remote),
			[true, true, true, false],
		);
	});
});

const MARKS = [
	...[
		'![',
		'![a',
		'](x.png)',
		'](<y%20z.png>)',
		'](a%20b.png "t")',
		'[',
		']',
		'[r]',
		'[]',
		'`',
		'``',
		'*',
		'**',
	],
	...[
		'_',
		'\\',
		'\n',
		'\n\n',
		'> ',
		'- ',
		'1. ',
		'    ',
		'  ',
		'\t',
		'# ',
		'```\n',
		'~~~\n',
		'---\n',
		'===\n',
	],
	...['a', 'b c', ' ', '!', '(', ')', '[r]: /r.png\n', '&amp;', '<http://a.b>', "'", '"'],
];
const TAGS = [
	...['<', '>', '<b>', '</b>', '<div>\n', '<!--', '-->', '<a href="x">', '<img src=q.png alt=z>'],
	...['<img src="p.png"/>', '<pre>', '</pre>', '<!', '<?', '?>'],
];

function texts(pieces: readonly string[]): fc.Arbitrary<string> {
	return fc
		.array(fc.constantFrom(...pieces), { maxLength: 20 })
		.map((parts) => parts.join(''))
		.filter((text) => !text.startsWith('---'));
}

function find(text: string): readonly ImageReference[] {
	return findImages({ languageId: 'markdown', path: '/work/a.md', text });
}

function images(text: string): readonly ImageReference[] {
	return find(text).filter(({ kind }) => kind === 'markdown');
}

interface Parsed {
	readonly start: number | undefined;
	readonly end: number | undefined;
	readonly url: string | undefined;
	readonly alt: string;
}

function imagesByParser(text: string): readonly Parsed[] {
	const nodes: Nodes[] = [];
	const visit = (node: Nodes) => {
		nodes.push(node);
		if ('children' in node) {
			node.children.forEach(visit);
		}
	};
	visit(fromMarkdown(text));
	const definitions = new Map<string, string>();
	for (const node of nodes) {
		if (node.type === 'definition' && !definitions.has(node.identifier)) {
			definitions.set(node.identifier, node.url);
		}
	}
	return nodes.flatMap((node) => {
		if (node.type !== 'image' && node.type !== 'imageReference') {
			return [];
		}
		const url = node.type === 'image' ? node.url : definitions.get(node.identifier);
		const { start, end } = node.position ?? {};
		return [{ start: start?.offset, end: end?.offset, url, alt: node.alt ?? '' }];
	});
}
