import { lazy } from './lazy.ts';

/** How long a body may pause, where a request says nothing else. */
export const BODY_TIMEOUT_MS = 60_000;

/** One HTTP request, whole. Redirects are never followed here. */
export interface HttpRequest {
	readonly method: 'GET' | 'POST';
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: Uint8Array;
	/** Milliseconds until the first byte of the answer, of those in which this process runs. */
	readonly timeoutMs: number;
	/** The same, from one piece of the body to the next; `BODY_TIMEOUT_MS` if absent. */
	readonly bodyTimeoutMs?: number;
	/**
	 * Open a new connection: a socket that the server closed while it was idle
	 * would turn a request that never left into one of unknown outcome.
	 */
	readonly fresh: boolean;
	/** Only for requests that cost nothing: a billed one, once sent, is waited for. */
	readonly signal?: AbortSignal;
}

export interface HttpResponse {
	readonly status: number;
	/** A header by lower-case name. */
	header(name: string): string | undefined;
	/** The body, once. Leaving the loop early closes the connection. */
	readonly body: AsyncIterable<Uint8Array>;
	/** Closes the connection where the body is not wanted. */
	discard(): void;
}

/** Whether any byte of a failed request can have reached a server. */
export type FailedPhase = 'connect' | 'sent';

/**
 * Why a connection did not come to stand, where a person can do something
 * about it: the proxy wants a name and a password, the proxy did not open a
 * way, a certificate is not trusted, or the code that sends could not be read.
 */
export type FailedReason = 'proxy-auth' | 'proxy' | 'certificate' | 'not-loaded';

/** A request that got no answer. */
export class TransportError extends Error {
	readonly phase: FailedPhase;
	readonly reason: FailedReason | undefined;
	/** The system's code, such as ECONNREFUSED. */
	readonly code: string | undefined;

	constructor(phase: FailedPhase, cause: unknown, reason?: FailedReason) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
		this.name = 'TransportError';
		this.phase = phase;
		this.reason = reason;
		// A DOMException has a number there.
		const code = (cause as { code?: unknown } | undefined)?.code;
		this.code = typeof code === 'string' ? code : undefined;
	}
}

/** How bytes travel. Throws `TransportError`; a body that breaks off throws it while it is read. */
export interface Transport {
	send(request: HttpRequest): Promise<HttpResponse>;
	close(): Promise<void>;
}

/**
 * A transport that is loaded with its first request: activation must not pay
 * for it. Where it cannot be, nothing has left, and the next request tries anew.
 */
export function lazyTransport(load: () => Promise<Transport>): Transport {
	const loaded = lazy(load);
	return {
		async send(request) {
			const transport = await loaded.get().catch((error) => {
				throw new TransportError('connect', error, 'not-loaded');
			});
			return transport.send(request);
		},
		async close() {
			await (await loaded.current())?.close();
		},
	};
}

/** The body as bytes, which are in `chunks` as far as they have come; throws `RangeError` past `limit` bytes. */
export async function readBounded(
	body: AsyncIterable<Uint8Array>,
	limit: number,
	chunks: Uint8Array[] = [],
): Promise<Buffer> {
	let length = 0;
	for await (const chunk of body) {
		length += chunk.length;
		if (length > limit) {
			throw new RangeError(`The answer is over ${limit} bytes.`);
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks, length);
}
