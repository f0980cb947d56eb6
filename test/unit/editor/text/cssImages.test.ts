import assert from 'node:assert/strict';
import * as csstree from 'css-tree';
import fc from 'fast-check';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import { slice } from './documents.ts';

describe('findImages in CSS', () => {
	it('finds the images that a parser finds', () => {
		const sheets = fc.array(fc.constantFrom(...RULES), { maxLength: 8 }).map((rules) => rules.join('\n'));
		fc.assert(
			fc.property(sheets, (text) => {
				assert.deepEqual(
					find(text).map(({ url }) => url),
					imagesByParser(text),
				);
			}),
		);
	});

	it('gives the place within quotes and spaces', () => {
		const text = "a { b: URL( 'x%20y.png' ), url(z.png) }";
		assert.deepEqual(
			find(text).map(({ target, targetRange, range }) => [
				target,
				slice(text, targetRange),
				slice(text, range),
			]),
			[
				['x y.png', 'x%20y.png', "URL( 'x%20y.png' )"],
				['z.png', 'z.png', 'url(z.png)'],
			],
		);
	});

	it('leaves out comments of one line in SCSS and Less, and what variables will fill', () => {
		const text =
			'// url(a.png)\n.b { c: url($d); e: url("#{$f}/g.png"); h: url("@{i}/j.png"); k: url(l.png) }';
		for (const languageId of ['scss', 'less']) {
			assert.deepEqual(
				find(text, languageId).map(({ target }) => target),
				[undefined, undefined, undefined, 'l.png'],
			);
		}
		assert.equal(find('/* // */ a { b: url(//c.de/f.png) }', 'scss')[0]?.remote, true);
	});

	it('takes no font, style sheet or fragment for an image', () => {
		assert.deepEqual(find('@import url("a.css"); b { c: url(d.woff2), url(#e), url(), url("") }'), []);
	});
});

const RULES = [
	'a { background: url(a.png) }',
	'a { background: url( "b%20b.jpg" ) no-repeat, url(\'c.webp?x#y\') }',
	'a { background: url(a\\(b\\).png); content: "url(no.png) \\" \'" }',
	'/* url(no.png) " */',
	"@media (min-width: 1px) { b::after { content: 'it\"s'; mask: url(\n\td.svg\n) } }",
	'@font-face { src: url(e.woff2) }',
	'a { cursor: url(data:image/png;base64,AA==), auto; x: my-url(no.png) }',
	'.url\\( { --x: url("\\66 .png") }',
	'@import url("no.css");',
];

function find(text: string, languageId = 'css') {
	return findImages({ languageId, path: '/work/a', text });
}

function imagesByParser(text: string): readonly string[] {
	const found: string[] = [];
	csstree.walk(csstree.parse(text, { parseCustomProperty: true }), (node) => {
		if (node.type === 'Url' && /^data:image|^[^?#]+\.(?:png|jpg|webp|svg)/.test(node.value)) {
			found.push(node.value);
		}
	});
	return found;
}
