import { t } from '@vscode/l10n';

interface Facts {
	readonly status?: number;
	readonly requestId?: string;
	readonly cause?: unknown;
}

/**
 * What went wrong, in one sentence for a person. `retryable`: the same request
 * may be sent again at no risk. `mayHaveBeenCharged`: the server may have run it.
 */
export abstract class IdeogramError extends Error {
	abstract readonly retryable: boolean;
	abstract readonly mayHaveBeenCharged: boolean;
	/** HTTP status, where the server answered with one. */
	readonly status: number | undefined;
	readonly requestId: string | undefined;

	constructor(message: string, facts: Facts = {}) {
		super(message, { cause: facts.cause });
		this.name = new.target.name;
		this.status = facts.status;
		this.requestId = facts.requestId;
	}
}

/** Certainly not run and not charged, and the same request would fail again. */
abstract class RefusedError extends IdeogramError {
	readonly retryable = false;
	readonly mayHaveBeenCharged = false;
}

/** The input breaks a rule of the operation; nothing was sent. */
export class ValidationError extends RefusedError {
	/** The input's field, in the product's own spelling; absent for rules of the whole input. */
	readonly field: string | undefined;

	constructor(message: string, field?: string) {
		super(message);
		this.field = field;
	}
}

/** No key is stored for the API's origin; nothing was sent. */
export class MissingKeyError extends RefusedError {}

/** The key has characters that no key has and no request can carry; nothing was sent. */
export class InvalidKeyError extends RefusedError {}

/** The call costs more than the person was shown when they allowed it; nothing was sent. */
export class DearerError extends IdeogramError {
	readonly retryable = true;
	readonly mayHaveBeenCharged = false;

	constructor() {
		super(t('This costs more now than what was shown when it was allowed, so nothing was sent: try again.'));
	}
}

/** The API address in the settings cannot be used; nothing was sent. */
export class BaseUrlError extends RefusedError {}

/** 400: the API does not take this request. */
export class BadRequestError extends RefusedError {}

/** 401: wrong or paused key, or a balance of zero. */
export class AuthenticationError extends RefusedError {
	constructor(facts: Facts = {}) {
		super(t('Ideogram refused the key: wrong, paused, or out of balance.'), facts);
	}
}

/** 402: no funds or a plan that does not include this. */
export class PaymentRequiredError extends RefusedError {}

/** 403: the key may not do this. */
export class PermissionError extends RefusedError {}

/** 404: no such route or model. */
export class NotFoundError extends RefusedError {}

/** 413: the files together are too large. */
export class PayloadTooLargeError extends RefusedError {}

/** 415: a file type or body format that the API does not take. */
export class UnsupportedMediaTypeError extends RefusedError {}

/** 422: the prompt or an input image was refused by Ideogram's safety check; not billed. */
export class SafetyError extends RefusedError {}

/** 429: too many images in flight; not run and not billed. */
export class RateLimitError extends IdeogramError {
	readonly retryable = true;
	readonly mayHaveBeenCharged = false;
	/** Milliseconds that the server asked to wait, where it said so. */
	readonly retryAfterMs: number | undefined;
	readonly maxInFlight: number | undefined;

	constructor(facts: Facts & { retryAfterMs?: number; maxInFlight?: number } = {}) {
		super(t('Ideogram is busy with as many images as your plan allows at once.'), facts);
		this.retryAfterMs = facts.retryAfterMs;
		this.maxInFlight = facts.maxInFlight;
	}
}

/** 429: more images than the account may ever have in flight; not run and not billed. */
export class TooManyImagesError extends RefusedError {}

/** The request failed before any of it was written: name, refused, connect time-out, TLS. */
export class ConnectionError extends IdeogramError {
	readonly retryable = true;
	readonly mayHaveBeenCharged = false;
}

/** The request left and no readable answer says how it ended. It is never sent again. */
export class UnknownOutcomeError extends IdeogramError {
	readonly retryable = false;
	readonly mayHaveBeenCharged = true;
	/** What a 200 said that could not be read, without the key: it may hold what was paid for. */
	readonly answer: string | undefined;

	constructor(message: string, facts: Facts & { answer?: string } = {}) {
		super(message, facts);
		this.answer = facts.answer;
	}
}

/** A free request (not billed) got no usable answer. */
export class ServerError extends IdeogramError {
	readonly retryable = true;
	readonly mayHaveBeenCharged = false;
}

/** A result link is past its time; the paid image can no longer be fetched. */
export class LinkExpiredError extends RefusedError {
	constructor(facts: Facts = {}) {
		super(t('The link to this image has expired, so it can no longer be fetched.'), facts);
	}
}

/** An image could not be fetched yet, or is not an image; trying again costs nothing. */
export class DownloadError extends IdeogramError {
	readonly mayHaveBeenCharged = false;
	readonly retryable: boolean;

	constructor(message: string, retryable: boolean, facts: Facts = {}) {
		super(message, facts);
		this.retryable = retryable;
	}
}

/** A result link is refused though its time is not over: mostly by what filters the traffic on the way. */
export class LinkRefusedError extends DownloadError {
	constructor(host: string, facts: Facts = {}) {
		super(
			t(
				'The address of the image was refused ({0}): if a filter or proxy guards your network, have {1} allowed there. It is tried again until the link ends.',
				facts.status ?? '',
				host,
			),
			true,
			facts,
		);
	}
}

/** What comes from a result link is longer than any image that is kept. */
export class OversizeError extends DownloadError {
	constructor() {
		super(t('The image is larger than 1 GB, so it was not fetched.'), false);
	}
}
