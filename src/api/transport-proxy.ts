import { isLoopback } from './origin.ts';

/** What decides the way out to the network; plain values, for no layer here knows the editor. */
export interface NetworkSettings {
	/** The proxy's address, with `user:password@` where it wants them. */
	readonly proxy: string | undefined;
	/** Hosts that are reached without the proxy: see `bypassesProxy`. */
	readonly noProxy: readonly string[];
	/** False: certificates seen through a proxy, and the proxy's own, are taken unchecked. */
	readonly strictSSL: boolean;
	/** A whole `Proxy-Authorization` header, in place of the user and password of the address. */
	readonly proxyAuthorization: string | undefined;
	/** Trust what the system trusts, besides what Node trusts by itself. */
	readonly systemCertificates: boolean;
}

/** The editor's `http.*` settings as they were found, of whatever type. */
export interface EditorHttpSettings {
	readonly proxy: unknown;
	readonly noProxy: unknown;
	readonly proxyStrictSSL: unknown;
	readonly proxyAuthorization: unknown;
	readonly proxySupport: unknown;
	readonly systemCertificates: unknown;
}

/** The way out where nothing is set. */
export const directNetwork: NetworkSettings = {
	proxy: undefined,
	noProxy: [],
	strictSSL: true,
	proxyAuthorization: undefined,
	systemCertificates: true,
};

/**
 * Settings and environment as the editor itself ranks them: its settings come
 * first, a list of exceptions there replaces NO_PROXY, and `http.proxySupport`
 * `off` means no proxy at all.
 */
export function networkSettingsFrom(
	http: EditorHttpSettings,
	environment: Readonly<Record<string, string | undefined>>,
): NetworkSettings {
	const listed = Array.isArray(http.noProxy) ? http.noProxy.filter((entry) => typeof entry === 'string') : [];
	const noProxy = environment.no_proxy || environment.NO_PROXY || '';
	return {
		proxy: http.proxySupport === 'off' ? undefined : text(http.proxy) || proxyOf(environment),
		noProxy: listed.length > 0 ? listed : noProxy.split(/[,\s]+/),
		strictSSL: http.proxyStrictSSL !== false,
		proxyAuthorization: text(http.proxyAuthorization),
		systemCertificates: http.systemCertificates !== false,
	};
}

const text = (value: unknown) => (typeof value === 'string' && value.trim()) || undefined;

// Not standardised: as the editor and undici do it, a proxy for http serves https too.
function proxyOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
	for (const name of ['https_proxy', 'http_proxy', 'all_proxy']) {
		const value = text(environment[name]) ?? text(environment[name.toUpperCase()]);
		if (value) {
			return value;
		}
	}
	return undefined;
}

/** A proxy as it is spoken to. */
export interface ProxyAddress {
	/** `http://host:port` or `https://host:port`, without user and password. */
	readonly origin: string;
	readonly authorization: string | undefined;
}

/**
 * The proxy on the way to `url`, if there is one. This very machine is always
 * reached directly, and it alone is spoken to without TLS. Throws an error without the address, which may hold a
 * password, where the proxy is of a kind that is not spoken here.
 */
export function proxyFor(url: URL, settings: NetworkSettings): ProxyAddress | undefined {
	const tunnelled = url.protocol === 'https:' && !isLoopback(url.hostname);
	if (!settings.proxy || !tunnelled || bypassesProxy(url, settings.noProxy)) {
		return undefined;
	}
	const address = settings.proxy.includes('://') ? settings.proxy : `http://${settings.proxy}`;
	const proxy = URL.canParse(address) ? new URL(address) : undefined;
	if (proxy?.protocol !== 'http:' && proxy?.protocol !== 'https:') {
		throw Object.assign(new Error('The address of the proxy is not an http or https address.'), {
			code: 'PROXY_ADDRESS',
		});
	}
	return { origin: proxy.origin, authorization: settings.proxyAuthorization ?? basic(proxy) };
}

function basic({ username, password }: URL): string | undefined {
	if (!username && !password) {
		return undefined;
	}
	const pair = `${percentDecoded(username)}:${percentDecoded(password)}`;
	return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function percentDecoded(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		// A bare percent sign, which is what such a password really holds.
		return value;
	}
}

/**
 * Whether one of these entries names the host of `url`: `*` for all, `example.com`,
 * `.example.com` and `*.example.com` for a host and those below it, `10.0.*` with
 * wildcards anywhere; each with `:port` for that port alone.
 */
export function bypassesProxy(url: URL, noProxy: readonly string[]): boolean {
	const host = url.hostname.replace(/\.$/, '');
	const port = url.port || (url.protocol === 'https:' ? '443' : '80');
	return noProxy.some((item) => {
		const entry = item.trim().toLowerCase();
		// An address of version 6 has colons of its own: its port needs brackets before it.
		const [, name = entry, itsPort] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
		if (!name || (itsPort && itsPort !== port)) {
			return false;
		}
		if (name === '*' || name === host || `[${name}]` === host) {
			return true;
		}
		const pattern = name
			.replace(/^\*?\./, '')
			.split('*')
			.map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
			.join('.*');
		return new RegExp(`^(.+\\.)?${pattern}$`).test(host);
	});
}
