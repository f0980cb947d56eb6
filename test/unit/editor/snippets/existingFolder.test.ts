import assert from 'node:assert/strict';
import fc from 'fast-check';
import { imageReferences } from '../../../../src/editor/snippets/existingFolder.ts';

describe('imageReferences', () => {
	it('finds the images of a Markdown document', () => {
		const text = `![a](img/a.png) and ![b](<img/b c.webp> "title")
![d](../d%20e.JPG?raw=true#top) [link](page.html) [full](/img/full.svg)
<img src="html.gif"> ![r][ref]

[ref]: img/r.jpeg 'title'
![far](https://x.y/z.png) ![data](data:image/png;base64,AA) ![cdn](//cdn/x.png)`;
		assert.deepEqual(imageReferences(text, 'markdown'), [
			'img/a.png',
			'img/b c.webp',
			'../d e.JPG',
			'/img/full.svg',
			'html.gif',
			'img/r.jpeg',
		]);
	});

	it('finds attributes, imports and style addresses elsewhere', () => {
		const text = `import fox from './img/fox.png';
import pkg from 'package/fox.png';
const lazy = import("../lazy.webp"), old = require('./old.svg');
<img src={'expression.png'} /> <video poster="poster.jpg" src='film.mp4'>
<p style="background: url(plain.png)"> .a { background: url( 'quoted (1).png' ), url("/root.gif") }`;
		assert.deepEqual(imageReferences(text, 'typescriptreact'), [
			'./img/fox.png',
			'../lazy.webp',
			'./old.svg',
			'expression.png',
			'poster.jpg',
			'plain.png',
			'quoted (1).png',
			'/root.gif',
		]);
	});

	it('never throws and finds only local images', () => {
		const parts = [
			'![',
			'](',
			')',
			'<img ',
			'src="',
			'"',
			"'",
			'url(',
			'a.png',
			'%',
			'%zz',
			'http://',
			'//',
			'\n',
			' ',
		];
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 30 }), (all) => {
				for (const path of imageReferences(all.join(''), 'markdown')) {
					assert.match(path, /\.png$/);
					assert.doesNotMatch(path, /^(http:|\/\/)/);
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('takes no longer for hostile text', () => {
		const units = [
			'![',
			'](',
			'](<',
			'<img ',
			'<img src="',
			"<img src='",
			'(',
			'url(',
			'url( ',
			'url("',
			'src=',
			'src = {',
			' ',
			'\n[',
			'[a]:',
			'from ',
			'import("',
			'import (',
			'.png',
			'a.png"',
			'src="url(\'',
			'"\'',
		];
		for (const unit of units) {
			const text = unit.repeat(200_000 / unit.length);
			imageReferences(text, 'markdown');
			imageReferences(`src=${text}`, 'html');
		}
	});
});
