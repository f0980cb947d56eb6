// A process that works on a store it shares until it is killed or done: `window.mjs JSON`.
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createClient } from '../../src/api/client.ts';
import type { Operation } from '../../src/api/operation.ts';
import { generateV3 } from '../../src/api/operations/generate-v3.ts';
import { generateV4 } from '../../src/api/operations/generate-v4.ts';
import { instructEdit } from '../../src/api/operations/instruct-edit.ts';
import { replaceBackground } from '../../src/api/operations/replace-background.ts';
import { listPrices } from '../../src/api/price-terms.ts';
import type { Transport } from '../../src/api/transport.ts';
import { undiciTransport } from '../../src/api/transport-undici.ts';
import { createJobs } from '../../src/jobs/jobs.ts';
import { resumePendingWork } from '../../src/jobs/resume.ts';
import type { Caps } from '../../src/store/budget.ts';
import { openStore } from '../../src/store/store.ts';
import { inputFor } from '../unit/api/inputs.ts';
import { type Random, randomFrom } from './random.ts';

export interface WindowOrders {
	readonly folder: string;
	/** The sandbox of the day. */
	readonly origin: string;
	readonly key: string;
	readonly seed: number;
	readonly caps: Caps;
	readonly maxInFlight: number;
	readonly clock: Clock;
	/** Where each request is written down as it is handed over to be sent. */
	readonly handedOver: string;
}

/** A day of the tests: it begins at `at` when the machine's clock says `real`, and runs so many times as fast. */
export interface Clock {
	readonly at: number;
	readonly real: number;
	readonly speed: number;
}

export const timeOf = ({ at, real, speed }: Clock): number => Math.round(at + (Date.now() - real) * speed);

/** How calls fail here; in no other way may they. */
const EXPECTED = new Set(['UnknownOutcomeError', 'SafetyError', 'BudgetError', 'RateLimitError']);

const orders = JSON.parse(process.argv[2] ?? '{}') as WindowOrders;
const random = randomFrom(orders.seed);
const now = () => timeOf(orders.clock);
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / orders.clock.speed));

/** Writes down what is sent, with the state in which the ledger has it at this very moment. */
function observed(inner: Transport): Transport {
	let ledger: DatabaseSync | undefined;
	return {
		...inner,
		send(request) {
			const marker = /call-\d+-\d+/.exec(Buffer.from(request.body ?? []).toString('latin1'))?.[0];
			if (marker) {
				ledger ??= new DatabaseSync(path.join(orders.folder, 'store.sqlite'), {
					readOnly: true,
					timeout: 5000,
				});
				const row = ledger.prepare('SELECT state FROM calls WHERE prompt LIKE ?').get(`%${marker} %`);
				appendFileSync(orders.handedOver, `${marker} ${row?.state}\n`);
			}
			return inner.send(request);
		},
	};
}

function chooseCall(chosen: Random, marker: string) {
	const operation = chosen.of([replaceBackground, replaceBackground, instructEdit, generateV3, generateV4]);
	const most = operation === replaceBackground ? 8 : 2;
	const special = chosen.of(['', '', '', '[withheld:1]', '[unsafe]']);
	return {
		operation: operation as unknown as Operation,
		input: {
			...inputFor(operation),
			prompt: `fox ${marker} ${special}`,
			...(operation === generateV4 ? {} : { numImages: chosen.between(1, most) }),
		},
		source: chosen.chance(0.3) ? ('agent' as const) : ('person' as const),
		cancelled: chosen.chance(0.1),
	};
}

const transport = observed(undiciTransport());
const store = await openStore({
	folder: orders.folder,
	workerUrl: new URL('./store-worker.mjs', import.meta.url),
	onRepaired: (repair) => {
		throw new Error(`A database was taken for damaged: ${JSON.stringify(repair)}`);
	},
});
const fetch = { transport, sleep };
await resumePendingWork(orders.folder, async () => store, fetch, now());
const jobs = createJobs({
	store: async () => store,
	limits: () => ({
		caps: orders.caps,
		confirmAbove: 1e9,
		maxInFlight: orders.maxInFlight,
		terms: listPrices,
	}),
	confirm: async () => true,
	beforeUpload: async () => true,
	onPending: () => {},
	fetch,
	onTrouble: () => {},
	log: () => {},
	now,
	sleep,
});
const client = createClient({
	baseUrl: orders.origin,
	key: async () => orders.key,
	transport,
	images: () => Promise.reject(new Error('No mask is used here.')),
});
const work = Array.from({ length: random.between(1, 4) }, async (_, index) => {
	const { operation, input, source, cancelled } = chooseCall(random, `call-${orders.seed}-${index}`);
	const job = await jobs.start({
		operation,
		input,
		source,
		target: { client, sandbox: false },
		workspace: 'w',
	});
	if (cancelled) {
		job?.cancel();
	}
	try {
		await job?.done;
	} catch (error) {
		if (!EXPECTED.has((error as Error).name)) {
			throw error;
		}
	}
});
await Promise.all(work);
await store.close();
await transport.close();
