import assert from 'node:assert/strict';
import { ValidationError } from '../../../src/api/errors.ts';
import type { ImageFile } from '../../../src/api/field.ts';
import { prepareMasks } from '../../../src/api/masks.ts';
import { editV3 } from '../../../src/api/operations/edit-v3.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { removeObject } from '../../../src/api/operations/remove-object.ts';
import { type Codec, createCodec } from '../../../src/images/codec.ts';
import { encodePng } from '../../../src/images/png.ts';

const grey = (width: number, height: number, value: (x: number) => number): ImageFile => ({
	name: 'mask.png',
	bytes: encodePng(
		Uint8Array.from({ length: width * height * 3 }, (_, at) => value(Math.floor(at / 3) % width)),
		width,
		height,
	),
});

const image = grey(8, 4, () => 200);
/** The left half is to change. */
const halfBlack = grey(8, 4, (x) => (x < 4 ? 0 : 255));

describe('A mask', () => {
	let codec: Codec;
	const tools = async () => codec;

	before(() => {
		codec = createCodec({ workerUrl: new URL('../../../src/images/worker.ts', import.meta.url) });
	});

	after(() => codec.close());

	const problem = async (promise: Promise<unknown>) => {
		const error = await promise.then(
			() => assert.fail('It was taken.'),
			(reason: unknown) => reason,
		);
		assert.ok(error instanceof ValidationError, String(error));
		return error;
	};

	/** The first row of a mask as it goes on the wire. */
	const firstRow = async (wired: Readonly<Record<string, unknown>>) => {
		const { data } = await codec.decode((wired.mask as ImageFile).bytes);
		return Array.from({ length: 8 }, (_, x) => data[x * 4]);
	};

	const soft = grey(8, 4, (x) => [0, 10, 60, 120, 140, 200, 250, 255][x] ?? 0);

	it('whose black is repainted is sent with hard edges', async () => {
		const wired = await prepareMasks(editV3, { image, mask: soft, prompt: 'a fox' }, tools);
		assert.deepEqual(await firstRow(wired), [0, 0, 0, 0, 255, 255, 255, 255]);
		assert.equal(wired.image, image);
	});

	it('is inverted, with hard edges, where the API removes white', async () => {
		const wired = await prepareMasks(removeObject, { image, mask: soft }, tools);
		assert.deepEqual(await firstRow(wired), [255, 255, 255, 255, 0, 0, 0, 0]);
	});

	it('of another size than its image is refused with both sizes', async () => {
		const error = await problem(
			prepareMasks(editV3, { image, mask: grey(4, 4, (x) => x * 80), prompt: '' }, tools),
		);
		assert.equal(error.message, 'Mask is 4 by 4 pixels and its image 8 by 4: make them the same size.');
		assert.equal(error.field, 'mask');
	});

	for (const [name, value] of [
		['black', 0],
		['white', 255],
		['dark grey', 90],
	] as const) {
		it(`that is all ${name} is refused, on either side of the conversion`, async () => {
			const mask = grey(8, 4, () => value);
			for (const operation of [editV3, removeObject]) {
				const error = await problem(prepareMasks(operation, { image, mask, prompt: '' }, tools));
				assert.match(error.message, /only one color: paint black what is to change/);
			}
		});
	}

	it('that is damaged is refused in a sentence', async () => {
		const mask = { ...halfBlack, bytes: halfBlack.bytes.subarray(0, 60) };
		const error = await problem(prepareMasks(editV3, { image, mask, prompt: '' }, tools));
		assert.match(error.message, /damaged or incomplete/);
	});

	it('of a character has the size of its reference, and may be of one colour', async () => {
		const input = {
			prompt: '',
			characterReferenceImages: [image],
			characterReferenceImagesMask: [grey(8, 4, () => 255)],
		};
		assert.deepEqual(await prepareMasks(generateV3, input, tools), input);
		const other = { ...input, characterReferenceImagesMask: [grey(4, 4, () => 255)] };
		assert.match((await problem(prepareMasks(generateV3, other, tools))).message, /make them the same size/);
	});

	it('that is not there loads nothing', async () => {
		const input = { prompt: 'a fox' };
		const none = () => Promise.reject(new Error('The codec was loaded.'));
		assert.deepEqual(await prepareMasks(generateV3, input, none), input);
	});
});
