import { startDeadline } from './deadline.ts';
import {
	BODY_TIMEOUT_MS,
	type FailedReason,
	type HttpRequest,
	type HttpResponse,
	type Transport,
	TransportError,
} from './transport.ts';
import { isCertificateError } from './transport-certificates.ts';

/**
 * HTTP by the `fetch` of the process, taken anew for every request: an editor
 * puts its own in the place of Node's, which knows PAC scripts, the system's
 * proxy and certificates, and asks a person for a proxy's password.
 *
 * What this stack cannot do: nobody outside of it sees whether a connection
 * came to stand, so only errors that end every attempt before it count as
 * `connect`, and all others, our own time-out too, as `sent`. Node gives up
 * 300 seconds after a request, whatever longer time is given here; it too
 * counts only those in which the process runs. And it
 * repeats a request that a server answered with 421, which by its definition
 * was not run.
 */
export function fetchTransport(editorFetch: () => typeof fetch): Transport {
	return {
		send: (request) => send(editorFetch(), request),
		// Connections are the process's own.
		close: async () => {},
	};
}

async function send(doFetch: typeof fetch, request: HttpRequest): Promise<HttpResponse> {
	const waiting = new AbortController();
	const giveUp = () => waiting.abort(noAnswer());
	const deadline = startDeadline(request.timeoutMs, giveUp);
	const signals = request.signal ? [waiting.signal, request.signal] : [waiting.signal];
	const headers = headersOf(request);
	try {
		const response = await doFetch(request.url.href, {
			method: request.method,
			headers,
			// undici's own Uint8Array is of an ArrayBuffer, as every body here is.
			body: request.body as Uint8Array<ArrayBuffer> | undefined,
			redirect: 'manual',
			signal: AbortSignal.any(signals),
		});
		return {
			status: response.status,
			header: (name) => headerOf(response, name),
			body: readBody(response, request.bodyTimeoutMs ?? BODY_TIMEOUT_MS, giveUp),
			discard: () => void response.body?.cancel().catch(() => {}),
		};
	} catch (error) {
		throw failureFrom(error);
	} finally {
		deadline.clear();
	}
}

function headersOf(request: HttpRequest): Headers {
	try {
		const headers = new Headers(request.headers);
		// A connection is used once. A POST that takes one the server has meanwhile closed would be
		// of unknown outcome, and `fetch` has no way to ask for a new one: so none is left behind.
		headers.set('connection', 'close');
		// With a range, Node asks for the same by itself.
		if (!headers.has('range')) {
			headers.set('accept-encoding', 'identity');
		}
		return headers;
	} catch {
		// What it says quotes the value, which may be the key.
		throw new TransportError('connect', new Error('A header cannot be sent as it is.'));
	}
}

function headerOf({ headers }: Response, name: string): string | undefined {
	// Where a server compresses unasked, the body is given decoded: its length is another one.
	if (name === 'content-length' && headers.has('content-encoding')) {
		return undefined;
	}
	return headers.get(name) ?? undefined;
}

async function* readBody(
	{ body }: Response,
	timeoutMs: number,
	giveUp: () => void,
): AsyncGenerator<Uint8Array> {
	const deadline = startDeadline(timeoutMs, giveUp);
	try {
		for await (const chunk of body ?? []) {
			// From here on it is the reader who takes time.
			deadline.clear();
			yield chunk;
			deadline.restart();
		}
	} catch (error) {
		throw new TransportError('sent', error);
	} finally {
		deadline.clear();
	}
}

const noAnswer = () => Object.assign(new Error('No answer came in time.'), { code: 'ETIMEDOUT' });

interface Cause {
	readonly cause?: unknown;
	readonly code?: unknown;
	readonly syscall?: unknown;
	readonly message?: string;
	readonly errors?: readonly unknown[];
}

function failureFrom(error: unknown): TransportError {
	// `TypeError: fetch failed`, sometimes `AbortError: Request was cancelled`, and innermost what happened.
	let cause = error as Cause;
	for (let depth = 0; cause.cause instanceof Error && depth < 5; depth++) {
		cause = cause.cause as Cause;
	}
	return new TransportError(neverLeft(cause) ? 'connect' : 'sent', cause, reasonOf(cause));
}

// Node says so of a socket that closes before TLS stands; its code is that of any other reset.
const BEFORE_TLS = /^Client network socket disconnected before secure TLS connection was established/;
// Both undici's proxy agent and the editor's, of a CONNECT that was answered with another status than 200.
const PROXY_REFUSED = /^Proxy response \((\d+)\)/;

/** True only where no byte of the request can have reached the API's server. */
function neverLeft(cause: Cause): boolean {
	if (cause.errors && cause.errors.length > 0) {
		// One attempt for each address of the host.
		return cause.errors.every((error) => neverLeft(error as Cause));
	}
	return (
		cause.syscall === 'connect' ||
		cause.syscall === 'getaddrinfo' ||
		cause.code === 'UND_ERR_CONNECT_TIMEOUT' ||
		// What undici's proxy agent makes of a proxy's own certificate for another name.
		cause.code === 'UND_ERR_PRX_TLS' ||
		isCertificateError(cause) ||
		BEFORE_TLS.test(cause.message ?? '') ||
		PROXY_REFUSED.test(cause.message ?? '') ||
		// `fetch` opens no connection to some ports.
		cause.message === 'bad port'
	);
}

function reasonOf(cause: Cause): FailedReason | undefined {
	if (isCertificateError(cause) || cause.code === 'UND_ERR_PRX_TLS') {
		return 'certificate';
	}
	const status = PROXY_REFUSED.exec(cause.message ?? '')?.[1];
	if (!status) {
		return undefined;
	}
	return status === '407' ? 'proxy-auth' : 'proxy';
}
