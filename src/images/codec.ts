import { Worker } from 'node:worker_threads';
import { t } from '@vscode/l10n';
import { CodecError, DamagedImageError, ImageTooLargeError, UnsupportedImageError } from './errors.ts';
import { type ImageInfo, isWithinPixelBounds, recogniseImage } from './format.ts';
import type { Pixels } from './pixels.ts';
import type { CodecReply, CodecRequest } from './worker.ts';

/**
 * Image files to pixels and back, in a worker thread that is started by the first call. Arguments are copied,
 * never taken away. Every call may reject with `CodecError`, which says nothing about the image.
 */
export interface Codec {
	/**
	 * The pixels of a PNG, JPEG or WebP as they are stored: orientation is not applied, colour profiles are
	 * ignored, 16 bits are reduced to 8. Rejects with `ImageTooLargeError` before anything is decoded, with
	 * `DamagedImageError` where the file is not whole, or with `UnsupportedImageError`.
	 */
	decode(bytes: Uint8Array): Promise<Pixels>;
	/**
	 * Whether no pixel of the image lets anything through. Rejects as `decode` does. All in the worker, so that no
	 * pixels are handed over for one answer.
	 */
	isOpaque(bytes: Uint8Array): Promise<boolean>;
	/**
	 * A small WebP of the image as it is to be shown, `longestSide` pixels at most and never larger than the
	 * image. Rejects as `decode` does. All in the worker, so that looking through many images holds nothing up.
	 */
	thumbnail(bytes: Uint8Array, longestSide: number, quality: number): Promise<Uint8Array>;
	/** In other pixels, two sizes that need not be of one shape. Rejects with `ImageTooLargeError`. */
	resize(pixels: Pixels, width: number, height: number): Promise<Pixels>;
	/** Without an alpha channel where all is opaque. */
	encodePng(pixels: Pixels): Promise<Uint8Array>;
	/** `quality`: 0 to 100. Rejects with `ImageTooLargeError` above 16383 pixels a side. */
	encodeWebp(pixels: Pixels, quality: number | 'lossless'): Promise<Uint8Array>;
	/** `quality`: 0 to 100. What is transparent is put on white. */
	encodeJpeg(pixels: Pixels, quality: number): Promise<Uint8Array>;
	/** Ends the worker. What is pending rejects, and so does every later call. */
	close(): Promise<void>;
}

interface Pending {
	readonly request: CodecRequest;
	readonly resolve: (result: Pixels | Uint8Array | boolean) => void;
	readonly reject: (error: Error) => void;
}

/**
 * `workerUrl`: the module `worker.ts`, wherever it was built to. `patienceMs`: a worker that is busy with one
 * image for longer is ended; there are files made to keep a decoder busy for hours.
 */
export function createCodec(options: { readonly workerUrl: URL; readonly patienceMs?: number }): Codec {
	const { workerUrl, patienceMs = 120_000 } = options;
	const queue: Pending[] = [];
	let worker: Worker | undefined;
	let timer: NodeJS.Timeout | undefined;
	let closed = false;

	const fail = (failed: Worker | undefined, error: Error) => {
		if (worker !== failed) {
			return;
		}
		worker = undefined;
		clearTimeout(timer);
		for (const { reject } of queue.splice(0)) {
			reject(error);
		}
	};
	const crashed = (cause?: unknown) =>
		new CodecError(t('The image could not be processed, since what reads it stopped: try again.'), cause);
	const start = () => {
		const started = new Worker(workerUrl, { name: 'ideogram-images', execArgv: [] });
		started.on('message', (reply: CodecReply) => {
			clearTimeout(timer);
			settle(queue.shift(), reply);
			next();
		});
		started.on('messageerror', (error) => fail(started, crashed(error)));
		started.on('error', (error) => fail(started, crashed(error)));
		started.on('exit', (code) => fail(started, crashed(code)));
		return started;
	};
	/** Hands the first of the queue to the worker, which keeps the process alive only while it has work. */
	const next = () => {
		const first = queue[0];
		if (!first) {
			worker?.unref();
			return;
		}
		worker ??= start();
		worker.ref();
		const busy = worker;
		timer = setTimeout(() => {
			fail(busy, new CodecError(t('The image could not be processed: it took too long.')));
			void busy.terminate();
		}, patienceMs).unref();
		const { request } = first;
		const { buffer } = 'bytes' in request ? request.bytes : request.pixels.data;
		busy.postMessage(request, [buffer as ArrayBuffer]);
	};
	const ask = (request: CodecRequest): Promise<Pixels | Uint8Array | boolean> => {
		if (closed) {
			return Promise.reject(new CodecError(t('The image could not be processed: the window is closing.')));
		}
		return new Promise((resolve, reject) => {
			queue.push({ request, resolve, reject });
			if (queue.length === 1) {
				next();
			}
		});
	};
	return {
		async decode(bytes) {
			const info = recogniseBounded(bytes);
			return (await ask({ task: 'decode', bytes: new Uint8Array(bytes), info })) as Pixels;
		},
		async isOpaque(bytes) {
			const info = recogniseBounded(bytes);
			return (await ask({ task: 'opaque', bytes: new Uint8Array(bytes), info })) as boolean;
		},
		async thumbnail(bytes, longestSide, quality) {
			checkQuality(quality);
			const info = recogniseBounded(bytes);
			const request = {
				task: 'thumbnail',
				bytes: new Uint8Array(bytes),
				info,
				longestSide,
				quality,
			} as const;
			return (await ask(request)) as Uint8Array;
		},
		async resize(pixels, width, height) {
			if (!isWithinPixelBounds({ width, height })) {
				throw new ImageTooLargeError();
			}
			return (await ask({ task: 'resize', pixels: copyOf(pixels), width, height })) as Pixels;
		},
		async encodePng(pixels) {
			return (await ask({ task: 'png', pixels: copyOf(pixels) })) as Uint8Array;
		},
		async encodeWebp(pixels, quality) {
			if (quality !== 'lossless') {
				checkQuality(quality);
			}
			return (await ask({ task: 'webp', pixels: copyOf(pixels), quality })) as Uint8Array;
		},
		async encodeJpeg(pixels, quality) {
			checkQuality(quality);
			return (await ask({ task: 'jpeg', pixels: copyOf(pixels), quality })) as Uint8Array;
		},
		async close() {
			closed = true;
			const last = worker;
			fail(last, new CodecError(t('The image could not be processed: the window is closing.')));
			await last?.terminate();
		},
	};
}

/** The header of an image that may be decoded. Throws `DamagedImageError` or `ImageTooLargeError`. */
function recogniseBounded(bytes: Uint8Array): ImageInfo {
	const info = recogniseImage(bytes);
	if (!info) {
		throw new DamagedImageError();
	}
	if (!isWithinPixelBounds(info)) {
		throw new ImageTooLargeError();
	}
	return info;
}

function settle(pending: Pending | undefined, reply: CodecReply): void {
	if ('result' in reply) {
		pending?.resolve(reply.result);
	} else {
		pending?.reject(errorOf(reply));
	}
}

function errorOf({ problem, cause }: Exclude<CodecReply, { readonly result: unknown }>): Error {
	switch (problem) {
		case 'damaged':
			return new DamagedImageError(cause);
		case 'too-large':
			return new ImageTooLargeError(cause);
		case 'failed':
			return new CodecError(t('The image could not be processed.'), cause);
		default:
			return new UnsupportedImageError(problem, cause);
	}
}

/** A copy that can be given away. Throws `RangeError` for a caller's mistake, `ImageTooLargeError` for a size. */
function copyOf({ width, height, data }: Pixels): Pixels {
	if (!Number.isInteger(width) || !Number.isInteger(height) || data.length !== width * height * 4) {
		throw new RangeError('The data must be width x height x 4 bytes.');
	}
	if (!isWithinPixelBounds({ width, height })) {
		throw new ImageTooLargeError();
	}
	return { width, height, data: new Uint8ClampedArray(data) };
}

function checkQuality(quality: number): void {
	if (!(quality >= 0 && quality <= 100)) {
		throw new RangeError('The quality must be from 0 to 100.');
	}
}
