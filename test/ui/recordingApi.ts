import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Part, parameters, readParts } from '../../src/sandbox/multipart.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';

/** A form that was sent, as it went over the wire. */
export interface SentForm {
	readonly path: string;
	readonly parts: readonly Part[];
}

/** What stands in front of a sandbox and keeps the forms that go there. */
export interface RecordingApi {
	/** `http://127.0.0.1:PORT` */
	readonly origin: string;
	readonly forms: readonly SentForm[];
	close(): Promise<void>;
}

export async function recordForms(api: Sandbox): Promise<RecordingApi> {
	const forms: SentForm[] = [];
	const pass = async (from: IncomingMessage, to: ServerResponse) => {
		const body = await buffer(from);
		const type = parameters(from.headers['content-type'] ?? '');
		const boundary = type.parameters.get('boundary');
		if (boundary !== undefined) {
			forms.push({ path: from.url ?? '', parts: await readParts(body, boundary) });
		}
		const headers = { ...from.headers, host: new URL(api.origin).host };
		const passed = request(`${api.origin}${from.url}`, { method: from.method ?? 'GET', headers });
		passed.on('response', (answer) => {
			to.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(to);
		});
		passed.on('error', () => to.destroy());
		passed.end(body);
	};
	const server = createServer((from, to) => void pass(from, to).catch(() => to.destroy()));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		forms,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
