import { type Dispatcher, errors } from 'undici';
import { type Deadline, startDeadline } from './deadline.ts';
import { BODY_TIMEOUT_MS, type HttpRequest, type HttpResponse, TransportError } from './transport.ts';

/** What may wait for its reader before the server has to wait too. */
const MAX_WAITING_BYTES = 64 * 1024;

/**
 * Sends a request by a dispatcher and resolves with the beginning of its answer; `onOver` is told when there is
 * nothing more to come of it. Rejects with undici's errors, the body throws `TransportError`. On undici's own
 * events: its `request` puts a stream and three promises between them and whoever reads, which cost more than a
 * small answer itself.
 */
export function exchange(
	dispatcher: Dispatcher,
	request: HttpRequest,
	onOver: () => void,
): Promise<HttpResponse> {
	const { signal } = request;
	return new Promise((resolve, reject) => {
		let controller: Dispatcher.DispatchController | undefined;
		let deadline: Deadline | undefined;
		let body: Body | undefined;

		// These take the place of undici's own, which give no turn to what came in during a stop.
		const wait = (milliseconds: number, over: () => void) => {
			deadline?.clear();
			deadline = startDeadline(milliseconds, over);
		};
		const abort = () => controller?.abort(signal?.reason);
		const end = () => {
			deadline?.clear();
			signal?.removeEventListener('abort', abort);
			onOver();
		};

		signal?.addEventListener('abort', abort);
		dispatcher.dispatch(
			{
				origin: request.url.origin,
				path: request.url.pathname + request.url.search,
				method: request.method,
				headers: request.headers,
				body: request.body,
				headersTimeout: 0,
				bodyTimeout: 0,
			},
			{
				// Comes when there is a socket, right before the request is written.
				onRequestStart(control) {
					controller = control;
					if (signal?.aborted) {
						abort();
						return;
					}
					wait(request.timeoutMs, () => control.abort(new errors.HeadersTimeoutError()));
				},
				onResponseStart(control, status, headers) {
					if (status < 200) {
						return; // It only announces an answer.
					}
					wait(request.bodyTimeoutMs ?? BODY_TIMEOUT_MS, () => {
						// A reader who takes time is no server that does.
						if (control.paused) {
							deadline?.restart();
						} else {
							control.abort(new errors.BodyTimeoutError());
						}
					});
					const arriving = createBody(control);
					body = arriving;
					resolve({
						status,
						header(name) {
							const value = headers[name];
							return Array.isArray(value) ? value[0] : value;
						},
						body: arriving.read(),
						discard: arriving.discard,
					});
				},
				onResponseData(_control, chunk) {
					deadline?.restart();
					body?.add(chunk);
				},
				onResponseEnd() {
					end();
					body?.end();
				},
				onResponseError(_control, error) {
					end();
					if (body) {
						body.fail(error);
					} else {
						reject(error);
					}
				},
			},
		);
	});
}

/** A body between the network and its reader. */
interface Body {
	add(chunk: Uint8Array): void;
	end(): void;
	fail(error: unknown): void;
	/** What has arrived, and what does while it is read; a failure comes after what arrived before it. */
	read(): AsyncGenerator<Uint8Array>;
	/** Closes the connection if there is more to come. */
	discard(): void;
}

function createBody(controller: Dispatcher.DispatchController): Body {
	const waiting: Uint8Array[] = [];
	let length = 0;
	let isOver = false;
	let failure: unknown;
	let wake: (() => void) | undefined;

	const discard = () => {
		if (!isOver) {
			controller.abort(new errors.RequestAbortedError());
		}
	};
	const finish = (error?: unknown) => {
		isOver = true;
		failure = error;
		wake?.();
	};
	return {
		add(chunk) {
			waiting.push(chunk);
			length += chunk.length;
			if (length >= MAX_WAITING_BYTES) {
				controller.pause();
			}
			wake?.();
		},
		end: () => finish(),
		fail: finish,
		async *read() {
			try {
				for (;;) {
					const chunk = waiting.shift();
					if (chunk) {
						length -= chunk.length;
						if (controller.paused && length < MAX_WAITING_BYTES) {
							controller.resume();
						}
						yield chunk;
					} else if (isOver) {
						break;
					} else {
						await new Promise<void>((resolve) => {
							wake = resolve;
						});
					}
				}
			} finally {
				discard();
			}
			if (failure !== undefined) {
				throw new TransportError('sent', failure);
			}
		},
		discard,
	};
}
