import assert from 'node:assert/strict';
import { posix } from 'node:path';
import fc from 'fast-check';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import { resolveTarget } from '../../../../src/editor/text/resolveTarget.ts';
import { retarget } from '../../../../src/editor/text/retarget.ts';
import { hostilePath, wellFormed } from '../snippets/hostile.ts';
import { applyEdits } from './documents.ts';

const workspaceFolder = '/work';

describe('retarget', () => {
	for (const [name, pieces] of Object.entries(DOCUMENTS())) {
		it(`leads every reference in ${name} to the new file and changes nothing else`, () => {
			const documents = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 });
			fc.assert(
				fc.property(documents, newPaths(name), (parts, to) => {
					const path = `/work/src/pages/${name}`;
					const from = '/work/public/img/a b.png';
					const document = { languageId: 'plaintext', path, text: parts.join('') };
					const edits = retarget(document, { from, to, workspaceFolder });
					const text = applyEdits(document.text, edits);
					const files = (content: string) =>
						findImages({ ...document, text: content }).map((image) =>
							resolveTarget(image, path, workspaceFolder),
						);
					const before = files(document.text);
					const after = files(text);
					assert.equal(after.length, before.length);
					for (const [index, old] of before.entries()) {
						const isMoved = old.includes(from);
						assert.ok(isMoved ? after[index]?.includes(to) : `${after[index]}` === `${old}`, text);
					}
					assert.deepEqual(outline(text, path), outline(document.text, path));
				}),
				{ numRuns: 400 },
			);
		});
	}

	it('keeps the style of each reference', () => {
		const cases = [
			['a.md', '![](../../public/img/a%20b.png)', '![](../../public/new/c%20d.png)'],
			['a.md', '![](/img/a%20b.png?v=1#x "t")', '![](/new/c%20d.png?v=1#x "t")'],
			['a.md', '![][a]\n\n[a]: </img/a b.png>\n', '![][a]\n\n[a]: </new/c%20d.png>\n'],
			['a.html', '<img src=/img/a%20b.png?v&amp;w>', '<img src=/new/c%20d.png?v&amp;w>'],
			['a.html', '<img srcset="/img/a%20b.png 1x, x.png 2x">', '<img srcset="/new/c%20d.png 1x, x.png 2x">'],
			['a.css', "a { b: url('/img/a b.png') }", "a { b: url('/new/c%20d.png') }"],
			[
				'a.ts',
				"import a from '../../public/img/a b.png?url'",
				"import a from '../../public/new/c d.png?url'",
			],
			['a.ts', 'import a from "@/../public/img/a b.png"', 'import a from "../../public/new/c d.png"'],
			['a.tsx', 'const a = <img src={`/img/a b.png`} />', 'const a = <img src={`/new/c%20d.png`} />'],
			[
				'a.tsx',
				"import a from '/img/a b.png'; <img src={a} />",
				"import a from '/new/c d.png'; <img src={a} />",
			],
		];
		for (const [name = '', text = '', expected = ''] of cases) {
			assert.equal(moved(name, text, '/work/public/new/c d.png'), expected);
		}
	});

	it('keeps what stands for a folder of the project', () => {
		const options = { from: '/work/site/static/a.png', workspaceFolder, aliases: { '@site/': '/work/site' } };
		const edited = (text: string, to: string) => {
			const document = { languageId: 'plaintext', path: '/work/site/src/a.js', text };
			return applyEdits(text, retarget(document, { ...options, to }));
		};
		const text = "import a from '@site/static/a.png';";
		assert.equal(edited(text, '/work/site/static/b.webp'), "import a from '@site/static/b.webp';");
		assert.equal(edited(text, '/work/b.webp'), "import a from '../../b.webp';");
	});

	it('becomes relative where its style has no way to the new place', () => {
		assert.equal(moved('a.md', '![](/img/a%20b.png)', '/work/src/pages/c.png'), '![](c.png)');
		assert.equal(
			moved('a.md', '![](../../public/img/a%20b.png)', '/work/src/pages/@/c.png'),
			'![](./@/c.png)',
		);
		assert.equal(moved('a.md', '![](/img/a%20b.png)', '/work/other/c.png'), '![](../../other/c.png)');
	});

	it("escapes a module's name for its quotes", () => {
		const single = moved('a.ts', "import a from '../../public/img/a b.png'", '/work/it\'s "so".png');
		assert.equal(single, "import a from '../../it\\'s \"so\".png'");
		const double = moved('a.ts', 'import a from "../../public/img/a b.png"', '/work/it\'s "so".png');
		assert.equal(double, 'import a from "../../it\'s \\"so\\".png"');
	});

	it('leaves references to other images alone', () => {
		for (const text of [
			'![](b.png)',
			'![](https://a.b/img/a%20b.png)',
			'`![](/img/a%20b.png)`',
			'[x](/img/a%20b.png)',
		]) {
			assert.equal(moved('a.md', text, '/work/c.png'), text);
		}
	});
});

function moved(name: string, text: string, to: string): string {
	const document = { languageId: 'plaintext', path: `/work/src/pages/${name}`, text };
	return applyEdits(text, retarget(document, { from: '/work/public/img/a b.png', to, workspaceFolder }));
}

function DOCUMENTS(): Readonly<Record<string, readonly string[]>> {
	const html = [
		'<img src="/img/a%20b.png" alt="x">',
		"<img src='../../public/img/a b.png?a&amp;b'>",
		'<img src=/img/a%20b.png#f>',
		'<img srcset="/img/a%20b.png, /img/a%20b.png 2x" src="other.png">',
		'<p style="background: url(/img/a%20b.png)">',
		'<style>p { background: url("/img/a b.png") }</style>',
		'<!-- /img/a%20b.png -->',
	];
	return {
		'a.md': [
			'![x](/img/a%20b.png)\n\n',
			'![](<../../public/img/a b.png> "t")\n\n',
			'> ![][r] ![r]\n\n',
			'[r]: ../../public/./img/a%20b.png?x=(1)\n\n',
			'`![](/img/a%20b.png)` ![](other.png) [x](/img/a%20b.png)\n\n',
			...html.slice(0, 3).map((piece) => `Text ${piece}\n\n`),
		],
		'a.html': html,
		'a.vue': [
			...html.map((piece) => (piece.startsWith('<style') ? piece : `<template>${piece}</template>`)),
			'<template><img :src="\'/img/a%20b.png\'"></template>',
		],
		'a.css': [
			'a { b: url(/img/a%20b.png) }',
			"a { b: url('../../public/img/a\\ b.png') }",
			'a { b: url(o.png) }',
		],
		'a.tsx': [
			"import hero from '../../public/img/a b.png';\n",
			'import "../../public/img/a b.png?url";\n',
			'const a = <img src={hero} />;\n',
			"const b = <img src={require('../../public/img/a b.png')} />;\n",
			'const c = <img src={\'/img/a%20b.png\'} srcSet="/img/a%20b.png 2x" />;\n',
			"const d = new URL('../../public/img/a%20b.png', import.meta.url);\n",
			"const e = '/img/a%20b.png'; // /img/a%20b.png\n",
		],
	};
}

/** A module's name cannot hold a query, and none may end like another kind of file. */
function newPaths(name: string): fc.Arbitrary<string> {
	return hostilePath.map((path) => {
		const sound = wellFormed(path);
		const named = name === 'a.tsx' ? sound.replace(/[?#]/g, '') : sound;
		return posix.normalize(`${named}.png`);
	});
}

function outline(text: string, path: string): unknown {
	const images = findImages({ languageId: 'plaintext', path, text });
	return images.map(({ kind, alt, width, remote, context }) => [
		kind,
		alt?.state,
		alt?.text,
		width,
		remote,
		context,
	]);
}
