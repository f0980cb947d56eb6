import assert from 'node:assert/strict';
import fc from 'fast-check';
import { promptAt } from '../../../../src/editor/snippets/promptFromCode.ts';
import { hostileText } from './hostile.ts';

describe('promptAt with a cursor', () => {
	it('reads the line comment it stands in or behind', () => {
		for (const [languageId, text, prompt] of [
			['typescript', '\t// a red fox‸', 'a red fox'],
			['typescript', 'let a = 1; // a red‸ fox', 'a red fox'],
			['rust', '/// a red fox‸', 'a red fox'],
			['swift', '//! a red fox‸', 'a red fox'],
			['python', '# a red fox ‸', 'a red fox'],
			['python', "x = '#no' # a red fox‸", 'a red fox'],
			['shellscript', 'echo $# $x#y # a red fox‸', 'a red fox'],
			['sql', "select '--' -- a red fox‸", 'a red fox'],
			['lua', '-- a red fox‸', 'a red fox'],
			['javascript', '/[/*\'"]/.test(x) // a red fox‸', 'a red fox'],
			['javascript', '`\n// no` // a red fox‸', 'a red fox'],
			['typescriptreact', "<p>Don't</p> // a red fox‸", 'a red fox'],
			['php', '# a red fox‸', 'a red fox'],
			['python', '#!/usr/bin/env python\n# a red fox‸', 'a red fox'],
		] as const) {
			assert.equal(at(languageId, text).prompt, prompt, text);
		}
	});

	it('joins line comments that follow each other', () => {
		const text = 'a(); // not this\n\t// a red fox‸\r\n\t// at dawn\n\t//\n\t// in the snow\n\n// not this';
		const place = at('javascript', text);
		assert.equal(place.prompt, 'a red fox at dawn in the snow');
		assert.equal(shown(text, place), text.replace('‸', '').replace('the snow', 'the snow\n\t⟨⟩'));
	});

	it('reads the block comment it stands in or behind', () => {
		for (const [languageId, text, prompt] of [
			['css', 'a {\n\t/* a red ‸fox */\n}', 'a red fox'],
			['css', '/* a red fox */ ‸', 'a red fox'],
			['html', '<!-- a red\n  fox‸ -->', 'a red fox'],
			['markdown', 'text <!-- a red fox -->‸', 'a red fox'],
			['typescriptreact', '<main>\n\t{/* a red fox */}‸\n</main>', 'a red fox'],
			['typescriptreact', '<main>{/* a red‸ fox */}</main>', 'a red fox'],
			['typescript', '/**\n * A red fox\n * at dawn.‸\n */', 'A red fox at dawn.'],
			['typescript', '/** A red fox **/‸', 'A red fox'],
			['lua', '--[[ a red\nfox‸ ]]', 'a red fox'],
			['vue', '<template><!-- a red fox ‸--></template>', 'a red fox'],
		] as const) {
			assert.equal(at(languageId, text).prompt, prompt, text);
		}
	});

	it('finds nothing in code, strings, headings and comments left open', () => {
		for (const [languageId, text] of [
			['typescript', 'const url = "https://x.dev";‸'],
			['typescript', 'const url = "https://x‸.dev";'],
			['typescript', "const glob = 'src/**/*.ts'‸"],
			['typescriptreact', '<p>see https://x.dev</p>‸'],
			['typescript', '‸// a red fox'],
			['typescript', '// a red fox\n‸'],
			['typescript', '/* a red fox */ code()‸'],
			['typescript', '/* a red fox\n*/\n‸'],
			['typescript', '/* a red fox‸'],
			['markdown', '# A red fox‸'],
			['markdown', '[x](https://x.dev)‸ // no'],
			['css', 'a { color: #fff‸ }'],
			['css', '// no comment‸'],
			['yaml', 'color: "#fff" x#y‸'],
			['python', '#!/usr/bin/env python‸'],
			['plaintext', '// a red fox‸'],
			['scss', 'a { b: url(http://x.dev/a.png)‸ }'],
			['constructor', '// a‸'],
		] as const) {
			const place = at(languageId, text);
			assert.equal(place.prompt, '', text);
			assert.equal(place.insertAt, text.indexOf('‸'), text);
			assert.equal(place.newLine, false, text);
		}
	});

	it('puts the image on a line of its own behind the comment, as far in', () => {
		for (const [languageId, text, expected] of [
			['typescript', '\t// a fox‸\n\tx();', '\t// a fox\n\t⟨⟩\n\tx();'],
			['typescript', '  x(); // a ‸fox', '  x(); // a fox\n  ⟨⟩'],
			['html', '<p>\r\n  <!-- a\r\n fox‸ -->  \r\n</p>', '<p>\r\n  <!-- a\r\n fox -->  \n  ⟨⟩\r\n</p>'],
			['typescriptreact', '\t<p>{/* a ‸fox */}</p>', '\t<p>{/* a fox */}\n\t⟨⟩</p>'],
		] as const) {
			assert.equal(shown(text, at(languageId, text)), expected);
		}
	});
});

describe('promptAt with a selection', () => {
	it('takes the selected text, on one line', () => {
		assert.equal(at('typescript', 'x = "‹ a red\r\n\tfox ›";').prompt, 'a red fox');
	});

	it('takes the markers off a selected comment', () => {
		for (const [languageId, text] of [
			['typescript', '‹\t// a red\n\t// fox\n›'],
			['typescript', '// a ‹red\n// fox›'],
			['typescript', '‹/* a red\n * fox */›'],
			['typescript', '/**\n * ‹a red\n * fox›\n */'],
			['typescriptreact', '<p>‹{/* a red fox */}›</p>'],
			['html', '‹<!-- a red fox -->›'],
			['python', '‹# a red\n# fox›'],
		] as const) {
			const { prompt } = at(languageId, text);
			assert.ok(
				prompt === 'a red fox' || (text.startsWith('// a ‹') && prompt === 'red fox'),
				`${text}: ${prompt}`,
			);
		}
	});

	it('takes no marker off what is no comment', () => {
		assert.equal(at('markdown', '‹# A red fox›').prompt, '# A red fox');
		assert.equal(at('typescript', 'x = "‹https://x.dev›"').prompt, 'https://x.dev');
		assert.equal(at('typescript', '‹x(); // a red fox›').prompt, 'x(); // a red fox');
	});

	it('puts the image behind the selection, on a new line if the selection ends one', () => {
		for (const [languageId, text, expected] of [
			['markdown', 'A ‹red fox› runs', 'A red fox⟨⟩ runs'],
			['markdown', '  A ‹red fox›  \r\nruns', '  A red fox  \n  ⟨⟩\r\nruns'],
			['markdown', '‹A red fox\n›runs', 'A red fox\n⟨⟩\nruns'],
			['markdown', '\t‹A red\n\n  fox\r\n\r\n›runs', '\tA red\n\n  fox\n\t⟨⟩\r\n\r\nruns'],
			['typescript', '\t// a ‹red fox› runs\n\tx()', '\t// a red fox runs\n\t⟨⟩\n\tx()'],
			['typescript', '‹// a fox›\n// b', '// a fox\n⟨⟩\n// b'],
			['typescript', 'x(/* a ‹red fox› */)', 'x(/* a red fox */\n⟨⟩)'],
			['markdown', 'a‹ \n ›b', 'a \n ⟨⟩b'],
		] as const) {
			assert.equal(shown(text, at(languageId, text)), expected);
		}
	});
});

describe('promptAt', () => {
	it('gives one trimmed line and a place in the document, for any text and language', () => {
		const languages = [
			'typescriptreact',
			'vue',
			'html',
			'python',
			'lua',
			'php',
			'markdown',
			'mdx',
			'css',
			'other',
		];
		const texts = fc
			.array(fc.oneof(hostileText, fc.constantFrom('//', '/*', '<!--', '#', '--[[', '{/*', '*/}', '\n', '`')))
			.map((all) => all.join(''));
		fc.assert(
			fc.property(
				fc.constantFrom(...languages),
				texts,
				fc.nat(),
				fc.nat(),
				(languageId, text, one, other) => {
					const places = [one % (text.length + 1), other % (text.length + 1)];
					const [selectionStart, selectionEnd] = [Math.min(...places), Math.max(...places)];
					const place = promptAt({ languageId, text, selectionStart, selectionEnd });
					assert.doesNotMatch(place.prompt, /[\r\n\u2028\u2029]/);
					assert.equal(place.prompt, place.prompt.trim());
					assert.ok(place.insertAt >= 0 && place.insertAt <= text.length);
					assert.match(place.indent, /^[ \t]*$/);
					assert.ok(place.newLine || place.insertAt === selectionEnd);
					assert.ok(
						!place.newLine || !/^\n/.test(text.slice(place.insertAt)) || text[place.insertAt - 1] !== '\r',
					);
				},
			),
			{ numRuns: 3000 },
		);
	});

	it('takes no longer for hostile text', () => {
		const units = [
			'/*',
			'//',
			'// a\n',
			'`',
			'`${',
			'"',
			"'\n",
			'<!--',
			'{/*',
			'/[',
			'(/',
			'= /a',
			'#',
			' #',
			'# a\n',
			'"""',
			'\\`',
			"\\'",
			'\\"""',
			'--[[',
			'\\',
			'/* */',
			' ',
			'*',
			'\n*',
		];
		for (const unit of units) {
			for (const languageId of ['vue', 'python', 'lua', 'php']) {
				const text = unit.repeat(200_000 / unit.length);
				const end = text.length;
				promptAt({ languageId, text, selectionStart: end, selectionEnd: end });
				promptAt({ languageId, text, selectionStart: end / 2, selectionEnd: end / 2 });
				promptAt({ languageId, text: `/*${text}*/`, selectionStart: 0, selectionEnd: end });
			}
		}
	});
});

/** The prompt at the cursor `‸` or at the selection between `‹` and `›`. */
function at(languageId: string, marked: string) {
	const text = unmarked(marked);
	const selectionStart = marked.search(/[‸‹]/);
	const selectionEnd = marked.includes('›') ? marked.indexOf('›') - 1 : selectionStart;
	return promptAt({ languageId, text, selectionStart, selectionEnd });
}

/** The document with `⟨⟩` where the image goes. */
function shown(marked: string, { insertAt, newLine, indent }: ReturnType<typeof promptAt>): string {
	const text = unmarked(marked);
	return `${text.slice(0, insertAt)}${newLine ? `\n${indent}` : ''}⟨⟩${text.slice(insertAt)}`;
}

function unmarked(text: string): string {
	return text.replace(/[‸‹›]/g, '');
}
