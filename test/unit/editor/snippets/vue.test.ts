import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { compileTemplate, parse } from '@vue/compiler-sfc';
import fc from 'fast-check';
import { sanitiseAlt } from '../../../../src/editor/snippets/altText.ts';
import { hostilePath, hostileText, resolveUrl, wellFormed } from './hostile.ts';
import { importsOf, read } from './parsedModule.ts';
import { documentWith, mainText, requestAt } from './request.ts';

const languageId = 'plaintext';
const documentPath = '/work/src/Page.vue';
const astro = { name: 'Astro', imports: 'object', publicFolders: ['public'] } as const;

const places = [
	'<template>‸</template>',
	'<template>\n\t<p>{{ a < b ? "x" : "y" }}‸</p>\n</template>',
	'<template><template v-if="a > b"><b/></template>‸</template>',
	"<script setup lang='ts'>\nconst a = '<template>';\n</script>\n\n<template><p>it's ‸</p></template>",
	"<script>\nimport b from 'b';\nexport default {};\n</script>\n<template>\n<!-- </template> --><p>‸</p></template>",
	'<style scoped>p { margin: 0 }</style><template lang="html"><A :b="c > d" />‸</template>',
	'<script setup></script><template><p>‸</p></template>',
];

describe('A snippet in Vue', () => {
	it('is read as one image with exactly the path and the alt text', () => {
		fc.assert(
			fc.property(fc.constantFrom(...places), hostilePath, hostileText, (place, imagePath, alt) => {
				const request = requestAt(place, { languageId, documentPath, imagePath, alt });
				const { src = '', ...rest } = imageOf(documentWith(request));
				assert.deepEqual(rest, { alt: sanitiseAlt(alt), width: '1312', height: '736' });
				assert.match(src, /^\.\.?\//, 'only what begins with a dot is resolved by the template compiler');
				assert.equal(resolveUrl(src, documentPath), wellFormed(imagePath));
			}),
			{ numRuns: 1500 },
		);
	});

	it('becomes an import of exactly the file in the compiled template', () => {
		const readable = hostilePath.filter((path) => !/[^ -~]|['"\\]/.test(path));
		fc.assert(
			fc.property(readable, (imagePath) => {
				const request = requestAt(places[1] ?? '', { languageId, documentPath, imagePath });
				const source = parse(documentWith(request)).descriptor.template?.content ?? '';
				const { code, errors } = compileTemplate({ source, filename: documentPath, id: 'x' });
				assert.deepEqual(errors, []);
				const paths = importsOf(read(code)).map(({ source: { value } }) => value);
				const path = paths.find((one) => one !== 'vue') ?? '';
				assert.equal(posix.join(posix.dirname(documentPath), path), imagePath);
			}),
		);
	});

	it('takes the address from the root of the site below a public folder', () => {
		fc.assert(
			fc.property(hostilePath, (image) => {
				const publicFolder = '/work/public';
				const imagePath = publicFolder + image;
				const request = requestAt(places[0] ?? '', { languageId, documentPath, imagePath, publicFolder });
				assert.equal(resolveUrl(imageOf(documentWith(request)).src ?? '', '/any'), wellFormed(image));
			}),
		);
	});

	it('imports where an import gives an object', () => {
		fc.assert(
			fc.property(fc.constantFrom(...places), hostilePath, (place, imagePath) => {
				const request = requestAt(place, { languageId, documentPath, imagePath, framework: astro });
				const text = documentWith(request);
				const image = imageOf(text);
				const { descriptor, errors } = parse(text);
				assert.deepEqual(errors, []);
				const [statement] = importsOf(read(descriptor.scriptSetup?.content ?? '')).filter(
					({ specifiers }) => `${specifiers[0]?.local.name}.src` === image[':src'],
				);
				assert.equal(posix.join(posix.dirname(documentPath), statement?.source.value ?? ''), imagePath);
			}),
			{ numRuns: 500 },
		);
	});

	it('gives a second script the language of the first', () => {
		const place = '<script lang="ts">\nexport default {};\n</script>\n<template>‸</template>';
		const { descriptor } = parse(
			documentWith(requestAt(place, { languageId, documentPath, framework: astro })),
		);
		assert.equal(descriptor.scriptSetup?.lang, 'ts');
	});

	it('is an expression in a bound attribute', () => {
		for (const [place, served, imported] of [
			['<img :src="‸">', "'/fox.png'", 'fox'],
			["<img v-bind:src='‸'>", '"/fox.png"', 'fox'],
			['<img alt="a" :src="dark ? ‸ : other">', "'/fox.png'", 'fox'],
			['<p :style="{ backgroundImage: `url(‸)` }"></p>', '/fox.png', '../img/fox.png'],
		] as const) {
			const request = requestAt(`<template>${place}</template>`, { languageId, documentPath });
			assert.equal(mainText({ ...request, publicFolder: '/work/img' }), served, place);
			assert.equal(mainText(request), imported, place);
			for (const written of [
				documentWith({ ...request, publicFolder: '/work/img' }),
				documentWith(request),
			]) {
				const { descriptor, errors } = parse(written);
				assert.deepEqual(errors, []);
				const source = descriptor.template?.content ?? '';
				assert.deepEqual(compileTemplate({ source, filename: documentPath, id: 'x' }).errors, []);
			}
		}
	});

	it('is what each part of the file takes', () => {
		for (const [place, expected] of [
			['<template><a href="‸">x</a></template>', '../img/fox.png'],
			['<template><img :src="\'‸\'"></template>', '../img/fox.png'],
			['<style>\np { ‸ }</style>', 'background-image: url("../img/fox.png");'],
			['<style lang="less">// {\np { ‸ }</style>', 'background-image: url("../img/fox.png");'],
			['<script setup>const a = "‸"</script>', '../img/fox.png'],
			['<script setup>const a = ‸</script>', "'../img/fox.png'"],
			['<template lang="pug">\nimg(src="x")\n‸</template>', '../img/fox.png'],
			['<i18n>\n‸</i18n>', '../img/fox.png'],
		] as const) {
			assert.equal(mainText(requestAt(place, { languageId, documentPath })), expected, place);
		}
		const near = requestAt('<template><img src="‸"></template>', {
			languageId: 'vue',
			documentPath,
			imagePath: '/work/src/assets/fox.png',
		});
		assert.equal(mainText(near), './assets/fox.png');
	});
});

/** The attributes of the one image; those that are bound with a colon before their name. */
function imageOf(text: string): Record<string, string> {
	const { descriptor, errors } = parse(text, { ignoreEmpty: false });
	assert.deepEqual(errors, []);
	const found: Record<string, string>[] = [];
	const visit = (node: unknown) => {
		const element = node as {
			tag?: string;
			props?: { type: number; name: string; value?: { content: string }; exp?: { content: string } }[];
			children?: unknown[];
		};
		if (element.tag === 'img') {
			found.push(
				Object.fromEntries(
					(element.props ?? []).map(({ type, name, value, exp }) =>
						type === 6 ? [name, value?.content ?? ''] : [':src', exp?.content ?? ''],
					),
				),
			);
		}
		element.children?.forEach(visit);
	};
	visit(descriptor.template?.ast);
	assert.equal(found.length, 1);
	return found[0] ?? {};
}
