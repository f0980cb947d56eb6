import { readFile } from 'node:fs/promises';
import { DamagedImageError } from './errors.ts';
import type { ImageInfo } from './format.ts';
import { decodeJpeg, decodeWebp } from './lossy.ts';
import { isOpaque, type Pixels } from './pixels.ts';
import { encodePng } from './png.ts';
import { decodePng } from './png-decode.ts';
import { createInstantiate, type Instantiate, WASM_FILES } from './wasm.ts';

/** Image files to pixels and back on the thread that asks: what workers share. */

/** Reads WebAssembly for a worker at `workerUrl`: beside it where it is built, from its package in the source. */
export function instantiateBeside(workerUrl: string): Instantiate {
	const isBuilt = workerUrl.endsWith('.js');
	return createInstantiate((file) =>
		readFile(new URL(isBuilt ? `wasm/${file}` : import.meta.resolve(WASM_FILES[file] + file), workerUrl)),
	);
}

/**
 * The pixels of a file as they are stored, orientation not applied. `info`: its header, found to be within
 * bounds. Throws `DamagedImageError`, `UnsupportedImageError` or `ImageTooLargeError`.
 */
export async function decodeStored(
	bytes: Uint8Array,
	info: ImageInfo,
	instantiate: Instantiate,
): Promise<Pixels> {
	const { data, width, height } =
		info.type === 'png'
			? decodePng(bytes)
			: info.type === 'jpeg'
				? await decodeJpeg(bytes, instantiate)
				: await decodeWebp(bytes, instantiate);
	if (width !== info.width || height !== info.height) {
		throw new DamagedImageError('The pixels are of another size than the header says.');
	}
	return { width, height, data };
}

/** A PNG file, without an alpha channel where all is opaque. */
export function pngOf(pixels: Pixels, options: { readonly adaptive?: boolean } = {}): Buffer {
	const { width, height, data } = pixels;
	return isOpaque(pixels)
		? encodePng(withoutAlpha(data), width, height, { channels: 3, ...options })
		: encodePng(data, width, height, { channels: 4, ...options });
}

function withoutAlpha(data: Uint8ClampedArray): Uint8Array {
	const rgb = new Uint8Array((data.length / 4) * 3);
	for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
		rgb[to] = data[from] as number;
		rgb[to + 1] = data[from + 1] as number;
		rgb[to + 2] = data[from + 2] as number;
	}
	return rgb;
}
