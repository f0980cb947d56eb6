// A process of its own that sends one request: `suspended-call.ts TRANSPORT ORIGIN TIMEOUT`. Tells how it ended.

import { readBounded } from '../../../src/api/transport.ts';
import { fetchTransport } from '../../../src/api/transport-fetch.ts';
import { undiciTransport } from '../../../src/api/transport-undici.ts';

const [kind, origin = '', timeout] = process.argv.slice(2);
const transport = kind === 'undici' ? undiciTransport() : fetchTransport(() => fetch);
const tell = (message: object) => process.send?.(message);

try {
	const response = await transport.send({
		method: 'POST',
		url: new URL('/', origin),
		headers: { 'content-type': 'text/plain' },
		body: Buffer.from('a paid request'),
		timeoutMs: Number(timeout),
		fresh: true,
	});
	tell({ headers: response.status });
	tell({ body: (await readBounded(response.body, 1000)).toString() });
} catch (error) {
	tell({ failed: (error as { code?: string }).code ?? String(error) });
}
await transport.close();
process.disconnect?.();
