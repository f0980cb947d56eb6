import assert from 'node:assert/strict';
import { posix } from 'node:path';
import fc from 'fast-check';
import { sanitiseAlt } from '../../../../src/editor/snippets/altText.ts';
import { hostilePath, hostileText, resolveUrl, wellFormed } from './hostile.ts';
import { importsOf, onlyImage, outline, read } from './parsedModule.ts';
import { documentWith, mainText, requestAt } from './request.ts';

const languageId = 'typescriptreact';
const BODY = '\nexport function Page() {\n\treturn <main>‸</main>;\n}\n';

/** What may stand at the top of a module, with every way to mislead a reader of it. */
const shebangs = fc.constantFrom('', '#!/usr/bin/env node\n');
const comments = fc.constantFrom(
	'// import a from "./a";\n',
	"/* import b from './b';\n*/ ",
	'/** @file It’s "odd". */\n\n',
	'\n',
	' ',
	'// no \\\n',
);
const directives = fc.constantFrom("'use client'\n", '"use strict";', "'use \\'x'; /* y */\n");
const imports = fc.constantFrom(
	"import one from 'one';\n",
	'import "two"\n',
	"import type { Three } from './three'; // three\n",
	'import {\n\tfour,\n\t/* } from "no"; */ default as five,\n\t"a-b" as six,\n} from "four";\n',
	"import * as seven from 'seven'; ",
	"import eight, { nine } from 'eight' with { type: 'json' };\r\n",
	"import from from 'from' /* ; */\n",
	"import type from 'type';",
	"import\n\tten\nfrom\n\t'ten'\n;",
);
const code = fc.constantFrom(
	'',
	'const lazy = import("./lazy");\n',
	'import.meta.url;\n',
	"'not a directive'.trim();\n",
	'`import x from "./x"`;\n',
	'/** The page. */',
	'export * from "x"\nconst y = `\nimport z from "./z";\n`;\n',
);
const headers = fc
	.tuple(
		shebangs,
		fc.array(fc.oneof(comments, directives), { maxLength: 4 }),
		fc.array(fc.oneof(comments, imports), { maxLength: 6 }),
		code,
	)
	.map(([shebang, top, middle, rest]) => [shebang, ...top, ...middle, rest].join(''))
	.filter(isModule);

describe('A snippet in JSX', () => {
	it('imports the image and shows it, with exactly the path and the alt text, in any module', () => {
		fc.assert(
			fc.property(
				headers,
				hostilePath,
				hostilePath,
				hostileText,
				fc.constantFrom('\n' as const, '\r\n' as const),
				(header, documentPath, imagePath, alt, eol) => {
					const request = requestAt(header + BODY, { languageId, documentPath, imagePath, alt, eol });
					const before = read(request.text);
					const after = read(documentWith(request));

					const image = onlyImage(after);
					assert.equal(image.alt, sanitiseAlt(alt));
					assert.deepEqual([image.width, image.height], [1312, 736]);
					const added = importsOf(after).filter(
						(statement) => statement.specifiers[0]?.local.name === image.variable,
					);
					assert.equal(added.length, 1);
					assert.equal(added[0]?.specifiers[0]?.type, 'ImportDefaultSpecifier');
					const source = added[0]?.source.value ?? '';
					assert.match(source, /^\.\.?\//);
					assert.equal(posix.join(posix.dirname(documentPath), source), imagePath);

					assert.deepEqual(outline(after, added[0]), outline(before));
					assert.equal(new RegExp(`(?<![\\w$])${image.variable}(?![\\w$])`).test(request.text), false);
				},
			),
			{ numRuns: 3000 },
		);
	});

	it('takes the address from the root of the site below a public folder, and no import', () => {
		fc.assert(
			fc.property(hostilePath, hostileText, (image, alt) => {
				const imagePath = `/work/public${image}`;
				const request = requestAt(BODY, { languageId, imagePath, publicFolder: '/work/public', alt });
				const after = read(documentWith(request));
				const { src, alt: shown } = onlyImage(after);
				assert.equal(resolveUrl(src ?? '', '/any'), wellFormed(image));
				assert.equal(shown, sanitiseAlt(alt));
				assert.equal(importsOf(after).length, 0);
			}),
		);
	});

	it('uses the import that a first snippet added', () => {
		fc.assert(
			fc.property(headers, hostilePath, hostilePath, (header, documentPath, imagePath) => {
				const first = requestAt(header + BODY, { languageId, documentPath, imagePath });
				const once = documentWith(first);
				const request = { ...first, text: once, offset: once.indexOf('</main>') };
				const twice = documentWith(request);
				const expected = once.replace('</main>', () => `${mainText(first)}</main>`);
				assert.equal(twice, expected);
			}),
			{ numRuns: 1000, examples: [['', '/work/fox.png', '/work/<A=']] },
		);
	});

	it('uses no import that names something else', () => {
		const others = [
			"import type fox from '../img/fox.png';",
			"import * as fox from '../img/fox.png';",
			"import { fox } from '../img/fox.png';",
			"import fox from '../img/fox.png?url';",
			"// import fox from '../img/fox.png';",
			"const text = `\nimport fox from '../img/fox.png';\n`;",
		];
		for (const other of others) {
			assert.match(mainText(requestAt(other + BODY, { languageId })), /src=\{fox2\}/, other);
		}
	});

	it('is the readable form for an everyday file', () => {
		const request = requestAt(`'use client';\n\nimport React from 'react'\n${BODY}`, {
			languageId,
			imagePath: '/work/src/img/red-fox-1234567.png',
			alt: 'A red fox',
		});
		assert.equal(
			documentWith(request),
			`'use client';

import React from 'react'
import redFox1234567 from './img/red-fox-1234567.png'

export function Page() {
	return <main><img src={redFox1234567} alt="A red fox" width={1312} height={736} /></main>;
}
`,
		);
	});

	it('adds the first import below directives and file comments, above a doc comment', () => {
		const added = (header: string) => {
			const request = requestAt(header + BODY, { languageId });
			return documentWith(request).slice(0, -BODY.length - mainText(request).length + 1);
		};
		assert.equal(added(''), "import fox from '../img/fox.png';\n\n");
		assert.equal(
			added("// @ts-check\n'use client';\n"),
			"// @ts-check\n'use client';\n\nimport fox from '../img/fox.png';\n",
		);
		assert.equal(
			added('/* Copyright */\n\n/** The page. */'),
			"/* Copyright */\n\nimport fox from '../img/fox.png';\n\n/** The page. */",
		);
		assert.equal(
			added('/** @jsxImportSource preact */\n'),
			"/** @jsxImportSource preact */\n\nimport fox from '../img/fox.png';\n",
		);
		assert.equal(added('"use client"\n'), '"use client"\n\nimport fox from "../img/fox.png";\n');
	});

	it('adds a further import behind the last one and its comment', () => {
		for (const [header, expected] of [
			[
				"import a from 'a'; // the letter\n",
				"import a from 'a'; // the letter\nimport fox from '../img/fox.png';\n",
			],
			["import a from 'a' /* b */\n", "import a from 'a' /* b */\nimport fox from '../img/fox.png'\n"],
			['import {\n\ta,\n} from "a";\n', 'import {\n\ta,\n} from "a";\nimport fox from "../img/fox.png";\n'],
			["import a = require('a');\n", "import a = require('a');\nimport fox from '../img/fox.png';\n"],
			['import a = b.c;\n', "import a = b.c;\nimport fox from '../img/fox.png';\n"],
			["import a from 'a'; a();\n", "import a from 'a';\nimport fox from '../img/fox.png'; a();\n"],
		] as const) {
			assert.equal(documentWith(requestAt(`${header}\n‸`, { languageId })).split('\n<img')[0], expected);
		}
	});

	it('keeps import and image apart where both go to one place', () => {
		for (const place of ["import a from 'a'\n‸", "import a from 'a'‸", "'use client'‸", '‸']) {
			const text = documentWith(requestAt(place, { languageId }));
			assert.equal(read(text).program.body.at(-1)?.type, 'ExpressionStatement', text);
		}
	});

	it('names the import in camel case, as an identifier that is not taken', () => {
		const named = (name: string, text = '') =>
			/src=\{(.*?)\}/.exec(mainText(requestAt(text + BODY, { languageId, imagePath: `/work/${name}` })))?.[1];
		assert.equal(named('red-fox_at dawn.png'), 'redFoxAtDawn');
		assert.equal(named('HeroImage.png'), 'heroImage');
		assert.equal(named('HERO-2.png'), 'hero2');
		assert.equal(named('404.png'), 'image404');
		assert.equal(named('class.png'), 'classImage');
		assert.equal(named('赤い-狐.png'), '赤い狐');
		assert.equal(named('🦊.png'), 'image');
		assert.equal(named('icon@2x.min.png'), 'icon2xMin');
		assert.equal(named('fox.png', 'let fox, fox2;'), 'fox3');
		assert.equal(named('page.png'), 'page');
	});

	it('takes the place of empty quotes with an import, where no server has the image', () => {
		for (const [place, expected] of [
			['<img src="‸" />', '<img src={fox} />'],
			["<img alt='a' src='‸' />", "<img alt='a' src={fox} />"],
			['<img src={"‸"} />', '<img src={fox} />'],
			['<img src={`‸`} />', '<img src={fox} />'],
			['<p style={{ background: `url(‸)` }} />', `<p style={{ background: \`url(\${fox})\` }} />`],
			['const A = styled.p`background: url(‸);`', `const A = styled.p\`background: url(\${fox});\``],
		] as const) {
			const request = requestAt(place, { languageId });
			assert.equal(documentWith(request), `import fox from '../img/fox.png';\n\n${expected}`);
			const served = { ...request, publicFolder: '/work/img' };
			assert.equal(documentWith(served), place.replace('‸', '/fox.png'));
		}
	});

	it('is only the address or the module name where the place takes one', () => {
		const imagePath = '/work/src/a "b".png';
		for (const [place, expected] of [
			['<img src="./‸" />', 'a%20%22b%22.png'],
			["<A b={() => x > 1} src='./‸' />", 'a%20%22b%22.png'],
			['<A b={"}"} c={`>`} data-image="‸" />', 'a%20%22b%22.png'],
			['<img src={"./‸"} />', 'a%20%22b%22.png'],
			['<A icon={<img src="./‸" />} />', 'a%20%22b%22.png'],
			['const A = styled.p`\nbackground: url(‸);`', 'a%20%22b%22.png'],
			['import a from "‸"', './a \\"b\\".png'],
			["import a from '‸'", './a "b".png'],
			["const a = import('‸')", './a "b".png'],
		] as const) {
			assert.equal(mainText(requestAt(place, { languageId, imagePath })), expected, place);
		}
		for (const place of ['<A b="c">‸</A>', '<p>it’s a "‸"</p>', 'a = b < c ? "x" : ‸']) {
			assert.match(mainText(requestAt(place, { languageId, imagePath })), /^<img /, place);
		}
	});

	it('takes no longer for hostile text', () => {
		const units = [
			'import ',
			'import {',
			"import 'a';",
			"import a from 'a'\n",
			'/*',
			'//\n',
			"'a';",
			'<a b={"',
			'a',
			'import a = ',
			' ',
			'"',
			'/** */',
		];
		for (const unit of units) {
			const text = unit.repeat(200_000 / unit.length);
			mainText(requestAt(`${text}‸${text}`, { languageId }));
		}
	});
});

function isModule(header: string): boolean {
	try {
		read(header + BODY.replace('‸', ''));
		return true;
	} catch {
		return false;
	}
}
