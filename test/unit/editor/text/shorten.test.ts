import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shorten } from '../../../../src/editor/text/shorten.ts';

describe('shorten', () => {
	const pieces = fc.constantFrom(
		'a',
		' ',
		'  ',
		'\n',
		'赤',
		'狐',
		'é',
		'e\u0301',
		'👨‍👩‍👧',
		'👍🏽',
		'🇩🇪',
		'\ud83d',
		'word',
	);
	const texts = fc.array(pieces, { maxLength: 120 }).map((parts) => parts.join(''));
	const limits = fc.integer({ min: 20, max: 200 });

	it('leaves what is short enough as it is, on one line', () => {
		assert.equal(shorten(' A fox\n at dawn ', 200), 'A fox at dawn');
	});

	it('is never longer than the limit, and begins as the text does', () => {
		fc.assert(
			fc.property(texts, limits, (text, limit) => {
				const line = text.replace(/\s+/g, ' ').trim();
				const short = shorten(text, limit);
				assert.ok(short.length <= limit);
				assert.ok(short === line || (short.endsWith('…') && line.startsWith(short.slice(0, -1))));
			}),
			{ numRuns: 2000 },
		);
	});

	it('cuts through no character, however many code points that has', () => {
		const characters = fc.constantFrom('赤', 'e\u0301', '👨‍👩‍👧', '👍🏽', '🇩🇪', 'a');
		const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
		fc.assert(
			fc.property(fc.array(characters, { maxLength: 80 }), limits, (parts, limit) => {
				const short = shorten(parts.join(''), limit).replace(/…$/, '');
				const whole = Array.from(segmenter.segment(parts.join('')), ({ segment }) => segment);
				const kept = Array.from(segmenter.segment(short), ({ segment }) => segment);
				assert.deepEqual(kept, whole.slice(0, kept.length));
			}),
			{ numRuns: 2000 },
		);
	});

	it('cuts between words where there are any', () => {
		assert.equal(shorten('one two three four five six', 20), 'one two three four…');
		assert.equal(shorten('赤い狐'.repeat(80), 200), `${'赤い狐'.repeat(80).slice(0, 199)}…`);
		assert.equal(shorten(`A ${'狐'.repeat(300)}`, 200), `A ${'狐'.repeat(197)}…`);
	});

	it('takes no longer for a hostile text', () => {
		assert.equal(shorten(`a${'\u0301'.repeat(500_000)}`, 200).length, 200);
	});
});
