import assert from 'node:assert/strict';
import { posix } from 'node:path';
import fc from 'fast-check';
import type { Image, Link, Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { mdxFromMarkdown } from 'mdast-util-mdx';
import { mdxjs } from 'micromark-extension-mdxjs';
import { sanitiseAlt } from '../../../../src/editor/snippets/altText.ts';
import { hostilePath, hostileText, resolveUrl, wellFormed } from './hostile.ts';
import { importsOf, onlyImage, read } from './parsedModule.ts';
import { documentWith, mainText, requestAt } from './request.ts';

const languageId = 'markdown';

const MDX_PLACES = [
	'‸',
	'# Title\n\n‸\n\nText',
	"import a from 'a'\n\n# Title\n\nText ‸ text",
	'---\ntitle: x\n---\n\n"Quoted" text\n\n‸\n',
	'---\ntitle: x\n---\nimport b from "b";\n\n- item ‸',
	'export const c = 1;\n\n<p>\n\n‸\n\n</p>',
];

describe('A snippet in Markdown', () => {
	it('is read as one image with exactly the path and the alt text', () => {
		const places = [
			'‸',
			'# Title\n\n‸\n\nText',
			'Text ‸ text',
			'- item ‸',
			'> ‸',
			'| a | ‸ |',
			'**‸**',
			'wow!‸',
		];
		fc.assert(
			fc.property(
				fc.constantFrom(...places),
				hostilePath,
				hostilePath,
				hostileText,
				(place, documentPath, imagePath, alt) => {
					const request = requestAt(place, { languageId, documentPath, imagePath, alt });
					const images = nodes<Image>(documentWith(request), 'image');
					assert.equal(images.length, 1);
					assert.equal(images[0]?.alt, sanitiseAlt(alt));
					assert.equal(resolveUrl(images[0]?.url ?? '', documentPath), wellFormed(imagePath));
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('is only the address in the target of a link', () => {
		fc.assert(
			fc.property(fc.constantFrom('[x](‸)', '[x](<‸>)', '[x]( ‸ "t")'), hostilePath, (place, imagePath) => {
				const request = requestAt(place, { languageId, imagePath });
				const links = nodes<Link>(documentWith(request), 'link');
				assert.equal(links.length, 1);
				assert.equal(resolveUrl(links[0]?.url ?? '', request.documentPath), wellFormed(imagePath));
			}),
		);
	});

	it('is only the address in an attribute and in the front matter', () => {
		for (const place of ['<img src="‸">', '---\ntitle: x\ncover: ‸\n---\n\nText', "Text <a href='‸'>x</a>"]) {
			assert.equal(mainText(requestAt(place, { languageId })), '../img/fox.png');
		}
	});

	it('is an image behind the front matter, and between rules that are none', () => {
		for (const place of ['---\ntitle: x\n---\n‸', 'Text\n\n---\n\n‸\n\n---\n']) {
			assert.equal(mainText(requestAt(place, { languageId })), '![A fox](../img/fox.png)');
		}
	});

	it('takes the address from the root of the site below a public folder, but not in a README', () => {
		const request = { languageId, imagePath: '/work/public/img/fox.png', publicFolder: '/work/public' };
		assert.equal(mainText(requestAt('‸', { ...request })), '![A fox](/img/fox.png)');
		const readme = requestAt('‸', { ...request, documentPath: '/work/README.md' });
		assert.equal(mainText(readme), '![A fox](public/img/fox.png)');
	});

	it('opens no expression in MDX', () => {
		fc.assert(
			fc.property(hostileText, (alt) => {
				const text = mainText(requestAt('‸', { languageId: 'mdx', alt }));
				assert.doesNotMatch(text.replace(/\\./gsu, ''), /[{}<]/);
			}),
		);
	});

	it('is read by MDX as one image with exactly the path and the alt text', () => {
		fc.assert(
			fc.property(fc.constantFrom(...MDX_PLACES), hostilePath, hostileText, (place, imagePath, alt) => {
				const request = requestAt(place, { languageId: 'mdx', imagePath, alt });
				const [image, ...others] = imagesIn(fromMdx(documentWith(request)));
				assert.equal(others.length, 0);
				assert.equal(image?.alt, sanitiseAlt(alt));
				assert.equal(resolveUrl(image?.url ?? '', request.documentPath), wellFormed(imagePath));
			}),
			{ numRuns: 500 },
		);
	});

	it('is an import and an element in MDX whose images nothing resolves', () => {
		const framework = {
			name: 'Next.js',
			imports: 'object',
			mdx: 'import',
			publicFolders: ['public'],
		} as const;
		fc.assert(
			fc.property(fc.constantFrom(...MDX_PLACES), hostilePath, hostileText, (place, imagePath, alt) => {
				const request = requestAt(place, { languageId: 'mdx', imagePath, alt, framework });
				const { children } = fromMdx(documentWith(request));
				const code = children.flatMap((node) => (node.type === 'mdxjsEsm' ? node.value : [])).join('\n');
				const element = /<img .*? \/>/u.exec(mainText(request))?.[0] ?? '';
				const shown = onlyImage(read(`(${element.replace('.src}', '}')});`));
				assert.equal(shown.alt, sanitiseAlt(alt));
				const statement = importsOf(read(code)).find(
					({ specifiers }) => specifiers[0]?.local.name === shown.variable,
				);
				const { documentPath } = request;
				assert.equal(posix.join(posix.dirname(documentPath), statement?.source.value ?? ''), imagePath);
				const found: string[] = [];
				visitAll({ type: 'root', children }, (node) => {
					if ('name' in node && node.name === 'img') {
						found.push(node.name);
					}
				});
				assert.equal(found.length, 1);
			}),
			{ numRuns: 500 },
		);
		const served = { imagePath: '/work/public/fox.png', publicFolder: '/work/public' };
		const request = requestAt('‸', { languageId: 'mdx', framework, ...served });
		assert.equal(documentWith(request), '![A fox](/fox.png)');
		const element = requestAt('# A\n\n<img src="‸" />\n', { languageId: 'mdx', framework });
		assert.match(
			documentWith(element),
			/^import fox from '.*'\n?;?\n\n# A\n\n<img src=\{fox(?:\.src)?\} \/>\n$/,
		);
		assert.match(documentWith({ ...element, ...served }), /^# A\n\n<img src="\/fox.png" \/>\n$/);
	});

	it('is the module name in an import of MDX', () => {
		const request = requestAt("import fox from '‸'", { languageId: 'mdx', imagePath: "/work/src/it's.png" });
		assert.equal(mainText(request), "./it\\'s.png");
	});
});

describe('sanitiseAlt', () => {
	it('leaves one trimmed line without control characters or lone surrogates', () => {
		fc.assert(
			fc.property(hostileText, (alt) => {
				const clean = sanitiseAlt(alt);
				assert.doesNotMatch(clean, /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]|^\s|\s$/u);
				assert.equal(sanitiseAlt(clean), clean);
			}),
			{ numRuns: 1000 },
		);
	});

	it('keeps every other character', () => {
		const kept = hostileText.map((text) =>
			text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '').trim(),
		);
		fc.assert(fc.property(kept, (alt) => assert.equal(sanitiseAlt(alt), alt)));
	});

	it('makes a space of a line break', () => {
		assert.equal(sanitiseAlt(' a\r\nred\tfox\u2028runs\u0007\n'), 'a red fox runs');
	});
});

function nodes<T extends Nodes>(text: string, type: T['type']): T[] {
	const found: T[] = [];
	visitAll(fromMarkdown(text), (node) => {
		if (node.type === type) {
			found.push(node as T);
		}
	});
	return found;
}

function imagesIn(root: Root): Image[] {
	const found: Image[] = [];
	visitAll(root, (node) => {
		if (node.type === 'image') {
			found.push(node);
		}
	});
	return found;
}

function visitAll(node: Nodes, visit: (node: Nodes) => void): void {
	visit(node);
	if ('children' in node) {
		for (const child of node.children) {
			visitAll(child, visit);
		}
	}
}

function fromMdx(text: string): Root {
	return fromMarkdown(text, { extensions: [mdxjs()], mdastExtensions: [mdxFromMarkdown()] });
}
