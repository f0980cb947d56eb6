import assert from 'node:assert/strict';
import { posix } from 'node:path';
import fc from 'fast-check';
import { hostilePath } from './hostile.ts';
import { outline, read, stringsOf } from './parsedModule.ts';
import { documentWith, mainText, requestAt } from './request.ts';

/** Code above the place, with every quote that is none. */
const above = fc.shuffledSubarray([
	"import one from 'one'; // don't\n",
	'const a = <p>it\'s a "b</p>;\n',
	'const b = <A c={d ? \'e\' : "f"} g=\'"\' h="\'" />;\n',
	"function C() {\n\treturn (\n\t\t<>\n\t\t\t{/* it's */}\n\t\t\t`don't` {\"'\"}\n\t\t</>\n\t);\n}\n",
	'const i = /["\'`]/;\n',
	`const j = \`it's \${k ? <b>"</b> : "'"} "\`;\n`,
	'const l = <T,>(m: T) => m < n;\n',
	'/** It’s "odd". */\n',
]);

/** Strings of script in which only the path stands afterwards. */
const strings = fc.constantFrom(
	'"‸"',
	"'‸'",
	'`‸`',
	"['‸']",
	'[{ image: "‸" }]',
	"{ openGraph: { images: ['‸'] } }",
	'use("‸")',
	'a ? "‸" : null',
	'(() => { return `‸`; })()',
	'<A b={[{ image: "‸" }]}>it\'s</A>',
	"<p>it's {use('‸')}</p>",
	'<p>{/* " */ use(`‸`)} "</p>',
);

const comments = fc.constantFrom(
	'// ‸',
	'// ‸\r',
	'/* ‸ */',
	'/** It’s\n * ‸\n */',
	'<p>it\'s {/* ‸ */} "</p>',
);

const languages = fc.constantFrom(
	{ languageId: 'typescriptreact', documentPath: '/work/src/a.tsx' },
	{ languageId: 'javascriptreact', documentPath: '/work/src/a.jsx' },
	{ languageId: 'javascript', documentPath: '/work/src/a.js' },
);

/** Makes a `.js` file one with JSX. */
const BELOW = "\nexport const Z = () => <main>don't</main>;\n";

describe('A snippet within the script of a file with JSX', () => {
	it('is in any string exactly the path', () => {
		fc.assert(
			fc.property(above, strings, hostilePath, languages, (lines, place, imagePath, language) => {
				const marked = `${lines.join('')}const place = ${place};${BELOW}`;
				const request = requestAt(marked, { ...language, imagePath });
				const before = read(request.text);
				const after = read(documentWith(request));
				const old = stringsOf(before.program);
				const changed = stringsOf(after.program).filter((text, index) => text !== old[index]);
				assert.equal(changed.length, 1);
				assert.equal(posix.join('/work/src', changed[0] ?? ''), imagePath);
				assert.deepEqual(outline(after), outline(before));
			}),
			{ numRuns: 500 },
		);
	});

	it('is in any comment one line that leaves the code as it was', () => {
		fc.assert(
			fc.property(above, comments, hostilePath, languages, (lines, place, imagePath, language) => {
				const marked = `${lines.join('')}const place = 1;\n${place}\n${BELOW}`;
				const request = requestAt(marked, { ...language, imagePath });
				assert.doesNotMatch(mainText(request), /[\n\r]|<img/);
				const withoutComments = (text: string) => ({ ...Object(outline(read(text))), comments: undefined });
				assert.deepEqual(withoutComments(documentWith(request)), withoutComments(request.text));
			}),
			{ numRuns: 500, examples: [[[], '/* ‸ */', '/work/src/*/fox.png', LANGUAGE]] },
		);
	});

	it('is the address of a served image', () => {
		const request = { ...LANGUAGE, imagePath: '/work/public/a fox.png', publicFolder: '/work/public' };
		const place = "export const metadata = { openGraph: { images: ['‸'] } };";
		assert.equal(mainText(requestAt(place, request)), '/a%20fox.png');
	});

	it('is the path in the expressions of Astro and Svelte too, and an element in their text', () => {
		for (const [languageId, documentPath] of [
			['astro', '/work/src/pages/a.astro'],
			['svelte', '/work/src/a.svelte'],
		] as const) {
			const at = (place: string) => mainText(requestAt(place, { languageId, documentPath }));
			const path = documentPath.endsWith('.astro') ? '../../img/fox.png' : '../img/fox.png';
			for (const place of [
				'<ul>{["‸"].map((one) => one)}</ul>',
				"<p>{show('‸')}</p>",
				'<p>{a /* ‸ */}</p>',
			]) {
				assert.equal(at(place), path, place);
			}
			for (const place of ['<p>it\'s a "‸"</p>', '<p>a // ‸</p>', '<p>{b("c")}‸{"d"}</p>']) {
				assert.match(at(place), /^<img src=\{fox/, place);
			}
		}
	});

	it("is no template of the person's own", () => {
		const template = `<Image src="$\{path}" />`;
		assert.equal(mainText(requestAt('const hero = "‸";', { ...LANGUAGE, template })), '../img/fox.png');
	});

	it('is still an element where quotes are text, or code, or not closed', () => {
		for (const place of [
			'const a = <p>it\'s a "‸"</p>;',
			"const a = <p>Don't ‸ say 'b'</p>;",
			'const a = <><b>`</b>‸<b>`</b></>;',
			'const a = <p>https://a.b ‸</p>;',
			'const a = <p>a // ‸</p>;',
			'const a = <p>/* ‸ */</p>;',
			'const a = <p>{b("c")}‸{"d"}</p>;',
			'const a = "b"; const c = ‸;',
			'const a = ["b", ‸, "c"];',
			`const a = \`b$\{‸}c\`;`,
			"return (\n<div>\n<p>Don't ‸",
			'return (\n<div>\n<p>it\'s a "‸"',
		]) {
			assert.match(mainText(requestAt(place, LANGUAGE)), /^<img src=\{fox\} /, place);
		}
	});
});

const LANGUAGE = { languageId: 'typescriptreact', documentPath: '/work/src/a.tsx' } as const;
