import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { sanitiseAlt } from '../../../../src/editor/snippets/altText.ts';
import { wordsAt } from '../../../../src/editor/text/wordsAt.ts';
import { hostileText } from '../snippets/hostile.ts';
import { read, stringsOf } from '../snippets/parsedModule.ts';

/** The document with the words where `‸` marks the cursor. */
function documentWith(marked: string, path: string, words: string): string {
	const offset = marked.indexOf('‸');
	const text = marked.replace('‸', '');
	return `${text.slice(0, offset)}${wordsAt({ languageId: 'plaintext', path, text }, offset, words)}${text.slice(offset)}`;
}

describe('Words at the cursor', () => {
	it('are what a string or attribute of a module then says, and leave the rest as it was', () => {
		const places = fc.constantFrom(
			'const a = "‸";',
			"use('‸');",
			'const a = { alt: `‸` };',
			'const b = <p>it\'s <img alt="‸" /></p>;',
			"const b = <img alt='‸' />;",
			'const b = <img alt={"‸"} />;',
			"const b = <p>don't {c ? '‸' : null}</p>;",
		);
		fc.assert(
			fc.property(places, hostileText, (place, words) => {
				const said = stringsOf(read(documentWith(place, '/work/a.tsx', words)).program);
				assert.deepEqual(said, [sanitiseAlt(words)]);
			}),
			{ numRuns: 500 },
		);
	});

	it('are what an attribute of markup then says', () => {
		const places = fc.constantFrom('<img alt="‸">', "<p>it's</p><img\n src='a' alt='‸'>");
		const paths = fc.constantFrom('/work/a.html', '/work/a.md', '/work/a.vue');
		fc.assert(
			fc.property(places, paths, hostileText, (place, path, words) => {
				const image = parseFragment(documentWith(place, path, words)).childNodes.at(-1);
				assert.ok(image && 'attrs' in image);
				assert.equal(image.attrs.find(({ name }) => name === 'alt')?.value, sanitiseAlt(words));
			}),
			{ numRuns: 500 },
		);
	});

	it('are what a string of JSON or YAML then says', () => {
		fc.assert(
			fc.property(hostileText, (words) => {
				const json = JSON.parse(documentWith('{ "a": "‸" }', '/work/a.json', words));
				assert.deepEqual(json, { a: sanitiseAlt(words) });
			}),
		);
		assert.equal(documentWith('a: "‸"', '/work/a.yml', 'the "fox"'), 'a: "the \\"fox\\""');
		assert.equal(documentWith("a: '‸'", '/work/a.yml', "it's"), "a: 'it''s'");
	});

	it('are escaped for their place in a component', () => {
		const words = 'It\'s {a} "fox"';
		const escaped = 'It&#39;s &#123;a&#125; &quot;fox&quot;';
		for (const [path, place, expected] of [
			['a.svelte', '<img alt="‸">', escaped],
			['a.svelte', "<script>let a = '‸';</script>", 'It\\\'s {a} "fox"'],
			['a.svelte', "<img alt={'‸'}>", 'It\\\'s {a} "fox"'],
			['a.astro', '---\nconst a = "‸";\n---\n', 'It\'s {a} \\"fox\\"'],
			['a.astro', "<p>it's</p><img alt='‸' />", escaped],
			['a.vue', `<template><img :alt="'‸'"></template>`, 'It\\&#39;s &#123;a&#125; &quot;fox&quot;'],
			['a.vue', "<script setup>const a = '‸';</script>", 'It\\\'s {a} "fox"'],
			['a.html', "<script>let a = '‸';</script>", 'It\\\'s {a} "fox"'],
			['a.ts', 'html = \'<img alt="‸">\'', escaped],
		] as const) {
			assert.equal(documentWith(place, `/work/${path}`, words), place.replace('‸', expected), place);
		}
	});

	it('end no script of a page', () => {
		const place = '<script>a = "‸"</script>';
		const [script] = parseFragment(documentWith(place, '/work/a.html', '</script>')).childNodes;
		assert.ok(script && 'childNodes' in script);
		const [code] = script.childNodes;
		assert.equal(code && 'value' in code && code.value, 'a = "\\u003c/script>"');
	});

	it('are left as they are anywhere else', () => {
		const words = 'It\'s a\n"fox" & more';
		for (const [path, place] of [
			['a.md', 'A picture: ‸'],
			['a.md', '> it\'s "‸"'],
			['a.html', '<p>"‸"</p>'],
			['a.tsx', 'const a = <p>it\'s a "‸"</p>;'],
			['a.tsx', 'const a = 1; // ‸'],
			['a.tsx', '/* "‸" */'],
			['a.json', '‸'],
			['a.yml', 'a: |\n  ‸\n'],
			['a.css', 'p::before { content: "‸" }'],
			['a.txt', '"‸"'],
		] as const) {
			assert.equal(documentWith(place, `/work/${path}`, words), place.replace('‸', words), place);
		}
	});

	it('take no longer for hostile text', () => {
		for (const unit of ['<a b="', '{"', "'", '`${', '<', '/*', ':a="\'']) {
			const text = unit.repeat(200_000 / unit.length);
			for (const path of ['a.tsx', 'a.vue', 'a.svelte', 'a.astro', 'a.html', 'a.json', 'a.yml']) {
				wordsAt({ languageId: 'plaintext', path: `/work/${path}`, text }, 100_000, 'A fox');
			}
		}
	});
});
