import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { plainPath, urlFor } from '../../../../src/editor/snippets/language.ts';
import { hostilePath, wellFormed } from './hostile.ts';
import { documentWith, mainText, requestAt } from './request.ts';

const languageId = 'yaml';

const PLACES = [
	'cover: ‸',
	'cover:‸',
	'cover: "‸"',
	"cover: '‸'",
	'a: "x # y"\ncover: ‸\nb: 2\n',
	"a: it's\nlist:\n  - b\n  - ‸\n",
	'- ‸',
	'-‸',
	'? a\n: ‸',
	'a: {b: 1, cover: ‸}',
	'a: [b, "c", ‸]',
	'a: ["b", "‸"]',
	'text: |\n  it\'s "\n\n  b: c\ncover: ‸\n',
	'text: >-  # folded\n  "\nlist:\n- |2\n    "\n- ‸\n',
	'a: "two\n  lines: x"\ncover: ‸',
	'# a "comment\ncover: ‸ # and another',
	'--- # first\ncover: &anchor ‸',
	'cover: !!str ‸',
	'"quoted key": ‸',
	'cover:\r\n  ‸\r\nb: 1\r\n',
	'time: 12:30\nurl: http://x.dev/a#b\ncover: ‸',
	'title: a, b [c\ncover: ‸',
];

describe('A snippet in YAML', () => {
	it('is read as exactly the path, wherever a value or a string may stand', () => {
		fc.assert(
			fc.property(fc.constantFrom(...PLACES), hostilePath, hostilePath, (place, documentPath, imagePath) => {
				const request = requestAt(place, { languageId, documentPath, imagePath });
				const path = plainPath(request);
				// Single quotes have no escape for what is not on one line, so that there it is encoded.
				const expected = mainText(request) === urlFor(request) ? urlFor(request) : path;
				assert.ok(place.includes("'‸'") || expected === path || urlFor(request) === path);
				const strings = stringsIn(parse(documentWith(request)));
				assert.ok(strings.includes(expected), `${JSON.stringify(strings)} lacks ${JSON.stringify(expected)}`);
			}),
			{ numRuns: 3000 },
		);
	});

	it('is the bare path where that is read as text', () => {
		for (const [path, expected] of [
			['/work/src/img/fox.png', 'img/fox.png'],
			['/work/img/fox.png', '../img/fox.png'],
			['/work/src/fox.png', 'fox.png'],
			['/work/src/a b.png', '"a b.png"'],
			['/work/src/true', '"true"'],
			['/work/src/1.5', '"1.5"'],
			['/work/src/~', '"~"'],
			['/work/src/@a/b.png', '"@a/b.png"'],
			['/work/src/2020-01-01', '"2020-01-01"'],
		] as const) {
			assert.equal(mainText(requestAt('a: ‸', { languageId, imagePath: path })), expected);
		}
	});

	it('leaves comments, blocks of text and the rest of a plain text as they are', () => {
		for (const [place, read] of [
			['a: 1 # see ‸', { a: 1 }],
			['a: |\n  see ‸\nb: 1', { a: 'see ../img/fox.png\n', b: 1 }],
			['a: |\n  b: ‸', { a: 'b: ../img/fox.png\n' }],
			['a: see ‸ there', { a: 'see ../img/fox.png there' }],
			['a: see "‸"', { a: 'see "../img/fox.png"' }],
		] as const) {
			assert.deepEqual(parse(documentWith(requestAt(place, { languageId }))), read, place);
		}
	});

	it('never breaks the text around it', () => {
		fc.assert(
			fc.property(hostilePath, (imagePath) => {
				const inText = documentWith(requestAt('a: see ‸ there\nb: 1', { languageId, imagePath }));
				const read = parse(inText);
				assert.deepEqual(Object.keys(read), ['a', 'b']);
				assert.match(wellFormed(read.a), /^see .* there$/su);
			}),
			{ numRuns: 500 },
		);
	});

	it('takes no longer for hostile text', () => {
		for (const unit of [
			'"',
			"'",
			"''",
			'a: |\n',
			'a: "\n',
			'- ',
			'[',
			'#',
			' #',
			'&',
			'! ',
			'a: |',
			'\n',
			'> ',
		]) {
			const text = unit.repeat(200_000 / unit.length);
			mainText(requestAt(`${text}‸${text}`, { languageId }));
		}
	});
});

function stringsIn(value: unknown): unknown[] {
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [value];
}
