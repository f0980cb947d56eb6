import { Agent, Client, type Dispatcher, errors } from 'undici';
import { type Deadline, startDeadline } from './deadline.ts';
import {
	BODY_TIMEOUT_MS,
	type FailedPhase,
	type HttpRequest,
	type HttpResponse,
	type Transport,
	TransportError,
} from './transport.ts';
import { createTrust, type Trust } from './transport-certificates.ts';
import { directNetwork, type NetworkSettings } from './transport-proxy.ts';
import { ConnectFailure, createConnector } from './transport-tunnel.ts';

/**
 * HTTP by undici: what is sent over a fresh connection is known to have left
 * or not. `settings` are asked for with every request.
 */
export function undiciTransport(
	settings: () => NetworkSettings = () => directNetwork,
	trust: Trust = createTrust(),
): Transport {
	let shared: { readonly agent: Agent; readonly settings: string } | undefined;
	const agent = (): Agent => {
		const now = settings();
		const key = JSON.stringify(now);
		if (shared?.settings !== key) {
			// Connections of the old way out serve those who are on them, and nobody else.
			shared?.agent.close().catch(() => {});
			shared = {
				agent: new Agent({ connect: createConnector(() => now, trust) }),
				settings: key,
			};
		}
		return shared.agent;
	};
	return {
		send: (request) =>
			request.fresh ? sendFresh(request, settings(), trust) : dispatch(agent(), request, () => 'sent'),
		async close() {
			await shared?.agent.close();
			shared = undefined;
		},
	};
}

async function sendFresh(
	request: HttpRequest,
	settings: NetworkSettings,
	trust: Trust,
): Promise<HttpResponse> {
	let phase: FailedPhase = 'connect';
	const connect = createConnector(() => settings, trust);
	const client = new Client(request.url.origin, {
		pipelining: 1,
		connect(target, callback) {
			connect(target, (...result) => {
				// The request may be written from the moment there is a socket, tunnel and TLS included.
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

/** `phase` is asked for where the failure itself does not say that no connection came to stand. */
async function dispatch(
	dispatcher: Dispatcher,
	request: HttpRequest,
	phase: () => FailedPhase,
): Promise<HttpResponse> {
	try {
		const response = await dispatcher.compose(deadlines(request)).request({
			origin: request.url.origin,
			path: request.url.pathname + request.url.search,
			method: request.method,
			headers: request.headers,
			body: request.body,
			// `deadlines` take the place of its own, which give no turn to what came in during a stop.
			headersTimeout: 0,
			bodyTimeout: 0,
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
		if (error instanceof ConnectFailure && (!request.fresh || phase() === 'connect')) {
			throw new TransportError('connect', error.cause, error.reason);
		}
		throw new TransportError(phase(), error);
	}
}

/** Gives up as undici itself would, and with its errors, after time in which the process ran. */
function deadlines(request: HttpRequest): Dispatcher.DispatcherComposeInterceptor {
	return (dispatch) => (options, handler) => {
		let deadline: Deadline | undefined;
		const wait = (milliseconds: number, over: () => void) => {
			deadline?.clear();
			deadline = startDeadline(milliseconds, over);
		};
		return dispatch(options, {
			// Comes when there is a socket, right before the request is written.
			onRequestStart(controller, context) {
				wait(request.timeoutMs, () => controller.abort(new errors.HeadersTimeoutError()));
				handler.onRequestStart?.(controller, context);
			},
			onResponseStart(controller, status, ...rest) {
				// Others only announce an answer.
				if (status >= 200) {
					wait(request.bodyTimeoutMs ?? BODY_TIMEOUT_MS, () => {
						// A reader who takes time is no server that does.
						if (controller.paused) {
							deadline?.restart();
						} else {
							controller.abort(new errors.BodyTimeoutError());
						}
					});
				}
				handler.onResponseStart?.(controller, status, ...rest);
			},
			onResponseData(controller, chunk) {
				deadline?.restart();
				handler.onResponseData?.(controller, chunk);
			},
			onResponseEnd(...end) {
				deadline?.clear();
				handler.onResponseEnd?.(...end);
			},
			onResponseError(...failure) {
				deadline?.clear();
				handler.onResponseError?.(...failure);
			},
		});
	};
}

async function* readBody(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	try {
		yield* body;
	} catch (error) {
		throw new TransportError('sent', error);
	}
}
