import { crc32, inflateSync } from 'node:zlib';
import { DamagedImageError } from './errors.ts';
import type { Pixels } from './pixels.ts';
import { paethPredictor } from './png.ts';

interface Layout {
	readonly width: number;
	readonly height: number;
	/** Bits a sample: 1, 2, 4, 8 or 16. */
	readonly depth: number;
	/** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
	readonly colourType: number;
	/** Samples a pixel. */
	readonly channels: number;
	readonly interlaced: boolean;
	/** RGB, three bytes an entry. */
	readonly palette: Uint8Array;
	/** The tRNS chunk: alpha by palette entry, or the one colour that is transparent. */
	readonly transparency: Uint8Array | undefined;
}

const CHANNELS = new Map([
	[0, 1],
	[2, 3],
	[3, 1],
	[4, 2],
	[6, 4],
]);

/** Where the pixels of each pass of an interlaced image lie: offsets, then distances. */
const PASSES = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
] as const;

/** Reads a PNG whose header `recogniseImage` has accepted; of an animated one the still image. Throws `DamagedImageError`. */
export function decodePng(file: Uint8Array): Pixels {
	const { layout, compressed } = readChunks(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
	const { width, height, interlaced } = layout;
	const passes = (interlaced ? PASSES : ([[0, 0, 1, 1]] as const))
		.map(([left, top, acrossBy, downBy]) => ({
			left,
			top,
			acrossBy,
			downBy,
			width: Math.ceil((width - left) / acrossBy),
			height: Math.ceil((height - top) / downBy),
		}))
		.filter((pass) => pass.width > 0 && pass.height > 0);
	const rowBytes = (pixels: number) => Math.ceil((pixels * layout.channels * layout.depth) / 8);
	const expected = passes.reduce((sum, pass) => sum + pass.height * (1 + rowBytes(pass.width)), 0);
	const rows = inflate(compressed, expected);

	const data = new Uint8ClampedArray(width * height * 4);
	const step = Math.max(1, (layout.channels * layout.depth) / 8);
	let at = 0;
	for (const pass of passes) {
		const length = rowBytes(pass.width);
		for (let y = 0; y < pass.height; y += 1) {
			unfilter(rows, at, length, step, y === 0);
			const row = rows.subarray(at + 1, at + 1 + length);
			const to = ((pass.top + y * pass.downBy) * width + pass.left) * 4;
			writeRow(layout, row, pass.width, data, to, pass.acrossBy * 4);
			at += 1 + length;
		}
	}
	return { width, height, data };
}

function readChunks(file: Buffer): { readonly layout: Layout; readonly compressed: Buffer } {
	const data: Buffer[] = [];
	let palette: Uint8Array = new Uint8Array();
	let transparency: Uint8Array | undefined;
	for (let at = 8; at + 12 <= file.length; ) {
		const length = file.readUInt32BE(at);
		const type = file.toString('latin1', at + 4, at + 8);
		const end = at + 8 + length;
		// A file that is cut short here may have all its pixels; inflating them will tell.
		if (end + 4 > file.length || type === 'IEND') {
			break;
		}
		if (type === 'PLTE' || type === 'tRNS' || type === 'IDAT') {
			if (crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) {
				throw new DamagedImageError();
			}
			const content = file.subarray(at + 8, end);
			if (type === 'IDAT') {
				data.push(content);
			} else if (type === 'PLTE') {
				palette = content;
			} else {
				transparency = content;
			}
		}
		at = end + 4;
	}
	const colourType = file.readUInt8(25);
	const interlacing = file.readUInt8(28);
	const channels = CHANNELS.get(colourType);
	if (file.readUInt16BE(26) !== 0 || interlacing > 1 || !channels) {
		throw new DamagedImageError();
	}
	const layout = {
		width: file.readUInt32BE(16),
		height: file.readUInt32BE(20),
		depth: file.readUInt8(24),
		colourType,
		channels,
		interlaced: interlacing === 1,
		palette,
		transparency,
	};
	return { layout, compressed: Buffer.concat(data) };
}

function inflate(compressed: Buffer, expected: number): Buffer {
	try {
		// Some writers append a few bytes. More than that is not unpacked, whatever it would become.
		const rows = inflateSync(compressed, { maxOutputLength: expected + 65_536 });
		if (rows.length >= expected) {
			return rows;
		}
	} catch (error) {
		throw new DamagedImageError(error);
	}
	throw new DamagedImageError();
}

/** Undoes in place the filter of the row whose filter type is at `at`, `length` bytes after it. */
function unfilter(rows: Uint8Array, at: number, length: number, step: number, isFirst: boolean): void {
	const filter = rows[at] as number;
	const from = at + 1;
	const back = length + 1;
	if (filter > 4) {
		throw new DamagedImageError();
	}
	if (filter === 0) {
		return;
	}
	for (let x = 0; x < length; x += 1) {
		const here = from + x;
		const left = x >= step ? (rows[here - step] as number) : 0;
		const above = isFirst ? 0 : (rows[here - back] as number);
		let predicted: number;
		if (filter === 1) {
			predicted = left;
		} else if (filter === 2) {
			predicted = above;
		} else if (filter === 3) {
			predicted = (left + above) >> 1;
		} else {
			predicted = paethPredictor(left, above, isFirst || x < step ? 0 : (rows[here - back - step] as number));
		}
		rows[here] = (rows[here] as number) + predicted;
	}
}

/** Writes one row of `count` pixels as RGBA to `data`, from `to`, `by` bytes apart. */
function writeRow(
	layout: Layout,
	row: Uint8Array,
	count: number,
	data: Uint8ClampedArray,
	to: number,
	by: number,
): void {
	const { depth, colourType, channels, transparency } = layout;
	if (colourType === 6 && depth === 8 && by === 4) {
		data.set(row, to);
		return;
	}
	const samples = unpack(row, count * channels, depth);
	if (colourType === 3) {
		writeIndexed(layout, samples, data, to, by);
		return;
	}
	const hasColour = colourType >= 2 && colourType !== 4;
	const hasAlpha = colourType >= 4;
	const clear = hasAlpha ? undefined : transparentColour(transparency, channels);
	const scale = depth === 16 ? 255 / 65_535 : 255 / (2 ** depth - 1);
	for (let at = 0, out = to; at < samples.length; at += channels, out += by) {
		const red = samples[at] as number;
		const green = hasColour ? (samples[at + 1] as number) : red;
		const blue = hasColour ? (samples[at + 2] as number) : red;
		data[out] = red * scale;
		data[out + 1] = green * scale;
		data[out + 2] = blue * scale;
		if (hasAlpha) {
			data[out + 3] = (samples[at + channels - 1] as number) * scale;
		} else {
			data[out + 3] = clear && red === clear[0] && green === clear[1] && blue === clear[2] ? 0 : 255;
		}
	}
}

function writeIndexed(
	{ palette, transparency }: Layout,
	samples: ArrayLike<number>,
	data: Uint8ClampedArray,
	to: number,
	by: number,
): void {
	for (let at = 0, out = to; at < samples.length; at += 1, out += by) {
		const index = samples[at] as number;
		if (index * 3 + 3 > palette.length) {
			throw new DamagedImageError();
		}
		data[out] = palette[index * 3] as number;
		data[out + 1] = palette[index * 3 + 1] as number;
		data[out + 2] = palette[index * 3 + 2] as number;
		data[out + 3] = transparency?.[index] ?? 255;
	}
}

/** The colour of a tRNS chunk, in samples of the image's own depth. */
function transparentColour(
	chunk: Uint8Array | undefined,
	channels: number,
): readonly [number, number, number] | undefined {
	if (!chunk || chunk.length < channels * 2) {
		return undefined;
	}
	const sample = (index: number) => ((chunk[index * 2] as number) << 8) | (chunk[index * 2 + 1] as number);
	return channels === 1 ? [sample(0), sample(0), sample(0)] : [sample(0), sample(1), sample(2)];
}

function unpack(row: Uint8Array, count: number, depth: number): Uint8Array | Uint16Array {
	if (depth === 8) {
		return row;
	}
	const samples = new Uint16Array(count);
	if (depth === 16) {
		for (let index = 0; index < count; index += 1) {
			samples[index] = ((row[index * 2] as number) << 8) | (row[index * 2 + 1] as number);
		}
		return samples;
	}
	const mask = 2 ** depth - 1;
	for (let index = 0; index < count; index += 1) {
		const bit = index * depth;
		samples[index] = ((row[bit >> 3] as number) >> (8 - depth - (bit & 7))) & mask;
	}
	return samples;
}
