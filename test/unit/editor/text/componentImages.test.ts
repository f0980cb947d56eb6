import assert from 'node:assert/strict';
import { findImages } from '../../../../src/editor/text/findImages.ts';

describe('findImages in components', () => {
	it('reads Vue: bindings, imports, styles, and no text of its templates', () => {
		const text =
			'<template><img :src="hero" :alt="name"><img src="@/a.png"><NuxtImg v-bind:src="\'/b.png\'" alt="" />' +
			'<img :src="x ? y : z" v-bind="rest">{{ \'<img src="no.png">\' }}<Photo src="/p.png" /></template>\n' +
			'<script setup lang="ts">import hero from "./h.png"; const a = b < c; // <img src="no.png">\n</script>' +
			'<style lang="scss">// url(no.png)\na { b: url("~@/c.png") }</style>';
		assert.deepEqual(summary('a.vue', text), [
			'html ./h.png dynamic',
			'html @/a.png missing',
			'component /b.png empty',
			'html undefined dynamic',
			'import ./h.png undefined',
			'css ~@/c.png undefined',
		]);
		assert.deepEqual(
			summary('a.vue', '<template lang="pug">\nimg(src="a") <img src="no.png">\n</template>'),
			[],
		);
	});

	it('reads Svelte: blocks, shorthands, and no text of its expressions', () => {
		const text =
			'<script>import hero from "$lib/h.png"; const src = "a";</script>{#if a < b}<img {src} alt="a"/>{:else}' +
			'<img src={hero} alt="{name}">{/if}{@html \'<img src="no.png">\'}<img src="/a/{name}.png" alt=\'\'>' +
			'<enhanced:img src=\'./e.png\' alt={`f`} />{#each list as { x } (x)}<img src="{hero}" {...rest}>{/each}';
		assert.deepEqual(summary('a.svelte', text), [
			'import $lib/h.png undefined',
			'html undefined present',
			'html $lib/h.png dynamic',
			'html undefined empty',
			'component ./e.png present',
			'html $lib/h.png dynamic',
		]);
	});

	it('reads Astro: the script at the top, and elements in expressions', () => {
		const text =
			'---\nimport { Image } from "astro:assets";\nimport hero from "../h.png";\nconst a = \'<img src="no.png">\';\n' +
			'---\n<Image src={hero} alt="" />{list.map((x) => <img src={x}>)}{/* <img src="no.png"> */}' +
			'<!-- <img src="no.png"> --><img src=`/y.png` alt=`z`>{ok && <p><Image src="/i.png" /></p>}';
		assert.deepEqual(summary('a.astro', text), [
			'import ../h.png undefined',
			'component ../h.png empty',
			'html undefined missing',
			'html /y.png present',
			'component /i.png missing',
		]);
		assert.deepEqual(summary('a.astro', '<img src="a.png">'), ['html a.png missing']);
	});

	it('reads MDX: modules, elements and expressions among the text', () => {
		const text =
			'---\ncover: no.png\n---\nimport hero from "./h.png"\n\nexport const a = <img src="./e.png" alt="x" />\n\n' +
			'# T\n\n<Image src={hero}\n  width={20} />\n\n<div>\n    ![a](b.png)\n</div>\n\n' +
			'A `<img src="no.png" />` {x && <img src="c.png" />} {/* ![n](no.png) */} <Link to="/x">![](d.png) Go</Link>\n\n' +
			'```jsx\n<img src="no.png" />\n```\n\nThe import ![{](f.png)\n';
		assert.deepEqual(summary('a.mdx', text), [
			'import ./h.png undefined',
			'jsx ./e.png present',
			'component ./h.png missing',
			'markdown b.png present',
			'jsx c.png missing',
			'markdown d.png empty',
			'markdown f.png present',
		]);
		const images = findImages({ languageId: 'mdx', path: '/work/a.mdx', text });
		assert.equal(images[2]?.width, 20);
		assert.equal(images[2]?.context.heading, 'T');
		assert.deepEqual(images[5]?.context.link, { href: '/x', text: 'Go' });
	});

	it('reads nothing of MDX twice, and all of it in its place', () => {
		const text =
			'<Link to="/x">{ok && <img src="a.png" />} Go</Link> <a b={<img src="b.png">}<img src="c.png">';
		const images = findImages({ languageId: 'mdx', path: '/work/a.mdx', text });
		assert.deepEqual(
			images.map(({ target, context }) => [target, context.link?.text]),
			[
				['a.png', 'Go'],
				['b.png', undefined],
				['c.png', undefined],
			],
		);
	});

	it('goes by the ending where the editor does not know the language', () => {
		const text = '<img src={hero}>{"<img src=no.png>"}';
		for (const languageId of ['plaintext', 'html', 'svelte']) {
			assert.deepEqual(summary('a.svelte', text, languageId), ['html undefined missing']);
		}
		assert.deepEqual(summary('a.md', '![](a.png)', 'plaintext'), ['markdown a.png empty']);
		assert.deepEqual(summary('Untitled-1', '![](a.png)', 'markdown'), ['markdown a.png empty']);
		assert.deepEqual(summary('a.py', '<img src="a.png">', 'python'), []);
	});
});

function summary(name: string, text: string, languageId = 'plaintext'): readonly string[] {
	const images = findImages({ languageId, path: `/work/${name}`, text });
	return images.map(({ kind, target, alt }) => `${kind} ${target} ${alt?.state}`);
}
