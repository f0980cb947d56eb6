import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ValidationError } from '../api/errors.ts';
import { estimate } from '../api/prices.ts';
import { validate } from '../api/validate.ts';
import { withheldCount } from './answer-new-images.ts';
import { readBody } from './body.ts';
import { decode, type Input } from './decode.ts';
import { busyError, keyError, ruleError, safetyError } from './errors.ts';
import type { CallFault, Faults, ImageFault } from './faults.ts';
import type { Recipe } from './picture.ts';
import type { Served } from './served.ts';
import type { Slots } from './slots.ts';

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
	/** The only key taken; undefined takes any. */
	readonly key: string | undefined;
	readonly latencyMs: number;
	readonly maxInFlight: number;
	readonly slots: Slots;
	readonly faults: Faults;
	/** A new link to a picture, with its origin. */
	readonly link: (recipe: Recipe) => string;
	readonly accept: (generation: AcceptedGeneration) => number;
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
	const input = await readCall(desk, served, url, request);
	const images = served.operation.imagesInFlight(input as never);
	const release = desk.slots.take(images);
	if (!release) {
		throw busyError(desk.maxInFlight);
	}
	try {
		const prompt = String(input.prompt ?? '');
		if (prompt.includes('[unsafe]')) {
			throw safetyError();
		}
		const serial = served.operation.billing
			? desk.accept({
					operation: served.operation.id,
					prompt,
					images,
					withheld: withheldCount(prompt, images),
					time: Date.now(),
				})
			: 0;
		const body = served.answer({ operation: served.operation, input, serial, link: desk.link });
		if (served.operation.billing && desk.latencyMs > 0) {
			await sleep(desk.latencyMs, undefined, { signal: desk.closing });
		}
		await waitFor(fault, desk.closing);
		await sendAnswer(response, JSON.stringify(body), fault);
	} finally {
		release();
	}
}

/** Key, then form, then fields, then the rules between them, as the API checks. */
async function readCall(
	desk: CallDesk,
	{ operation, json }: Served,
	url: URL,
	request: IncomingMessage,
): Promise<Input> {
	const key = request.headers['api-key'];
	if (!key || (desk.key !== undefined && key !== desk.key)) {
		throw keyError();
	}
	const input = await decode(
		operation,
		{
			contentType: request.headers['content-type'],
			contentEncoding: request.headers['content-encoding'],
			query: url.searchParams,
			body: await readBody(request),
		},
		json,
	);
	try {
		validate(operation, input);
		estimate(operation, input);
	} catch (error) {
		throw error instanceof ValidationError ? ruleError(error.message) : error;
	}
	return input;
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
