import assert from 'node:assert/strict';
import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { writeKept } from '../../../media/studio/painter/keeping.ts';
import { createMask, type Rect } from '../../../media/studio/painter/mask.ts';
import { paintRectangle } from '../../../media/studio/painter/shapes.ts';
import { ValidationError } from '../../../src/api/errors.ts';
import type { ImageFile, MaskOf } from '../../../src/api/field.ts';
import { prepareMasks } from '../../../src/api/masks.ts';
import { type Codec, createCodec } from '../../../src/images/codec.ts';
import { recogniseImage } from '../../../src/images/format.ts';
import { inputFromForm, maskOf } from '../../../src/studio/formInput.ts';
import { offeredOperations } from '../../../src/studio/forms.ts';
import type { FormValues } from '../../../src/studio/makeMessages.ts';
import { createMaskKeeper } from '../../../src/studio/maskKeeper.ts';
import { createMasks, type Masks } from '../../../src/studio/masks.ts';
import { createUpright } from '../../../src/studio/upright.ts';
import { waitFor } from '../../ui/wait.ts';
import { TemporaryFolder } from '../../vscode/temporary.ts';
import { segment, tiff } from '../images/headers.ts';
import { at, disc, isInBox, pairs, picturesOf, pngOf, turnedPng } from '../sandbox/images.ts';
import { call, sandboxes } from '../sandbox/support.ts';

const IMAGE = 'image-0001';
const changed: MaskOf = { of: 'image', marks: 'changed', changes: 'black' };

/** As the painter writes it: a rectangle of an image of this size. */
function painted(width: number, height: number, area: Rect): Uint8Array {
	const mask = createMask(width, height);
	paintRectangle(mask, area, true);
	return new TextEncoder().encode(writeKept({ mask, tool: 'brush', size: 16 }));
}

/** That of `isInBox`. */
const BOX = { left: 30, top: 20, right: 110, bottom: 70 };
const NOTHING = { left: 0, top: 0, right: 0, bottom: 0 };

describe('Masks of the panel', () => {
	let codec: Codec;
	let temporary: TemporaryFolder;
	let runs = 0;
	const start = sandboxes();

	before(() => {
		codec = createCodec({ workerUrl: new URL('../../../src/images/worker.ts', import.meta.url) });
		temporary = new TemporaryFolder();
	});
	after(async () => {
		await codec.close();
		temporary.remove();
	});

	function rig(images: Map<string, ImageFile> = new Map([[IMAGE, pngOf(disc())]])) {
		runs += 1;
		const folder = temporary.folder(`masks-${runs}`);
		const read = async (handle: string) => {
			const file = images.get(handle);
			if (!file) {
				throw new ValidationError('An image is not there any more.');
			}
			return file;
		};
		/** Another window on the same folder. */
		const open = (): Masks =>
			createMasks({
				keeper: createMaskKeeper(folder, assert.fail),
				images: { read, remembered: read },
				upright: createUpright({ folder: path.join(folder, 'pictures'), codec: async () => codec }),
				pickFile: async () => undefined,
			});
		return { images, folder, read, open, masks: open() };
	}

	const masked = offeredOperations().flatMap((operation) =>
		Object.entries(operation.fields).flatMap(([name, field]) => {
			const mask = maskOf(field);
			return mask ? [{ operation, name, mask }] : [];
		}),
	);

	it('are there for all jobs that take one', () => {
		const names = masked.map(({ operation, mask }) => `${operation.id} ${mask.marks}`);
		assert.deepEqual(names.filter((name) => !name.endsWith('character')).sort(), [
			'edit/2.0 changed',
			'edit/3.0 changed',
			'removeObject removed',
		]);
		assert.ok(names.includes('generate/3.0 character') && names.includes('edit/3.0 character'));
	});

	for (const { operation, name, mask } of masked) {
		it(`go to ${operation.id} as ${name} in its own sense, with the size of their image`, async () => {
			const { masks, read } = rig();
			await masks.keep(name, IMAGE, painted(120, 100, BOX));
			await masks.keep('mask', IMAGE, painted(120, 100, BOX));
			const values: FormValues = {
				...('prompt' in operation.fields ? { prompt: 'a hat' } : {}),
				...('image' in operation.fields ? { image: [IMAGE] } : {}),
				...(operation.id === 'edit/2.0' ? { model: 'V_2' } : {}),
				// What else the operation cannot do without.
				...('mask' in operation.fields ? { mask: [IMAGE] } : {}),
				[mask.of]: [IMAGE],
				[name]: [IMAGE],
			};
			const input = await inputFromForm(operation, values, {
				image: read,
				mask: (field, of, image) => masks.read(field, of, image, true),
				model: () => undefined,
			});
			const wired = await prepareMasks(operation, input, async () => codec);
			const [file] = [wired[name]].flat() as readonly ImageFile[];
			assert.ok(file);
			const sent = await codec.decode(file.bytes);
			assert.deepEqual([sent.width, sent.height], [120, 100]);
			const inside = mask.changes === 'black' ? 0 : 255;
			for (let y = 0; y < 100; y += 1) {
				for (let x = 0; x < 120; x += 1) {
					const value = isInBox(x, y) ? inside : 255 - inside;
					assert.deepEqual(at(sent, x, y), [value, value, value, 255], `${x} ${y}`);
				}
			}
			const [picture] = await picturesOf(await call(await start(), operation, wired));
			assert.ok(picture);
			if (mask.changes) {
				const all = [...pairs(disc(), picture)];
				assert.ok(all.every(({ x, y, same }) => same || isInBox(x, y)));
				assert.ok(all.some(({ same }) => !same));
			}
		});
	}

	it('are the same in the next window, and forgotten when they are removed', async () => {
		const { masks, open } = rig();
		const bytes = painted(120, 100, BOX);
		await masks.keep('mask', IMAGE, bytes);
		const next = open();
		assert.equal((await next.open('mask', IMAGE)).mask, Buffer.from(bytes).toString('latin1'));
		assert.equal((await next.open('characterReferenceImagesMask', IMAGE)).mask, null);
		await next.keep('mask', IMAGE, new Uint8Array());
		assert.equal((await next.open('mask', IMAGE)).mask, null);
		await assert.rejects(next.read('mask', changed, IMAGE, false), /Paint what should change/);
	});

	it('are of no use where nothing is painted, or where all is and the API wants both', async () => {
		const { masks } = rig();
		const all = { left: 0, top: 0, right: 120, bottom: 100 };
		await masks.keep('mask', IMAGE, painted(120, 100, NOTHING));
		await assert.rejects(masks.read('mask', changed, IMAGE, false), { field: 'mask' });
		await masks.keep('mask', IMAGE, painted(120, 100, all));
		await assert.rejects(masks.read('mask', changed, IMAGE, false), /leave out what is to stay/);
		const character: MaskOf = { of: 'image', marks: 'character' };
		const { bytes } = await masks.read('mask', character, IMAGE, false);
		assert.equal(recogniseImage(bytes)?.width, 120);
	});

	it('do not go with an image that has another size by now', async () => {
		const { masks, images } = rig();
		await masks.keep('mask', IMAGE, painted(120, 100, BOX));
		images.set(IMAGE, pngOf(disc(100, 120)));
		await assert.rejects(masks.read('mask', changed, IMAGE, true), /another size now: paint its mask again/);
		const { mask, width, height } = await masks.open('mask', IMAGE);
		assert.deepEqual([mask, width, height], [null, 100, 120]);
	});

	for (const [kind, file, type] of [
		['a PNG', async () => turnedPng(disc()), 'png'],
		[
			'a photograph',
			async () => {
				const jpeg = await codec.encodeJpeg(disc(), 90);
				const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff(6, true)]));
				const bytes = new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]));
				return { name: 'photo.jpg', bytes };
			},
			'jpeg',
		],
	] as const) {
		it(`are painted on ${kind} as it is seen, however it lies`, async () => {
			const { masks, images } = rig();
			images.set(IMAGE, await file());
			const { file: shown, ...size } = await masks.open('mask', IMAGE);
			assert.deepEqual([size.width, size.height], [100, 120]);
			const info = recogniseImage(readFileSync(shown));
			assert.deepEqual([info?.width, info?.height, info?.orientation, info?.type], [100, 120, 1, type]);
			await masks.keep('mask', IMAGE, painted(100, 120, { left: 10, top: 10, right: 30, bottom: 30 }));
			await assert.rejects(masks.keep('mask', IMAGE, painted(120, 100, BOX)), /no mask of that image/);
			const mask = await masks.read('mask', changed, IMAGE, false);
			const operation = offeredOperations().find(({ id }) => id === 'removeObject');
			assert.ok(operation);
			const input = { image: images.get(IMAGE), mask };
			const wired = await prepareMasks(operation, input, async () => codec);
			assert.equal((await call(await start(), operation, wired)).status, 200);
		});
	}

	it('are taken from nobody who was not given the image, and from nobody who sends anything else', async () => {
		const { masks, folder } = rig();
		const sound = Buffer.from(painted(120, 100, BOX)).toString('latin1');
		const hostile = fc.oneof(
			fc.uint8Array({ minLength: 1, maxLength: 2_000 }),
			fc
				.constantFrom(
					sound.replace('120', '121'),
					sound.replace('120,100', '100,120'),
					sound.replace('120,100', '4294967295,4294967295'),
					sound.replace(/^1/, '2'),
					sound.slice(0, -8),
					`${sound}AAAA`,
					sound.replace(/[^,]*$/, ''),
					sound.replace(/[^,]*$/, '/v8='),
				)
				.map((text) => new TextEncoder().encode(text)),
		);
		await fc.assert(
			fc.asyncProperty(hostile, async (bytes) => {
				await assert.rejects(masks.keep('mask', IMAGE, bytes), /no mask of that image/);
			}),
		);
		for (const image of ['../../etc/passwd', 'image-0002', '__proto__']) {
			await assert.rejects(masks.keep('mask', image, painted(120, 100, BOX)), /not there any more/);
			await assert.rejects(masks.open('mask', image), /not there any more/);
			await assert.rejects(masks.read('mask', changed, image, true), /not there any more/);
		}
		assert.deepEqual(readdirSync(folder), []);
	});

	it('are kept as they were sent, so that a call can be repeated: the latest of them', async () => {
		const { masks, folder, open } = rig();
		await masks.keep('mask', IMAGE, painted(120, 100, BOX));
		const { bytes, path: uri = '' } = await masks.read('mask', changed, IMAGE, true);
		const file = fileURLToPath(uri);
		assert.ok(readFileSync(file).equals(bytes));
		utimesSync(file, 1, 1);
		for (let x = 0; x < 60; x += 1) {
			await masks.keep('mask', IMAGE, painted(120, 100, { ...BOX, left: x, right: x + 1 }));
			await masks.read('mask', changed, IMAGE, true);
		}
		open();
		const sent = path.join(folder, 'sent');
		await waitFor('the oldest to go', () => readdirSync(sent).length === 60);
		assert.ok(!readdirSync(sent).includes(path.basename(file)));
	});
});
