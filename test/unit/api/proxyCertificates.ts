import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** A key and its certificate, PEM. */
export interface KeyPair {
	readonly key: string;
	readonly cert: string;
}

/** An authority that nobody trusts by itself. */
export interface Authority {
	/** PEM. */
	readonly certificate: string;
	/** A key pair for a server with these names and addresses. */
	issue(...names: readonly string[]): KeyPair;
}

/**
 * Makes certificates on the spot, so that no private key lies in the
 * repository, no certificate in it ever expires, and no tool has to be there.
 */
export function createAuthority(): Authority {
	const name = `Test authority ${Math.random()}`;
	const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const certificate = certify(name, own.publicKey, name, own.privateKey, [
		extension('551d13', sequence(Buffer.from('0101ff', 'hex'))),
	]);
	return {
		certificate,
		issue(...names) {
			const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
			const alternatives = names.map((alternative) =>
				isIPv4(alternative)
					? der(0x87, Buffer.from(alternative.split('.').map(Number)))
					: der(0x82, Buffer.from(alternative)),
			);
			const cert = certify(names[0] ?? '', publicKey, name, own.privateKey, [
				extension('551d11', sequence(...alternatives)),
			]);
			return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
		},
	};
}

// What follows is X.509 (RFC 5280) in DER, and no more of it than these certificates need.
const ECDSA_WITH_SHA256 = '2a8648ce3d040302';
const COMMON_NAME = '550403';
const HOUR_MS = 3_600_000;

function certify(
	subject: string,
	subjectKey: KeyObject,
	issuer: string,
	issuerKey: KeyObject,
	extensions: readonly Buffer[],
): string {
	const algorithm = sequence(identifier(ECDSA_WITH_SHA256));
	const serial = Buffer.concat([Buffer.from([1]), Buffer.from(crypto.getRandomValues(new Uint8Array(8)))]);
	const body = sequence(
		der(0xa0, der(0x02, Buffer.from([2]))),
		der(0x02, serial),
		algorithm,
		distinguishedName(issuer),
		sequence(time(Date.now() - HOUR_MS), time(Date.now() + 24 * HOUR_MS)),
		distinguishedName(subject),
		subjectKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(...extensions)),
	);
	const whole = sequence(body, algorithm, bits(sign('sha256', body, issuerKey)));
	const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
	return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function der(tag: number, content: Buffer): Buffer {
	const { length } = content;
	const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, Buffer.concat(parts));
const identifier = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const bits = (content: Buffer) => der(0x03, Buffer.concat([Buffer.from([0]), content]));
const extension = (id: string, value: Buffer) => sequence(identifier(id), der(0x04, value));
const distinguishedName = (name: string) =>
	sequence(der(0x31, sequence(identifier(COMMON_NAME), der(0x0c, Buffer.from(name)))));
const time = (ms: number) =>
	der(0x18, Buffer.from(`${new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/g, '')}`));
