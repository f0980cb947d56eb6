import { hash } from 'node:crypto';
import { t } from '@vscode/l10n';
import { errorFrom } from './answers.ts';
import { type EncodedBody, encodeBody, encodePath } from './encode.ts';
import {
	ConnectionError,
	type IdeogramError,
	MissingKeyError,
	ServerError,
	UnknownOutcomeError,
} from './errors.ts';
import type { Field, Fields, InputOf } from './field.ts';
import { requireUsableKey } from './key.ts';
import { type MaskTools, prepareMasks } from './masks.ts';
import type { Answer, AnyOperation, Operation } from './operation.ts';
import { apiOrigin } from './origin.ts';
import { type HttpResponse, readBounded, type Transport, TransportError } from './transport.ts';
import { validate } from './validate.ts';

/** A billed request is waited for at least 300 seconds: the API itself gives up after 265. */
const BILLED_TIMEOUT_MS = 330_000;
const FREE_TIMEOUT_MS = 30_000;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** Of an answer that could not be read, to be kept. */
const MAX_KEPT_CHARACTERS = 1_000_000;

/** What the log may know of a request: nothing secret, nothing private. */
export interface RequestReport {
	readonly method: string;
	readonly path: string;
	/** HTTP status, or why there was none. */
	readonly outcome: number | string;
	readonly milliseconds: number;
	readonly bytesSent: number;
	readonly bytesReceived: number;
}

export interface ClientOptions {
	/** `https`, or `http` on loopback. */
	readonly baseUrl: string;
	/** The key for this very origin; asked anew for every call. */
	readonly key: () => Promise<string | undefined>;
	readonly transport: Transport;
	/** Loaded for operations with a mask. */
	readonly images: () => Promise<MaskTools>;
	readonly report?: (report: RequestReport) => void;
	readonly billedTimeoutMs?: number;
}

/** A checked and encoded call, ready to leave. */
export interface PreparedCall<Data> {
	/** Identifies the key without telling it. */
	readonly keyFingerprint: string;
	/**
	 * Sends it, once. Throws an `IdeogramError`: `ConnectionError` where nothing
	 * left, `UnknownOutcomeError` where it may have run.
	 */
	send(): Promise<Answer<Data>>;
}

export interface IdeogramClient {
	readonly origin: string;
	/**
	 * Checks the input and the key and builds the request. Throws
	 * `ValidationError`, `MissingKeyError` or `InvalidKeyError`; nothing is sent.
	 */
	prepare<Fs extends Fields, Data>(
		operation: Operation<Fs, Data>,
		input: InputOf<Fs>,
	): Promise<PreparedCall<Data>>;
}

/** A client for one address of the API. Throws `BaseUrlError`. */
export function createClient(options: ClientOptions): IdeogramClient {
	const origin = apiOrigin(options.baseUrl);
	return {
		origin,
		async prepare(operation, input) {
			const given = input as Readonly<Record<string, unknown>>;
			validate(operation, given);
			const key = await options.key();
			if (!key) {
				throw new MissingKeyError(t('No Ideogram API key is stored: set one first.'));
			}
			requireUsableKey(key);
			const wired = await prepareMasks(operation, given, options.images);
			const request = buildRequest(operation, wired, options.baseUrl);
			return {
				keyFingerprint: fingerprint(key),
				send: () => exchange(operation, request, key, options),
			};
		},
	};
}

interface BuiltRequest {
	readonly url: URL;
	readonly body: EncodedBody | undefined;
}

function buildRequest(
	operation: AnyOperation,
	input: Readonly<Record<string, unknown>>,
	baseUrl: string,
): BuiltRequest {
	return {
		// A base address may carry a path of its own, such as a gateway's.
		url: new URL(`${baseUrl.replace(/\/+$/, '')}${encodePath(operation, input)}`),
		body: encodeBody(operation, input),
	};
}

async function exchange<Data>(
	operation: Operation<Record<string, Field>, Data> | AnyOperation,
	request: BuiltRequest,
	key: string,
	options: ClientOptions,
): Promise<Answer<Data>> {
	const started = performance.now();
	const billed = operation.billing !== undefined;
	let received = 0;
	const report = (outcome: number | string) =>
		options.report?.({
			method: operation.method,
			path: operation.path,
			outcome,
			milliseconds: Math.round(performance.now() - started),
			bytesSent: request.body?.bytes.length ?? 0,
			bytesReceived: received,
		});
	let response: HttpResponse;
	try {
		response = await options.transport.send({
			method: operation.method,
			url: request.url,
			headers: {
				'api-key': key,
				accept: 'application/json',
				...(request.body ? { 'content-type': request.body.contentType } : {}),
			},
			body: request.body?.bytes,
			timeoutMs: billed ? (options.billedTimeoutMs ?? BILLED_TIMEOUT_MS) : FREE_TIMEOUT_MS,
			fresh: billed,
		});
	} catch (error) {
		const failure = failureFrom(error, billed, request.url.hostname);
		report(failure.name);
		throw failure;
	}
	const chunks: Uint8Array[] = [];
	let body: string | undefined;
	try {
		const bytes = await readBounded(response.body, MAX_ANSWER_BYTES, chunks);
		received = bytes.length;
		body = bytes.toString('utf8');
	} catch {
		// A body that broke off or has no end says nothing about the outcome.
	}
	report(response.status);
	if (response.status !== 200) {
		const { status, header } = response;
		throw errorFrom({ status, header: (name) => header(name), body, billed, now: Date.now() });
	}
	const requestId = response.header('x-request-id');
	// One that broke off may have said everything before that.
	const said = body ?? Buffer.concat(chunks).toString('utf8');
	try {
		return readAnswer(operation, said);
	} catch (cause) {
		const facts = { status: 200, requestId, cause };
		throw billed
			? unreadable(said.replaceAll(key, '[key]'), facts)
			: new ServerError(t('The answer from Ideogram could not be read: try again later.'), facts);
	}
}

/** Throws whatever is wrong with it. */
function readAnswer<Data>(operation: AnyOperation, said: string): Answer<Data> {
	const parsed: unknown = JSON.parse(said);
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw new TypeError('Every answer of the API is an object.');
	}
	return operation.read(parsed) as Answer<Data>;
}

/** A 200 to a billed call in which what was paid for was not found: what it said is not thrown away. */
function unreadable(
	answer: string,
	facts: { readonly status: number; readonly requestId: string | undefined; readonly cause: unknown },
): UnknownOutcomeError {
	return answer === ''
		? new UnknownOutcomeError(
				t(
					'The answer from Ideogram was empty, so this may have been charged and is not sent again: look in Spending.',
				),
				facts,
			)
		: new UnknownOutcomeError(
				t(
					'The answer from Ideogram could not be read, so this may have been charged and is not sent again: Export Spending has what it said.',
				),
				{ ...facts, answer: answer.slice(0, MAX_KEPT_CHARACTERS) },
			);
}

function failureFrom(error: unknown, billed: boolean, host: string): IdeogramError {
	if (error instanceof TransportError && error.phase === 'connect') {
		return new ConnectionError(unreachable(error, host), { cause: error });
	}
	return billed
		? new UnknownOutcomeError(
				t(
					'The connection to {0} broke before an answer came, so this may have been charged and is not sent again: look in Spending.',
					host,
				),
				{ cause: error },
			)
		: new ServerError(t('Could not reach {0}: check your network and try again.', host), { cause: error });
}

function unreachable({ reason, code, message }: TransportError, host: string): string {
	switch (reason) {
		case 'proxy-auth':
			return t(
				'Nothing was sent, since your proxy wants a user name and password before it connects to {0}: check them in your proxy settings and try again.',
				host,
			);
		case 'proxy':
			return t(
				'Nothing was sent, since your proxy did not connect to {0} ({1}): check your proxy settings and try again.',
				host,
				code ?? message,
			);
		case 'certificate':
			return t(
				'Nothing was sent, since the certificate that was shown for {0} is not trusted ({1}): if your network inspects traffic, add its certificate to your system.',
				host,
				code ?? message,
			);
		case 'not-loaded':
			return t(
				'Nothing was sent, since a part of Ideogram Assets has been updated or removed and could not be loaded: reload this window.',
			);
		default:
			return t(
				'Could not reach {0} ({1}), so nothing was sent: check your network and try again.',
				host,
				code ?? message,
			);
	}
}

function fingerprint(key: string): string {
	return hash('sha256', `ideogram-assets:${key}`, 'hex').slice(0, 12);
}
