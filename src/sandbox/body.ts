import type { IncomingMessage } from 'node:http';
import { tooLarge } from './errors.ts';

/** The largest request taken, in bytes: 50 MB of files, and room for the rest. */
export const MAX_BODY_BYTES = 51 * 1024 * 1024;

// What a client may go on sending after it has been refused. Reading a little further lets it see the
// answer: closing a socket with bytes unread resets the connection.
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/** The whole body. Throws `Refusal` (413) as soon as it is, or says it will be, over `MAX_BODY_BYTES`. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
	if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
		throw tooLarge();
	}
	return new Promise((resolve, reject) => {
		let chunks: Buffer[] = [];
		let length = 0;
		request.on('data', (chunk: Buffer) => {
			length += chunk.length;
			if (length <= MAX_BODY_BYTES) {
				chunks.push(chunk);
			} else {
				chunks = [];
				reject(tooLarge());
			}
		});
		request.once('end', () => resolve(Buffer.concat(chunks)));
		request.once('error', reject);
		request.once('close', () => reject(new Error('The client left before its request was whole.')));
	});
}

/** Reads past what is left of a request, and cuts off a client that does not come to an end. */
export function discardRest(request: IncomingMessage): void {
	if (request.readableEnded || request.destroyed) {
		return;
	}
	let discarded = 0;
	request.on('data', (chunk: Buffer) => {
		discarded += chunk.length;
		if (discarded > MAX_DISCARDED_BYTES) {
			request.destroy();
		}
	});
}
