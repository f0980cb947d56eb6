import assert from 'node:assert/strict';
import { parse, type Url, walk } from 'css-tree';
import fc from 'fast-check';
import { hostilePath, resolveUrl, wellFormed } from './hostile.ts';
import { documentWith, mainText, requestAt } from './request.ts';

const DECLARATION = 'background-image: url("../img/fox.png");';
const VALUE = 'url("../img/fox.png")';
const ADDRESS = '../img/fox.png';

describe('A snippet in a style sheet', () => {
	it('is read as one address with exactly the path', () => {
		const places = [
			'a { ‸ }',
			'a { color: red; ‸ } b { margin: 0 }',
			'a { background: ‸; }',
			'a { background: url(‸); }',
			'a { background: no-repeat url( "‸" ) }',
			"a { background: url('‸') }",
			'@media print { a { ‸ } }',
			'a { content: ";{"; /* { */ ‸ }',
		];
		fc.assert(
			fc.property(fc.constantFrom(...places), hostilePath, hostilePath, (place, documentPath, imagePath) => {
				const request = requestAt(place, { languageId: 'css', documentPath, imagePath });
				const urls = urlsOf(documentWith(request));
				assert.equal(urls.length, 1);
				assert.equal(resolveUrl(urls[0] ?? '', documentPath), wellFormed(imagePath));
			}),
			{ numRuns: 1000 },
		);
	});

	for (const [kind, expected, languageId, places] of [
		[
			'a declaration where one may begin',
			DECLARATION,
			'css',
			[
				'a {‸}',
				'a { color: red;\n\t‸\n}',
				'@font-face { ‸ }',
				'a { b:hover { x: y } ‸ }',
				'a { @media print { ‸ } }',
				'@keyframes k { from { ‸ } }',
				'a { background: url(x;y{z) ; ‸ }',
				'a { background: url("a);{"); ‸ }',
				'a { /* a comment */ ‸ }',
			],
		],
		[
			'a declaration in SCSS',
			DECLARATION,
			'scss',
			[
				"a { // it's {\n ‸ }",
				'a { &:hover { ‸ } }',
				'@mixin m { ‸ }',
				'.a-#{$b} { ‸ }',
				'a { w: #{ 1; } ; ‸ }',
			],
		],
		['a declaration in Less', DECLARATION, 'less', ['.@{name} { ‸ }', '.m() { ‸ }']],
		[
			'an address in url() where a value may stand',
			VALUE,
			'css',
			[
				'a { background: ‸ }',
				'a { background-image: no-repeat, ‸; }',
				'‸',
				'@media print { ‸ }',
				'a { } ‸',
				'a { /* ‸ */ }',
				'a { color: red ‸ }',
				'a { background: url("x") ‸ }',
			],
		],
		[
			'an address in url() in SCSS',
			VALUE,
			'scss',
			['$hero: ‸;', '$map: (a: ‸)', 'a { // ‸\n }', 'a { #{‸} }'],
		],
		[
			'only the address within url() or a string',
			ADDRESS,
			'css',
			[
				'a { background: url(‸) }',
				'a { background: url("‸',
				'@import "‸";',
				"a { background: URL( '‸' ) }",
				'a { b: url(‸\n}',
			],
		],
	] as const) {
		it(`is ${kind}`, () => {
			for (const place of places) {
				assert.equal(mainText(requestAt(place, { languageId })), expected, place);
			}
		});
	}

	it('takes no longer for hostile text', () => {
		for (const unit of [
			'{',
			'/*',
			'//',
			'"',
			"'\n",
			'url(',
			'url("\\',
			'#{',
			'@{',
			'a{',
			'(',
			'@media ',
			';',
		]) {
			const text = unit.repeat(200_000 / unit.length);
			mainText(requestAt(`${text}‸${text}`, { languageId: 'scss' }));
		}
	});
});

function urlsOf(css: string): string[] {
	const found: string[] = [];
	const sheet = parse(css, {
		onParseError: (error) => {
			throw error;
		},
	});
	walk(sheet, (node) => {
		if (node.type === 'Url') {
			found.push((node satisfies Url).value);
		}
	});
	return found;
}
