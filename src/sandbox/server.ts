import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnyOperation } from '../api/operation.ts';
import { discardRest } from './body.ts';
import { type AcceptedGeneration, type CallDesk, handleCall } from './call.ts';
import { pathValues } from './decode.ts';
import { methodNotAllowed, notFound, Refusal, wrongHost } from './errors.ts';
import { createFaults, type Faults } from './faults.ts';
import { handleImage, type ImageDesk } from './image.ts';
import { createLinks, IMAGE_PATH } from './links.ts';
import { createPictures } from './pictures.ts';
import { served } from './served.ts';
import { createSlots } from './slots.ts';
import { createUploads } from './uploads.ts';

/** How long a generation takes where people watch, in milliseconds: long enough for progress to be seen. */
export const REALISTIC_LATENCY_MS = 1200;

const DAY_MS = 24 * 60 * 60 * 1000;

/** How much of the past a sandbox remembers. */
const MAX_REMEMBERED = 10_000;

export interface SandboxOptions {
	/** 0, the default, picks a free one. */
	readonly port?: number;
	/** The only key accepted; without it any key is. */
	readonly key?: string;
	/** The module `worker.ts`, wherever the caller's build has put it. */
	readonly workerUrl: URL;
	/** How long result links are good for, in milliseconds; 24 hours by default, and zero makes them expired. */
	readonly linkLifetimeMs?: number;
	/** How long a generation takes, in milliseconds; 0 by default. */
	readonly latencyMs?: number;
	/** Images in flight; 10 by default. */
	readonly maxInFlight?: number;
	/** What goes wrong, where it has been prepared beforehand. */
	readonly faults?: Faults;
	/** What is served; everything in the catalog by default. */
	readonly operations?: readonly AnyOperation[];
}

/** A request that came in. Never the value of a header, nor a query. */
interface SandboxRequest {
	readonly method: string;
	readonly path: string;
	/** In lower case. */
	readonly headerNames: readonly string[];
	readonly keySent: boolean;
}

export interface Sandbox {
	/** `http://127.0.0.1:PORT` */
	readonly origin: string;
	readonly port: number;
	/** What was paid for, oldest first; the latest 10,000. */
	readonly accepted: readonly AcceptedGeneration[];
	/** Every request, oldest first; the latest 10,000. */
	readonly requests: readonly SandboxRequest[];
	/** Images now. */
	readonly inFlight: number;
	/** The most images there were at once. */
	readonly peakInFlight: number;
	readonly faults: Faults;
	/** Ends every connection and the worker, and removes what was uploaded. */
	close(): Promise<void>;
}

/**
 * A stand-in for Ideogram's API on the loopback interface. Rejects with the
 * system's error (`EADDRINUSE`) where the port cannot be had.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
	const { maxInFlight = 10, latencyMs = 0, faults = createFaults() } = options;
	const closing = new AbortController();
	const accepted: AcceptedGeneration[] = [];
	const requests: SandboxRequest[] = [];
	const slots = createSlots(maxInFlight);
	const links = createLinks(options.linkLifetimeMs ?? DAY_MS);
	const uploads = createUploads();
	const pictures = createPictures(options.workerUrl, undefined, uploads);
	const routes = served(options.operations);
	let begun = 0;

	const server = createServer();
	const port = await listen(server, options.port ?? 0);
	const origin = `http://127.0.0.1:${port}`;
	const images: ImageDesk = { links, pictures, faults, closing: closing.signal };
	const calls: CallDesk = {
		origin,
		key: options.key,
		latencyMs,
		maxInFlight,
		slots,
		faults,
		link: (recipe) => `${origin}${links.create(recipe)}`,
		pictures,
		uploads,
		begin() {
			begun += 1;
			return begun;
		},
		accept: (generation) => remember(accepted, generation),
		closing: closing.signal,
	};

	const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const { host } = request.headers;
		if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
			throw wrongHost();
		}
		const url = requestUrl(request, origin);
		remember(requests, logged(request, url));
		if (url.pathname.startsWith(IMAGE_PATH)) {
			return handleImage(images, url, request, response);
		}
		const here = routes.filter(({ operation }) => pathValues(operation.path, url.pathname));
		if (here.length === 0) {
			throw notFound();
		}
		const match = here.find(({ operation }) => operation.method === request.method);
		if (!match) {
			throw methodNotAllowed(here.map(({ operation }) => operation.method));
		}
		return handleCall(calls, match, url, request, response);
	};
	server.on('request', (request, response) => {
		// A client that leaves is no error of the server's.
		request.on('error', () => {});
		response.on('error', () => {});
		route(request, response)
			.catch((error: unknown) => refuse(response, error))
			.finally(() => discardRest(request));
	});

	return {
		origin,
		port,
		accepted,
		requests,
		get inFlight() {
			return slots.inUse;
		},
		get peakInFlight() {
			return slots.peak;
		},
		faults,
		async close() {
			closing.abort();
			const closed = server.listening ? once(server, 'close') : undefined;
			server.close();
			server.closeAllConnections();
			await Promise.all([closed, pictures.close()]);
			// Last: the worker reads from there.
			await uploads.close();
		},
	};
}

async function listen(server: Server, port: number): Promise<number> {
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}

function requestUrl(request: IncomingMessage, origin: string): URL {
	const target = request.url ?? '';
	if (!target.startsWith('/') || !URL.canParse(`${origin}${target}`)) {
		throw notFound();
	}
	return new URL(`${origin}${target}`);
}

function logged(request: IncomingMessage, url: URL): SandboxRequest {
	return {
		method: request.method ?? '',
		path: url.pathname,
		headerNames: Object.keys(request.headers),
		keySent: request.headers['api-key'] !== undefined,
	};
}

function remember<T>(list: T[], item: T): void {
	list.push(item);
	if (list.length > MAX_REMEMBERED) {
		list.shift();
	}
}

function refuse(response: ServerResponse, error: unknown): void {
	if (response.headersSent) {
		response.destroy();
		return;
	}
	// Where the client left or the sandbox closes nobody reads this; otherwise the sandbox itself is broken.
	const { status, headers, body } =
		error instanceof Refusal
			? error
			: { status: 500, headers: { 'content-type': 'text/plain' }, body: `The sandbox failed: ${error}\n` };
	response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
	response.end(body);
}
