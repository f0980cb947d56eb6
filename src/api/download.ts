import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { t } from '@vscode/l10n';
import type { ImageInfo } from '../images/format.ts';
import { type Arrival, createArrival, writeBehind } from './arrival.ts';
import {
	DownloadError,
	type IdeogramError,
	LinkExpiredError,
	LinkRefusedError,
	OversizeError,
} from './errors.ts';
import { isLoopback } from './origin.ts';
import { type HttpResponse, type Transport, TransportError } from './transport.ts';

/** A body without an end must not fill the disk. What an image may have to be shown is not asked here: it is paid for. */
const MAX_IMAGE_BYTES = 1024 ** 3;
const ATTEMPTS = 6;
/** How long a link that does not say when it ends is taken for a living one; the API promises 24 hours. */
const LINK_DAYS = 7;

export interface DownloadOptions {
	readonly transport: Transport;
	/** The API's origin: a link to loopback is followed only where the API is there too. */
	readonly origin: string;
	/** When the call was made that the link is of, in milliseconds since the epoch. */
	readonly made: number;
	readonly signal?: AbortSignal;
	/** Waits between attempts; milliseconds. */
	readonly sleep?: (ms: number) => Promise<void>;
	readonly now?: () => number;
}

/** An image that is whole and safely on disk. */
export interface DownloadedImage {
	/** Where it is: the stem that was asked for, with the extension of what it turned out to be. */
	readonly path: string;
	readonly info: ImageInfo;
	readonly bytes: number;
	/** Hexadecimal. */
	readonly sha256: string;
}

/**
 * Fetches a result link into `stem` plus extension: streamed to a temporary file beside it,
 * resumed where it breaks off, checked (status, length, type by content, the end of the image), flushed
 * and renamed. No key is sent. Throws `LinkExpiredError` or `DownloadError`; trying again costs nothing, but an
 * `OversizeError` comes again.
 */
export async function downloadImage(
	link: string,
	stem: string,
	options: DownloadOptions,
): Promise<DownloadedImage> {
	const url = checkedUrl(link, options.origin);
	const partial = `${stem}.part`;
	try {
		await mkdir(path.dirname(stem), { recursive: true });
		// What an earlier process left may be of another attempt: only this one's bytes are resumed.
		await rm(partial, { force: true });
	} catch (error) {
		throw asDownloadError(error);
	}
	const sleep = options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
	const arrival = createArrival();
	for (let attempt = 1; ; attempt++) {
		try {
			const isAll = await fetchInto(url, partial, arrival, options);
			return await accept(partial, stem, arrival, isAll);
		} catch (error) {
			const failure = asDownloadError(error);
			if (!failure.retryable || attempt >= ATTEMPTS || options.signal?.aborted) {
				await rm(partial, { force: true });
				throw failure;
			}
			await sleep(Math.random() * Math.min(8000, 250 * 2 ** attempt));
		}
	}
}

function checkedUrl(link: string, origin: string): URL {
	const url = URL.canParse(link) ? new URL(link) : undefined;
	const local = url?.protocol === 'http:' && isLoopback(url.hostname) && isLoopback(new URL(origin).hostname);
	if (!url || !(url.protocol === 'https:' || local)) {
		throw new DownloadError(t('Ideogram answered with a link that is not safe to open.'), false);
	}
	return url;
}

/** When a result link ends, in milliseconds since the epoch, if it says so. */
export function linkExpiry(link: string): number | undefined {
	const seconds = URL.canParse(link) ? Number(new URL(link).searchParams.get('exp')) : 0;
	return Number.isSafeInteger(seconds * 1000) && seconds > 0 ? Math.floor(seconds * 1000) : undefined;
}

/** Goes on after what `arrival` has already, where the server lets it. True: all that was promised has arrived. */
async function fetchInto(
	url: URL,
	partial: string,
	arrival: Arrival,
	options: DownloadOptions,
): Promise<boolean> {
	const have = arrival.bytes;
	const response = await options.transport.send({
		method: 'GET',
		url,
		headers: { accept: 'image/*', ...(have > 0 ? { range: `bytes=${have}-` } : {}) },
		timeoutMs: 30_000,
		fresh: false,
		signal: options.signal,
	});
	const resumed = response.status === 206 && have > 0;
	if (response.status !== 200 && !resumed) {
		response.discard();
		if (response.status === 416) {
			arrival.restart();
		}
		throw refused(response.status, url, isOver(url.href, options));
	}
	if (resumed && rangeStart(response) !== have) {
		response.discard();
		arrival.restart();
		throw incomplete();
	}
	if (!resumed) {
		arrival.restart();
	}
	const length = contentLength(response);
	const total = length === undefined ? undefined : arrival.bytes + length;
	if (total !== undefined && total > MAX_IMAGE_BYTES) {
		response.discard();
		throw new OversizeError();
	}
	const file = await open(partial, resumed ? 'a' : 'w');
	try {
		await receive(response, file, arrival);
		await file.sync();
	} finally {
		await file.close();
	}
	if (total !== undefined && arrival.bytes !== total) {
		throw incomplete();
	}
	return total !== undefined;
}

async function receive({ body }: HttpResponse, file: FileHandle, arrival: Arrival): Promise<void> {
	const writing = writeBehind(file);
	try {
		for await (const chunk of body) {
			if (arrival.bytes + chunk.length > MAX_IMAGE_BYTES) {
				throw new OversizeError();
			}
			arrival.add(chunk);
			await writing.write(chunk);
		}
	} finally {
		// Also of one that broke off: the next attempt goes on after what has arrived.
		await writing.end();
	}
}

async function accept(
	partial: string,
	stem: string,
	arrival: Arrival,
	isAll: boolean,
): Promise<DownloadedImage> {
	const info = arrival.info();
	if (!info) {
		arrival.restart();
		throw new DownloadError(t('What arrived is not an image.'), true);
	}
	if (!arrival.isWhole) {
		if (isAll) {
			arrival.restart(); // What is missing does not come after it.
		}
		throw incomplete();
	}
	const target = `${stem}.${info.extension}`;
	await rename(partial, target);
	await syncFolder(path.dirname(target));
	return { path: target, info, bytes: arrival.bytes, sha256: arrival.sha256() };
}

/** Makes a rename in this folder durable, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
	try {
		const handle = await open(folder, 'r');
		await handle.sync().finally(() => handle.close());
	} catch {
		// Windows cannot open folders; its file systems journal renames themselves.
	}
}

/** Whether a link has ended: by its own word, or else by its age. */
function isOver(link: string, { made, now = Date.now }: DownloadOptions): boolean {
	return (linkExpiry(link) ?? made + LINK_DAYS * 86_400_000) <= now();
}

/**
 * A filter or a proxy on the way answers as the server does for a link that has ended: it is taken for ended only
 * where its time is over.
 */
function refused(status: number, url: URL, over: boolean): IdeogramError {
	if (over && (status === 403 || status === 404 || status === 410)) {
		return new LinkExpiredError({ status });
	}
	if (status === 403 || status === 410) {
		return new LinkRefusedError(url.hostname, { status });
	}
	const retryable = status === 404 || status === 408 || status === 416 || status === 429 || status >= 500;
	return new DownloadError(t('The image could not be fetched: the server answered {0}.', status), retryable, {
		status,
	});
}

function asDownloadError(error: unknown): IdeogramError {
	if (error instanceof DownloadError || error instanceof LinkExpiredError) {
		return error;
	}
	if (error instanceof TransportError) {
		return new DownloadError(t('The connection broke while fetching the image.'), true, { cause: error });
	}
	const code = (error as NodeJS.ErrnoException).code;
	return new DownloadError(t('The image could not be written to disk ({0}).', code ?? String(error)), false, {
		cause: error,
	});
}

const incomplete = () => new DownloadError(t('The image arrived incomplete.'), true);

const contentLength = (response: HttpResponse): number | undefined => {
	const value = response.header('content-length');
	return value && /^\d+$/.test(value) ? Number(value) : undefined;
};

/** Where the part of a file begins that was answered, if it says so. */
const rangeStart = (response: HttpResponse): number | undefined => {
	const match = /^bytes (\d+)-/.exec(response.header('content-range') ?? '');
	return match ? Number(match[1]) : undefined;
};
