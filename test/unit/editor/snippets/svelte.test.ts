import assert from 'node:assert/strict';
import { posix } from 'node:path';
import fc from 'fast-check';
import { type AST, compile, parse } from 'svelte/compiler';
import { sanitiseAlt } from '../../../../src/editor/snippets/altText.ts';
import { hostilePath, hostileText, resolveUrl, wellFormed } from './hostile.ts';
import { importsOf, read } from './parsedModule.ts';
import { documentWith, mainText, requestAt } from './request.ts';

const languageId = 'plaintext';
const documentPath = '/work/src/routes/Page.svelte';

describe('A snippet in Svelte', () => {
	const places = [
		'‸',
		'<p>a‸</p>\n',
		'<script>\n\tlet a = 1;\n</script>\n\n<p>‸</p>',
		"<script lang='ts'>let a: Array<string> = [];</script>\n‸",
		"<script>\n  import b from 'b';\n  // c\n</script>\n{#if b}‸{/if}\n<style>p { color: red }</style>",
		"<script module>\n\tlet c = '</p>';\n</script>\n<p>‸</p>",
		'<script module>let c;</script>\n<script>let d;</script>\n<p title="x">‸</p>',
		"<svelte:head><script>let e;</script></svelte:head>\n<p>it's ‸</p>",
		'<!-- <script> -->\n<p>‸</p>',
		'<script></script>‸',
		'<style>p { margin: 0 }</style>‸',
	];

	it('is read as one image with exactly the path and the alt text', () => {
		fc.assert(
			fc.property(fc.constantFrom(...places), hostilePath, hostileText, (place, imagePath, alt) => {
				const request = requestAt(place, { languageId, documentPath, imagePath, alt });
				const text = documentWith(request);
				const root = parse(text, { modern: true });
				const [image, ...others] = imagesOf(root);
				assert.equal(others.length, 0);
				assert.equal(textOf(image, 'alt'), sanitiseAlt(alt));
				assert.deepEqual([textOf(image, 'width'), textOf(image, 'height')], ['1312', '736']);
				const expression = sourceOf(image);
				const imported = scriptsOf(root, text).flatMap((script) => importsOf(read(script)));
				const statement = imported.find(({ specifiers }) => specifiers[0]?.local.name === expression);
				const path = statement?.source.value ?? '';
				assert.match(path, /^\.\.?\//);
				assert.equal(posix.join(posix.dirname(documentPath), path), imagePath);
			}),
			{ numRuns: 1500 },
		);
	});

	it('compiles, wherever it stands', () => {
		for (const place of places) {
			const { js } = compile(documentWith(requestAt(place, { languageId, documentPath })), {
				generate: 'server',
			});
			assert.match(js.code, /import fox from ['"]\.\.\/\.\.\/img\/fox\.png/);
		}
	});

	it('takes the address from the root of the site below a public folder, and no import', () => {
		fc.assert(
			fc.property(hostilePath, hostileText, (image, alt) => {
				const publicFolder = '/work/static';
				const request = requestAt('<p>‸</p>', {
					languageId,
					documentPath,
					imagePath: `${publicFolder}${image}`,
					publicFolder,
					alt,
				});
				const root = parse(documentWith(request), { modern: true });
				assert.equal(resolveUrl(textOf(imagesOf(root)[0], 'src') ?? '', '/any'), wellFormed(image));
				assert.equal(root.instance ?? null, null);
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
			['<style lang="scss">// {\np { ‸ }</style>', 'background-image: url("../../img/fox.png");'],
			['<script>let a = "‸";</script>', '../../img/fox.png'],
			["<script>\nlet a = '1', b = ‸;</script>", "'../../img/fox.png'"],
			["<script>import a from '‸'</script>", '../../img/fox.png'],
			['<a href="./‸">x</a>', '../../img/fox.png'],
			['<a href="‸">x</a>', '{fox}'],
			['<img src={"‸"} />', 'fox'],
			['<img src={‸} />', 'fox'],
			['<p style="background: url(‸)"></p>', '../../img/fox.png'],
		] as const) {
			assert.equal(mainText(requestAt(place, { languageId, documentPath })), expected, place);
		}
	});

	it('is the readable form for an everyday file', () => {
		const text = "<script>\n\timport { page } from '$app/state';\n</script>\n\n<h1>Fox</h1>\n‸\n";
		assert.equal(
			documentWith(
				requestAt(text, { languageId: 'svelte', documentPath, imagePath: '/work/src/lib/fox.png' }),
			),
			`<script>
	import { page } from '$app/state';
	import fox from '../lib/fox.png';
</script>

<h1>Fox</h1>
<img src={fox} alt="A fox" width="1312" height="736" />
`,
		);
	});
});

type Attribute = AST.Attribute;

function imagesOf(root: AST.Root): AST.RegularElement[] {
	const found: AST.RegularElement[] = [];
	const visit = (value: unknown) => {
		if (Array.isArray(value)) {
			value.forEach(visit);
		} else if (typeof value === 'object' && value !== null) {
			const node = value as AST.RegularElement;
			if (node.type === 'RegularElement' && node.name === 'img') {
				found.push(node);
			}
			Object.values(value).forEach(visit);
		}
	};
	visit(root.fragment);
	return found;
}

function attribute(image: AST.RegularElement | undefined, name: string): Attribute | undefined {
	return image?.attributes.find((one): one is Attribute => one.type === 'Attribute' && one.name === name);
}

function textOf(image: AST.RegularElement | undefined, name: string): string | undefined {
	const value = attribute(image, name)?.value;
	if (value === true || value === undefined) {
		return undefined;
	}
	assert.ok(Array.isArray(value));
	assert.ok(value.length <= 1);
	const [part] = value;
	assert.ok(part?.type !== 'ExpressionTag');
	return part?.data ?? '';
}

function sourceOf(image: AST.RegularElement | undefined): string {
	const value = attribute(image, 'src')?.value;
	const tag = Array.isArray(value) ? value[0] : value;
	assert.ok(typeof tag === 'object' && tag.type === 'ExpressionTag' && tag.expression.type === 'Identifier');
	return tag.expression.name;
}

function scriptsOf(root: AST.Root, text: string): string[] {
	return [root.instance, root.module].flatMap((script) => {
		const content = script?.content as unknown as { start: number; end: number } | undefined;
		return content ? [text.slice(content.start, content.end)] : [];
	});
}
