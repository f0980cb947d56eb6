import assert from 'node:assert/strict';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import { imagePromptFor } from '../../../../src/editor/text/imagePrompt.ts';
import { otherCandidates, standsForPicture } from '../../../../src/editor/text/onePicture.ts';

describe('The files of one picture', () => {
	it('are stood for by the src of the image', () => {
		assert.deepEqual(standing('<img src="a.png" srcset="b.png 1x, c.png 2x">'), ['a.png']);
		assert.deepEqual(
			standing(
				'<picture><source srcset="b.webp, c.webp 2x"><source srcset="d.png"><img src="a.png" srcset="e.png 2x">' +
					'</picture><img srcset="f.png" src="g.png">',
			),
			['a.png', 'g.png'],
		);
		assert.deepEqual(standing('<img src="https://x.example/a.png" srcset="b.png 2x">'), [
			'https://x.example/a.png',
		]);
	});

	it('are stood for by one of them where the src says nothing', () => {
		assert.deepEqual(standing('<img srcset="b.png 1x, c.png 2x">'), ['b.png']);
		assert.deepEqual(
			standing('<img src="data:image/gif;base64,AA==" srcset="b.png 1x, c.png 2x">').slice(1),
			['b.png'],
		);
		assert.deepEqual(
			standing(
				'<picture><source srcset="b.avif"><source srcset="c.webp?v=1, d.webp 2x"><img alt="A"></picture>',
			),
			['c.webp?v=1'],
		);
		assert.deepEqual(
			standing('<picture><source srcset="b.webp"><img srcset="https://x.example/a.png, c.png 2x"></picture>'),
			['c.png'],
		);
		assert.deepEqual(standing('<picture><source srcset="b.avif"></picture>'), []);
	});

	it('are known in JSX and in Markdown, too', () => {
		const jsx =
			'const a = <picture><source srcSet="b.webp" /><img src="a.png" srcSet="c.png 2x" /></picture>;';
		assert.deepEqual(standing(jsx, 'javascriptreact'), ['a.png']);
		const markdown = '<picture>\n  <source srcset="b.png">\n  <img src="a.png">\n</picture>\n\n![](c.png)\n';
		assert.deepEqual(standing(markdown, 'markdown'), ['a.png', 'c.png']);
	});

	it('are those of no other picture, poster or icon', () => {
		assert.deepEqual(
			standing(
				'<video poster="a.png"></video><link rel=icon href="b.png"><picture></picture><img src="c.png">',
			),
			['a.png', 'b.png', 'c.png'],
		);
		const text = '<img srcset="a.png, b.png 2x"><img srcset="c.png"><video poster="d.png"></video>';
		const all = find(text);
		const [first] = all.filter(({ url }) => url === 'a.png');
		assert.ok(first);
		assert.deepEqual(
			otherCandidates(first, all).map(({ url }) => url),
			['b.png'],
		);
	});

	it('show what the image says', () => {
		const text = '<img srcset="x1.png, x2.png 2x" alt="A fox" width="640" height="480">';
		const candidate = find(text).find(({ url }) => url === 'x1.png');
		assert.ok(candidate);
		const wish = imagePromptFor(candidate, { languageId: 'html', path: '/work/a.html', text }, ['4x3']);
		assert.deepEqual(wish, { prompt: 'A fox', shape: '4x3', resizeTo: { width: 640, height: 480 } });
	});
});

const find = (text: string, languageId = 'html') => findImages({ languageId, path: '/work/a', text });

function standing(text: string, languageId?: string): readonly (string | undefined)[] {
	const all = find(text, languageId).filter(({ url }) => url !== undefined);
	return all.filter((reference) => standsForPicture(reference, find(text, languageId))).map(({ url }) => url);
}
