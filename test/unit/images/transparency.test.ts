import assert from 'node:assert/strict';
import fc from 'fast-check';
import { invertMask } from '../../../src/images/mask.ts';
import type { Pixels } from '../../../src/images/pixels.ts';
import { resize } from '../../../src/images/resample.ts';
import { alphaStats, looksLikeCheckerboard, transparencyProblem } from '../../../src/images/transparency.ts';
import { anyPixels, draw } from './samples.ts';

describe('alphaStats', () => {
	it('counts what is transparent, somewhat transparent and opaque', () => {
		fc.assert(
			fc.property(anyPixels, ({ width, height, data }) => {
				const alphas = [...data].filter((_, index) => index % 4 === 3);
				const share = (test: (alpha: number) => boolean) => alphas.filter(test).length / (width * height);
				assert.deepEqual(alphaStats({ width, height, data }), {
					transparent: share((alpha) => alpha === 0),
					partial: share((alpha) => alpha > 0 && alpha < 255),
					opaque: share((alpha) => alpha === 255),
				});
			}),
		);
	});
});

interface Board {
	readonly width: number;
	readonly height: number;
	readonly cell: number;
	readonly dark: number;
	readonly gap: number;
	readonly offset: number;
	readonly noise: number;
	readonly seed: number;
	readonly subject: 'none' | 'middle' | 'below' | 'left';
	readonly blur: boolean;
}

const board: fc.Arbitrary<Board> = fc.record({
	width: fc.integer({ min: 200, max: 420 }),
	height: fc.integer({ min: 200, max: 420 }),
	cell: fc.double({ min: 6, max: 22, noNaN: true }),
	dark: fc.integer({ min: 165, max: 225 }),
	gap: fc.integer({ min: 14, max: 30 }),
	offset: fc.nat(50),
	noise: fc.integer({ min: 0, max: 3 }),
	seed: fc.nat(),
	subject: fc.constantFrom('none', 'middle', 'below', 'left'),
	blur: fc.boolean(),
});

function randomFrom(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
		return (state >>> 8) / 16_777_216;
	};
}

type Pattern = (x: number, y: number, cell: number) => number;

/** Two greys by a pattern, behind a coloured subject, noisy and blurred as asked. */
function paint(spec: Board, pattern: Pattern): Pixels {
	const { width, height, cell, dark, gap, offset, noise, seed, subject, blur } = spec;
	const random = randomFrom(seed);
	const covered = (x: number, y: number) => {
		switch (subject) {
			case 'middle':
				return Math.hypot(x / width - 0.5, y / height - 0.5) < 0.35;
			case 'below':
				return y / height > 0.4 && Math.abs(x / width - 0.5) < 0.3;
			case 'left':
				return x / width < 0.45 && Math.abs(y / height - 0.5) < 0.3;
			default:
				return false;
		}
	};
	const sharp = draw(width, height, (x, y) => {
		if (covered(x, y)) {
			return [180, 60 + ((x * y) % 50), 20];
		}
		const grey = dark + gap * pattern(x + offset, y + offset, cell) + (random() - 0.5) * 2 * noise;
		return [grey, grey, grey];
	});
	return blur
		? resize(resize(sharp, Math.round(width * 0.7), Math.round(height * 0.7)), width, height)
		: sharp;
}

const parity = (value: number) => Math.floor(value) & 1;
const checkers: Pattern = (x, y, cell) => parity(x / cell) ^ parity(y / cell);

const others: Readonly<Record<string, Pattern>> = {
	plain: () => 1,
	'upright stripes': (x, _y, cell) => parity(x / cell),
	'level stripes': (_x, y, cell) => parity(y / cell),
	'slanting stripes': (x, y, cell) => parity((x + y) / cell),
	'steep stripes': (x, y, cell) => parity((x + y / 2) / cell),
	gradient: (x, y) => Math.sin(x / 60) + Math.cos(y / 70),
	bricks: (x, y, cell) => (y % cell < 2 || (x + (parity(y / cell) * cell) / 2) % cell < 2 ? 0 : 1),
	grid: (x, y, cell) => (x % cell < 2 || y % cell < 2 ? 0 : 1),
	dots: (x, y, cell) => (Math.hypot((x % cell) - cell / 2, (y % cell) - cell / 2) < cell / 3 ? 0 : 1),
	'random squares': (x, y, cell) =>
		(Math.imul(Math.floor(x / cell) * 7919 + Math.floor(y / cell) * 104_729 + 12_345, 0x2545f491) >>> 17) & 1,
};

describe('looksLikeCheckerboard', () => {
	it('finds a painted checkerboard, also behind a subject, noisy and blurred', () => {
		fc.assert(
			fc.property(board, (spec) => assert.ok(looksLikeCheckerboard(paint(spec, checkers)))),
			{ numRuns: 150 },
		);
	});

	for (const [name, pattern] of Object.entries(others)) {
		it(`does not take it for one: ${name}`, () => {
			fc.assert(
				fc.property(board, (spec) => assert.ok(!looksLikeCheckerboard(paint(spec, pattern)))),
				{ numRuns: 40 },
			);
		});
	}

	it('takes no noise, no colours, no dark squares and no real transparency for one', () => {
		fc.assert(
			fc.property(board, fc.nat(), (spec, seed) => {
				const random = randomFrom(seed);
				const noise = draw(spec.width, spec.height, () => Array(3).fill(160 + random() * 90) as never);
				assert.ok(!looksLikeCheckerboard(noise));
				const found = paint({ ...spec, blur: false }, checkers);
				const changed = (change: (value: number, channel: number) => number) => ({
					...found,
					data: found.data.map((value, index) => change(value, index % 4)),
				});
				assert.ok(!looksLikeCheckerboard(changed((value, channel) => (channel === 2 ? value - 60 : value))));
				assert.ok(!looksLikeCheckerboard(changed((value, channel) => (channel === 3 ? 100 : value))));
				assert.ok(!looksLikeCheckerboard(invertMask(found)));
			}),
			{ numRuns: 40 },
		);
	});

	it('says no for an image too small to tell', () => {
		fc.assert(fc.property(anyPixels, (pixels) => assert.ok(!looksLikeCheckerboard(pixels))));
	});
});

describe('transparencyProblem', () => {
	it('finds what was not cut out at all, and squares that were painted instead', () => {
		const plain = draw(100, 100, (x) => [x, 20, 30]);
		assert.equal(transparencyProblem(plain), 'opaque');
		const speck = draw(100, 100, (x, y) => (x === 0 && y === 0 ? [0, 0, 0, 0] : [x, 20, 30]));
		assert.equal(transparencyProblem(speck), 'opaque');
		const squares = draw(160, 160, (x, y) => (((x >> 3) + (y >> 3)) % 2 ? [255, 255, 255] : [204, 204, 204]));
		assert.equal(transparencyProblem(squares), 'checkerboard');
		const cut = draw(100, 100, (x) => (x < 10 ? [0, 0, 0, 0] : [x, 20, 30]));
		assert.equal(transparencyProblem(cut), undefined);
	});
});
