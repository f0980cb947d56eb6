import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import type { AnyOperation } from '../../../src/api/operation.ts';
import { catalog } from '../../../src/api/prices.ts';
import { createCodec } from '../../../src/images/codec.ts';
import { pngHeader } from '../../../src/images/png.ts';
import { resize } from '../../../src/images/resample.ts';
import { createPictures, UploadGoneError } from '../../../src/sandbox/pictures.ts';
import { recipeOf } from '../../../src/sandbox/recipe.ts';
import { createUploads } from '../../../src/sandbox/uploads.ts';
import { at, boxMask, disc, drawn, isInBox, pairs, picturesOf, pngOf, turnedPng } from './images.ts';
import { call, sandboxes, workerUrl } from './support.ts';

const operation = (id: string): AnyOperation => {
	const found = catalog.find((one) => one.id === id);
	assert.ok(found, id);
	return found;
};

describe('A picture of the sandbox', () => {
	const start = sandboxes();
	const image = pngOf(disc());

	const sizes: readonly [id: string, input: object, resolution: string, width: number, height: number][] = [
		['generate/4.0', {}, '2048x2048', 2048, 2048],
		['generate/4.0', { resolution: '800x1280' }, '800x1280', 800, 1280],
		['generate/2.0', { aspectRatio: 'ASPECT_1_1' }, '1024x1024', 1024, 1024],
		['generate/2.0', { aspectRatio: 'ASPECT_9_16' }, '720x1280', 720, 1280],
		['generate/2.0', { resolution: 'RESOLUTION_512_1536' }, '512x1536', 512, 1536],
		['generateTransparent/3.0', { aspectRatio: '1x3' }, '512x1536', 512, 1536],
		['generateTransparent/3.0', { aspectRatio: '1x3', upscaleFactor: 'X2' }, '512x1536', 1024, 3072],
		['generateTransparent/3.0', { aspectRatio: '3x1', upscaleFactor: 'X4' }, '1536x512', 6144, 2048],
		['remix/3.0', { image, aspectRatio: '2x1' }, '1408x704', 1408, 704],
		['remix/4.0', { image, resolution: '1440x720' }, '1440x720', 1440, 720],
		['remix/2.0', { image, resolution: 'RESOLUTION_640_1024' }, '640x1024', 640, 1024],
		['reframe/3.0', { image, resolution: '1536x640' }, '1536x640', 1536, 640],
		['reframe/2.0', { image, resolution: 'RESOLUTION_704_1152', model: 'V_2' }, '704x1152', 704, 1152],
		['instructEdit', { images: [image], aspectRatio: '1x2' }, '704x1408', 704, 1408],
		['instructEdit', { images: [image] }, '1088x896', 1088, 896],
		['instructEdit', { imageUrls: ['https://example.com/a.png'] }, '1024x1024', 1024, 1024],
		['upscale', { image }, '120x100', 240, 200],
	];
	for (const [id, input, resolution, width, height] of sizes) {
		const { image: _, images: __, ...shape } = input as Record<string, unknown>;
		it(`has the size asked for: ${id} ${JSON.stringify(shape)}`, async () => {
			const sandbox = await start();
			const prompt = Object.hasOwn(operation(id).fields, 'prompt') ? { prompt: 'a fox' } : {};
			const answer = await call(sandbox, operation(id), { ...prompt, ...input });
			const [picture] = await picturesOf(answer);
			assert.deepEqual([picture?.width, picture?.height], [width, height]);
			assert.equal(answer.body.data[0]?.resolution, resolution);
			const read = operation(id).read(answer.body as never).images[0];
			assert.deepEqual([read?.width, read?.height], [width, height]);
		});
	}

	it('is the same for the same input and seed, and another for another seed', async () => {
		const [one, two] = [await start(), await start()];
		const bytes = async (sandbox: typeof one, seed: number) => {
			const answer = await call(sandbox, operation('remix/3.0'), { image, prompt: 'a fox', seed });
			return (await picturesOf(answer))[0]?.data;
		};
		const first = await bytes(one, 1);
		assert.deepEqual(await bytes(two, 1), first);
		assert.notDeepEqual(await bytes(one, 2), first);
	});

	it('has a transparent ground where that was asked for', async () => {
		const sandbox = await start();
		for (const [id, input] of [
			['generateTransparent/3.0', {}],
			['instructEdit', { images: [image], transparentBackground: true }],
		] as const) {
			const [picture] = await picturesOf(await call(sandbox, operation(id), { prompt: 'a fox', ...input }));
			assert.ok(picture?.hasAlpha);
			const { width, height } = picture;
			assert.equal(at(picture, 0, 0)[3], 0);
			assert.equal(at(picture, width - 1, height - 1)[3], 0);
			assert.equal(at(picture, width >> 1, height >> 1)[3], 255);
		}
	});

	for (const id of ['edit/3.0', 'edit/2.0']) {
		it(`changes what is black in the mask and nothing else: ${id}`, async () => {
			const sandbox = await start();
			// Half transparent on one side: that stays as it is too.
			const before = drawn(120, 100, (x, y) => [x * 2, y * 2, 90, x < 15 ? 128 : 255]);
			const mask = pngOf(boxMask(before, 'black'));
			const answer = await call(sandbox, operation(id), {
				image: pngOf(before),
				mask,
				prompt: 'a hat',
				numImages: 2,
				...(id === 'edit/2.0' ? { model: 'V_2' } : {}),
			});
			const pictures = await picturesOf(answer);
			assert.equal(pictures.length, 2);
			for (const picture of pictures) {
				assert.deepEqual([picture.width, picture.height], [120, 100]);
				for (const { x, y, same } of pairs(before, picture)) {
					assert.equal(same, !isInBox(x, y), `${x} ${y}`);
				}
			}
			const read = operation(id).read(answer.body as never).images[0];
			assert.deepEqual([read?.width, read?.height], [120, 100]);
		});
	}

	it('has lost its object where the mask is white, and is untouched elsewhere', async () => {
		const sandbox = await start();
		const before = drawn(200, 160, (x, y) =>
			Math.hypot(x - 70, y - 45) < 15 ? [200, 30, 40, 255] : [90, 140, 200, 255],
		);
		const mask = pngOf(boxMask(before, 'white'));
		const [picture] = await picturesOf(
			await call(sandbox, operation('removeObject'), { image: pngOf(before), mask }),
		);
		assert.ok(picture);
		for (const { x, y, same } of pairs(before, picture)) {
			assert.ok(same || isInBox(x, y), `${x} ${y}`);
		}
		for (const [x, y] of [
			[70, 35],
			[60, 40],
		] as const) {
			assert.deepEqual(at(picture, x, y), [90, 140, 200, 255]);
		}
	});

	it('is cut out of the ground that its own border shows', async () => {
		const sandbox = await start();
		const before = disc();
		const [picture] = await picturesOf(await call(sandbox, operation('removeBackground'), { image }));
		assert.ok(picture?.hasAlpha);
		assert.deepEqual([picture.width, picture.height], [120, 100]);
		for (const { x, y, same } of pairs(before, picture)) {
			const away = Math.hypot(x - 60, y - 50);
			assert.ok(away < 29 ? same : away < 31 || at(picture, x, y)[3] === 0, `${x} ${y}`);
		}
	});

	it('has a new ground behind the same subject', async () => {
		const sandbox = await start();
		const answer = await call(sandbox, operation('replaceBackground/3.0'), { image, prompt: 'a beach' });
		const [picture] = await picturesOf(answer);
		assert.ok(picture);
		assert.deepEqual([picture.width, picture.height], [120, 100]);
		for (const { x, y, same } of pairs(disc(), picture)) {
			const away = Math.hypot(x - 60, y - 50);
			assert.ok(away < 29 ? same : away < 31 || !same, `${x} ${y}`);
		}
	});

	it('holds the whole input where it is reframed', async () => {
		const sandbox = await start();
		const answer = await call(sandbox, operation('reframe/3.0'), {
			image: pngOf(disc(100, 100)),
			resolution: '1536x640',
		});
		const [picture] = await picturesOf(answer);
		assert.ok(picture);
		const whole = resize(disc(100, 100), 640, 640);
		for (let y = 0; y < 640; y += 1) {
			const row: Uint8ClampedArray = picture.data.subarray((y * 1536 + 448) * 4, (y * 1536 + 448 + 640) * 4);
			assert.deepEqual(row, whole.data.subarray(y * 640 * 4, (y + 1) * 640 * 4));
		}
	});

	it('keeps as much of its input as the image weight says, cropped from the middle', async () => {
		const sandbox = await start();
		const striped = drawn(300, 100, (x) => (x < 100 || x >= 200 ? [0, 0, 255, 255] : [255, 255, 0, 255]));
		const middle = async (imageWeight: number) => {
			const input = { image: pngOf(striped), prompt: 'a fox', seed: 3, imageWeight, aspectRatio: '1x1' };
			const [picture] = await picturesOf(await call(sandbox, operation('remix/3.0'), input));
			assert.ok(picture);
			return [at(picture, 5, 512), at(picture, 512, 300), at(picture, 1019, 512)];
		};
		assert.deepEqual(await middle(100), Array(3).fill([255, 255, 0, 255]));
		const [some, little] = [await middle(60), await middle(1)];
		for (const index of [0, 1, 2]) {
			const off = (colour: readonly number[] = []) =>
				510 - (colour[0] ?? 0) - (colour[1] ?? 0) + (colour[2] ?? 0);
			assert.ok(off(some[index]) < off(little[index]));
		}
	});

	it('is its input twice as large, with a mark, as often as asked', async () => {
		const sandbox = await start();
		const pictures = await picturesOf(await call(sandbox, operation('upscale'), { image, numImages: 2 }));
		assert.equal(pictures.length, 2);
		const doubled = resize(disc(), 240, 200);
		for (const picture of pictures) {
			const changed = [...pairs(doubled, picture)].filter(({ same }) => !same);
			assert.ok(changed.length > 0 && changed.every(({ y }) => y >= 180));
		}
	});

	it('is seen the right way up', async () => {
		const sandbox = await start();
		// Stored with a blue top, which is the right side when it is seen.
		const stored = drawn(60, 40, (_, y) => (y < 20 ? [0, 0, 255, 255] : [255, 255, 0, 255]));
		const [picture] = await picturesOf(
			await call(sandbox, operation('upscale'), { image: turnedPng(stored) }),
		);
		assert.ok(picture);
		assert.deepEqual([picture.width, picture.height], [80, 120]);
		assert.deepEqual(at(picture, 70, 60), [0, 0, 255, 255]);
		assert.deepEqual(at(picture, 10, 60), [255, 255, 0, 255]);
		// A mask is drawn over what is seen.
		const mask = (width: number, height: number) =>
			pngOf(drawn(width, height, (x) => (x < 5 ? [0, 0, 0, 255] : [255, 255, 255, 255])));
		const edit = (file: object) =>
			call(sandbox, operation('edit/3.0'), { image: turnedPng(stored), mask: file, prompt: 'a fox' });
		assert.equal((await edit(mask(40, 60))).status, 200);
		assert.equal((await edit(mask(60, 40))).status, 400);
	});

	it('can be made from JPEG and WebP', async () => {
		const sandbox = await start();
		const codec = createCodec({ workerUrl: new URL('../../../src/images/worker.ts', import.meta.url) });
		try {
			for (const bytes of [await codec.encodeJpeg(disc(), 90), await codec.encodeWebp(disc(), 90)]) {
				const answer = await call(sandbox, operation('removeBackground'), { image: { name: 'a', bytes } });
				const [picture] = await picturesOf(answer);
				assert.ok(picture);
				assert.equal(at(picture, 2, 2)[3], 0);
				assert.deepEqual(
					at(picture, 60, 50).map((value, i) => Math.abs(value - ([200, 30, 40, 255][i] ?? 0)) < 8),
					[true, true, true, true],
				);
			}
		} finally {
			await codec.close();
		}
	});

	it('is not made from a mask of another size or of one colour, nor from a damaged image', async () => {
		const sandbox = await start();
		const white = pngOf(drawn(120, 100, () => [255, 255, 255, 255]));
		const cut = image.bytes.slice(0, -40);
		for (const [id, files] of [
			['edit/3.0', { image, mask: pngOf(boxMask({ width: 120, height: 101 }, 'black')) }],
			['edit/3.0', { image, mask: white }],
			['edit/2.0', { image, mask: white, model: 'V_2' }],
			['removeObject', { image, mask: white }],
			['removeBackground', { image: { name: 'cut.png', bytes: cut } }],
			['removeBackground', { image: { name: 'huge.png', bytes: new Uint8Array(pngHeader(12_000, 12_000)) } }],
			['upscale', { image: { name: 'long.png', bytes: new Uint8Array(pngHeader(16_000, 8)) } }],
			[
				'generate/3.0',
				{
					characterReferenceImages: [image],
					characterReferenceImagesMask: [pngOf(boxMask({ width: 90, height: 100 }, 'black'))],
				},
			],
		] as const) {
			const prompt = Object.hasOwn(operation(id).fields, 'prompt') ? { prompt: 'a fox' } : {};
			const answer = await call(sandbox, operation(id), { ...prompt, ...files });
			assert.equal(answer.status, 400, id);
			assert.deepEqual(Object.keys(JSON.parse(answer.text)), ['error']);
		}
		assert.equal(sandbox.accepted.length, 0);
	});

	it('is gone with its upload, which is kept within bounds and until the end', async () => {
		const uploads = createUploads(image.bytes.length + 50);
		const pictures = createPictures(workerUrl, 64, uploads);
		const recipe = (id: string) =>
			recipeOf('', 1, { width: 240, height: 200 }, { kind: 'upscale', image: id });
		const first = await uploads.keep(image.bytes);
		assert.equal(await uploads.keep(image.bytes), first);
		assert.ok((await pictures.png(recipe(first))).length > 0);
		const second = await uploads.keep(pngOf(disc(130, 90)).bytes);
		await assert.rejects(pictures.png({ ...recipe(first), seed: 2 }), UploadGoneError);
		assert.ok((await pictures.png(recipe(second))).length > 0);
		const { folder = '' } = uploads;
		await access(folder);
		await pictures.close();
		await uploads.close();
		await assert.rejects(access(folder));
		await assert.rejects(uploads.keep(image.bytes));
	});
});
