import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { HttpRequest } from '../../../src/api/transport.ts';
import { undiciTransport } from '../../../src/api/transport-undici.ts';

/** A server on loopback, a transport, and the connections that there have been. */
async function startServer(listener: RequestListener) {
	const server = createServer(listener).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const sockets: Socket[] = [];
	server.on('connection', (socket) => sockets.push(socket));
	const transport = undiciTransport();
	const request = (options: Partial<HttpRequest> = {}): HttpRequest => ({
		method: 'GET',
		url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
		headers: {},
		timeoutMs: 30_000,
		fresh: false,
		...options,
	});
	return {
		transport,
		request,
		sockets,
		async [Symbol.asyncDispose]() {
			await transport.close();
			server.closeAllConnections();
			server.close();
		},
	};
}

const closed = (socket: Socket | undefined) =>
	socket?.destroyed ? undefined : once(socket as Socket, 'close').catch(() => undefined);

async function lengthOf(body: AsyncIterable<Uint8Array>, onChunk?: (length: number) => Promise<unknown>) {
	let length = 0;
	for await (const chunk of body) {
		length += chunk.length;
		await onChunk?.(length);
	}
	return length;
}

describe('An answer over undici', () => {
	it('leaves the connection of a billed call closed behind it, one for each', async () => {
		await using server = await startServer((_request, response) => response.end('done'));
		const { transport, request, sockets } = server;
		for (let sent = 1; sent <= 2; sent++) {
			const response = await transport.send(request({ method: 'POST', body: Buffer.from('x'), fresh: true }));
			assert.equal(await lengthOf(response.body), 4);
			assert.equal(sockets.length, sent);
			await closed(sockets.at(-1));
		}
	});

	it('arrives whole however slowly it is read', async () => {
		const bytes = 3_000_000;
		await using server = await startServer((_request, response) => response.end(Buffer.alloc(bytes, 1)));
		const { transport, request } = server;
		const { body } = await transport.send(request());
		const slowly = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
		assert.equal(await lengthOf(body, slowly), bytes);
		assert.equal(await lengthOf((await transport.send(request())).body), bytes);
	});

	it('that breaks off is read as far as it came, and then fails', async () => {
		await using server = await startServer((_request, response) => {
			response.writeHead(200, { 'content-length': 100 });
			response.write('x'.repeat(60), () => setImmediate(() => response.destroy()));
		});
		const { transport, request, sockets } = server;
		const { body } = await transport.send(request());
		await closed(sockets[0]);
		let length = 0;
		await assert.rejects(
			lengthOf(body, async (now) => {
				length = now;
			}),
			{ name: 'TransportError', phase: 'sent' },
		);
		assert.equal(length, 60);
	});

	describe('has its connection closed', () => {
		const beginning: RequestListener = (_request, response) => {
			response.writeHead(200, { 'content-length': 100 });
			response.write('x');
		};
		const broken = { name: 'TransportError', phase: 'sent' };

		it('where it is not wanted', async () => {
			await using server = await startServer(beginning);
			const response = await server.transport.send(server.request());
			response.discard();
			await closed(server.sockets[0]);
			await assert.rejects(lengthOf(response.body), broken);
		});

		it('where its reader leaves', async () => {
			await using server = await startServer(beginning);
			for await (const _chunk of (await server.transport.send(server.request())).body) {
				break;
			}
			await closed(server.sockets[0]);
		});

		it('where it is given up', async () => {
			await using server = await startServer(beginning);
			const controller = new AbortController();
			const response = await server.transport.send(server.request({ signal: controller.signal }));
			controller.abort(new Error('enough'));
			await closed(server.sockets[0]);
			await assert.rejects(lengthOf(response.body), { ...broken, message: 'enough' });
		});
	});
});
