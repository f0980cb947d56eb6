import { Dicer } from '@fastify/busboy';
import { schemaError } from './errors.ts';

/** One part of a multipart body. */
export interface Part {
	/** The name of its field. */
	readonly name: string;
	readonly filename: string | undefined;
	/** Its media type in lower case, without parameters. */
	readonly type: string | undefined;
	readonly charset: string | undefined;
	readonly bytes: Uint8Array;
}

/** More parts than any request needs. */
const MAX_PARTS = 1000;

type Header = Readonly<Record<string, readonly string[]>>;

/** The bytes as text. Throws `Refusal` (400) where they are not UTF-8. */
export function utf8Text(bytes: Uint8Array, where?: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		throw schemaError('The text is not valid UTF-8', where);
	}
}

/**
 * The parts of a multipart body in their order. Throws `Refusal` (400) where
 * it is malformed, empty or ends early, and for a part without a field name:
 * Dicer passes over what Busboy would quietly skip.
 */
export async function readParts(body: Buffer, boundary: string): Promise<readonly Part[]> {
	const raw = await splitParts(body, boundary);
	if (raw.length === 0) {
		throw schemaError('The multipart body has no parts.');
	}
	return raw.map(({ header, bytes }) => {
		const disposition = parameters(header?.['content-disposition']?.[0] ?? '');
		const name = disposition.parameters.get('name');
		if (disposition.value !== 'form-data' || !name || header?.['content-disposition']?.length !== 1) {
			throw schemaError('A part of the multipart body has no field name.');
		}
		const type = header['content-type']?.[0];
		const media = type === undefined ? undefined : parameters(type);
		return {
			name,
			filename: disposition.parameters.get('filename'),
			type: media?.value,
			charset: media?.parameters.get('charset')?.toLowerCase(),
			bytes,
		};
	});
}

interface RawPart {
	readonly header: Header | undefined;
	readonly bytes: Uint8Array;
}

function splitParts(body: Buffer, boundary: string): Promise<readonly RawPart[]> {
	return new Promise((resolve, reject) => {
		const malformed = () => reject(schemaError('The multipart body is malformed.'));
		const parts: Promise<RawPart>[] = [];
		const dicer = new Dicer({ boundary });
		dicer.on('part', (stream: Dicer.PartStream) => {
			stream.on('error', malformed);
			if (parts.length === MAX_PARTS) {
				malformed();
				stream.resume();
			} else {
				parts.push(readPart(stream));
			}
		});
		dicer.on('error', malformed);
		dicer.on('finish', () => resolve(Promise.all(parts)));
		dicer.end(body);
	});
}

function readPart(stream: Dicer.PartStream): Promise<RawPart> {
	return new Promise((resolve) => {
		const chunks: Uint8Array[] = [];
		let header: Header | undefined;
		stream.on('header', (found) => {
			header = found as Header;
		});
		stream.on('data', (chunk) => chunks.push(chunk as Buffer));
		stream.on('end', () => resolve({ header, bytes: new Uint8Array(Buffer.concat(chunks)) }));
	});
}

/**
 * A header value with parameters, as `Content-Disposition` and `Content-Type`
 * have them. Quoted values escape as HTML forms do: `%22`, `%0D` and `%0A`, and
 * a backslash is a backslash.
 */
export function parameters(header: string): {
	readonly value: string;
	readonly parameters: ReadonlyMap<string, string>;
} {
	const [value = ''] = header.split(';', 1);
	const found = new Map<string, string>();
	for (const match of header.slice(value.length).matchAll(/;\s*([\w*-]+)=(?:"([^"]*)"|([^\s;"]*))/g)) {
		const [, name = '', quoted, bare = ''] = match;
		found.set(
			name.toLowerCase(),
			utf8Text(Buffer.from(quoted === undefined ? bare : unescaped(quoted), 'latin1')),
		);
	}
	return { value: value.trim().toLowerCase(), parameters: found };
}

function unescaped(quoted: string): string {
	return quoted.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}
