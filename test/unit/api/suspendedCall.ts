// A process of its own that makes one billed call and tells its parent how far it is: `suspendedCall.ts TRANSPORT ORIGIN TIMEOUT`.
import { createClient } from '../../../src/api/client.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import type { Transport } from '../../../src/api/transport.ts';
import { fetchTransport } from '../../../src/api/transport-fetch.ts';
import { undiciTransport } from '../../../src/api/transport-undici.ts';

export type Progress =
	| { readonly at: 'headers' | 'awake' }
	| { readonly at: 'end'; readonly outcome: string };

const [name, origin = '', timeout = ''] = process.argv.slice(2);
const tell = (progress: Progress) => process.send?.(progress);
const timeoutMs = Number(timeout);
const inner = name === 'undici' ? undiciTransport() : fetchTransport(() => fetch);
const transport: Transport = {
	...inner,
	async send(request) {
		const response = await inner.send({ ...request, bodyTimeoutMs: timeoutMs });
		tell({ at: 'headers' });
		return response;
	},
};

let last = Date.now();
const watch = setInterval(() => {
	if (Date.now() - last > timeoutMs) {
		tell({ at: 'awake' });
	}
	last = Date.now();
}, 10);

const client = createClient({
	baseUrl: origin,
	key: async () => 'key',
	transport,
	images: () => Promise.reject(new Error('No mask is used here.')),
	billedTimeoutMs: timeoutMs,
});
const call = await client.prepare(generateV3, { prompt: 'a fox that sleeps' });
const outcome = await call.send().then(
	({ images }) => `${images.length} image`,
	(error: Error) => error.name,
);
tell({ at: 'end', outcome });
clearInterval(watch);
await transport.close();
process.disconnect?.();
