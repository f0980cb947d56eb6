import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mayMention, mentions } from '../../../../src/editor/text/mentions.ts';

const encodeEntities = (text: string): string =>
	text.replace(/[^\w.]/gu, (character) => `&#${character.codePointAt(0)};`);

const both = (text: string, name: string) => mayMention(Buffer.from(text), name) && mentions(text, name);

describe('Whether a text mentions a file', () => {
	it('does not depend on how its language writes the name', () => {
		const name = 'photo (1) & café.jpg';
		for (const text of [
			'![](img/photo%20%281%29%20%26%20caf%c3%a9.jpg)',
			'![](img/photo%20(1)%20&%20café.jpg)',
			'<img src="photo (1) &amp; caf&eacute;.jpg">',
			'<img src="photo (1) &#38; caf&#xe9;.jpg">',
			'{ "cover": "img/photo (1) & caf\\u00e9.jpg" }',
			"const a = 'img/photo (1) & caf\\xe9.jpg'",
			"const a = 'img/photo (1) & caf\\u{e9}.jpg'",
			'a { background: url(img/photo\\ \\(1\\)\\ \\&\\ caf\\e9 .jpg) }',
			'![](<img/photo \\(1\\) & café.jpg>)',
			`a: ${name.normalize('NFD')}`,
			'IMG/PHOTO (1) & CAFÉ.JPG',
		]) {
			assert.equal(both(text, name), true, text);
			assert.equal(both(text, name.normalize('NFD')), true, text);
		}
	});

	it('is not said of a longer name, nor of another', () => {
		for (const text of [
			'big-fox.jpg',
			'fox.jpgx',
			'my_fox.jpg',
			'fox.jpeg',
			'a fox',
			'fox.%6apeg',
			'%',
			'\\u12',
		]) {
			assert.equal(both(text, 'fox.jpg'), false, text);
		}
		assert.equal(both('"img/fox.jpg?v=2#a"', 'fox.jpg'), true);
		assert.equal(both('C:\\img\\face.jpg', 'face.jpg'), true);
	});

	it('is known of every name, in any text, as the web and JSON write it', () => {
		const name = fc
			.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
			.filter((part) => !/[/\\\0]/.test(part) && part.isWellFormed() && part.trim() === part)
			.map((part) => `${part}.jpg`);
		fc.assert(
			fc.property(name, fc.constantFrom('"', '(', '/', ' '), (file, before) => {
				const ascii = JSON.stringify(file)
					.slice(1, -1)
					.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
				for (const written of [
					file,
					encodeURI(file),
					encodeURIComponent(file),
					encodeEntities(file),
					ascii,
				]) {
					assert.equal(both(`text ${before}${written}" more`, file), true, written);
				}
			}),
			{ numRuns: 2000 },
		);
	});
});
