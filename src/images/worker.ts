import { parentPort } from 'node:worker_threads';
import { orient } from './arrange.ts';
import { DamagedImageError, ImageTooLargeError, UnsupportedImageError } from './errors.ts';
import type { ImageInfo } from './format.ts';
import { encodeJpeg, encodeWebp } from './lossy.ts';
import { isOpaque, type Pixels } from './pixels.ts';
import { resize } from './resample.ts';
import { decodeStored, instantiateBeside, pngOf } from './stored.ts';

/** What the worker is asked, one at a time. `info`: the header, which has been found to be within bounds. */
export type CodecRequest =
	| { readonly task: 'decode' | 'opaque'; readonly bytes: Uint8Array; readonly info: ImageInfo }
	| {
			readonly task: 'thumbnail';
			readonly bytes: Uint8Array;
			readonly info: ImageInfo;
			readonly longestSide: number;
			readonly quality: number;
	  }
	| { readonly task: 'resize'; readonly pixels: Pixels; readonly width: number; readonly height: number }
	| { readonly task: 'png'; readonly pixels: Pixels }
	| { readonly task: 'jpeg'; readonly pixels: Pixels; readonly quality: number }
	| { readonly task: 'webp'; readonly pixels: Pixels; readonly quality: number | 'lossless' };

/** Its answer. The sentences are made by whoever asked: a worker does not know the person's language. */
export type CodecReply =
	| { readonly result: Pixels | Uint8Array | boolean }
	| {
			readonly problem: 'damaged' | 'too-large' | 'failed' | UnsupportedImageError['kind'];
			readonly cause: string;
	  };

const instantiate = instantiateBeside(import.meta.url);

parentPort?.on('message', async (request: CodecRequest) => {
	try {
		const result = await run(request);
		parentPort?.postMessage({ result } satisfies CodecReply, buffersOf(result));
	} catch (error) {
		parentPort?.postMessage({ problem: problemOf(error), cause: causeOf(error) } satisfies CodecReply);
	}
});

/** What is given away with an answer. */
function buffersOf(result: Pixels | Uint8Array | boolean): ArrayBuffer[] {
	if (typeof result === 'boolean') {
		return [];
	}
	const { buffer } = 'data' in result ? result.data : result;
	return [buffer as ArrayBuffer];
}

async function run(request: CodecRequest): Promise<Pixels | Uint8Array | boolean> {
	switch (request.task) {
		case 'decode':
			return decodeStored(request.bytes, request.info, instantiate);
		case 'opaque':
			return isOpaque(await decodeStored(request.bytes, request.info, instantiate));
		case 'thumbnail':
			return own(await thumbnail(request));
		case 'resize':
			return resize(request.pixels, request.width, request.height);
		case 'png':
			return own(pngOf(request.pixels, { adaptive: true }));
		case 'jpeg':
			return own(await encodeJpeg(request.pixels, request.quality, instantiate));
		case 'webp':
			return own(await encodeWebp(request.pixels, request.quality, instantiate));
	}
}

/** Shrunk before it is turned: there is less to turn then. */
async function thumbnail(request: Extract<CodecRequest, { task: 'thumbnail' }>): Promise<Uint8Array> {
	const { bytes, info, longestSide, quality } = request;
	const pixels = await decodeStored(bytes, info, instantiate);
	const scale = Math.min(1, longestSide / Math.max(pixels.width, pixels.height));
	const side = (length: number) => Math.max(1, Math.round(length * scale));
	const small = resize(pixels, side(pixels.width), side(pixels.height));
	return encodeWebp(orient(small, info.orientation), quality, instantiate);
}

/** Bytes in a buffer that holds nothing else, so that it can be given away. */
function own(bytes: Uint8Array): Uint8Array {
	return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function problemOf(error: unknown): Extract<CodecReply, { readonly problem: string }>['problem'] {
	if (error instanceof DamagedImageError) {
		return 'damaged';
	}
	if (error instanceof UnsupportedImageError) {
		return error.kind;
	}
	return error instanceof ImageTooLargeError || error instanceof RangeError ? 'too-large' : 'failed';
}

/** For a log: what the library said, where it said something. */
function causeOf(error: unknown): string {
	return String((error instanceof Error && error.cause) || error);
}
