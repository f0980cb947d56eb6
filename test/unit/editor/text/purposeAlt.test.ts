import assert from 'node:assert/strict';
import { findImages } from '../../../../src/editor/text/findImages.ts';
import { purposeAlt } from '../../../../src/editor/text/purposeAlt.ts';
import { only } from './documents.ts';

describe('purposeAlt', () => {
	it('says where a link leads by its other text', () => {
		assert.equal(altOf('<a href="/x"><img src="a.png"> Our team</a>'), 'Our team');
		assert.equal(altOf('<button><img src="a.png"><span>close menu</span></button>'), 'Close menu');
	});

	it('says where a link without text leads by its address', () => {
		const cases = [
			['/getting-started/', 'Getting started'],
			['docs/api_reference.html#x', 'Api reference'],
			['#contact-us', 'Contact us'],
			['/blog/index.html', 'Blog'],
			['/posts/3f2a9c81d0/caf%C3%A9', 'Café'],
			['https://www.example.com/', 'example.com'],
			['https://user@example.com:80/docs/install?x#y', 'Install (example.com)'],
			['//example.com', 'example.com'],
			['mailto:ada%40example.com?subject=x', 'ada@example.com'],
		];
		for (const [href, expected] of cases) {
			assert.equal(altOf(`<a href="${href}"><img src="a.png"></a>`), expected, href);
		}
	});

	it('falls back to the caption', () => {
		for (const text of [
			'<img src="a.png">',
			'<a href="/"><img src="a.png"></a>',
			'<a href="{{ x }}"><img src="a.png"></a>',
			'<a href="javascript:void(0)"><img src="a.png"></a>',
			'<button><img src="a.png"></button>',
		]) {
			assert.equal(altOf(text), 'A red fox.', text);
		}
	});
});

function altOf(text: string): string {
	const image = only(findImages({ languageId: 'html', path: '/work/a.html', text }));
	return purposeAlt(image, 'The image shows a red fox.');
}
