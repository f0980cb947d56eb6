import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createBrushwork, TOOLS } from '../../../media/studio/painter/brushwork.ts';
import { readKept, writeKept } from '../../../media/studio/painter/keeping.ts';
import { createMask, invert, type Mask, wholeOf } from '../../../media/studio/painter/mask.ts';
import { createUndo } from '../../../media/studio/painter/undo.ts';
import { pack, unpack } from '../../../src/studio/maskPacking.ts';

const point = fc.record({
	x: fc.double({ min: -10, max: 80, noNaN: true }),
	y: fc.double({ min: -10, max: 80, noNaN: true }),
});
const stroke = fc.record({
	tool: fc.constantFrom(...TOOLS),
	size: fc.constantFrom(1, 2, 8, 24),
	points: fc.array(point, { minLength: 1, maxLength: 5 }),
	clear: fc.boolean(),
});
type Stroke = typeof stroke extends fc.Arbitrary<infer T> ? T : never;
const UNLIMITED = { steps: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };

function session(limits = UNLIMITED) {
	const mask = createMask(67, 41);
	const undo = createUndo(mask, limits);
	const brushwork = createBrushwork(mask, undo);
	return {
		mask,
		undo,
		brushwork,
		/** Whether anything was changed. */
		make({ tool, size, points, clear }: Stroke): boolean {
			const [first, ...rest] = points;
			brushwork.begin(first as Stroke['points'][number], tool, size);
			for (const next of rest) {
				brushwork.extend([next]);
				brushwork.flush();
			}
			return brushwork.end(clear).isStep;
		},
	};
}

const copy = ({ bits, count }: Mask) => ({ bits: Uint8Array.from(bits), count });

describe('Undo in the mask painter', () => {
	it('goes back through every state and forth again', () => {
		fc.assert(
			fc.property(fc.array(stroke, { maxLength: 12 }), (strokes) => {
				const { mask, undo, make } = session();
				const states = [copy(mask)];
				for (const next of strokes) {
					if (make(next)) {
						states.push(copy(mask));
					}
				}
				for (const state of states.slice(0, -1).reverse()) {
					assert.ok(undo.undo());
					assert.deepEqual(copy(mask), state);
				}
				assert.equal(undo.undo(), undefined);
				for (const state of states.slice(1)) {
					assert.ok(undo.redo());
					assert.deepEqual(copy(mask), state);
				}
				assert.equal(undo.redo(), undefined);
			}),
		);
	});

	it('forgets what was undone once something else is done, in any order of strokes, undo and redo', () => {
		const command = fc.oneof(stroke, fc.constantFrom('undo' as const, 'redo' as const));
		fc.assert(
			fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
				const { mask, undo, make } = session();
				let states = [copy(mask)];
				let at = 0;
				for (const next of commands) {
					if (next === 'undo') {
						assert.equal(undo.undo() !== undefined, at > 0);
						at = Math.max(0, at - 1);
					} else if (next === 'redo') {
						assert.equal(undo.redo() !== undefined, at < states.length - 1);
						at = Math.min(states.length - 1, at + 1);
					} else if (make(next)) {
						at += 1;
						states = [...states.slice(0, at), copy(mask)];
					}
					assert.deepEqual(copy(mask), states[at]);
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('takes no step where nothing was changed', () => {
		const { undo, make } = session();
		assert.ok(!make({ tool: 'eraser', size: 8, points: [{ x: 5, y: 5 }], clear: false }));
		assert.ok(!undo.canUndo());
	});

	it('leaves nothing of a stroke that is given up', () => {
		fc.assert(
			fc.property(stroke, stroke, (made, given) => {
				const { mask, brushwork, make } = session();
				make(made);
				const before = copy(mask);
				brushwork.begin(given.points[0] as Stroke['points'][number], given.tool, given.size);
				brushwork.extend(given.points);
				brushwork.flush();
				brushwork.cancel();
				assert.deepEqual(copy(mask), before);
			}),
		);
	});

	it('keeps within its bounds, and the latest step however large', () => {
		fc.assert(
			fc.property(fc.array(stroke, { minLength: 1, maxLength: 30 }), (strokes) => {
				const { undo, make } = session({ steps: 4, bytes: 60 });
				let last = 0;
				for (const next of strokes) {
					const isStep = make(next);
					last = isStep ? undo.bytes() : last;
					assert.ok(!last || undo.canUndo());
				}
				let steps = 0;
				const bytes = undo.bytes();
				while (undo.undo()) {
					steps++;
				}
				assert.ok(steps <= 4);
				assert.ok(steps <= 1 || bytes <= 60);
			}),
		);
	});

	it('needs no more than some bytes for a whole image inverted', () => {
		const mask = createMask(2048, 2048);
		const undo = createUndo(mask, UNLIMITED);
		invert(mask);
		undo.commit(wholeOf(mask));
		assert.ok(undo.bytes() < 16);
		undo.undo();
		assert.equal(mask.count, 0);
	});
});

describe('What a mask painter keeps', () => {
	const bytes = fc.oneof(
		fc.uint8Array({ maxLength: 300 }),
		fc
			.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(255)), { maxLength: 12 })
			.map((runs) => Uint8Array.from(runs.flatMap(([length, byte]) => Array(length).fill(byte)))),
	);

	it('comes back from its packing, which never grows by more than a few bytes', () => {
		fc.assert(
			fc.property(bytes, (plain) => {
				const packed = pack(plain);
				assert.deepEqual(unpack(packed, plain.length), plain);
				assert.ok(packed.length <= plain.length + 4, `${plain.length}: ${packed.length}`);
			}),
		);
	});

	it('is not unpacked where it is anything else', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(200), (packed, length) => {
				const plain = unpack(packed, length);
				assert.ok(plain === undefined || plain.length === length);
			}),
		);
		assert.equal(unpack(Uint8Array.of(8, 1), 5), undefined);
		assert.equal(unpack(Uint8Array.of(12, 1), 5), undefined);
		assert.equal(unpack(Uint8Array.of(7, 1), 3), undefined);
		assert.deepEqual(unpack(Uint8Array.of(10, 1), 5), Uint8Array.of(1, 1, 1, 1, 1));
	});

	it('comes back after a reload: mask, tool and size', () => {
		fc.assert(
			fc.property(fc.array(stroke, { maxLength: 6 }), fc.constantFrom(...TOOLS), (strokes, tool) => {
				const { mask, make } = session();
				for (const next of strokes) {
					make(next);
				}
				assert.deepEqual(readKept(writeKept({ mask, tool, size: 48 }), 67, 41), { mask, tool, size: 48 });
			}),
		);
	});

	it('is refused where it is of another image or has been changed', () => {
		const text = writeKept({ mask: createMask(67, 41), tool: 'brush', size: 48 });
		assert.ok(readKept(text, 67, 41));
		assert.equal(readKept(text, 41, 67), undefined);
		for (const bad of ['', text.slice(0, -2), text.replace('brush', 'hammer'), text.replace('48', '47')]) {
			assert.equal(readKept(bad, 67, 41), undefined, bad);
		}
		fc.assert(
			fc.property(fc.string(), (noise) => {
				assert.equal(readKept(noise, 67, 41), undefined);
			}),
		);
	});

	it('is some kilobytes for strokes over a large image', () => {
		const mask = createMask(2048, 2048);
		const brushwork = createBrushwork(mask, createUndo(mask, UNLIMITED));
		brushwork.begin({ x: 100, y: 100 }, 'brush', 128);
		brushwork.extend([
			{ x: 1900, y: 300 },
			{ x: 200, y: 1000 },
			{ x: 1800, y: 1900 },
		]);
		brushwork.end(false);
		const { length } = writeKept({ mask, tool: 'brush', size: 128 });
		assert.ok(length < 50_000, String(length));
	});
});
