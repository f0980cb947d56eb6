import { t } from '@vscode/l10n';
import {
	type Answers,
	type Args,
	type ErrorCode,
	patienceMs,
	type Reply,
	type Request,
	type RequestType,
} from '../../src/studio/messages.ts';

/** Why a request was not answered; its message is a sentence for a person. */
export class RequestError extends Error {
	readonly code: ErrorCode;

	constructor(code: ErrorCode, message: string) {
		super(message);
		this.name = 'RequestError';
		this.code = code;
	}
}

/** Asks the extension. */
export interface Rpc {
	/** Rejects with `RequestError`: what the extension said, `timed-out`, or `disposed`. */
	ask<T extends RequestType>(type: T, args: Args<T>): Promise<Answers[T]>;
	/** To be called with each reply. One that nobody waits for any more is dropped. */
	receive(reply: Reply): void;
	/** Rejects what is pending, and whatever is asked later. */
	dispose(): void;
}

export interface Timers {
	set(run: () => void, ms: number): unknown;
	clear(timer: unknown): void;
}

interface Pending {
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: RequestError) => void;
	readonly timer: unknown;
}

export function createRpc(post: (request: Request) => void, timers: Timers): Rpc {
	const pending = new Map<number, Pending>();
	let lastId = 0;
	let disposed = false;
	const take = (id: number): Pending | undefined => {
		const found = pending.get(id);
		pending.delete(id);
		timers.clear(found?.timer);
		return found;
	};
	const gone = () => new RequestError('disposed', t('The panel was closed.'));
	return {
		ask<T extends RequestType>(type: T, args: Args<T>): Promise<Answers[T]> {
			if (disposed) {
				return Promise.reject(gone());
			}
			lastId += 1;
			const id = lastId;
			return new Promise((resolve, reject) => {
				const timer = timers.set(() => {
					take(id)?.reject(
						new RequestError(
							'timed-out',
							t('The extension did not answer in time: try again, or reload this window.'),
						),
					);
				}, patienceMs(type));
				pending.set(id, { resolve: resolve as (value: unknown) => void, reject, timer });
				post({ id, type, args });
			});
		},
		receive(reply) {
			const waiting = take(reply.id);
			if (reply.kind === 'answer') {
				waiting?.resolve(reply.value);
			} else {
				waiting?.reject(new RequestError(reply.code, reply.message));
			}
		},
		dispose() {
			disposed = true;
			for (const id of [...pending.keys()]) {
				take(id)?.reject(gone());
			}
		},
	};
}
