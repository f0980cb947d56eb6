import { Agent, Client, type Dispatcher } from 'undici';
import { type Deadline, noAnswer, startDeadline, withinDeadline } from './deadline.ts';
import {
	type FailedPhase,
	type HttpRequest,
	type HttpResponse,
	type Transport,
	TransportError,
} from './transport.ts';
import { createTrust, type Trust } from './transport-certificates.ts';
import { directNetwork, type NetworkSettings } from './transport-proxy.ts';
import { ConnectFailure, createConnector } from './transport-tunnel.ts';

const BODY_TIMEOUT_MS = 60_000;
/** undici's own time-outs would end what was answered while the process was stopped. */
const NO_TIMEOUTS = { headersTimeout: 0, bodyTimeout: 0 };

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
				agent: new Agent({ connect: createConnector(() => now, trust), ...NO_TIMEOUTS }),
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
		...NO_TIMEOUTS,
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
	const deadline = startDeadline(request.timeoutMs, noAnswer);
	const signals = request.signal ? [deadline.signal, request.signal] : [deadline.signal];
	try {
		const response = await dispatcher.request({
			origin: request.url.origin,
			path: request.url.pathname + request.url.search,
			method: request.method,
			headers: request.headers,
			body: request.body,
			reset: request.fresh,
			signal: AbortSignal.any(signals),
		});
		deadline.restart(BODY_TIMEOUT_MS);
		return {
			status: response.statusCode,
			header(name) {
				const value = response.headers[name];
				return Array.isArray(value) ? value[0] : value;
			},
			body: readBody(response.body, deadline),
			discard() {
				deadline.stop();
				// Without a listener the end of a body that nobody reads would be an uncaught error.
				response.body.on('error', () => {}).destroy();
			},
		};
	} catch (error) {
		deadline.stop();
		if (error instanceof ConnectFailure && (!request.fresh || phase() === 'connect')) {
			throw new TransportError('connect', error.cause, error.reason);
		}
		throw new TransportError(phase(), error);
	}
}

async function* readBody(body: AsyncIterable<Uint8Array>, deadline: Deadline): AsyncGenerator<Uint8Array> {
	try {
		yield* withinDeadline(body, deadline);
	} catch (error) {
		throw new TransportError('sent', error);
	}
}
