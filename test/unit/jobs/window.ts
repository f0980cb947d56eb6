// A process of its own that makes one call on a store that it shares: `window.ts FOLDER ORIGIN [IMAGES]`.
import { createClient } from '../../../src/api/client.ts';
import { generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { listPrices } from '../../../src/api/price-terms.ts';
import { undiciTransport } from '../../../src/api/transport-undici.ts';
import { createJobs } from '../../../src/jobs/jobs.ts';
import { openStore } from '../../../src/store/store.ts';
import { KEY, storeWorkerUrl } from './rig.ts';

const [folder = '', origin = '', images = '1'] = process.argv.slice(2);
const transport = undiciTransport();
const store = await openStore({ folder, workerUrl: storeWorkerUrl });
const jobs = createJobs({
	store: async () => store,
	limits: () => ({ caps: {}, confirmAbove: 10_000_000, maxInFlight: 10, terms: listPrices }),
	confirm: async () => true,
	beforeUpload: async () => true,
	onPending: () => {},
	fetch: { transport },
	onTrouble: () => {},
	log: () => {},
});
const noImages = () => Promise.reject(new Error('No mask is used here.'));
const job = await jobs.start({
	operation: generateV3,
	input: { prompt: 'a fox from another window', numImages: Number(images) },
	target: {
		client: createClient({ baseUrl: origin, key: async () => KEY, transport, images: noImages }),
		sandbox: false,
	},
	source: 'person',
	workspace: undefined,
});
await job?.done;
await store.close();
await transport.close();
process.disconnect?.();
