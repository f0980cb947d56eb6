import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Image } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { parse as parseYaml } from 'yaml';
import { sanitiseAlt } from '../../../../src/editor/snippets/altText.ts';
import { templateFor } from '../../../../src/editor/snippets/template.ts';
import { hostilePath, hostileText, resolveUrl, wellFormed } from './hostile.ts';
import { onlyImage, read } from './parsedModule.ts';
import { documentWith, mainText, requestAt } from './request.ts';

/** Templates are written with `@{…}` here, so that nobody takes them for those of JavaScript. */
const dollars = (template: string) => template.replaceAll('@{', '$'.concat('{'));

/** A template of a language, and what the language's own parser finds in it. */
interface Case {
	readonly languageId: string;
	readonly template: string;
	readonly read: (text: string) => { readonly alt: unknown; readonly path: unknown };
	readonly isUrl: boolean;
}

const cases: readonly Case[] = [
	{
		languageId: 'html',
		template: '<figure><img src="@{path}" alt=\'@{alt}\' width=@{width}></figure>',
		read: htmlImage,
		isUrl: true,
	},
	{ languageId: 'markdown', template: '![@{alt}](@{path} "x")', read: markdownImage, isUrl: true },
	{
		languageId: 'markdown',
		template: '<img src="@{path}" alt="@{alt}" width="@{width}">',
		read: htmlImage,
		isUrl: true,
	},
	{
		languageId: 'typescriptreact',
		template: '<img src="@{path}" alt="@{alt}" width={@{width}} height={@{height}} />',
		read: jsxImage,
		isUrl: true,
	},
	{
		languageId: 'typescriptreact',
		template: '<img src="@{path}" alt={"@{alt}"} width={@{width}} height={@{height}} />',
		read: jsxImage,
		isUrl: true,
	},
	{
		languageId: 'javascriptreact',
		template: "<img src={'@{path}'} alt={`@{alt}`} width={@{width}} height={@{height}} />",
		read: (text) => {
			const { src } = onlyImage(read(text.replace(/alt=\{`[\s\S]*?(?<!\\)`\}/, 'alt=""')));
			const literal = /alt=\{(`[\s\S]*?(?<!\\)(?:\\\\)*`)\}/.exec(text)?.[1];
			return { path: src, alt: new Function(`return ${literal}`)() };
		},
		isUrl: true,
	},
	{
		languageId: 'json',
		template: '{"src": "@{path}", "alt": @{alt}, "w": @{width}}',
		read: (text) => ({ path: JSON.parse(text).src, alt: JSON.parse(text).alt }),
		isUrl: false,
	},
	{
		languageId: 'yaml',
		template: 'src: "@{path}"\nalt: @{alt}\nquoted: \'@{alt}\'',
		read: (text) => {
			const { src, alt, quoted } = parseYaml(text);
			assert.equal(quoted, alt ?? '');
			return { path: src, alt: alt ?? '' };
		},
		isUrl: false,
	},
	{
		languageId: 'typescript',
		template: 'show(\'@{path}\', "@{alt}", @{width})',
		read: (text) => new Function('show', `return ${text}`)((path: string, alt: string) => ({ path, alt })),
		isUrl: false,
	},
];

describe('A template for a language', () => {
	for (const { languageId, template, read: readBack, isUrl } of cases) {
		it(`shows exactly the path and the alt text: ${languageId} ${template.slice(0, 30)}`, () => {
			fc.assert(
				fc.property(hostilePath, hostileText, (imagePath, alt) => {
					const request = requestAt('‸', { languageId, template: dollars(template), imagePath, alt });
					const found = readBack(documentWith(request));
					const path = isUrl
						? resolveUrl(String(found.path), request.documentPath)
						: resolvePath(String(found.path), request.documentPath);
					assert.equal(path, isUrl ? wellFormed(imagePath) : imagePath);
					assert.equal(found.alt, sanitiseAlt(alt));
				}),
				{ numRuns: 500 },
			);
		});
	}

	it('may name the import, which is then added', () => {
		const template = '<Image src={@{name}} alt="@{alt}" />';
		const request = requestAt('export const a = <p>‸</p>;\n', {
			languageId: 'typescriptreact',
			template: dollars(template),
		});
		assert.equal(
			documentWith(request),
			'import fox from \'../img/fox.png\';\n\nexport const a = <p><Image src={fox} alt="A fox" /></p>;\n',
		);
	});

	it('is used for whole images, and the address alone stays the address', () => {
		const template = '<Fox src="@{path}" />';
		for (const [languageId, place, expected] of [
			['html', '<a href="‸">', '../img/fox.png'],
			['html', '<p>‸</p>', '<Fox src="../img/fox.png" />'],
			['vue', '<template>‸</template>', '<Fox src="../img/fox.png" />'],
			['svelte', '<script>let a = "‸"</script>', '../img/fox.png'],
			['css', 'a { background: ‸ }', 'url("../img/fox.png")'],
			['python', '‸', '<Fox src="../img/fox.png" />'],
		] as const) {
			assert.equal(mainText(requestAt(place, { languageId, template: dollars(template) })), expected, place);
		}
		const css = requestAt('a { ‸ }', {
			languageId: 'css',
			template: dollars('background: url("@{path}"); /* @{alt} */'),
			alt: 'a*/b',
		});
		assert.equal(mainText(css), 'background: url("../img/fox.png"); /* a\\2a \\2f b */');
	});

	it('writes a dollar sign for two, leaves what it does not know, and takes its lines from the document', () => {
		const template = '$@{path} $$$$ @{other} $alt\n@{path}';
		const request = requestAt('‸', { languageId: 'python', template: dollars(template), eol: '\r\n' });
		assert.equal(mainText(request), dollars('@{path} $$ @{other} $alt\r\n../img/fox.png'));
	});

	it('is looked up by language, components by their name', () => {
		const setting = {
			html: dollars('@{path}'),
			vue: dollars('v @{path}'),
			typescriptreact: dollars('@{name}'),
			css: dollars('@{alt}'),
			scss: 4,
		};
		const found = (languageId: string, documentPath: string) =>
			templateFor(setting, { languageId, documentPath, text: '' });
		assert.equal(found('html', '/a.html'), dollars('@{path}'));
		assert.equal(found('plaintext', '/a.vue'), dollars('v @{path}'));
		assert.equal(found('html', '/a.vue'), dollars('v @{path}'));
		assert.equal(found('typescriptreact', '/a.tsx'), dollars('@{name}'));
		assert.equal(found('css', '/a.css'), 'unusable');
		assert.equal(found('scss', '/a.scss'), 'unusable');
		assert.equal(found('python', '/a.py'), undefined);
		assert.equal(found('constructor', '/a'), undefined);
		assert.equal(
			templateFor(
				{ html: dollars('$@{path} @{name}') },
				{ languageId: 'html', documentPath: '/a', text: '' },
			),
			'unusable',
		);
		for (const other of [undefined, null, 'x', []]) {
			assert.equal(templateFor(other, { languageId: 'html', documentPath: '/a', text: '' }), undefined);
		}
	});
});

function htmlImage(text: string): { alt: unknown; path: unknown } {
	let found: Record<string, string> = {};
	const visit = (node: DefaultTreeAdapterTypes.Node) => {
		if ('tagName' in node && node.tagName === 'img') {
			found = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
		}
		if ('childNodes' in node) {
			node.childNodes.forEach(visit);
		}
	};
	visit(parseFragment(text));
	assert.equal(found.width, '1312');
	return { alt: found.alt, path: found.src };
}

function markdownImage(text: string): { alt: unknown; path: unknown } {
	const [paragraph] = fromMarkdown(text).children;
	assert.ok(paragraph?.type === 'paragraph' && paragraph.children[0]?.type === 'image');
	const image: Image = paragraph.children[0];
	return { alt: image.alt, path: image.url };
}

function jsxImage(text: string): { alt: unknown; path: unknown } {
	const { alt, src } = onlyImage(read(text));
	return { alt, path: src };
}

function resolvePath(path: string, documentPath: string): string {
	const folder = documentPath.split('/').slice(0, -1);
	for (const step of path.split('/')) {
		if (step === '..') {
			folder.pop();
		} else {
			folder.push(step);
		}
	}
	return folder.join('/');
}
