import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { downloadImage } from '../../../src/api/download.ts';
import { DownloadError, type IdeogramError } from '../../../src/api/errors.ts';
import type { HttpRequest, Transport } from '../../../src/api/transport.ts';
import { TemporaryFolder } from '../../vscode/temporary.ts';

const API = 'https://api.ideogram.ai';
const SANDBOX = 'http://127.0.0.1:8080';

describe('A link to a result', () => {
	const temporary = new TemporaryFolder();
	after(() => temporary.remove());

	/** What is asked of the network for a link, and how fetching it ends. */
	async function follow(link: string, origin: string) {
		const requests: HttpRequest[] = [];
		const transport: Transport = {
			async send(request) {
				requests.push(request);
				const body = (async function* () {})();
				return { status: 403, header: () => undefined, body, discard: () => {} };
			},
			close: async () => {},
		};
		const error = await downloadImage(link, path.join(temporary.path, 'image'), {
			transport,
			origin,
			made: Date.now(),
			sleep: async () => {},
		}).catch((reason: unknown) => reason);
		return { requests, error };
	}

	for (const [link, origin] of [
		['http://images.example/a.png', API],
		['http://127.0.0.1:8080/a.png', API],
		['http://localhost/a.png', API],
		['http://images.example/a.png', SANDBOX],
		['file:///etc/passwd', API],
		['file:///etc/passwd', SANDBOX],
		['data:image/png;base64,AAAA', API],
		['javascript:alert(1)', SANDBOX],
		['//images.example/a.png', API],
		['', API],
	] as const) {
		it(`of ${origin} is not followed to ${link || 'nowhere'}`, async () => {
			const { requests, error } = await follow(link, origin);
			assert.ok(error instanceof DownloadError);
			assert.match(error.message, /not safe to open/);
			assert.equal(error.retryable, false);
			assert.deepEqual(requests, []);
			assert.deepEqual(readdirSync(temporary.path), []);
		});
	}

	for (const [link, origin] of [
		['https://images.example/a.png', API],
		['http://127.0.0.1:9090/a.png', SANDBOX],
	] as const) {
		it(`of ${origin} is followed to ${link}, and nobody is told a key`, async () => {
			const { requests } = await follow(link, origin);
			assert.ok(requests.length > 0);
			for (const { url, headers } of requests) {
				assert.equal(url.href, link);
				assert.deepEqual(Object.keys(headers), ['accept']);
			}
		});
	}

	const now = Date.UTC(2026, 10, 28);
	const hour = 3_600_000;
	for (const [what, statuses, expires, made, name] of [
		['before its end is refused on the way', [403, 410], now + 24 * hour, now, 'LinkRefusedError'],
		['a second before its end is refused on the way', [403, 410], now + 1000, now, 'LinkRefusedError'],
		['past its end has expired', [403, 404, 410], now, now - 24 * hour, 'LinkExpiredError'],
		[
			'without an end is refused on the way for a week',
			[403, 410],
			undefined,
			now - 167 * hour,
			'LinkRefusedError',
		],
		[
			'without an end has expired after a week',
			[403, 404, 410],
			undefined,
			now - 168 * hour,
			'LinkExpiredError',
		],
		['that is not there before its end may come', [404], now + 24 * hour, now, 'DownloadError'],
	] as const) {
		it(`${what}, whatever the answer is`, async () => {
			for (const status of statuses) {
				const transport: Transport = {
					send: async () => ({
						status,
						header: () => undefined,
						body: (async function* () {})(),
						discard: () => {},
					}),
					close: async () => {},
				};
				const query = expires === undefined ? '' : `?exp=${expires / 1000}&sig=00`;
				const fetching = downloadImage(
					`https://images.example/a.png${query}`,
					path.join(temporary.path, 'x'),
					{
						transport,
						origin: API,
						made,
						now: () => now,
						sleep: async () => {},
					},
				);
				const error = (await fetching.catch((reason: unknown) => reason)) as IdeogramError;
				assert.equal(error.name, name, String(status));
				assert.equal(error.retryable, name !== 'LinkExpiredError');
				assert.equal(/images\.example/.test(error.message), name === 'LinkRefusedError');
			}
		});
	}
});
