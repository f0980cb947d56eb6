import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { ProxyAgent } from 'undici';
import { createClient } from '../../../src/api/client.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import {
	type HttpRequest,
	type HttpResponse,
	readBounded,
	type Transport,
	TransportError,
} from '../../../src/api/transport.ts';
import { createTrust } from '../../../src/api/transport-certificates.ts';
import { directNetwork, type NetworkSettings } from '../../../src/api/transport-proxy.ts';
import { type Authority, createAuthority, type KeyPair } from './proxyCertificates.ts';

/** A host that no name server knows: only the proxy can lead there. */
export const API_HOST = 'api.ideogram.test';

/** A key that no proxy may ever see. */
export const KEY = 'key-THAT-NO-PROXY-SEES-0123456789';

/** What a server on loopback does with a request. */
type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A stand-in for the API behind TLS; every request it gets is in `seen`. */
export interface Api extends AsyncDisposable {
	readonly port: number;
	/** `https://api.ideogram.test:PORT` */
	readonly origin: string;
	readonly seen: { readonly path: string; readonly key: string | undefined; readonly connection: Socket }[];
	/** TLS connections that came to stand. */
	readonly connections: number;
}

/** A CONNECT proxy on loopback that leads every name to 127.0.0.1. */
export interface TestProxy extends AsyncDisposable {
	/** `http://127.0.0.1:PORT` or `https://…` */
	readonly origin: string;
	readonly port: number;
	/** Whatever was asked of it, oldest first: the line and the headers. */
	readonly asked: { readonly target: string; readonly headers: NodeJS.Dict<string | string[]> }[];
	/** Every byte that came through a tunnel to the API, as it was on the wire. */
	tunnelled(): string;
}

export interface ProxyOptions {
	/** Speaks TLS itself. */
	readonly tls?: KeyPair;
	/** `user:password` that it wants. */
	readonly wants?: string;
	/** Answers every CONNECT with this status instead, or closes without an answer. */
	readonly refuses?: number | 'silently';
	/** Answers 200 and closes: the tunnel never leads anywhere. */
	readonly breaks?: boolean;
}

const answer: Handler = (request, response) => {
	if (request.url === '/redirect') {
		response.writeHead(302, { location: `https://${API_HOST}/elsewhere` }).end('moved');
	} else if (request.url === '/nothing') {
		response.writeHead(204).end();
	} else if (request.url === '/broken') {
		request.socket.destroy();
	} else if (request.headers.range) {
		response.writeHead(206, { 'content-range': 'bytes 2-5/6', 'content-length': 4 }).end('cdef');
	} else {
		const image = { url: `https://${API_HOST}/i.png`, seed: 1, is_image_safe: true, resolution: '1024x1024' };
		const data = [{ ...image, prompt: 'a red fox', style_type: 'GENERAL' }];
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ created: '2026-01-01T00:00:00Z', data }));
	}
};

export async function startApi(pair: KeyPair, host: string = API_HOST): Promise<Api> {
	const seen: Api['seen'] = [];
	let connections = 0;
	const server = createTlsServer(pair, (request, response) => {
		const key = request.headers['api-key'];
		seen.push({ path: request.url ?? '', key: key?.toString(), connection: request.socket });
		request.resume().on('end', () => answer(request, response));
	});
	server.on('secureConnection', () => {
		connections += 1;
	});
	const { port, close } = await listen(server);
	return {
		port,
		origin: `https://${host}:${port}`,
		seen,
		get connections() {
			return connections;
		},
		[Symbol.asyncDispose]: close,
	};
}

export async function startProxy(options: ProxyOptions = {}): Promise<TestProxy> {
	const asked: TestProxy['asked'] = [];
	const wire: Buffer[] = [];
	const forward: Handler = (request, response) => {
		asked.push({ target: `${request.method} ${request.url}`, headers: request.headers });
		response.writeHead(501).end();
	};
	const server = options.tls ? createTlsServer(options.tls, forward) : createServer(forward);
	const sockets = new Set<Socket>();
	server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
		asked.push({ target: request.url ?? '', headers: request.headers });
		socket.on('error', () => {});
		const status = statusFor(request, options);
		if (status === 'silently') {
			socket.destroy();
			return;
		}
		if (status !== 200 || options.breaks) {
			const wish = status === 407 ? 'Proxy-Authenticate: Basic realm="test"\r\n' : '';
			socket.end(`HTTP/1.1 ${status} Test\r\n${wish}\r\n`);
			return;
		}
		const port = Number(new URL(`https://${request.url}`).port);
		const onward = connect(port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			onward.write(head);
			socket.on('data', (data: Buffer) => wire.push(data));
			socket.pipe(onward).pipe(socket);
		});
		sockets.add(onward);
		onward.on('error', () => socket.destroy());
		onward.on('close', () => socket.destroy());
		socket.on('close', () => onward.destroy());
	});
	const { port, close } = await listen(server, sockets);
	return {
		port,
		origin: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
		asked,
		tunnelled: () => Buffer.concat(wire).toString('latin1'),
		[Symbol.asyncDispose]: close,
	};
}

function statusFor(request: IncomingMessage, { wants, refuses }: ProxyOptions): number | 'silently' {
	if (refuses) {
		return refuses;
	}
	const expected = `Basic ${Buffer.from(wants ?? '').toString('base64')}`;
	return wants === undefined || request.headers['proxy-authorization'] === expected ? 200 : 407;
}

/** A proxy that was here and is gone: its port refuses connections. */
export async function deadProxy(): Promise<string> {
	await using proxy = await startProxy();
	return proxy.origin;
}

async function listen(server: Server, more = new Set<Socket>()) {
	server.on('connection', (socket) => {
		more.add(socket);
		socket.once('close', () => more.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const close = async () => {
		const closed = once(server, 'close');
		server.close();
		for (const socket of more) {
			socket.destroy();
		}
		await closed;
	};
	return { port, close };
}

export const authority: Authority = createAuthority();
export const apiPair: KeyPair = authority.issue(API_HOST);

const PROXY_HOST = 'proxy.test';

/** For a proxy that speaks TLS. */
export const proxyPair: KeyPair = authority.issue('127.0.0.1', PROXY_HOST);

/** The settings of somebody who has this proxy. */
export const through = (proxy: string, more: Partial<NetworkSettings> = {}): NetworkSettings => ({
	...directNetwork,
	proxy,
	...more,
});

/** Somebody whose system trusts the test's authority. */
export const trusting = () => createTrust(async () => [authority.certificate]);

/**
 * Stands in for the `fetch` that an editor puts in the place of Node's: Node's own,
 * with a proxy agent that is not of the same undici, as the editor does it.
 */
export function editorFetch(proxy: string): typeof fetch {
	const ca = authority.certificate;
	const dispatcher = new ProxyAgent({
		uri: proxy,
		requestTls: { ca },
		proxyTls: { ca, servername: PROXY_HOST },
	});
	return (input, init) => fetch(input, { ...init, dispatcher } as RequestInit);
}

/** One generation through the whole client; its billed call is the only request. */
export async function generate(transport: Transport, origin: string): Promise<number> {
	const client = createClient({
		baseUrl: origin,
		key: async () => KEY,
		transport,
		images: () => Promise.reject(new Error('There is no mask.')),
	});
	const call = await client.prepare(generateV3, { prompt: 'a red fox', aspectRatio: '1x1' });
	return (await call.send()).images.length;
}

/** A plain request, as a download is. */
export const get = (origin: string, path = '/', more: Partial<HttpRequest> = {}): HttpRequest => ({
	method: 'GET',
	url: new URL(path, origin),
	headers: { 'api-key': KEY },
	timeoutMs: 60_000,
	fresh: false,
	...more,
});

/** The same, billed. */
export const post = (origin: string, path = '/', more: Partial<HttpRequest> = {}): HttpRequest =>
	get(origin, path, { method: 'POST', body: Buffer.from('a body'), fresh: true, ...more });

/** The `TransportError` that a request ends with; fails where it does not. */
export async function failure(sent: Promise<unknown>): Promise<TransportError> {
	try {
		await sent;
	} catch (error) {
		if (error instanceof TransportError) {
			return error;
		}
		throw error;
	}
	throw new Error('It was expected to fail.');
}

/** A body as text. */
export async function bodyText(response: HttpResponse): Promise<string> {
	return (await readBounded(response.body, 1_000_000)).toString();
}
