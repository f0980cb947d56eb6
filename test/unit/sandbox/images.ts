import { recogniseImage } from '../../../src/images/format.ts';
import type { Pixels } from '../../../src/images/pixels.ts';
import { encodePng } from '../../../src/images/png.ts';
import { decodePng } from '../../../src/images/png-decode.ts';
import { chunk } from '../images/headers.ts';
import type { Reply } from './support.ts';

export type Rgba = readonly [number, number, number, number];

/** An image by its pixels. */
export function drawn(width: number, height: number, colour: (x: number, y: number) => Rgba): Pixels {
	const data = new Uint8ClampedArray(width * height * 4);
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			data.set(colour(x, y), (y * width + x) * 4);
		}
	}
	return { width, height, data };
}

/** Its PNG file, with alpha. */
export function pngOf({ width, height, data }: Pixels, name = 'image.png') {
	return { name, bytes: new Uint8Array(encodePng(data, width, height, { channels: 4 })) };
}

/** The PNG file, which says that it lies on its side: its first row is the right one when seen (EXIF 6). */
export function turnedPng(pixels: Pixels) {
	const { name, bytes } = pngOf(pixels);
	const exif = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');
	const head = 33;
	return {
		name,
		bytes: new Uint8Array([...bytes.subarray(0, head), ...chunk('eXIf', exif), ...bytes.subarray(head)]),
	};
}

const PALE: Rgba = [228, 224, 210, 255];
const RED: Rgba = [200, 30, 40, 255];

/** A red disc on a pale ground. */
export const disc = (width = 120, height = 100): Pixels =>
	drawn(width, height, (x, y) => (Math.hypot(x - width / 2, y - height / 2) < 30 ? RED : PALE));

/** A mask whose box is of one colour and the rest of the other. */
export const boxMask = (
	size: { readonly width: number; readonly height: number },
	inside: 'black' | 'white',
) =>
	drawn(size.width, size.height, (x, y) => {
		const value = isInBox(x, y) === (inside === 'black') ? 0 : 255;
		return [value, value, value, 255];
	});

export const isInBox = (x: number, y: number): boolean => x >= 30 && x < 110 && y >= 20 && y < 70;

export function at({ width, data }: Pixels, x: number, y: number): readonly number[] {
	return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

/** Every pixel with its place, of two images of one size. */
export function* pairs(one: Pixels, other: Pixels) {
	for (let y = 0; y < one.height; y += 1) {
		for (let x = 0; x < one.width; x += 1) {
			const from = (y * one.width + x) * 4;
			const same = [0, 1, 2, 3].every((channel) => one.data[from + channel] === other.data[from + channel]);
			yield { x, y, same };
		}
	}
}

/** The pictures behind an answer's links, and what their headers say of alpha. */
export async function picturesOf({
	status,
	text,
	body,
}: Reply): Promise<readonly (Pixels & { readonly hasAlpha: boolean })[]> {
	if (status !== 200) {
		throw new Error(`${status} ${text}`);
	}
	return Promise.all(body.data.map(({ url }) => pictureOf(String(url))));
}

export async function pictureOf(url: string): Promise<Pixels & { readonly hasAlpha: boolean }> {
	const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
	return { ...decodePng(bytes), hasAlpha: recogniseImage(bytes)?.hasAlpha ?? false };
}
