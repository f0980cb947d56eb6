import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ValidationError } from '../api/errors.ts';
import type { ImageFile } from '../api/field.ts';
import type { AnyOperation } from '../api/operation.ts';
import { estimate } from '../api/prices.ts';
import { validate } from '../api/validate.ts';
import { completed, documents, imageList } from './answers/shape.ts';
import { readBody } from './body.ts';
import { decode, type Input } from './decode.ts';
import { busyError, keyError, ruleError, safetyError } from './errors.ts';
import type { CallFault, Faults, ImageFault } from './faults.ts';
import type { Pictures } from './pictures.ts';
import { type Recipe, recipeOf } from './recipe.ts';
import { defaultSize } from './resolution.ts';
import type { Survey } from './retouch/survey.ts';
import type { Served } from './served.ts';
import type { Slots } from './slots.ts';
import { isUnsafe, promptOf, withheldCount } from './triggers.ts';
import { openUploads } from './uploaded.ts';
import type { Uploads } from './uploads.ts';

/** One generation that ran and would have been paid for, whatever became of its answer. */
export interface AcceptedGeneration {
	/** The operation's id: `generate/3.0`. */
	readonly operation: string;
	readonly prompt: string;
	/** Billed images, those withheld included. */
	readonly images: number;
	readonly withheld: number;
	/** Milliseconds since 1970. */
	readonly time: number;
}

/** What the calls of one sandbox have in common. */
export interface CallDesk {
	/** The sandbox's own. */
	readonly origin: string;
	/** The only key taken; undefined takes any. */
	readonly key: string | undefined;
	readonly latencyMs: number;
	readonly maxInFlight: number;
	readonly slots: Slots;
	readonly faults: Faults;
	/** A new link to a picture, with its origin. */
	readonly link: (recipe: Recipe) => string;
	readonly pictures: Pictures;
	readonly uploads: Uploads;
	/** The number of the call that begins to run. */
	readonly begin: () => number;
	readonly accept: (generation: AcceptedGeneration) => void;
	/** Aborted when the sandbox closes. */
	readonly closing: AbortSignal;
}

/** Answers one call of an operation, or throws the `Refusal` that answers it. */
export async function handleCall(
	desk: CallDesk,
	served: Served,
	url: URL,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const fault = desk.faults.take(served.operation.job);
	if (fault?.kind === 'reset' && fault.when === 'before-body') {
		request.socket.resetAndDestroy();
		return;
	}
	if (fault?.kind === 'redirect' || (fault?.kind === 'refuse' && !fault.ran)) {
		await readBody(request);
		sendFault(response, fault);
		return;
	}
	const { operation, answer, successor } = served;
	const { input, surveys } = await readCall(desk, served, url, request);
	const images = operation.imagesInFlight(input as never);
	const release = desk.slots.take(images);
	if (!release) {
		throw busyError(desk.maxInFlight);
	}
	try {
		if (isUnsafe(input)) {
			throw safetyError();
		}
		const made = await answer({
			operation,
			input,
			serial: operation.billing ? desk.begin() : 0,
			withheld: canWithhold(operation) ? withheldCount(input, images) : 0,
			link: desk.link,
			survey: (file) => surveys.get(file) as Survey,
			keep: (file) => desk.uploads.keep(file.bytes),
		});
		if (operation.billing) {
			desk.accept({
				operation: operation.id,
				prompt: promptOf(input),
				images,
				withheld: canWithhold(operation) ? withheldCount(input, images) : 0,
				time: Date.now(),
			});
		}
		const body = completed(operation.answer, made, () =>
			desk.link(recipeOf(promptOf(input), 0, defaultSize(operation))),
		);
		if (operation.billing && desk.latencyMs > 0) {
			await sleep(desk.latencyMs, undefined, { signal: desk.closing });
		}
		await waitFor(fault, desk.closing);
		if (successor) {
			response.setHeader('link', `<${desk.origin}${successor}>; rel="successor-version"`);
		}
		await sendAnswer(response, JSON.stringify(body), fault);
	} finally {
		release();
	}
}

/** Only images in a list can be held back: an item without a link takes their place. */
function canWithhold({ answer }: AnyOperation): boolean {
	return documents(answer, imageList(answer), 'is_image_safe');
}

/** Key, then form, then fields, then the rules between them, as the API checks; then the files. */
async function readCall(
	desk: CallDesk,
	{ operation, keyStatus }: Served,
	url: URL,
	request: IncomingMessage,
): Promise<{ readonly input: Input; readonly surveys: ReadonlyMap<ImageFile, Survey> }> {
	const key = request.headers['api-key'];
	if (!key || (desk.key !== undefined && key !== desk.key)) {
		throw keyError(keyStatus);
	}
	const input = await decode(operation, {
		contentType: request.headers['content-type'],
		contentEncoding: request.headers['content-encoding'],
		path: url.pathname,
		query: url.searchParams,
		body: await readBody(request),
	});
	try {
		validate(operation, input);
		estimate(operation, input);
	} catch (error) {
		throw error instanceof ValidationError ? ruleError(error.message) : error;
	}
	return { input, surveys: await openUploads(operation, input, desk.pictures) };
}

/** Waits as a `delay` or `hold` asks, at most until the sandbox closes. */
export async function waitFor(
	fault: CallFault | ImageFault | undefined,
	closing: AbortSignal,
): Promise<void> {
	if (fault?.kind === 'delay') {
		await sleep(fault.ms, undefined, { signal: closing });
	} else if (fault?.kind === 'hold') {
		closing.throwIfAborted();
		const ended = new AbortController();
		try {
			await Promise.race([fault.until, once(closing, 'abort', { signal: ended.signal })]);
		} finally {
			ended.abort();
		}
		closing.throwIfAborted();
	}
}

/** An answer that stands in for the real one. */
export function sendFault(
	response: ServerResponse,
	fault: Extract<CallFault, { kind: 'refuse' | 'redirect' }>,
): void {
	if (fault.kind === 'redirect') {
		response.writeHead(fault.status, { location: fault.location }).end();
		return;
	}
	const { status, body = '', headers = {} } = fault;
	const isText = typeof body === 'string';
	response.writeHead(status, {
		'content-type': isText ? 'text/html; charset=utf-8' : 'application/json',
		...headers,
	});
	response.end(isText ? body : JSON.stringify(body));
}

async function sendAnswer(
	response: ServerResponse,
	text: string,
	fault: CallFault | undefined,
): Promise<void> {
	const bytes = Buffer.from(text);
	const half = bytes.subarray(0, bytes.length >> 1);
	if (fault?.kind === 'refuse') {
		sendFault(response, fault);
	} else if (fault?.kind === 'reset') {
		if (fault.when === 'mid-answer') {
			response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
			await new Promise((resolve) => response.write(half, resolve));
		}
		response.socket?.resetAndDestroy();
	} else {
		const sent = fault?.kind === 'truncated-json' ? half : bytes;
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': sent.length });
		response.end(sent);
	}
}
