import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const TIMEOUT_MS = 1000;

/** Longer than the time-out: what is tried here is a stop that outlasts it. */
const outlastTheTimeout = () => new Promise((resolve) => setTimeout(resolve, 2 * TIMEOUT_MS));

interface Started {
	readonly child: ChildProcess;
	readonly response: ServerResponse;
	/** What the process tells next. */
	next(): Promise<Readonly<Record<string, unknown>>>;
}

for (const transport of ['undici', 'fetch']) {
	describe(`A request by ${transport}, while its process is stopped for longer than its time-out`, () => {
		if (process.platform === 'win32') {
			return; // Nothing stops a process there.
		}
		let server: Server;
		let origin: string;
		const waiting: ServerResponse[] = [];

		before(async () => {
			server = createServer((_request, response) => {
				waiting.push(response);
				server.emit('waiting');
			});
			await once(server.listen(0, '127.0.0.1'), 'listening');
			origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		});

		after(() => {
			server.closeAllConnections();
			server.close();
		});

		async function start(): Promise<Started> {
			const arrived = once(server, 'waiting');
			const child = fork(
				new URL('./suspended-call.ts', import.meta.url),
				[transport, origin, String(TIMEOUT_MS)],
				{ execArgv: ['--disable-warning=ExperimentalWarning'] },
			);
			const told: Readonly<Record<string, unknown>>[] = [];
			child.on('message', (message) => told.push(message as never));
			await arrived;
			return {
				child,
				response: waiting.shift() as ServerResponse,
				async next() {
					while (told.length === 0) {
						await once(child, 'message');
					}
					return told.shift() ?? {};
				},
			};
		}

		it('gets the answer that came meanwhile', async () => {
			const { child, response, next } = await start();
			child.kill('SIGSTOP');
			response.end('the result');
			await outlastTheTimeout();
			child.kill('SIGCONT');
			assert.deepEqual(await next(), { headers: 200 });
			assert.deepEqual(await next(), { body: 'the result' });
			await once(child, 'exit');
		});

		it('still waits for one that comes afterwards', async () => {
			const { child, response, next } = await start();
			child.kill('SIGSTOP');
			await outlastTheTimeout();
			child.kill('SIGCONT');
			response.end('the result');
			assert.deepEqual(await next(), { headers: 200 });
			await once(child, 'exit');
		});

		it('ends in time where it runs and nothing answers', async () => {
			const { child, next } = await start();
			assert.deepEqual(await next(), { failed: 'ETIMEDOUT' });
			await once(child, 'exit');
		});
	});
}
