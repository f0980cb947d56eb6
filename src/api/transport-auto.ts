import { type HttpRequest, type HttpResponse, type Transport, TransportError } from './transport.ts';

/** `auto`: undici, and the editor's own stack where undici cannot connect. */
export type NetworkChoice = 'auto' | 'undici' | 'editor';

export interface AutoTransportOptions {
	readonly undici: Transport;
	readonly editor: Transport;
	/** Asked for with every request. */
	readonly choice: () => NetworkChoice;
}

/**
 * The stack that was chosen, or whichever gets through. A request goes a
 * second way only after the first failed to connect, so that certainly nothing
 * of it was sent, and never a third time. What got through to an origin is
 * tried first there from then on.
 */
export function autoTransport({ undici, editor, choice }: AutoTransportOptions): Transport {
	const byEditor = new Set<string>();

	const sendEitherWay = async (request: HttpRequest): Promise<HttpResponse> => {
		const { origin } = request.url;
		const ways = byEditor.has(origin) ? ([editor, undici] as const) : ([undici, editor] as const);
		let first: TransportError;
		try {
			return await ways[0].send(request);
		} catch (error) {
			if (!(error instanceof TransportError) || error.phase !== 'connect' || request.signal?.aborted) {
				throw error;
			}
			first = error;
		}
		try {
			const response = await ways[1].send(request);
			if (ways[1] === editor) {
				byEditor.add(origin);
			} else {
				byEditor.delete(origin);
			}
			return response;
		} catch (error) {
			// Of two failures to connect, the one that a person can do something about.
			const alike = error instanceof TransportError && error.phase === 'connect';
			throw alike && !(error.reason && !first.reason) ? first : error;
		}
	};

	return {
		send(request) {
			const chosen = choice();
			if (chosen === 'auto') {
				return sendEitherWay(request);
			}
			return chosen === 'editor' ? editor.send(request) : undici.send(request);
		},
		async close() {
			await Promise.all([undici.close(), editor.close()]);
		},
	};
}
