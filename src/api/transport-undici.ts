import { Agent, buildConnector, Client, type Dispatcher } from 'undici';
import {
	type FailedPhase,
	type HttpRequest,
	type HttpResponse,
	type Transport,
	TransportError,
} from './transport.ts';

const CONNECT_TIMEOUT_MS = 15_000;
const BODY_TIMEOUT_MS = 60_000;

/** HTTP by undici: what is sent over a fresh connection is known to have left or not. */
export function undiciTransport(): Transport {
	const shared = new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS }, bodyTimeout: BODY_TIMEOUT_MS });
	return {
		send: (request) => (request.fresh ? sendFresh(request) : dispatch(shared, request, () => 'sent')),
		close: () => shared.close(),
	};
}

async function sendFresh(request: HttpRequest): Promise<HttpResponse> {
	let phase: FailedPhase = 'connect';
	const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS });
	const client = new Client(request.url.origin, {
		bodyTimeout: BODY_TIMEOUT_MS,
		pipelining: 1,
		connect(options, callback) {
			connect(options, (...result) => {
				// The request may be written from the moment there is a socket, TLS included.
				if (result[1]) {
					phase = 'sent';
				}
				callback(...result);
			});
		},
	});
	try {
		return await dispatch(client, request, () => phase);
	} finally {
		// Resolves when the body has been read; nobody needs to wait for that.
		client.close().catch(() => {});
	}
}

async function dispatch(
	dispatcher: Dispatcher,
	request: HttpRequest,
	phase: () => FailedPhase,
): Promise<HttpResponse> {
	try {
		const response = await dispatcher.request({
			origin: request.url.origin,
			path: request.url.pathname + request.url.search,
			method: request.method,
			headers: request.headers,
			body: request.body,
			headersTimeout: request.timeoutMs,
			reset: request.fresh,
			signal: request.signal,
		});
		return {
			status: response.statusCode,
			header(name) {
				const value = response.headers[name];
				return Array.isArray(value) ? value[0] : value;
			},
			body: readBody(response.body),
			// Without a listener the end of a body that nobody reads would be an uncaught error.
			discard: () => response.body.on('error', () => {}).destroy(),
		};
	} catch (error) {
		throw new TransportError(phase(), error);
	}
}

async function* readBody(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	try {
		yield* body;
	} catch (error) {
		throw new TransportError('sent', error);
	}
}
