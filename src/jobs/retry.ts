import { t } from '@vscode/l10n';
import { ConnectionError, RateLimitError, TooManyImagesError } from '../api/errors.ts';
import { MAX_RATE_LIMIT_WAIT_MS } from '../api/rateLimit.ts';

/** Attempts to connect before a call is given up, certainly unsent. */
const MAX_CONNECT_ATTEMPTS = 3;
const MAX_BACKOFF_MS = 30_000;

/**
 * Milliseconds to wait before a call that certainly did not run is sent again;
 * undefined: never again. `attempt`: from 1. `random`: from 0 to 1. A server
 * that names no time, or one that is over, is given some all the same.
 */
export function retryDelay(
	error: unknown,
	attempt: number,
	waitedMs: number,
	random: () => number = Math.random,
): number | undefined {
	const backoff = Math.round(random() * Math.min(MAX_BACKOFF_MS, 500 * 2 ** attempt));
	if (error instanceof RateLimitError) {
		const wait = Math.max(error.retryAfterMs ?? 0, backoff);
		return waitedMs + wait > MAX_RATE_LIMIT_WAIT_MS ? undefined : wait;
	}
	if (error instanceof ConnectionError) {
		return attempt >= MAX_CONNECT_ATTEMPTS ? undefined : backoff;
	}
	return undefined;
}

/** The failure, or what it means for a call of so many images: one that is never let in need not wait. */
export function forGood(failure: unknown, images: number): unknown {
	const allowed = failure instanceof RateLimitError ? (failure.maxInFlight ?? 0) : 0;
	if (!(failure instanceof RateLimitError) || allowed < 1 || images <= allowed) {
		return failure;
	}
	const { status, requestId } = failure;
	return new TooManyImagesError(
		t(
			'{0} images at once are more than Ideogram allows your account, which is {1}: ask for fewer, and set ideogram.maxInFlight to {1}.',
			images,
			allowed,
		),
		{ status, requestId, cause: failure },
	);
}
