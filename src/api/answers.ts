import { t } from '@vscode/l10n';
import * as v from 'valibot';
import {
	AuthenticationError,
	BadRequestError,
	type IdeogramError,
	NotFoundError,
	PayloadTooLargeError,
	PaymentRequiredError,
	PermissionError,
	RateLimitError,
	SafetyError,
	ServerError,
	UnknownOutcomeError,
	UnsupportedMediaTypeError,
} from './errors.ts';

// The three shapes in which the API words an error, read as one.
const errorBody = v.object({
	detail: v.optional(v.string()),
	error: v.optional(v.string()),
	message: v.optional(v.string()),
	reject_reason: v.optional(v.string()),
	max_inflight_requests: v.optional(v.number()),
});

/** A status other than 200, with its body if that could be read in full. */
export interface Refusal {
	readonly status: number;
	readonly header: (name: string) => string | undefined;
	/** Undefined where the connection broke before the body ended. */
	readonly body: string | undefined;
	/** The request is one that costs money. */
	readonly billed: boolean;
	/** Milliseconds since the epoch, for a `Retry-After` given as a date. */
	readonly now: number;
}

/** The error class for an answer that is not a 200. Source: Ideogram's error pages, read 2026-11. */
export function errorFrom({ status, header, body, billed, now }: Refusal): IdeogramError {
	const requestId = header('x-request-id');
	const facts = { status, requestId };
	if (body === undefined && status !== 429) {
		return unknown(billed, facts);
	}
	const said = parseBody(body ?? '');
	const words = clip(said.detail ?? said.error ?? said.message);
	const why = (fallback: string) => (words ? t('Ideogram says: {0}', words) : fallback);
	switch (status) {
		case 400:
			return new BadRequestError(why(t('Ideogram did not accept this request.')), facts);
		case 401:
			return new AuthenticationError(facts);
		case 402:
			return new PaymentRequiredError(paymentMessage(said.reject_reason), facts);
		case 403:
			return new PermissionError(
				t('Ideogram does not let this key do that: check your plan and the key.'),
				facts,
			);
		case 404:
			return new NotFoundError(why(t('Ideogram does not know this address or model.')), facts);
		case 413:
			return new PayloadTooLargeError(
				t('The images are too large for Ideogram: make them smaller and try again.'),
				facts,
			);
		case 415:
			return new UnsupportedMediaTypeError(
				t('Ideogram does not take this type of file: use PNG, JPEG or WebP.'),
				facts,
			);
		case 422:
			return new SafetyError(
				t("Ideogram's safety check refused the prompt or an image, at no charge: change it and try again."),
				facts,
			);
		case 429:
			return new RateLimitError({
				...facts,
				retryAfterMs: retryAfter(header('retry-after'), now),
				maxInFlight: said.max_inflight_requests,
			});
		default:
			return unknown(billed, facts);
	}
}

function unknown(billed: boolean, facts: { status: number; requestId?: string }): IdeogramError {
	return billed
		? new UnknownOutcomeError(
				t(
					'Ideogram answered {0} without a result, so this may have been charged and is not sent again: look in Spending.',
					facts.status,
				),
				facts,
			)
		: new ServerError(t('Ideogram answered {0}: try again later.', facts.status), facts);
}

function paymentMessage(reason: string | undefined): string {
	switch (reason) {
		case 'insufficient_funds':
			return t('Your Ideogram balance is used up: add funds and try again.');
		case 'subscription_required':
			return t('Ideogram asks for a subscription for this.');
		case 'daily_limit':
			return t("You have reached Ideogram's daily limit for your account.");
		case 'feature_limit':
			return t('Your Ideogram plan does not include this.');
		default:
			return t('Ideogram asks for payment: check your balance and plan.');
	}
}

function parseBody(body: string): v.InferOutput<typeof errorBody> {
	try {
		const parsed = v.safeParse(errorBody, JSON.parse(body));
		return parsed.success ? parsed.output : {};
	} catch {
		return {};
	}
}

// What a server says is shown to a person: one line of it, and no more than fits.
function clip(text: string | undefined): string | undefined {
	const line = text?.replace(/\s+/g, ' ').trim();
	return line && line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** `Retry-After` (seconds or an HTTP date) in milliseconds from now. */
export function retryAfter(value: string | undefined, now: number): number | undefined {
	if (value === undefined) {
		return undefined;
	}
	if (/^\d{1,6}$/.test(value.trim())) {
		return Number(value) * 1000;
	}
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
