import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hostilePath, resolveUrl, wellFormed } from './hostile.ts';
import { mainText, requestAt } from './request.ts';

describe('A snippet in any other language', () => {
	it('is the path, and one line whatever the path', () => {
		fc.assert(
			fc.property(hostilePath, hostilePath, (documentPath, imagePath) => {
				const text = mainText(requestAt('‸', { languageId: 'python', documentPath, imagePath }));
				assert.doesNotMatch(text, /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
			}),
		);
		const imagePath = "/work/img/it's a fox.png";
		assert.equal(
			mainText(requestAt('x = "‸"', { languageId: 'python', imagePath })),
			"../img/it's a fox.png",
		);
	});

	it('is the path from the root of the site below a public folder', () => {
		const request = { imagePath: '/work/public/a b.png', publicFolder: '/work/public' };
		assert.equal(mainText(requestAt('‸', { languageId: 'php', ...request })), '/a%20b.png');
	});

	it('is an address or a module name where the place takes one', () => {
		const imagePath = '/work/src/a b.png';
		for (const [place, expected] of [
			['<img src="‸">', 'a%20b.png'],
			['background: url(‸)', 'a%20b.png'],
			['import a from "‸"', './a b.png'],
			["const a = await import('‸')", './a b.png'],
			["require( '‸", './a b.png'],
			["const a = '‸'", 'a b.png'],
		] as const) {
			assert.equal(mainText(requestAt(place, { languageId: 'javascript', imagePath })), expected);
		}
	});

	it('survives a language id that every object has', () => {
		assert.equal(mainText(requestAt('‸', { languageId: 'constructor' })), '../img/fox.png');
		assert.equal(mainText(requestAt('‸', { languageId: '__proto__' })), '../img/fox.png');
	});

	it('resolves in an attribute to exactly the image', () => {
		fc.assert(
			fc.property(hostilePath, hostilePath, (documentPath, imagePath) => {
				const text = mainText(requestAt('<x y="‸"', { languageId: 'vue', documentPath, imagePath }));
				assert.equal(resolveUrl(text, documentPath), wellFormed(imagePath));
			}),
		);
	});
});
