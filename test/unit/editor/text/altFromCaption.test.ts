import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sanitiseAlt } from '../../../../src/editor/snippets/altText.ts';
import { altFromCaption } from '../../../../src/editor/text/altFromCaption.ts';
import { hostileText } from '../snippets/hostile.ts';

describe('altFromCaption', () => {
	it('keeps the first sentences that fit', () => {
		const cases = [
			[
				'A red fox sits in the snow. Behind it are trees.',
				'A red fox sits in the snow. Behind it are trees.',
			],
			[
				`A red fox sits in the snow. ${'It is very cold. '.repeat(9)}`,
				`A red fox sits in the snow. ${'It is very cold. '.repeat(5).trim()}`,
			],
			['Dr. Smith, e.g. a scientist, waves! What now', 'Dr. Smith, e.g. a scientist, waves!'],
			[
				'A sign says “Open.” Below it, J. R. R. Tolkien reads.',
				'A sign says “Open.” Below it, J. R. R. Tolkien reads.',
			],
			['赤い狐が走る。背景は森', '赤い狐が走る。'],
		];
		for (const [caption = '', expected] of cases) {
			assert.equal(altFromCaption(caption), expected);
		}
	});

	it('leaves out openings that only say that there is an image', () => {
		const cases = [
			['The image shows a red fox.', 'A red fox.'],
			['This image features two dogs.', 'Two dogs.'],
			['A picture of a cat.', 'A cat.'],
			['In this image, we can see a ship.', 'A ship.'],
			['In the photograph, a ship sails.', 'A ship sails.'],
			['This vibrant digital illustration vividly depicts a city.', 'A city.'],
			['The image is a close-up photo of a bee.', 'A bee.'],
			['This is a black-and-white photograph of Ada Lovelace.', 'Ada Lovelace.'],
			['the artwork presents Épernay', 'Épernay'],
		];
		for (const [caption = '', expected] of cases) {
			assert.equal(altFromCaption(caption), expected);
		}
	});

	it('keeps what looks like such an opening and is none', () => {
		for (const caption of [
			'A man with a picture shows it to a child.',
			'An illustration of a fox.',
			'Images of cats.',
			'The painting is large.',
			'The image shows',
			'Imagery',
		]) {
			assert.equal(altFromCaption(caption), caption);
		}
	});

	it('cuts a long sentence at a phrase or word, and leaves nothing loose at its end', () => {
		const cut = (caption: string, maxLength = 60) => altFromCaption(caption, { maxLength });
		const cases = [
			[
				'A red fox with a bushy tail sits on a mossy log, watching the river below.',
				'A red fox with a bushy tail sits on a mossy log',
			],
			[
				'A red fox with a bushy tail sits on the mossy log of the tallest old oak.',
				'A red fox with a bushy tail sits',
			],
			['A woman holds up a sign that reads "Save the old town hall now" to us.', 'A woman holds up a sign'],
			['A map of the town (drawn in ink on paper by hand by somebody unknown) hangs', 'A map of the town'],
			[
				'One two three four five six seven eight nine ten eleven twelve of the thirteen',
				'One two three four five six seven eight nine ten eleven',
			],
		];
		for (const [caption = '', expected] of cases) {
			assert.equal(cut(caption), expected);
		}
		assert.equal(cut('A cat and'), 'A cat');
		assert.equal(cut('A cat on the, '), 'A cat');
		assert.equal(cut('赤い狐が雪の森の中を走っている', 8).length <= 8, true);
	});

	it('is one line of words of the caption in their order, and no longer than asked', () => {
		const words =
			'The image features a red fox and, with of the Dr. (in) "quoted" in this picture of Ada. – sits; on: log!';
		const captions = fc.oneof(
			fc
				.array(fc.constantFrom(...words.split(' '), '\n', '  '), { maxLength: 60 })
				.map((parts) => parts.join(' ')),
			hostileText,
			fc.array(hostileText, { maxLength: 20 }).map((parts) => parts.join(' ')),
		);
		fc.assert(
			fc.property(captions, fc.integer({ min: 10, max: 140 }), (caption, maxLength) => {
				const alt = altFromCaption(caption, { maxLength });
				const given = sanitiseAlt(caption).replace(/\s+/g, ' ').trim();
				assert.doesNotMatch(alt, /[\r\n\t]|^\s|\s$/);
				assert.equal(alt === '', given === '');
				if (alt.length > maxLength) {
					assert.doesNotMatch(alt, / /);
				}
				// It stands in the caption, and begins and ends where a word does.
				const [first = ''] = alt;
				const places = Array.from(given.matchAll(/./gsu), ({ index }) => index).filter(
					(at) =>
						given.startsWith(alt.slice(first.length), at + first.length) &&
						isCaseOf(given.slice(at, at + first.length), first),
				);
				const isWord = (text: string) => /^[a-z]{2}$/i.test(text);
				const isWhole = (at: number) =>
					(at === 0 || !isWord(given.slice(at - 1, at + 1))) &&
					!isWord(given.slice(at + alt.length - 1, at + alt.length + 1));
				assert.ok(alt === '' || places.some(isWhole), alt);
			}),
			{ numRuns: 3000 },
		);
	});

	it('is the same when it is made once more', () => {
		const words = 'A red fox sits on the log, and two dogs (with a ball) watch. They wait;'.split(' ');
		const captions = fc.array(fc.constantFrom(...words), { maxLength: 50 }).map((parts) => parts.join(' '));
		fc.assert(
			fc.property(captions, (caption) => {
				const alt = altFromCaption(caption);
				assert.equal(altFromCaption(alt), alt);
			}),
		);
	});
});

function isCaseOf(given: string, shown: string): boolean {
	return given === shown || given.toUpperCase() === shown;
}
