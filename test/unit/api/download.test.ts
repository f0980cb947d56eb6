import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { downloadImage } from '../../../src/api/download.ts';
import { DownloadError } from '../../../src/api/errors.ts';
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
});
