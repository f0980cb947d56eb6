import assert from 'node:assert/strict';
import fc from 'fast-check';
import { altEdit } from '../../../../src/editor/text/altEdit.ts';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import type { TextRange } from '../../../../src/editor/text/reference.ts';
import { hostileText } from '../snippets/hostile.ts';

describe('findImages of any text', () => {
	it('never throws and never gives a range outside the text, however it is half typed', () => {
		const documents = fc.array(fc.oneof(fc.constantFrom(...PIECES), hostileText), { maxLength: 12 });
		fc.assert(
			fc.property(fc.constantFrom(...NAMES), documents, (name, pieces) => {
				const text = pieces.join('');
				for (const { range, targetRange, alt, altSlot, ...rest } of find(name, text)) {
					const ranges: (TextRange | undefined)[] = [range, targetRange, alt?.range, altSlot];
					for (const { start, end } of ranges.filter((one) => one !== undefined)) {
						assert.ok(Number.isInteger(start) && start >= 0 && start <= end && end <= text.length);
					}
					assert.ok(altSlot === undefined || (altSlot.start >= range.start && altSlot.end <= range.end));
					assert.equal(rest.target === undefined, targetRange === undefined);
				}
			}),
			{ numRuns: 5000 },
		);
	});

	it('finds each image once, in the order of the text', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...NAMES),
				fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }),
				(name, pieces) => {
					const found = find(name, pieces.join(''));
					const keys = found.map(({ kind, range, targetRange }) => [
						kind,
						range.start,
						range.end,
						targetRange?.start,
					]);
					assert.equal(new Set(keys.map(String)).size, keys.length);
					const starts = found.map(({ range }) => range.start);
					assert.deepEqual(
						starts,
						starts.toSorted((one, other) => one - other),
					);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('comes to an end with long hostile text, and so does what is written into it', () => {
		for (const name of NAMES) {
			for (const unit of PIECES) {
				const text = unit.repeat(8000 / unit.length);
				for (const image of find(name, text).slice(0, 3)) {
					altEdit(image, 'x');
				}
			}
		}
	});
});

const NAMES = ['a.md', 'a.mdx', 'a.html', 'a.vue', 'a.svelte', 'a.astro', 'a.tsx', 'a.scss', 'a.css'];

const PIECES = [
	...[
		'<img src="a.png">',
		"<img alt='' src=b.png",
		'<Image src={hero} alt />',
		'![a](b.png)',
		'![',
		'](',
		'](<',
		'[r]',
	],
	...[
		'\n[r]: c.png\n',
		'url(d.png)',
		'url("',
		"import hero from './h.png';\n",
		'import ',
		'require("./r.png")',
		'<a',
	],
	...[
		'<a href="',
		'<a b={',
		'{',
		'}',
		'`',
		'${',
		'<!--',
		'-->',
		'</',
		'</a>',
		'<>',
		'</>',
		'<a>',
		'<style>',
		'</style>',
	],
	...[
		'<script>',
		'</script>',
		'"',
		"'",
		'\\',
		'\n',
		'\n\n',
		'> ',
		'- ',
		'    ',
		'# ',
		'```\n',
		'~~~',
		'---\n',
		'/*',
	],
	...[
		'//',
		'/',
		'(',
		')',
		'[',
		']',
		'{{',
		'}}',
		'{%',
		'&',
		'=',
		' ',
		'*',
		'_',
		'<a srcset="a,b 2x',
		'style="url(',
	],
	...[
		'<h1>',
		'<figure><figcaption>',
		'<button>',
		'<T>(',
		'new URL("./u.png", import.meta.url)',
		'\r\n',
		'\t',
		'```',
	],
];

function find(name: string, text: string) {
	return findImages({ languageId: 'plaintext', path: `/work/${name}`, text });
}
