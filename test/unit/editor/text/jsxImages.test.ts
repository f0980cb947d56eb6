import assert from 'node:assert/strict';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import type { ImageReference } from '../../../../src/editor/text/reference.ts';
import { only, slice } from './documents.ts';

describe('findImages in JSX', () => {
	it('finds none in comments, strings and regular expressions', () => {
		const documents = [
			'// <img src="a.png" /> import "./b.png"',
			'/* <img src="a.png" /> */',
			`const a = '<img src="a.png" />';`,
			'const a = `<img src="a.png" />`;',
			'const a = /<img src="a.png" \\/>/;',
			'const a = <p>{/* <img src="a.png" /> */}</p>;',
			'const a = <p title=\'<img src="a.png" />\' />;',
			'const a = b <img && c> d;',
			"vi.mock('./a.png'); x.require('./b.png')",
		];
		for (const text of documents) {
			assert.deepEqual(find(text), [], text);
		}
	});

	it('finds images behind generics, comparisons and half-typed code', () => {
		for (const before of [
			'const f = <T,>(x: T) => x < 1 || x > 2;',
			'const f = <T extends U>(x: Map<T, U>): Array<T> => [x as T];',
			'const f = async <T,>() => {};',
			"const s = 'half typed\n",
			'<div className="x"\nconst a = <p>\n',
			'} ) ]\n',
			'const r = a / b; const q = /["\'`]/.test(s);',
			'const a = <></>;',
			"// it's\n",
		]) {
			const image = only(find(`${before}\nconst image = <img src="a.png" alt="x" />;`));
			assert.equal(image.target, 'a.png', before);
		}
	});

	it('resolves a source that is imported, and gives the name in the import as its place', () => {
		const text =
			"import hero, { x } from '../img/h\\u00e9ro.png?url';\nimport type Type from './t.png';\n" +
			"const logo = require('./logo.svg');\nconst late = new URL('./l%20t.png', import.meta.url).href;\n" +
			'const all = [<img src={hero} />, <img src={hero.src} />, <img src={logo.default} />, <img src={late} />];\n' +
			'const none = [<img src={Type} />, <img src={a ? hero : logo} />, ' +
			`<img src={\`/\${x}.png\`} />, <img />];\n`;
		const images = find(text).filter(({ kind }) => kind === 'jsx');
		assert.deepEqual(
			images.map(({ target, targetRange }) => [target, slice(text, targetRange)]),
			[
				['../img/héro.png?url', '../img/h\\u00e9ro.png?url'],
				['../img/héro.png?url', '../img/h\\u00e9ro.png?url'],
				['./logo.svg', './logo.svg'],
				['./l t.png', './l%20t.png'],
				...Array.from({ length: 4 }, () => [undefined, undefined]),
			],
		);
	});

	it('resolves a source that names its file in its own expression', () => {
		const text =
			'const all = [<img src={require("./a.png")} />, <img src={\'/b.png\'} />, <img src={`/c.png`} />,' +
			' <img src={new URL("./d%20.png", import.meta.url).href} />];';
		assert.deepEqual(
			find(text)
				.filter(({ kind }) => kind === 'jsx')
				.map(({ target, targetForm }) => [target, targetForm?.quote, targetForm?.isModule]),
			[
				['./a.png', '"', true],
				['/b.png', "'", false],
				['/c.png', '`', false],
				['./d .png', '"', false],
			],
		);
	});

	it('knows components by their name or their import', () => {
		const text =
			"import Photo from 'next/image';\nimport Other from './other';\n" +
			'const all = <><Photo src="/a.png" /><Image src="/b.png" /><Other src="/c.png" /></>;';
		assert.deepEqual(
			find(text).map(({ kind, target }) => `${kind} ${target}`),
			['component /a.png', 'component /b.png'],
		);
	});

	it('says nothing of an alt text that may come from elsewhere', () => {
		for (const text of [
			'<img {...props} />',
			'<img alt={name} />',
			`<img alt={\`\${a}\`} />`,
			'<img alt={t("a")} />',
		]) {
			const { alt, altSlot } = only(find(`const a = ${text};`));
			assert.deepEqual([alt?.state, altSlot], ['dynamic', undefined], text);
		}
		assert.equal(only(find('const a = <img {...props} alt="" />;')).alt?.state, 'empty');
	});

	it('knows the heading above and the link around', () => {
		const text =
			'const a = <><h2>Our <b>team</b></h2><Link href="/about"><img src="a.png" /> About&nbsp;us</Link>' +
			'<button onClick={() => <img src="b.png" />}><img src="c.png" /></button></>;';
		assert.deepEqual(
			find(text).map(({ context }) => context),
			[
				{ heading: 'Our team', purpose: 'functional', link: { href: '/about', text: 'About us' } },
				{ heading: 'Our team', purpose: 'unknown' },
				{ heading: 'Our team', purpose: 'functional', link: { href: undefined, text: '' } },
			],
		);
	});
});

function find(text: string): readonly ImageReference[] {
	return findImages({ languageId: 'typescriptreact', path: '/work/a.tsx', text });
}
