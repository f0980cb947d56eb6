import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** 1: grey. 3: red, green, blue. 4: and alpha. */
type Channels = 1 | 3 | 4;

const COLOUR_TYPES: Readonly<Record<Channels, number>> = { 1: 0, 3: 2, 4: 6 };

/** The beginning of an 8-bit PNG: signature and header, claiming `width` x `height` pixels. */
export function pngHeader(width: number, height: number, channels: Channels = 3): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header[8] = 8;
	header[9] = COLOUR_TYPES[channels];
	return Buffer.concat([SIGNATURE, pngChunk('IHDR', header)]);
}

/**
 * An 8-bit PNG of `samples`, `channels` bytes a pixel, row by row from the top. `adaptive`: each row by the
 * filter that suits it, which is slower and smaller than the difference to the row above for all of them.
 */
export function encodePng(
	samples: Uint8Array | Uint8ClampedArray,
	width: number,
	height: number,
	{
		channels = 3,
		adaptive = false,
	}: { readonly channels?: Channels; readonly adaptive?: boolean | undefined } = {},
): Buffer {
	const rows = adaptive
		? filteredBest(samples, width * channels, height, channels)
		: filteredUp(samples, width * channels, height);
	return Buffer.concat([
		pngHeader(width, height, channels),
		pngChunk('IDAT', deflateSync(rows, { level: adaptive ? 6 : 4 })),
		pngChunk('IEND', Buffer.alloc(0)),
	]);
}

/** Every row as its difference to the row above (filter type 2), which suits gradients. */
function filteredUp(samples: Uint8Array | Uint8ClampedArray, stride: number, height: number): Uint8Array {
	const rows = new Uint8Array((stride + 1) * height);
	for (let y = 0, from = 0, to = 0; y < height; y += 1) {
		rows[to] = 2;
		to += 1;
		for (let x = 0; x < stride; x += 1, from += 1, to += 1) {
			rows[to] = (samples[from] as number) - (y > 0 ? (samples[from - stride] as number) : 0);
		}
	}
	return rows;
}

/** Every row by the filter whose differences, taken as signed bytes, add up to the least. */
function filteredBest(
	samples: Uint8Array | Uint8ClampedArray,
	stride: number,
	height: number,
	step: number,
): Uint8Array {
	const rows = new Uint8Array((stride + 1) * height);
	const tries = Array.from({ length: 5 }, () => new Uint8Array(stride));
	const [none, sub, up, average, paeth] = tries as [
		Uint8Array,
		Uint8Array,
		Uint8Array,
		Uint8Array,
		Uint8Array,
	];
	for (let y = 0; y < height; y += 1) {
		const start = y * stride;
		for (let x = 0; x < stride; x += 1) {
			const at = start + x;
			const value = samples[at] as number;
			const left = x >= step ? (samples[at - step] as number) : 0;
			const above = y > 0 ? (samples[at - stride] as number) : 0;
			const corner = x >= step && y > 0 ? (samples[at - stride - step] as number) : 0;
			none[x] = value;
			sub[x] = value - left;
			up[x] = value - above;
			average[x] = value - ((left + above) >> 1);
			paeth[x] = value - paethPredictor(left, above, corner);
		}
		let best = 0;
		let least = Number.POSITIVE_INFINITY;
		tries.forEach((row, filter) => {
			const cost = magnitude(row);
			if (cost < least) {
				least = cost;
				best = filter;
			}
		});
		rows[y * (stride + 1)] = best;
		rows.set(tries[best] as Uint8Array, y * (stride + 1) + 1);
	}
	return rows;
}

function magnitude(row: Uint8Array): number {
	let sum = 0;
	for (let x = 0; x < row.length; x += 1) {
		const value = row[x] as number;
		sum += value < 128 ? value : 256 - value;
	}
	return sum;
}

/** The neighbour that is nearest to left + above - corner; PNG's filter type 4. */
export function paethPredictor(left: number, above: number, corner: number): number {
	const toLeft = Math.abs(above - corner);
	const toAbove = Math.abs(left - corner);
	const toCorner = Math.abs(left + above - 2 * corner);
	if (toLeft <= toAbove && toLeft <= toCorner) {
		return left;
	}
	return toAbove <= toCorner ? above : corner;
}

/** One chunk of a PNG with its length and checksum. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
	const bytes = Buffer.alloc(12 + data.length);
	bytes.writeUInt32BE(data.length, 0);
	bytes.write(type, 4, 'latin1');
	bytes.set(data, 8);
	bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
	return bytes;
}
