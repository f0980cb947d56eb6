import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Progress } from './suspendedCall.ts';

const TIMEOUT_MS = 4000;
/** Well past the time-out. */
const STOP_MS = 9000;

const answer = JSON.stringify({
	created: '2026-01-01T00:00:00Z',
	data: [
		{
			url: 'https://api.ideogram.test/i.png',
			seed: 1,
			is_image_safe: true,
			resolution: '1024x1024',
			prompt: 'a fox that sleeps',
			style_type: 'GENERAL',
		},
	],
});

/** A process that has sent its billed call, and the server's side of it. */
interface Caller extends AsyncDisposable {
	readonly response: ServerResponse;
	/** Sends the headers, and waits until the process has them. */
	sendHeaders(): Promise<void>;
	reaches(at: Progress['at']): Promise<void>;
	readonly process: ChildProcess;
	/** How the call ended; the process has ended by itself then. */
	readonly outcome: Promise<string>;
}

async function startCall(transport: string): Promise<Caller> {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const child = fork(new URL('./suspendedCall.ts', import.meta.url), [transport, origin, `${TIMEOUT_MS}`]);
	const told: Progress[] = [];
	child.on('message', (progress: Progress) => told.push(progress));
	const exited = once(child, 'exit');
	const reaches = async (at: Progress['at']) => {
		while (!told.some((progress) => progress.at === at)) {
			await once(child, 'message');
		}
	};
	const [request, response] = (await once(server, 'request')) as [NodeJS.ReadableStream, ServerResponse];
	request.resume();
	await once(request, 'end');
	return {
		process: child,
		response,
		reaches,
		async sendHeaders() {
			response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
			await reaches('headers');
		},
		get outcome() {
			return exited.then(([code]) => {
				assert.equal(code, 0);
				const end = told.find((progress) => progress.at === 'end');
				return end?.outcome ?? 'none';
			});
		},
		async [Symbol.asyncDispose]() {
			child.kill('SIGKILL');
			server.closeAllConnections();
			server.close();
			await exited;
		},
	};
}

/** Stops the process for longer than it would wait, and lets `meanwhile` happen. */
async function stop(caller: Caller, meanwhile: () => void): Promise<void> {
	caller.process.kill('SIGSTOP');
	meanwhile();
	await wait(STOP_MS);
	caller.process.kill('SIGCONT');
}

/** How a call ends to which this happens, for either transport, before and after the headers of its answer. */
async function outcomes(
	happens: (caller: Caller) => Promise<void>,
): Promise<Readonly<Record<string, string>>> {
	const cases = ['undici', 'editor'].flatMap((transport) => [
		{ transport, hasHeaders: false },
		{ transport, hasHeaders: true },
	]);
	const ends = cases.map(async ({ transport, hasHeaders }) => {
		await using caller = await startCall(transport);
		if (hasHeaders) {
			await caller.sendHeaders();
		}
		await happens(caller);
		return [`${transport}, ${hasHeaders ? 'with' : 'without'} headers`, await caller.outcome] as const;
	});
	return Object.fromEntries(await Promise.all(ends));
}

const all = (outcome: string) => ({
	'undici, without headers': outcome,
	'undici, with headers': outcome,
	'editor, without headers': outcome,
	'editor, with headers': outcome,
});

describe('A billed call', () => {
	const stopping = process.platform === 'win32' ? it.skip : it;

	stopping('has the answer that came while its process was stopped', async () => {
		const ends = await outcomes((caller) => stop(caller, () => caller.response.end(answer)));
		assert.deepEqual(ends, all('1 image'));
	});

	stopping('has the answer that comes soon after its process was stopped', async () => {
		const ends = await outcomes(async (caller) => {
			await stop(caller, () => {});
			await caller.reaches('awake');
			caller.response.end(answer);
		});
		assert.deepEqual(ends, all('1 image'));
	});

	it('is given up as of unknown outcome where no answer comes, or not the rest of one', async () => {
		assert.deepEqual(await outcomes(async () => {}), all('UnknownOutcomeError'));
	});
});
