import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { parse } from '@astrojs/compiler/sync';
import type { AttributeNode, ElementNode, FrontmatterNode, Node } from '@astrojs/compiler/types';
import { parseExpression } from '@babel/parser';
import fc from 'fast-check';
import { sanitiseAlt } from '../../../../src/editor/snippets/altText.ts';
import { hostilePath, hostileText, resolveUrl, wellFormed } from './hostile.ts';
import { importsOf, read } from './parsedModule.ts';
import { documentWith, mainText, requestAt } from './request.ts';

const languageId = 'plaintext';
const documentPath = '/work/src/pages/index.astro';

const places = [
	'‸',
	'<p>a‸</p>\n',
	'---\n---\n<p>‸</p>',
	"---\nconst a = '---';\n---\n\n<p>‸</p>",
	"---\nimport b from 'b';\n// it's\n---\n<B client:load>‸</B>\n",
	'<style>p { margin: 0 }</style>\n<p>‸</p><script>let a = "<p>";</script>',
	'---\nconst { a } = Astro.props;\n---\n{a > 1 && <p>‸</p>}',
];

describe('A snippet in Astro', () => {
	it('is read as one image with exactly the path and the alt text', () => {
		fc.assert(
			fc.property(fc.constantFrom(...places), hostilePath, hostileText, (place, imagePath, alt) => {
				const request = requestAt(place, { languageId, documentPath, imagePath, alt });
				const { src, ...rest } = imageOf(documentWith(request));
				assert.deepEqual(rest, { alt: sanitiseAlt(alt), width: 1312, height: 736 });
				const imported = importsOf(read(frontMatterOf(documentWith(request))));
				const statement = imported.find(({ specifiers }) => `${specifiers[0]?.local.name}.src` === src);
				const path = statement?.source.value ?? '';
				assert.match(path, /^\.\.?\//);
				assert.equal(posix.join(posix.dirname(documentPath), path), imagePath);
			}),
			{ numRuns: 500, examples: [['‸', "/work/''`/fox.png", '']] },
		);
	});

	it('takes the address from the root of the site below a public folder, and no import', () => {
		fc.assert(
			fc.property(hostilePath, (image) => {
				const publicFolder = '/work/public';
				const imagePath = publicFolder + image;
				const text = documentWith(
					requestAt('<p>‸</p>', { languageId, documentPath, imagePath, publicFolder }),
				);
				assert.equal(resolveUrl(String(imageOf(text).src), '/any'), wellFormed(image));
				assert.doesNotMatch(text, /^---/);
			}),
		);
	});

	it('uses the import that a first snippet added', () => {
		for (const place of places) {
			const first = requestAt(place, { languageId, documentPath });
			const once = documentWith(first);
			const at = once.indexOf('<img');
			const twice = documentWith({ ...first, text: once, offset: at });
			assert.equal(twice, once.slice(0, at) + mainText(first) + once.slice(at));
		}
	});

	it('is what each part of the file takes', () => {
		for (const [place, expected] of [
			['<style>\np { ‸ }</style>', 'background-image: url("../../img/fox.png");'],
			['---\nconst a = "‸";\n---\n', '../../img/fox.png'],
			["---\nimport a from '‸';\n---\n", '../../img/fox.png'],
			['---\nconst a = ‸;\n---\n', "'../../img/fox.png'"],
			['<script>const a = ‸;</script>', "'../../img/fox.png'"],
			['<a href="./‸">x</a>', '../../img/fox.png'],
			['<a href="‸">x</a>', '{fox.src}'],
			["<img src={'‸'} />", 'fox.src'],
			['<img src={‸} />', 'fox.src'],
			["---\nimport { Image } from 'astro:assets';\n---\n<Image src={‸} alt='' />", 'fox'],
			["---\nimport { Image } from 'astro:assets';\n---\n<p><Image alt='' src=\"‸\" /></p>", '{fox}'],
		] as const) {
			assert.equal(mainText(requestAt(place, { languageId, documentPath })), expected, place);
		}
	});

	it('is the readable form for an everyday file', () => {
		const request = requestAt("---\nimport Base from '../Base.astro';\n---\n\n<Base>\n\t‸\n</Base>\n", {
			languageId: 'astro',
			documentPath,
			imagePath: '/work/src/assets/red fox.png',
		});
		assert.equal(
			documentWith(request),
			`---
import Base from '../Base.astro';
import redFox from '../assets/red fox.png';
---

<Base>
	<img src={redFox.src} alt="A fox" width={1312} height={736} />
</Base>
`,
		);
	});
});

function imageOf(text: string): Record<string, unknown> {
	const found: Record<string, unknown>[] = [];
	const visit = (node: Node) => {
		if (node.type === 'element' && (node as ElementNode).name === 'img') {
			found.push(
				Object.fromEntries((node as ElementNode).attributes.map((one) => [one.name, attributeValue(one)])),
			);
		}
		if ('children' in node) {
			node.children.forEach(visit);
		}
	};
	visit(parse(text, {}).ast);
	assert.equal(found.length, 1);
	return found[0] ?? {};
}

/** A text, a number, or the name of what an expression names. */
function attributeValue({ kind, value }: AttributeNode): unknown {
	if (kind === 'quoted') {
		assert.doesNotMatch(value, /[&"]/, 'what the browser would decode again');
		return value;
	}
	const expression = parseExpression(value);
	switch (expression.type) {
		case 'StringLiteral':
		case 'NumericLiteral':
			return expression.value;
		default:
			return value;
	}
}

function frontMatterOf(text: string): string {
	return (
		parse(text, {}).ast.children.find((node): node is FrontmatterNode => node.type === 'frontmatter')
			?.value ?? ''
	);
}
