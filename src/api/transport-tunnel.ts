import type { Socket } from 'node:net';
import { buildConnector, Client } from 'undici';
import type { FailedReason } from './transport.ts';
import { isCertificateError, type Trust } from './transport-certificates.ts';
import { type NetworkSettings, type ProxyAddress, proxyFor } from './transport-proxy.ts';

const CONNECT_TIMEOUT_MS = 15_000;

type Target = buildConnector.Options;
type TlsOptions = Pick<buildConnector.BuildOptions & object, 'timeout'> & {
	readonly secureContext?: Trust['context'];
	readonly rejectUnauthorized?: boolean;
};

/**
 * No connection came to stand. Without a `code` of its own: undici takes some
 * codes as a reason to connect again without end.
 */
export class ConnectFailure extends Error {
	readonly reason: FailedReason | undefined;

	constructor(cause: unknown, reason?: FailedReason) {
		super('No connection came to stand.', { cause });
		this.reason = isCertificateError(cause) ? 'certificate' : reason;
	}
}

/**
 * Connects as the settings of that moment say: directly, or through a tunnel
 * of its own that a proxy opens. Fails with a `ConnectFailure`, and hands out
 * a socket only when TLS stands: until then no byte of a request has left.
 */
export function createConnector(settings: () => NetworkSettings, trust: Trust): buildConnector.connector {
	return (target, callback) => {
		connect(target, settings(), trust).then(
			(socket) => callback(null, socket),
			(error) => callback(error instanceof ConnectFailure ? error : new ConnectFailure(error), null),
		);
	};
}

async function connect(target: Target, settings: NetworkSettings, trust: Trust): Promise<Socket> {
	const { context } = trust;
	try {
		return await open(target, settings, context);
	} catch (error) {
		if (!settings.systemCertificates || !isUntrusted(error)) {
			throw error;
		}
		await trust.widen();
		if (trust.context === context) {
			throw error;
		}
		return open(target, settings, trust.context);
	}
}

const isUntrusted = (error: unknown) =>
	error instanceof ConnectFailure ? error.reason === 'certificate' : isCertificateError(error);

async function open(
	target: Target,
	settings: NetworkSettings,
	secureContext: Trust['context'],
): Promise<Socket> {
	const url = new URL(`${target.protocol}//${target.host ?? target.hostname}`);
	const proxy = findProxy(url, settings);
	const checked = { timeout: CONNECT_TIMEOUT_MS, ...(secureContext && { secureContext }) };
	if (!proxy) {
		return openSocket(checked, target);
	}
	const tls = settings.strictSSL ? checked : { ...checked, rejectUnauthorized: false };
	return openSocket(tls, { ...target, httpSocket: await openTunnel(proxy, url, tls) });
}

function findProxy(url: URL, settings: NetworkSettings): ProxyAddress | undefined {
	try {
		return proxyFor(url, settings);
	} catch (error) {
		throw new ConnectFailure(error, 'proxy');
	}
}

function openSocket(tls: TlsOptions, target: Target): Promise<Socket> {
	return new Promise((resolve, reject) => {
		buildConnector(tls)(target, (error, socket) => (socket ? resolve(socket) : reject(error)));
	});
}

async function openTunnel(proxy: ProxyAddress, url: URL, tls: TlsOptions): Promise<Socket> {
	const connectProxy = buildConnector(tls);
	const client = new Client(proxy.origin, {
		headersTimeout: CONNECT_TIMEOUT_MS,
		// undici takes the certificate's name from the host header, which names the target here.
		connect: (itself, callback) => connectProxy({ ...itself, servername: undefined }, callback),
	});
	const authority = `${url.hostname}:${url.port || 443}`;
	const { authorization } = proxy;
	try {
		const { statusCode, socket } = await client.connect({
			path: authority,
			headers: { host: authority, ...(authorization && { 'proxy-authorization': authorization }) },
		});
		if (statusCode < 200 || statusCode > 299) {
			socket.on('error', () => {}).destroy();
			throw Object.assign(new Error(`The proxy answered ${statusCode}.`), { code: `PROXY_${statusCode}` });
		}
		return socket as Socket;
	} catch (error) {
		const refused = (error as { code?: unknown }).code === 'PROXY_407';
		throw new ConnectFailure(error, refused ? 'proxy-auth' : 'proxy');
	} finally {
		// Its socket, if there is one, is no longer the client's.
		client.close().catch(() => {});
	}
}
