import assert from 'node:assert/strict';
import { type CallFault, createFaults, type ImageFault } from '../../../src/sandbox/faults.ts';
import { generate, newLink, sandboxes, until } from './support.ts';

describe('A fault of the sandbox', () => {
	const start = sandboxes();

	it('befalls one matching request each, in order, and then no more', async () => {
		const faults = createFaults();
		const sandbox = await start({ faults });
		assert.equal(sandbox.faults, faults);
		faults.next('generate', { kind: 'refuse', status: 500 });
		faults.next('generate', { kind: 'refuse', status: 503 }, 2);
		assert.equal(faults.pending('generate'), 3);
		const models = await fetch(`${sandbox.origin}/models`, { headers: { 'Api-Key': 'key' } });
		assert.equal(models.status, 200);
		for (const status of [500, 503, 503, 200]) {
			assert.equal((await generate(sandbox, { prompt: 'a fox' })).status, status);
		}
		faults.next('generate', { kind: 'refuse', status: 500 });
		faults.clear();
		assert.equal(faults.pending('generate'), 0);
	});

	it('can be any status, body and header, and nothing runs', async () => {
		const sandbox = await start();
		const refusals: readonly Extract<CallFault, { kind: 'refuse' }>[] = [
			{ kind: 'refuse', status: 429, body: { error: 'busy', reject_reason: 'inflight_limit' } },
			{ kind: 'refuse', status: 429, headers: { 'retry-after': '7' } },
			{ kind: 'refuse', status: 502, body: '<html>Bad Gateway</html>' },
			{ kind: 'refuse', status: 200, body: '<html>a captive portal</html>' },
			{ kind: 'refuse', status: 422, body: {} },
		];
		for (const fault of refusals) {
			sandbox.faults.next('generate', fault);
			const answer = await generate(sandbox, { prompt: 'a fox' });
			const { status, body = '', headers = {} } = fault;
			assert.equal(answer.status, status);
			assert.equal(answer.text, typeof body === 'string' ? body : JSON.stringify(body));
			for (const [name, value] of Object.entries(headers)) {
				assert.equal(answer.headers.get(name), value);
			}
		}
		assert.equal(sandbox.accepted.length, 0);
	});

	const outcomes: readonly [title: string, fault: CallFault, ran: boolean][] = [
		['a reset before the body is read, which runs nothing', { kind: 'reset', when: 'before-body' }, false],
		['a reset after the body is read, which ran', { kind: 'reset', when: 'after-body' }, true],
		['a reset in the middle of the answer, which ran', { kind: 'reset', when: 'mid-answer' }, true],
	];
	for (const [title, fault, ran] of outcomes) {
		it(`can be ${title}`, async () => {
			const sandbox = await start();
			sandbox.faults.next('generate', fault);
			await assert.rejects(generate(sandbox, { prompt: 'a fox', numImages: 2 }));
			assert.deepEqual(
				sandbox.accepted.map(({ images }) => images),
				ran ? [2] : [],
			);
			await until(() => sandbox.inFlight === 0);
			assert.equal((await generate(sandbox, { prompt: 'a fox' })).status, 200);
		});
	}

	it('can be a 503 while the work goes on', async () => {
		const sandbox = await start();
		sandbox.faults.next('generate', { kind: 'refuse', status: 503, ran: true });
		assert.equal((await generate(sandbox, { prompt: 'a fox' })).status, 503);
		assert.equal(sandbox.accepted.length, 1);
	});

	it('can be JSON cut short in a whole 200, which ran', async () => {
		const sandbox = await start();
		sandbox.faults.next('generate', { kind: 'truncated-json' });
		await assert.rejects(generate(sandbox, { prompt: 'a fox' }), SyntaxError);
		assert.equal(sandbox.accepted.length, 1);
	});

	it('can be a redirect, which runs nothing', async () => {
		const sandbox = await start();
		for (const status of [302, 307, 308] as const) {
			sandbox.faults.next('generate', { kind: 'redirect', status, location: 'http://127.0.0.1:1/elsewhere' });
			const answer = await generate(sandbox, { prompt: 'a fox' });
			assert.equal(answer.status, status);
			assert.equal(answer.headers.get('location'), 'http://127.0.0.1:1/elsewhere');
		}
		assert.equal(sandbox.accepted.length, 0);
	});

	it('can be a delay, after which all is as ever', async () => {
		const sandbox = await start();
		sandbox.faults.next('generate', { kind: 'delay', ms: 1 });
		assert.equal((await generate(sandbox, { prompt: 'a fox' })).status, 200);
		assert.equal(sandbox.accepted.length, 1);
	});

	it('leaves a bad request its usual answer, where the call would have run', async () => {
		const sandbox = await start();
		sandbox.faults.next('generate', { kind: 'truncated-json' });
		assert.equal((await generate(sandbox, { prompt: 'a fox', seed: -1 })).status, 400);
		assert.equal(sandbox.faults.pending('generate'), 0);
		assert.equal(sandbox.accepted.length, 0);
	});

	describe('of a link', () => {
		const statuses: readonly [title: string, fault: ImageFault, status: number, type: RegExp][] = [
			['404', { kind: 'refuse', status: 404 }, 404, /html/],
			['503', { kind: 'refuse', status: 503 }, 503, /html/],
			['HTML with 200', { kind: 'refuse', status: 200, body: '<html></html>' }, 200, /html/],
			['expiry', { kind: 'expired' }, 403, /html/],
		];
		for (const [title, fault, status, type] of statuses) {
			it(`can be ${title}, once`, async () => {
				const sandbox = await start();
				const link = await newLink(sandbox);
				sandbox.faults.next('image', fault);
				const answer = await fetch(link);
				assert.equal(answer.status, status);
				assert.match(answer.headers.get('content-type') ?? '', type);
				await answer.text();
				assert.equal((await fetch(link)).headers.get('content-type'), 'image/png');
			});
		}

		it('can be a connection that closes after half, and the rest can be asked for', async () => {
			const sandbox = await start();
			const link = await newLink(sandbox);
			const whole = Buffer.from(await (await fetch(link)).arrayBuffer());
			sandbox.faults.next('image', { kind: 'truncated' });
			const answer = await fetch(link);
			assert.equal(answer.headers.get('content-length'), String(whole.length));
			let got = 0;
			await assert.rejects(async () => {
				for await (const chunk of answer.body ?? []) {
					got += chunk.length;
				}
			});
			assert.equal(got, whole.length >> 1);
			const rest = await fetch(link, { headers: { range: `bytes=${got}-` } });
			assert.ok(whole.subarray(got).equals(Buffer.from(await rest.arrayBuffer())));
		});

		it('can be slowness, with the whole in the end', async () => {
			const sandbox = await start();
			const link = await newLink(sandbox);
			const whole = await (await fetch(link)).bytes();
			sandbox.faults.next('image', { kind: 'slow', pieces: 5, pauseMs: 1 });
			assert.deepEqual(await (await fetch(link)).bytes(), whole);
		});

		it('can be a file that is too large, declared or in chunks', async () => {
			const sandbox = await start();
			const link = await newLink(sandbox);
			sandbox.faults.next('image', { kind: 'oversize' });
			const declared = await fetch(link);
			assert.equal(declared.headers.get('content-length'), String(50 * 1024 * 1024));
			await declared.body?.cancel();
			sandbox.faults.next('image', { kind: 'oversize', bytes: 3_000_001, declared: false });
			const chunked = await fetch(link);
			assert.equal(chunked.headers.get('content-length'), null);
			assert.equal((await chunked.bytes()).length, 3_000_001);
		});

		it('can be a PNG that claims 100000 x 100000 pixels', async () => {
			const sandbox = await start();
			const link = await newLink(sandbox);
			sandbox.faults.next('image', { kind: 'huge-dimensions' });
			const png = Buffer.from(await (await fetch(link)).arrayBuffer());
			assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [100_000, 100_000]);
		});

		it('can be a redirect', async () => {
			const sandbox = await start();
			const link = await newLink(sandbox);
			sandbox.faults.next('image', { kind: 'redirect', status: 302, location: 'http://127.0.0.1:1/x.png' });
			assert.equal((await fetch(link, { redirect: 'manual' })).status, 302);
		});
	});
});
