import assert from 'node:assert/strict';
import fc from 'fast-check';
import { makeSnippet } from '../../../../src/editor/snippets/snippet.ts';
import { type ContentChange, trackOffset } from '../../../../src/editor/snippets/trackOffset.ts';
import { requestAt } from './request.ts';

const SERIES = 200;
const MARKER = '\u{E000}';

const DOCUMENTS = {
	'Page.tsx': "'use client';\nimport a from 'a';\n\nexport const b = <p>x y</p>;\n",
	'Page.svelte': "<script>\n\timport a from 'a';\n</script>\n\n<p>{a} x y</p>\n",
	'Page.astro': '---\nconst a = 1;\n---\n\n<p>{a} x y</p>\n',
	'Page.vue': '<script setup>\nconst a = 1;\n</script>\n\n<template><p>x y</p></template>\n',
	'page.mdx': "import a from 'a'\n\n# Title\n\nText x y\n",
	'page.yaml': 'a: "b"\nc: x y\nd:\n  - e\n',
	'page.css': 'a { color: red; }\nb { margin: 0 }\n',
} as const;

/** What a person does: types, deletes, pastes and replaces, anywhere and at the place itself. */
const edits = fc.array(
	fc.record({
		at: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant('place' as const)),
		length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(12) }),
		text: fc.oneof(
			fc.constantFrom(
				'x',
				'\n',
				' ',
				'"',
				"'",
				'<p>',
				'</p>',
				'{',
				'}',
				'// ',
				"import z from 'z';\n",
				'---\n',
			),
			fc.string({ maxLength: 8 }),
		),
	}),
	{ minLength: 1, maxLength: 8 },
);

describe('A snippet for a place that is followed through edits', () => {
	for (const [name, document] of Object.entries(DOCUMENTS)) {
		it(`stands where it belongs and leaves the rest as it was typed, in ${name}`, () => {
			let kept = 0;
			fc.assert(
				fc.property(edits, fc.double({ min: 0, max: 1, noNaN: true }), (all, start) => {
					let text: string = document;
					let offset: number | undefined = Math.floor(start * text.length);
					let marked = text.slice(0, offset) + MARKER + text.slice(offset);
					for (const edit of all) {
						const from =
							edit.at === 'place' ? Math.max(0, marked.indexOf(MARKER)) : Math.floor(edit.at * text.length);
						const length = Math.min(edit.length, text.length - from);
						const change: ContentChange = { rangeOffset: from, rangeLength: length, text: edit.text };
						marked = withChange(marked, change);
						text = text.slice(0, from) + edit.text + text.slice(from + length);
						offset = offset === undefined ? undefined : trackOffset(offset, [change]);
					}
					assert.equal(marked.replace(MARKER, ''), text);
					assert.equal(offset ?? -1, marked.indexOf(MARKER));
					if (offset === undefined) {
						return;
					}
					kept++;
					const documentPath = `/work/src/${name}`;
					const request = { ...requestAt('‸', { languageId: 'plaintext', documentPath }), text, offset };
					const { edits: added, main } = makeSnippet(request);
					assert.equal(added[main]?.offset, offset);
					assert.equal(
						added.every(({ deleteLength, offset: at }) => deleteLength === 0 && at >= 0 && at <= text.length),
						true,
					);
					assert.equal(new Set(added.map(({ text: one }) => one)).size, added.length);
					assert.ok(added.length <= 2);
				}),
				{ numRuns: SERIES },
			);
			assert.ok(kept > SERIES / 2, `${kept} places kept: too few to prove anything`);
		});
	}
});

/** The marker in the text after a change: gone with the text on both its sides, behind what is typed at it. */
function withChange(marked: string, { rangeOffset, rangeLength, text }: ContentChange): string {
	const marker = marked.indexOf(MARKER);
	const end = rangeOffset + rangeLength;
	if (marker < 0 || end < marker || (end === marker && rangeLength > 0)) {
		return marked.slice(0, rangeOffset) + text + marked.slice(end);
	}
	if (rangeOffset === marker && rangeLength === 0) {
		return marked.slice(0, marker) + text + marked.slice(marker);
	}
	if (rangeOffset >= marker) {
		return marked.slice(0, rangeOffset + 1) + text + marked.slice(end + 1);
	}
	return marked.slice(0, rangeOffset) + text + marked.slice(end + 1);
}
