/** What a fault is meant for: the calls of one job, or the fetching of result links. */
type FaultTarget = string;

type Headers = Readonly<Record<string, string>>;

interface DelayFault {
	readonly kind: 'delay';
	readonly ms: number;
}

interface HoldFault {
	readonly kind: 'hold';
	/** The answer waits for this promise, or for the sandbox to close. */
	readonly until: Promise<unknown>;
}

/** Any answer in place of the real one; a string body is sent as it is, anything else as JSON. */
interface RefuseFault {
	readonly kind: 'refuse';
	readonly status: number;
	readonly body?: unknown;
	readonly headers?: Headers;
	/** The generation runs and is paid for all the same, as behind a gateway that gave up (503, 504). */
	readonly ran?: true;
}

interface RedirectFault {
	readonly kind: 'redirect';
	readonly status: 301 | 302 | 303 | 307 | 308;
	readonly location: string;
}

/** The connection is reset (RST). */
interface ResetFault {
	readonly kind: 'reset';
	/** `before-body`: nothing has been read; the other two: the generation ran. */
	readonly when: 'before-body' | 'after-body' | 'mid-answer';
}

/** 200 with the first half of the JSON, as a whole and valid HTTP message. */
interface TruncatedJsonFault {
	readonly kind: 'truncated-json';
}

/**
 * How an API call goes wrong. The generation runs, and counts in `accepted`,
 * under `delay`, `hold`, `truncated-json`, `reset` after the body or in the
 * answer, and `refuse` with `ran`; it does not under `redirect`, `reset` before
 * the body, and `refuse`. Where it runs, key and input are checked as ever and
 * a bad request gets its usual answer.
 */
export type CallFault =
	| DelayFault
	| HoldFault
	| RefuseFault
	| RedirectFault
	| ResetFault
	| TruncatedJsonFault;

/** How fetching a result goes wrong. None of them changes what was paid for. */
export type ImageFault =
	| DelayFault
	| HoldFault
	/** 404, 503, HTML with 200, or anything else. */
	| RefuseFault
	| RedirectFault
	/** The length of the whole is promised, half is sent, the connection closes. */
	| { readonly kind: 'truncated' }
	/** In so many pieces, with a pause before each. */
	| { readonly kind: 'slow'; readonly pieces: number; readonly pauseMs: number }
	/** 403 as for a link past its time, of one whose time is not over. */
	| { readonly kind: 'expired' }
	/** The PNG with zeros in it that nobody sees; 50 MB in all unless told. Without a declared length it comes in chunks. */
	| { readonly kind: 'oversize'; readonly bytes?: number; readonly declared?: boolean }
	/** A PNG that claims 100000 x 100000 pixels, and has none. */
	| { readonly kind: 'huge-dimensions' };

type FaultFor<T extends FaultTarget> = T extends 'image' ? ImageFault : CallFault;

/** What will go wrong: one queue per target, one entry used up by each matching request. */
export interface Faults {
	/** The next request (or the next `times`) to `target` goes wrong in this way. */
	next<T extends FaultTarget>(target: T, fault: FaultFor<T>, times?: number): void;
	/** How many are waiting for `target`. */
	pending(target: FaultTarget): number;
	/** Used by the server: the fault for the request at hand. */
	take<T extends FaultTarget>(target: T): FaultFor<T> | undefined;
	clear(): void;
}

export function createFaults(): Faults {
	const queues = new Map<FaultTarget, (CallFault | ImageFault)[]>();
	return {
		next(target, fault, times = 1) {
			const queue = queues.get(target) ?? [];
			queues.set(target, queue);
			for (let i = 0; i < times; i += 1) {
				queue.push(fault);
			}
		},
		pending: (target) => queues.get(target)?.length ?? 0,
		take: <T extends FaultTarget>(target: T) => queues.get(target)?.shift() as FaultFor<T> | undefined,
		clear: () => queues.clear(),
	};
}
