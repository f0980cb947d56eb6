// A process that makes one call on a store that it shares: `caller.mjs FOLDER ORIGIN TIMEOUT_MS`.
import { createClient } from '../../src/api/client.ts';
import { generateV3 } from '../../src/api/operations/generate-v3.ts';
import { listPrices } from '../../src/api/price-terms.ts';
import type { Transport } from '../../src/api/transport.ts';
import { undiciTransport } from '../../src/api/transport-undici.ts';
import { createJobs } from '../../src/jobs/jobs.ts';
import { openStore } from '../../src/store/store.ts';
import { KEY } from '../unit/jobs/rig.ts';

const [folder = '', origin = '', timeoutMs = '330000'] = process.argv.slice(2);
const inner = undiciTransport();
const limit = Number(timeoutMs);
/** No call, no answer's body and no download has more time than the caller was told. */
const transport: Transport = {
	...inner,
	send: (request) =>
		inner.send({
			...request,
			timeoutMs: Math.min(request.timeoutMs, limit),
			bodyTimeoutMs: Math.min(request.bodyTimeoutMs ?? limit, limit),
		}),
};
const store = await openStore({ folder, workerUrl: new URL('./store-worker.mjs', import.meta.url) });
const jobs = createJobs({
	store: async () => store,
	limits: () => ({ caps: {}, confirmAbove: 10_000_000, maxInFlight: 10, terms: listPrices }),
	confirm: async () => true,
	beforeUpload: async () => true,
	onPending: () => {},
	fetch: { transport },
	onTrouble: ({ problem }) => process.send?.(problem),
	log: () => {},
});
const client = createClient({
	baseUrl: origin,
	key: async () => KEY,
	transport,
	images: () => Promise.reject(new Error('No mask is used here.')),
	billedTimeoutMs: limit,
});
const job = await jobs.start({
	operation: generateV3,
	input: { prompt: 'a fox from another window', aspectRatio: '1x1' },
	target: { client, sandbox: false },
	source: 'person',
	workspace: undefined,
});
// How it ended is for the ledger to say.
await job?.done.catch(() => {});
await store.close();
await transport.close();
process.disconnect?.();
