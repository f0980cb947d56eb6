import assert from 'node:assert/strict';
import { createClient } from '../../../src/api/client.ts';
import type { IdeogramError, UnknownOutcomeError } from '../../../src/api/errors.ts';
import type { MaskTools } from '../../../src/api/masks.ts';
import type { AnyOperation } from '../../../src/api/operation.ts';
import { catalog } from '../../../src/api/prices.ts';
import type { Transport } from '../../../src/api/transport.ts';
import { inputFor, tinyPng } from './inputs.ts';

/** An API that gives this very answer to everything. */
function answering(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Transport {
	return {
		async send() {
			return {
				status,
				header: (name) => headers[name],
				body: (async function* () {
					yield Buffer.from(body);
				})(),
				discard() {},
			};
		},
		async close() {},
	};
}

interface Case {
	readonly status: number;
	readonly body: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly error: string;
	readonly sentence: RegExp;
	/** What it is for an operation that costs nothing, where that differs. */
	readonly free?: { readonly error: string; readonly sentence: RegExp };
}

const html = '<!doctype html><title>oops</title>';
const unreadable = {
	error: 'ServerError',
	sentence: /^The answer from Ideogram could not be read: try again later\.$/,
};
const down = (status: number) => ({
	error: 'ServerError',
	sentence: new RegExp(`^Ideogram answered ${status}: try again later\\.$`),
});
const unknown = (status: number) =>
	new RegExp(
		`^Ideogram answered ${status} without a result, so this may have been charged and is not sent again: look in Spending\\.$`,
	);

const cases: readonly Case[] = [
	{
		status: 400,
		body: JSON.stringify({
			type: 'about:blank',
			title: 'Bad Request',
			status: 400,
			detail: "'x' is not one of ['y'] - 'f'",
		}),
		error: 'BadRequestError',
		sentence: /^Ideogram says: 'x' is not one of \['y'\] - 'f'$/,
	},
	{
		status: 400,
		body: '{"error":"no such thing"}',
		error: 'BadRequestError',
		sentence: /^Ideogram says: no such thing$/,
	},
	{ status: 400, body: html, error: 'BadRequestError', sentence: /^Ideogram did not accept this request\.$/ },
	{
		status: 401,
		body: '{"message":"Access denied. Please verify your API Token is valid."}',
		error: 'AuthenticationError',
		sentence: /^Ideogram refused the key: wrong, paused, or out of balance\.$/,
	},
	{ status: 401, body: '', error: 'AuthenticationError', sentence: /wrong, paused, or out of balance/ },
	...(
		[
			['insufficient_funds', /balance is used up: add funds/],
			['subscription_required', /asks for a subscription/],
			['daily_limit', /daily limit/],
			['feature_limit', /plan does not include this/],
			['something_new', /asks for payment/],
		] as const
	).map(([reason, sentence]) => ({
		status: 402,
		body: JSON.stringify({ error: 'x', reject_reason: reason }),
		error: 'PaymentRequiredError',
		sentence,
	})),
	{
		status: 403,
		body: '{"message":"no"}',
		error: 'PermissionError',
		sentence: /does not let this key do that/,
	},
	{ status: 404, body: '', error: 'NotFoundError', sentence: /does not know this address or model/ },
	{
		status: 413,
		body: html,
		error: 'PayloadTooLargeError',
		sentence: /too large for Ideogram: make them smaller/,
	},
	{ status: 415, body: '', error: 'UnsupportedMediaTypeError', sentence: /use PNG, JPEG or WebP/ },
	{
		status: 422,
		body: '{"error":"unsafe"}',
		error: 'SafetyError',
		sentence: /safety check refused the prompt or an image, at no charge: change it and try again\.$/,
	},
	{ status: 422, body: '{}', error: 'SafetyError', sentence: /safety check/ },
	{ status: 422, body: '', error: 'SafetyError', sentence: /safety check/ },
	{
		status: 429,
		body: '{"error":"x","reject_reason":"inflight_limit","max_inflight_requests":10}',
		headers: { 'retry-after': '3' },
		error: 'RateLimitError',
		sentence: /as many images as your plan allows/,
	},
	...[500, 502, 503, 504, 302, 418].map((status) => ({
		status,
		body: html,
		error: 'UnknownOutcomeError',
		sentence: unknown(status),
		free: down(status),
	})),
	{
		status: 200,
		body: '',
		error: 'UnknownOutcomeError',
		sentence:
			/^The answer from Ideogram was empty, so this may have been charged and is not sent again: look in Spending\.$/,
		free: unreadable,
	},
	...[html, '{"created":"now","data":[{"url":', '[]', 'null', '{"data":"no"}'].map((body) => ({
		status: 200,
		body,
		error: 'UnknownOutcomeError',
		sentence:
			/^The answer from Ideogram could not be read, so this may have been charged and is not sent again: Export Spending has what it said\.$/,
		free: unreadable,
	})),
];

/** Takes any mask for a good one: it is not what is tried here. */
const maskTools: MaskTools = {
	decode: async () => ({
		width: 2,
		height: 1,
		data: new Uint8ClampedArray([0, 0, 0, 255, 255, 255, 255, 255]),
	}),
	encodePng: async () => tinyPng.bytes,
};

function isAnswer(operation: AnyOperation, body: string): boolean {
	try {
		const parsed: unknown = JSON.parse(body);
		operation.read(parsed);
		return !Array.isArray(parsed) && parsed !== null;
	} catch {
		return false;
	}
}

describe('An answer of the API', () => {
	for (const operation of catalog) {
		it(`to ${operation.method} ${operation.path} ends as the error and the sentence it should`, async () => {
			for (const { status, body, headers, free, ...billed } of cases) {
				const client = createClient({
					baseUrl: 'https://api.example.com',
					key: async () => 'key',
					transport: answering(status, body, headers),
					images: async () => maskTools,
				});
				if (status === 200 && isAnswer(operation, body)) {
					continue; // Some answers promise nothing, so that little is enough for one.
				}
				const what = `${status} ${body.slice(0, 40)}`;
				const call = await client.prepare(operation as never, inputFor(operation) as never);
				const error = (await call.send().then(
					() => assert.fail(`${what} was taken for a result`),
					(reason: unknown) => reason,
				)) as IdeogramError;
				const wanted = operation.billing || !free ? billed : free;
				assert.equal(error.name, wanted.error, what);
				assert.match(error.message, wanted.sentence, what);
				assert.equal(error.mayHaveBeenCharged, error.name === 'UnknownOutcomeError', what);
				assert.equal(error.status, status, what);
			}
		});
	}
});

describe('An answer to a billed call that cannot be read', () => {
	const operation = catalog.find(({ id }) => id === 'generate/3.0') as AnyOperation;

	/** An answer that comes in these pieces, and ends well or breaks off. */
	async function ask(pieces: readonly string[], breaksOff: boolean) {
		const transport: Transport = {
			async send() {
				const body = (async function* () {
					for (const piece of pieces) {
						yield Buffer.from(piece);
					}
					if (breaksOff) {
						throw new Error('The connection broke.');
					}
				})();
				return { status: 200, header: () => undefined, body, discard() {} };
			},
			async close() {},
		};
		const client = createClient({
			baseUrl: 'https://api.example.com',
			key: async () => 'key-THAT-MUST-NOT-LEAK',
			transport,
			images: async () => maskTools,
		});
		const call = await client.prepare(operation as never, inputFor(operation) as never);
		return call.send();
	}

	/** What is kept of it. */
	async function kept(pieces: readonly string[], breaksOff = false): Promise<string | undefined> {
		const error = await ask(pieces, breaksOff).then(
			() => assert.fail('It was read.'),
			(reason: unknown) => reason as UnknownOutcomeError,
		);
		assert.equal(error.name, 'UnknownOutcomeError');
		return error.answer;
	}

	it('is kept as it came, also as far as it came', async () => {
		assert.equal(await kept(['<html>', 'ü</html>']), '<html>ü</html>');
		const half = '{"created":"now","data":[{"url":"https://images.example/0.png?exp=1&sig=2"},{"ur';
		assert.equal(await kept([half], true), half);
		assert.equal(await kept([]), undefined);
	});

	it('is none where everything was said before it broke off', async () => {
		const whole = '{"created":"now","data":[{"url":"https://images.example/0.png","is_image_safe":true}]}';
		const { images } = await ask([whole.slice(0, 9), whole.slice(9)], true);
		assert.deepEqual(
			images.map(({ url }) => url),
			['https://images.example/0.png'],
		);
	});

	it('is kept without the key, and no more of it than a megabyte', async () => {
		assert.equal(await kept(['Hello key-THAT-MUST-', 'NOT-LEAK!']), 'Hello [key]!');
		assert.equal((await kept(['x'.repeat(3_000_000)]))?.length, 1_000_000);
		assert.equal((await kept(Array(9).fill('x'.repeat(1024 * 1024))))?.length, 1_000_000);
	});
});
