import { mainText, requestAt } from './request.ts';

describe('A snippet in a component', () => {
	it('takes no longer for hostile text', () => {
		const units = [
			'<',
			'<script',
			'<script ',
			'<script>',
			'<style "',
			"<a '",
			'<a {',
			'<a>',
			'<template>',
			'<template ',
			'</template>',
			'<!--',
			'---',
			'---\n',
			'`',
			"'",
			'/*',
			'//\n',
			'= <p />',
			'({<',
			'/>',
			'{',
			'src={',
		];
		for (const unit of units) {
			const text = unit.repeat(200_000 / unit.length);
			for (const documentPath of ['/work/a.vue', '/work/a.svelte', '/work/a.astro', '/work/a.js']) {
				for (const before of ['', '<template>', '---\n', '<script>\n']) {
					mainText(requestAt(`${before}${text}‸${text}`, { languageId: 'plaintext', documentPath }));
				}
			}
		}
	});
});
