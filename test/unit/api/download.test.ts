import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { downloadImage } from '../../../src/api/download.ts';
import { DownloadError, type IdeogramError } from '../../../src/api/errors.ts';
import type { HttpRequest, Transport } from '../../../src/api/transport.ts';
import { encodePng } from '../../../src/images/png.ts';
import { TemporaryFolder } from '../../vscode/temporary.ts';
import { gradient } from '../images/samples.ts';

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

/** One answer of a server: how far the body goes, and what the header says of it. */
interface Part {
	readonly status?: number;
	readonly body: Uint8Array;
	readonly headers?: Readonly<Record<string, string>>;
}

describe('A paid image that arrives', () => {
	const temporary = new TemporaryFolder();
	after(() => temporary.remove());
	const file = encodePng(gradient(300, 200).data, 300, 200, { channels: 4 });
	const half = file.subarray(0, 1000);
	const length = (body: Uint8Array) => ({ 'content-length': String(body.length) });
	const range = (from: number) => ({ 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` });
	let stems = 0;

	/** Fetches from a server that gives these answers, the last of them for ever. */
	async function fetchFrom(parts: readonly Part[]) {
		const ranges: (string | undefined)[] = [];
		const transport: Transport = {
			async send({ headers }) {
				const { status = 200, body, headers: own } = parts[Math.min(ranges.length, parts.length - 1)] as Part;
				ranges.push(headers.range);
				return {
					status,
					header: (name) => own?.[name],
					body: (async function* () {
						yield body;
					})(),
					discard: () => {},
				};
			},
			close: async () => {},
		};
		stems += 1;
		const stem = path.join(temporary.path, String(stems));
		const options = { transport, origin: API, made: Date.now(), sleep: async () => {} };
		const outcome = await downloadImage('https://images.example/a.png', stem, options).catch(
			(reason: IdeogramError) => reason,
		);
		return {
			outcome,
			ranges,
			files: readdirSync(temporary.path).filter((name) => name.startsWith(`${stems}.`)),
		};
	}

	async function arrives(parts: readonly Part[], ranges: readonly (string | undefined)[]) {
		const fetched = await fetchFrom(parts);
		assert.ok('path' in fetched.outcome, String(fetched.outcome));
		assert.deepEqual(readFileSync(fetched.outcome.path), file);
		assert.equal(fetched.outcome.bytes, file.length);
		assert.deepEqual(fetched.ranges, ranges);
	}

	it('without a length and cut off is asked for from there', () =>
		arrives(
			[{ body: half }, { status: 206, body: file.subarray(1000), headers: range(1000) }],
			[undefined, 'bytes=1000-'],
		));

	it('without a length and cut off each time is never taken for whole', async () => {
		const { outcome, ranges, files } = await fetchFrom([{ body: half }]);
		assert.ok(outcome instanceof DownloadError);
		assert.deepEqual([outcome.message, outcome.retryable], ['The image arrived incomplete.', true]);
		assert.equal(ranges.length, 6);
		assert.deepEqual(files, []);
	});

	it('cut off on the way, with the length of what is left of it, is fetched anew', () =>
		arrives(
			[
				{ body: half, headers: length(half) },
				{ body: file, headers: length(file) },
			],
			[undefined, undefined],
		));

	for (const [what, headers] of [
		['from its beginning', { ...length(file), ...range(0) }],
		['from a place of its own', { ...length(file), ...range(999) }],
		['from who knows where', length(file)],
	] as const) {
		it(`is fetched anew where the rest of it comes ${what}`, () =>
			arrives(
				[
					{ body: half, headers: length(file) },
					{ status: 206, body: file, headers },
					{ body: file, headers: length(file) },
				],
				[undefined, 'bytes=1000-', undefined],
			));
	}

	it('with something after its end is kept as it is', async () => {
		const more = Buffer.concat([file, Buffer.from('more')]);
		const { outcome } = await fetchFrom([{ body: more }]);
		assert.ok('path' in outcome);
		assert.deepEqual(readFileSync(outcome.path), more);
	});

	it('without an end is given up before it fills the disk', async () => {
		const endless = { length: 1024 ** 3 + 1 } as Uint8Array;
		const { outcome, ranges, files } = await fetchFrom([{ body: endless }]);
		assert.equal((outcome as Error).name, 'OversizeError');
		assert.deepEqual([ranges.length, files], [1, []]);
	});
});
