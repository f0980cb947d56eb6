import { Agent, Client, type Dispatcher } from 'undici';
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
import { exchange } from './undici-exchange.ts';

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
			request.fresh
				? sendFresh(request, settings(), trust)
				: send(
						agent(),
						request,
						() => 'sent',
						() => {},
					),
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
	// Whoever waits for the answer goes first. An error of its own would be made for each, with its stack.
	const close = () => setImmediate(() => client.destroy(OVER).catch(() => {}));
	return send(client, request, () => phase, close);
}

/** Nobody sees it: it is what undici closes a connection with. */
const OVER = new Error('The answer has come.');

/** `phase` is asked for where the failure itself does not say that no connection came to stand. */
async function send(
	dispatcher: Dispatcher,
	request: HttpRequest,
	phase: () => FailedPhase,
	onOver: () => void,
): Promise<HttpResponse> {
	try {
		return await exchange(dispatcher, request, onOver);
	} catch (error) {
		if (error instanceof ConnectFailure && (!request.fresh || phase() === 'connect')) {
			throw new TransportError('connect', error.cause, error.reason);
		}
		throw new TransportError(phase(), error);
	}
}
