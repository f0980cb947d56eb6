import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { promisify } from 'node:util';
import { createFaults } from '../../../src/sandbox/faults.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { generate, newLink, sandboxes, until, workerUrl } from './support.ts';

async function statusFor(port: number, host: string): Promise<number | undefined> {
	const request = http.get({ port, host: '127.0.0.1', path: '/models', headers: { host, 'api-key': 'key' } });
	const [response] = (await once(request, 'response')) as [http.IncomingMessage];
	response.resume();
	return response.statusCode;
}

describe('The sandbox server', () => {
	const start = sandboxes();

	it('answers to its loopback address only, whatever name leads there', async () => {
		const { port } = await start();
		assert.equal(await statusFor(port, `127.0.0.1:${port}`), 200);
		assert.equal(await statusFor(port, `localhost:${port}`), 200);
		for (const host of [
			`evil.example:${port}`,
			'evil.example',
			'127.0.0.1',
			'localhost',
			`127.0.0.1:${port + 1}`,
		]) {
			assert.equal(await statusFor(port, host), 421, host);
		}
	});

	it('sends no CORS headers, to a preflight least of all', async () => {
		const sandbox = await start();
		const origin = { Origin: 'https://evil.example' };
		const preflight = await fetch(`${sandbox.origin}/v1/ideogram-v3/generate`, {
			method: 'OPTIONS',
			headers: { ...origin, 'Access-Control-Request-Method': 'POST' },
		});
		assert.equal(preflight.status, 405);
		const answer = await generate(sandbox, { prompt: 'a fox' }, origin);
		for (const headers of [preflight.headers, answer.headers]) {
			assert.deepEqual(
				[...headers.keys()].filter((name) => name.startsWith('access-control')),
				[],
			);
		}
	});

	it('knows no other routes, and other methods only by name', async () => {
		const { origin } = await start();
		const headers = { 'Api-Key': 'key' };
		assert.equal((await fetch(`${origin}/v1/ideogram-v9/generate`, { method: 'POST', headers })).status, 404);
		assert.equal((await fetch(`${origin}/`, { headers })).status, 404);
		assert.equal((await fetch(`${origin}/models/`, { headers })).status, 404);
		const wrongMethod = await fetch(`${origin}/v1/ideogram-v3/generate`, { headers });
		assert.equal(wrongMethod.status, 405);
		assert.equal(wrongMethod.headers.get('allow'), 'POST');
		assert.equal((await fetch(`${origin}/models`, { method: 'DELETE', headers })).status, 405);
	});

	it('remembers of a request its header names, never a value', async () => {
		const sandbox = await start();
		await generate(sandbox, { prompt: 'a fox' }, { 'Api-Key': 'very-secret' });
		await fetch(await newLink(sandbox));
		const [first, , last] = sandbox.requests;
		assert.equal(first?.method, 'POST');
		assert.equal(first?.path, '/v1/ideogram-v3/generate');
		assert.equal(first?.keySent, true);
		assert.ok(first?.headerNames.includes('api-key'));
		assert.match(last?.path ?? '', /^\/api\/images\/ephemeral\/[\w-]+\.png$/);
		assert.equal(last?.keySent, false);
		assert.ok(!JSON.stringify(sandbox.requests).includes('very-secret'));
	});

	it('refuses an announced body over the bound before it is sent', async () => {
		const { port } = await start();
		const socket = net.connect(port, '127.0.0.1');
		socket.write(
			`POST /v1/ideogram-v3/generate HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nApi-Key: key\r\n` +
				'Content-Type: application/json\r\nContent-Length: 200000000\r\n\r\n',
		);
		const [data] = await once(socket, 'data');
		assert.match(String(data), /^HTTP\/1\.1 413 /);
		socket.destroy();
	});

	it('lives on when a client leaves in the middle of its request', async () => {
		const sandbox = await start();
		const socket = net.connect(sandbox.port, '127.0.0.1');
		socket.write(
			`POST /v1/ideogram-v3/generate HTTP/1.1\r\nHost: 127.0.0.1:${sandbox.port}\r\nApi-Key: key\r\n` +
				'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"prompt"',
		);
		await until(() => sandbox.requests.length === 1);
		socket.resetAndDestroy();
		assert.equal((await generate(sandbox, { prompt: 'a fox' })).status, 200);
		assert.equal(sandbox.accepted.length, 1);
	});

	it('runs a generation to its end though the client has left', async () => {
		const sandbox = await start();
		let letGo = () => {};
		sandbox.faults.next('generate', {
			kind: 'hold',
			until: new Promise<void>((resolve) => {
				letGo = resolve;
			}),
		});
		const leaving = new AbortController();
		const request = fetch(`${sandbox.origin}/v1/ideogram-v3/generate`, {
			method: 'POST',
			headers: { 'Api-Key': 'key', 'Content-Type': 'application/json' },
			body: '{"prompt":"a fox"}',
			signal: leaving.signal,
		});
		await until(() => sandbox.inFlight === 1);
		leaving.abort();
		await assert.rejects(request);
		assert.equal(sandbox.inFlight, 1);
		assert.equal(sandbox.accepted.length, 1);
		letGo();
		await until(() => sandbox.inFlight === 0);
	});

	it('ends what is under way when it is closed', async () => {
		const sandbox = await startSandbox({ workerUrl, faults: createFaults() });
		const link = await newLink(sandbox);
		await (await fetch(link)).arrayBuffer();
		sandbox.faults.next('generate', { kind: 'delay', ms: 1_000_000 });
		sandbox.faults.next('generate', { kind: 'hold', until: new Promise(() => {}) });
		sandbox.faults.next('image', { kind: 'slow', pieces: 4, pauseMs: 1_000_000 });
		const waiting = [
			generate(sandbox, { prompt: 'a' }),
			generate(sandbox, { prompt: 'b' }),
			fetch(link).then((response) => response.text()),
		];
		const ended = Promise.all(waiting.map((request) => assert.rejects(request)));
		await until(() => sandbox.inFlight === 2 && sandbox.faults.pending('image') === 0);
		await sandbox.close();
		await ended;
		await until(() => sandbox.inFlight === 0);
		await assert.rejects(fetch(sandbox.origin));
		await sandbox.close();
	});

	it('takes its time over a generation where it was told to, and none over what is free', async () => {
		const sandbox = await startSandbox({ workerUrl, latencyMs: 1_000_000 });
		const ended = assert.rejects(generate(sandbox, { prompt: 'a fox' }));
		await until(() => sandbox.inFlight === 1);
		assert.equal((await fetch(`${sandbox.origin}/models`, { headers: { 'Api-Key': 'key' } })).status, 200);
		assert.equal(sandbox.accepted.length, 1);
		await sandbox.close();
		await ended;
	});

	it('says so where its port is taken', async () => {
		const { port } = await start();
		await assert.rejects(start({ port }), { code: 'EADDRINUSE' });
	});

	it('leaves a process free to end once its port is let go, though the painter has been at work', async () => {
		const program = `
			import http from 'node:http';
			const { createPictures } = await import(${JSON.stringify(new URL('../../../src/sandbox/pictures.ts', import.meta.url))});
			const pictures = createPictures(new URL(${JSON.stringify(workerUrl)}));
			const keepAlive = http.createServer().listen(0, '127.0.0.1');
			const png = await pictures.png({ digest: '0011223344556677', seed: 1, width: 16, height: 16 });
			keepAlive.close();
			console.log(png.length > 0);
		`;
		const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
		assert.equal(stdout, 'true\n');
	});
});
