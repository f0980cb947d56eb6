import tls, { type SecureContext } from 'node:tls';
import { Worker } from 'node:worker_threads';

/** What peers are checked against. */
export interface Trust {
	/** Undefined: what Node trusts by itself, NODE_EXTRA_CA_CERTS included. */
	readonly context: SecureContext | undefined;
	/** Trusts what the system trusts too; afterwards `context` is another one if that adds anything. */
	widen(): Promise<void>;
}

/**
 * Reading what the system trusts takes half a second and setting it up a
 * third of one, and hardly anyone needs it: the API's certificate is signed by an
 * authority that Node knows. So it is done once, after a certificate that was
 * not trusted without. `load` gives PEM texts.
 */
export function createTrust(load: () => Promise<readonly string[]> = systemCertificates): Trust {
	let context: SecureContext | undefined;
	let widened: Promise<void> | undefined;
	return {
		get context() {
			return context;
		},
		widen() {
			widened ??= load().then((certificates) => {
				const known = tls.getCACertificates?.('default') ?? tls.rootCertificates;
				const bare = (pem: string) => pem.replaceAll(/\s/g, '');
				const before = new Set(known.map(bare));
				const added = certificates.filter((pem) => !before.has(bare(pem)));
				if (added.length > 0) {
					context = tls.createSecureContext({ ca: [...known, ...added] });
				}
			});
			return widened;
		},
	};
}

/** In a thread of its own: the system's store can take seconds, on macOS above all. */
function systemCertificates(): Promise<readonly string[]> {
	// Since Node 22.15; a fork of the editor may come with an older one.
	if (typeof tls.getCACertificates !== 'function') {
		return Promise.resolve([]);
	}
	return new Promise((resolve) => {
		const code = `require('node:worker_threads').parentPort.postMessage(require('node:tls').getCACertificates('system'))`;
		const worker = new Worker(code, { eval: true, execArgv: [] });
		worker.once('message', resolve);
		worker.once('error', () => resolve([]));
		worker.once('exit', () => resolve([]));
	});
}

/** What a client finds wrong with a certificate; it does so before it sends anything. */
const CERTIFICATE_CODES = new Set([
	'CERT_CHAIN_TOO_LONG',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_REJECTED',
	'CERT_REVOKED',
	'CERT_SIGNATURE_FAILURE',
	'CERT_UNTRUSTED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'HOSTNAME_MISMATCH',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'PATH_LENGTH_EXCEEDED',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export function isCertificateError(error: unknown): boolean {
	return CERTIFICATE_CODES.has(String((error as { code?: unknown } | undefined)?.code));
}
