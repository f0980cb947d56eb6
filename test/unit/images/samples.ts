import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import type { Pixels } from '../../../src/images/pixels.ts';
import { chunk, segment } from './headers.ts';

/** Pixels by a function of the place. */
export function draw(
	width: number,
	height: number,
	colourAt: (x: number, y: number) => readonly [number, number, number, number?],
): Pixels {
	const data = new Uint8ClampedArray(width * height * 4);
	for (let y = 0, at = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1, at += 4) {
			const [red, green, blue, alpha = 255] = colourAt(x, y);
			data.set([red, green, blue, alpha], at);
		}
	}
	return { width, height, data };
}

/** A small image of any bytes. */
export const anyPixels: fc.Arbitrary<Pixels> = fc
	.record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }) })
	.chain(({ width, height }) =>
		fc
			.uint8ClampedArray({ minLength: width * height * 4, maxLength: width * height * 4 })
			.map((data) => ({ width, height, data })),
	);

/** Soft colours, as a photograph has them. */
export function gradient(width: number, height: number): Pixels {
	return draw(width, height, (x, y) => [
		(x * 255) / width,
		(y * 255) / height,
		128 + 100 * Math.sin((x + y) / 20),
	]);
}

/** The mean difference of all bytes. */
export function difference(one: Pixels, other: Pixels): number {
	let sum = 0;
	for (let at = 0; at < one.data.length; at += 1) {
		sum += Math.abs((one.data[at] as number) - (other.data[at] as number));
	}
	return one.width === other.width && one.height === other.height
		? sum / one.data.length
		: Number.POSITIVE_INFINITY;
}

/** What a PNG file holds before it is packed. */
export interface RawPng {
	readonly width: number;
	readonly height: number;
	readonly depth: number;
	readonly colourType: number;
	readonly interlaced: boolean;
	/** Row by row, all samples of a pixel together, each below 2 ** depth. */
	readonly samples: readonly number[];
	/** By turns, the filter types of the rows. */
	readonly filters: readonly number[];
	readonly palette?: Buffer;
	readonly transparency?: Buffer;
}

export const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Where the pixel of an interlaced image comes in the order of its pass, by the standard's own drawing. */
const ADAM7 = [
	'16462646',
	'77777777',
	'56565656',
	'77777777',
	'36463646',
	'77777777',
	'56565656',
	'77777777',
];

/** Any PNG that the standard allows, written plainly: slow and independent of the product's encoder. */
export function writePng(raw: RawPng): Buffer {
	const { width, height, depth, colourType, interlaced, samples, filters } = raw;
	const channels = PNG_CHANNELS[colourType] as number;
	const lines: Buffer[] = [];
	for (const pass of interlaced ? '1234567' : '*') {
		let above: Buffer | undefined;
		for (let y = 0; y < height; y += 1) {
			const bits: number[] = [];
			for (let x = 0; x < width; x += 1) {
				if (pass === '*' || ADAM7[y % 8]?.[x % 8] === pass) {
					for (const sample of samples.slice((y * width + x) * channels, (y * width + x + 1) * channels)) {
						bits.push(...Array.from({ length: depth }, (_, bit) => (sample >> (depth - 1 - bit)) & 1));
					}
				}
			}
			if (bits.length > 0) {
				const line = Buffer.alloc(Math.ceil(bits.length / 8));
				for (const [index, bit] of bits.entries()) {
					line[index >> 3] = (line[index >> 3] as number) | (bit << (7 - (index % 8)));
				}
				const filter = filters[lines.length % filters.length] ?? 0;
				lines.push(filterLine(filter, line, above, Math.max(1, (depth * channels) >> 3)));
				above = line;
			}
		}
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([depth, colourType, 0, 0, interlaced ? 1 : 0], 8);
	const packed = deflateSync(Buffer.concat(lines));
	const half = packed.length >> 1;
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header),
		...(raw.palette ? [chunk('PLTE', raw.palette)] : []),
		...(raw.transparency ? [chunk('tRNS', raw.transparency)] : []),
		chunk('IDAT', packed.subarray(0, half)),
		chunk('IDAT', packed.subarray(half)),
		chunk('tEXt', Buffer.from('Comment\0sample')),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function filterLine(filter: number, line: Buffer, above: Buffer | undefined, step: number): Buffer {
	const predicted = line.map((_, index) => {
		const a = line[index - step] ?? 0;
		const b = above?.[index] ?? 0;
		const c = (index >= step && above?.[index - step]) || 0;
		const p = a + b - c;
		const nearest = [a, b, c].toSorted((one, other) => Math.abs(p - one) - Math.abs(p - other))[0] ?? 0;
		return [0, a, b, Math.floor((a + b) / 2), nearest][filter] ?? 0;
	});
	return Buffer.from([filter, ...line.map((value, index) => value - (predicted[index] as number))]);
}

/** A JPEG of 8 x 8 pixels, all samples in the middle of their range. */
export function flatJpeg({
	components,
	precision = 8,
	frame = 0xc0,
	extra = [],
}: {
	readonly components: number;
	readonly precision?: number;
	readonly frame?: number;
	readonly extra?: readonly Buffer[];
}): Buffer {
	const ids = Array.from({ length: components }, (_, index) => index + 1);
	// The only code, a single 0, stands for no difference (DC) and for the end of the block (AC).
	const code = (table: number) => Buffer.from([table, 1, ...Array(15).fill(0), 0]);
	return Buffer.concat([
		Buffer.from([0xff, 0xd8]),
		...extra,
		segment(0xdb, Buffer.from([0, ...Array(64).fill(1)])),
		segment(frame, Buffer.from([precision, 0, 8, 0, 8, components, ...ids.flatMap((id) => [id, 0x11, 0])])),
		segment(0xc4, code(0x00)),
		segment(0xc4, code(0x10)),
		segment(0xda, Buffer.from([components, ...ids.flatMap((id) => [id, 0]), 0, 63, 0])),
		Buffer.from([(1 << (8 - components * 2)) - 1, 0xff, 0xd9]),
	]);
}

/** A WebP animation of one frame: the still image `still`. */
export function animate(still: Uint8Array, width: number, height: number): Buffer {
	const size = Buffer.alloc(6);
	size.writeUIntLE(width - 1, 0, 3);
	size.writeUIntLE(height - 1, 3, 3);
	const frame = Buffer.concat([Buffer.alloc(6), size, Buffer.from([100, 0, 0, 0]), still.subarray(12)]);
	const body = Buffer.concat([
		Buffer.from('WEBP'),
		riff('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), size])),
		riff('ANIM', Buffer.alloc(6)),
		riff('ANMF', frame),
	]);
	return riff('RIFF', body);
}

function riff(name: string, data: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32LE(data.length);
	return Buffer.concat([Buffer.from(name), length, data, Buffer.alloc(data.length % 2)]);
}
