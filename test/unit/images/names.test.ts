import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	besideName,
	imageFileName,
	isLegalFileName,
	slug,
	withoutCollision,
} from '../../../src/images/names.ts';

const scripts = [
	'ascii ',
	'äÖßéİŁ',
	'赤い狐タワー',
	'رسالة',
	'हिन्दी',
	'🦊👨‍👩‍👧',
	'\u202e\u200d\ufe0f',
	'áé',
	'.- /\\:*?"<>|\n\0',
	'\ud800',
];

/** Text that holds every script and every kind of mischief. */
const prompts = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc
		.array(fc.oneof(fc.constantFrom(...scripts), fc.string({ unit: 'grapheme', maxLength: 6 })))
		.map((parts) => parts.join('')),
	fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
	fc.constantFrom('con', 'NUL', 'com1', 'COM¹', 'lpt³', 'prn.', ' aux '),
	fc.string({ unit: fc.constantFrom('赤', 'い', 'é', 'ܐ', '\u0301', '\ufe0f', '\u3164'), maxLength: 300 }),
);

describe('slug', () => {
	it('is a legal file name by itself, within both limits and never empty, for any prompt', () => {
		fc.assert(
			fc.property(prompts, fc.integer({ min: 12, max: 200 }), (prompt, maxLength) => {
				const name = slug(prompt, maxLength);
				assert.ok(isLegalFileName(name), JSON.stringify(name));
				assert.ok(name.length <= maxLength);
				assert.ok(Buffer.byteLength(name) <= 80);
				assert.equal(name, name.normalize('NFC'));
				assert.equal(name, name.toLowerCase());
				assert.doesNotMatch(name, /\p{Default_Ignorable_Code_Point}/u);
			}),
			{ numRuns: 2000 },
		);
	});

	it('has only ASCII words for a prompt with a Latin letter', () => {
		fc.assert(
			fc.property(prompts, prompts, (before, after) => {
				assert.match(slug(`${before} Fox ${after}`), /^[a-z0-9]+(-[a-z0-9]+)*$/);
			}),
		);
	});

	it('is the same for its own result', () => {
		fc.assert(fc.property(prompts, (prompt) => assert.equal(slug(slug(prompt)), slug(prompt))));
	});

	it('keeps whole words up to the limit', () => {
		const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 2, maxLength: 20 });
		fc.assert(
			fc.property(words, fc.integer({ min: 12, max: 60 }), (all, limit) => {
				fc.pre(!/^(con|prn|aux|nul)$/.test(all[0] ?? ''));
				const kept = slug(all.join(', '), limit).split('-');
				assert.deepEqual(kept, all.slice(0, kept.length));
				const next = all[kept.length];
				assert.ok(next === undefined || `${kept.join('-')}-${next}`.length > limit);
			}),
		);
	});

	for (const [prompt, expected] of [
		['A Red Fox, at dawn!', 'a-red-fox-at-dawn'],
		['Café Zürich’s naïve Łódź straße', 'cafe-zurichs-naive-lodz-strasse'],
		['ﬁlm ｗｉｄｅ İstanbul', 'film-wide-istanbul'],
		['夕焼けの東京タワー', '夕焼けの東京タワー'],
		['красная лиса', 'красная-лиса'],
		['🦊', 'image'],
		['', 'image'],
		['CON', 'con-image'],
	] as const) {
		it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(prompt)}`, () => {
			assert.equal(slug(prompt), expected);
		});
	}

	it('cuts text without spaces between its words', () => {
		assert.equal(slug('夕焼けの東京タワーと赤い狐', 12), '夕焼けの東京タワーと赤い'.slice(0, 12));
		assert.equal(slug('夕焼けの東京タワーと赤い狐の夕焼けの東京タワー', 14), '夕焼けの東京タワーと赤い狐の');
	});

	it('takes no longer for a hostile prompt', () => {
		slug('赤'.repeat(500_000));
		slug('a'.repeat(500_000));
		slug(`a${'\u0301'.repeat(500_000)}`);
		slug("a'".repeat(200_000));
	});
});

describe('imageFileName', () => {
	it('names prompt, seed and type', () => {
		assert.equal(
			imageFileName({ prompt: 'red fox', seed: 1234567, extension: 'png' }),
			'red-fox-1234567.png',
		);
		assert.equal(imageFileName({ prompt: 'red fox', extension: 'webp' }), 'red-fox.webp');
	});

	it('is legal for any prompt and seed', () => {
		const seeds = fc.option(fc.integer({ min: 0, max: 0x7fffffff }), { nil: undefined });
		fc.assert(
			fc.property(prompts, seeds, fc.constantFrom('png', 'jpg', 'webp'), (prompt, seed, extension) => {
				assert.ok(isLegalFileName(imageFileName({ prompt, seed, extension })));
			}),
		);
	});
});

describe('withoutCollision', () => {
	it('keeps a free name', () => {
		fc.assert(
			fc.property(prompts, (name) =>
				assert.equal(
					withoutCollision(name, () => false),
					name,
				),
			),
		);
	});

	it('numbers a taken name before its extension', () => {
		const taken = new Set(['fox.png', 'fox-1.png', 'fox-3.png', '.gitignore', 'README']);
		assert.equal(
			withoutCollision('fox.png', (name) => taken.has(name)),
			'fox-2.png',
		);
		assert.equal(
			withoutCollision('.gitignore', (name) => taken.has(name)),
			'.gitignore-1',
		);
		assert.equal(
			withoutCollision('README', (name) => taken.has(name)),
			'README-1',
		);
	});

	it('finds a free and legal name for every legal one, however long', () => {
		const names = fc
			.tuple(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ maxLength: 300 }))
			.map(([stem, extension]) => `${stem}.${extension}`)
			.map((name) =>
				[...name].reduce((cut, next) => (Buffer.byteLength(cut + next) > 255 ? cut : cut + next), ''),
			)
			.filter(isLegalFileName);
		fc.assert(
			fc.property(names, fc.integer({ min: 1, max: 120 }), (name, count) => {
				const taken = new Set<string>();
				for (let index = 0; index < count; index++) {
					const free = withoutCollision(name, (candidate) => taken.has(candidate));
					assert.ok(!taken.has(free));
					assert.ok(isLegalFileName(free), free);
					taken.add(free);
				}
			}),
			{ numRuns: 50 },
		);
	});

	it('gives up rather than try for ever', () => {
		assert.throws(() => withoutCollision('fox.png', () => true), RangeError);
	});
});

describe('isLegalFileName', () => {
	it('refuses what Windows, macOS or Linux forbid', () => {
		const forbidden = [
			'',
			'.',
			'..',
			'a/b',
			'a\\b',
			'a:b',
			'a*',
			'a?',
			'a"',
			'<a',
			'a>',
			'a|b',
			'a.',
			'a ',
			'a\0',
			'a\nb',
			'a\u007f',
			'con',
			'CON.png',
			'nul.tar.gz',
			'Com1.png',
			'lpt9',
			'COM².png',
			'aux .png',
			'CONIN$',
			'\ud800.png',
			'fox\u202egnp.exe',
			'a\u2028b',
			'x'.repeat(256),
			'赤'.repeat(86),
		];
		for (const name of forbidden) {
			assert.equal(isLegalFileName(name), false, JSON.stringify(name));
		}
	});

	it('allows what all three can hold', () => {
		const allowed = [
			'fox.png',
			'.env',
			'con-1.png',
			'console.png',
			'com10',
			'a b.png',
			'赤い狐.png',
			'🦊.png',
			"it's.png",
			'#1 (2)%.png',
			'x'.repeat(255),
			'赤'.repeat(85),
		];
		for (const name of allowed) {
			assert.equal(isLegalFileName(name), true, name);
		}
	});
});

describe('besideName', () => {
	it('says what was done between name and extension', () => {
		assert.equal(besideName('logo.png', 'no-background', 'png'), 'logo.no-background.png');
		assert.equal(besideName('hero.min.jpg', '1248x832', 'webp'), 'hero.min.1248x832.webp');
		assert.equal(besideName('photo.jpeg', '', 'webp'), 'photo.webp');
		assert.equal(besideName('.png', 'remix', 'png'), '.png.remix.png');
	});

	for (const [name, expected] of [
		['2024-01-01T10:00:00.png', '2024-01-01T10-00-00.no-background.png'],
		['what?.png', 'what-.no-background.png'],
		['a "b".png', 'a -b-.no-background.png'],
		['aux.png', 'aux-image.no-background.png'],
		['con .v2.png', 'con-image.v2.no-background.png'],
	] as const) {
		it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(name)}, which not every system takes`, () => {
			assert.equal(besideName(name, 'no-background', 'png'), expected);
		});
	}

	it('is legal for any name, and keeps all of one that was', () => {
		fc.assert(
			fc.property(prompts, fc.integer({ min: 1, max: 20 }), (text, times) => {
				const name = `${text.repeat(times)}.png`;
				const beside = besideName(name, 'no-background', 'webp');
				assert.ok(isLegalFileName(beside), beside);
				assert.ok(beside.endsWith('.no-background.webp'));
				const short = isLegalFileName(name) && Buffer.byteLength(beside) < 200;
				assert.ok(!short || text === '' || beside.startsWith(text.repeat(times)), beside);
			}),
			{ numRuns: 1000 },
		);
	});
});
