import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { encodePng, pngChunk, pngHeader } from '../images/png.ts';
import { sendFault, waitFor } from './call.ts';
import { imageNotFound, linkRefused, methodNotAllowed, ruleError } from './errors.ts';
import type { Faults, ImageFault } from './faults.ts';
import type { Links } from './links.ts';
import { type Pictures, UploadGoneError } from './pictures.ts';

const OVERSIZE_BYTES = 50 * 1024 * 1024;

/** What the links of one sandbox have in common. */
export interface ImageDesk {
	readonly links: Links;
	readonly pictures: Pictures;
	readonly faults: Faults;
	/** Aborted when the sandbox closes. */
	readonly closing: AbortSignal;
}

/** Answers a GET or HEAD of a result link, or throws the `Refusal` that answers it. */
export async function handleImage(
	desk: ImageDesk,
	url: URL,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		throw methodNotAllowed(['GET', 'HEAD']);
	}
	if (request.headers['api-key'] !== undefined) {
		throw ruleError('A download link must not be sent the API key.');
	}
	const fault = desk.faults.take('image');
	await waitFor(fault, desk.closing);
	if (fault?.kind === 'refuse' || fault?.kind === 'redirect') {
		sendFault(response, fault);
		return;
	}
	const recipe = fault?.kind === 'expired' ? 'expired' : desk.links.open(url);
	if (recipe === undefined) {
		throw linkRefused('The signature does not match.');
	}
	if (recipe === 'expired') {
		throw linkRefused('The link has expired.');
	}
	if (recipe.width < 1 || recipe.height < 1) {
		throw imageNotFound();
	}
	if (fault?.kind === 'oversize') {
		await sendOversize(response, fault);
	} else {
		const png =
			fault?.kind === 'huge-dimensions'
				? Buffer.concat([pngHeader(100_000, 100_000), pngChunk('IEND', Buffer.alloc(0))])
				: await desk.pictures.png(recipe).catch((error: unknown) => {
						throw error instanceof UploadGoneError ? imageNotFound() : error;
					});
		await sendFile(desk, request, response, png, fault);
	}
}

async function sendFile(
	{ closing }: ImageDesk,
	request: IncomingMessage,
	response: ServerResponse,
	png: Uint8Array,
	fault: ImageFault | undefined,
): Promise<void> {
	const etag = `"${createHash('sha256').update(png).digest('hex').slice(0, 32)}"`;
	const ifRange = request.headers['if-range'];
	const range =
		ifRange === undefined || ifRange === etag ? byteRange(request.headers.range, png.length) : undefined;
	response.setHeader('accept-ranges', 'bytes');
	response.setHeader('content-type', 'image/png');
	response.setHeader('etag', etag);
	if (range === 'unsatisfiable') {
		response.writeHead(416, { 'content-range': `bytes */${png.length}` }).end();
		return;
	}
	if (range) {
		response.setHeader('content-range', `bytes ${range.from}-${range.to}/${png.length}`);
	}
	const bytes = range ? png.subarray(range.from, range.to + 1) : png;
	response.writeHead(range ? 206 : 200, { 'content-length': bytes.length });
	if (request.method === 'HEAD') {
		response.end();
	} else if (fault?.kind === 'truncated') {
		await new Promise((resolve) => response.write(bytes.subarray(0, bytes.length >> 1), resolve));
		response.destroy();
	} else if (fault?.kind === 'slow') {
		const size = Math.ceil(bytes.length / fault.pieces);
		for (let from = 0; from < bytes.length && !response.destroyed; from += size) {
			await sleep(fault.pauseMs, undefined, { signal: closing });
			response.write(bytes.subarray(from, from + size));
		}
		response.end();
	} else {
		response.end(bytes);
	}
}

/** The one range asked for. Several at once, or anything else than bytes, are answered with the whole. */
function byteRange(
	header: string | undefined,
	length: number,
): { readonly from: number; readonly to: number } | 'unsatisfiable' | undefined {
	const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
	if (first === '' && last === '') {
		return undefined;
	}
	const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
	const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1);
	if (first !== '' && last !== '' && Number(last) < Number(first)) {
		return undefined;
	}
	return from > to ? 'unsatisfiable' : { from, to };
}

async function sendOversize(
	response: ServerResponse,
	{ bytes = OVERSIZE_BYTES, declared = true }: Extract<ImageFault, { kind: 'oversize' }>,
): Promise<void> {
	response.writeHead(200, {
		'content-type': 'image/png',
		...(declared ? { 'content-length': bytes } : {}),
	});
	await pipeline(Readable.from(imageWithZeros(bytes)), response);
}

function* imageWithZeros(bytes: number): Generator<Buffer> {
	const image = encodePng(new Uint8Array(3), 1, 1);
	const end = pngChunk('IEND', Buffer.alloc(0));
	const frame = pngChunk('zrOs', Buffer.alloc(0));
	let left = Math.max(0, bytes - image.length - frame.length);
	const head = frame.subarray(0, 8);
	head.writeUInt32BE(left);
	yield Buffer.concat([image.subarray(0, -end.length), head]);
	let checksum = crc32(head.subarray(4));
	const zeros = Buffer.alloc(64 * 1024);
	for (; left > 0; left -= zeros.length) {
		const piece = zeros.subarray(0, left);
		checksum = crc32(piece, checksum);
		yield piece;
	}
	frame.writeUInt32BE(checksum, 8);
	yield Buffer.concat([frame.subarray(8), end]);
}
