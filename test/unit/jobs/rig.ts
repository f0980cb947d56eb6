import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createClient } from '../../../src/api/client.ts';
import type { AnyOperation, Operation } from '../../../src/api/operation.ts';
import { type GenerateV3Input, generateV3 } from '../../../src/api/operations/generate-v3.ts';
import { listPrices } from '../../../src/api/price-terms.ts';
import type { Transport } from '../../../src/api/transport.ts';
import { undiciTransport } from '../../../src/api/transport-undici.ts';
import { createCodec } from '../../../src/images/codec.ts';
import { createJobs, type Jobs } from '../../../src/jobs/jobs.ts';
import type { JobResult, Limits, Target } from '../../../src/jobs/request.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/server.ts';
import type { StoreError } from '../../../src/store/errors.ts';
import type { Records } from '../../../src/store/records.ts';
import { openStore, type Store } from '../../../src/store/store.ts';

/** A key that no honest file, log or address ever contains. */
export const KEY = 'key-THAT-MUST-NOT-LEAK-0123456789';

export const workerUrl = new URL('../../../src/sandbox/worker.ts', import.meta.url);
export const storeWorkerUrl = new URL('../../../src/store/worker.ts', import.meta.url);

export interface LedgerRow {
	readonly state: string;
	readonly amount: number;
	readonly images: number;
	readonly sandbox: number;
	readonly error: string | null;
	readonly message: string | null;
}

/** The parts under test with their real neighbours, in a folder of their own. */
export interface Rig extends AsyncDisposable {
	readonly folder: string;
	readonly sandbox: Sandbox;
	readonly store: Store;
	/** The store's database, looked at from outside. */
	readonly sql: DatabaseSync;
	readonly jobs: Jobs;
	readonly target: Target;
	readonly log: string[];
	readonly transport: Transport;
	generate(input?: Partial<GenerateV3Input>): Promise<JobResult<undefined> | undefined>;
	/** Any operation, through jobs. */
	run(operation: AnyOperation, input: object): Promise<JobResult | undefined>;
	ledger(): readonly LedgerRow[];
	outputs(): readonly { state: string; file: string | null; message: string | null }[];
	imageFiles(): Promise<readonly string[]>;
	/** Every file of the store, read whole. */
	contents(): Promise<string>;
}

export interface RigOptions {
	/** The store's; a new one where none is given. */
	readonly folder?: string;
	/** Told before the store is asked anything. */
	readonly beforeAsking?: (name: string) => void;
	readonly onTrouble?: (error: StoreError) => void;
	readonly sandbox?: Partial<SandboxOptions>;
	readonly limits?: Partial<Limits>;
	readonly isSandbox?: boolean;
	readonly confirm?: () => Promise<boolean>;
	readonly beforeUpload?: () => Promise<boolean>;
	readonly baseUrl?: (origin: string) => string;
	readonly transport?: (inner: Transport) => Transport;
	readonly now?: () => number;
	/** How jobs and downloads wait; by default hardly at all. */
	readonly sleep?: (ms: number) => Promise<void>;
}

/** Waits no longer than it takes to yield: how long a wait was asked for is the business of other tests. */
const noSleep = () => new Promise<void>((resolve) => setImmediate(resolve));

export async function makeRig(options: RigOptions = {}): Promise<Rig> {
	const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'ideogram-rig-')));
	const sandbox = await startSandbox({ key: KEY, workerUrl, ...options.sandbox });
	const opened = await openStore({ folder, workerUrl: storeWorkerUrl });
	const store = options.beforeAsking ? overheard(opened, options.beforeAsking) : opened;
	const sql = new DatabaseSync(path.join(folder, 'store.sqlite'), { timeout: 5000 });
	const inner = undiciTransport();
	const transport = options.transport?.(inner) ?? inner;
	const sleep = options.sleep ?? noSleep;
	const codec = createCodec({ workerUrl: new URL('../../../src/images/worker.ts', import.meta.url) });
	const log: string[] = [];
	const client = createClient({
		baseUrl: options.baseUrl?.(sandbox.origin) ?? sandbox.origin,
		key: async () => KEY,
		transport,
		images: async () => codec,
		report: (report) => log.push(JSON.stringify(report)),
	});
	const target: Target = { client, sandbox: options.isSandbox ?? false };
	const jobs = createJobs({
		store: async () => store,
		limits: () => ({
			caps: { day: 10_000_000 },
			confirmAbove: 1_000_000,
			maxInFlight: 10,
			terms: listPrices,
			...options.limits,
		}),
		confirm: options.confirm ?? (async () => true),
		beforeUpload: options.beforeUpload ?? (async () => true),
		onPending: () => log.push('pending'),
		fetch: { transport, sleep },
		onTrouble: (error) => {
			log.push(`trouble: ${error.problem}`);
			options.onTrouble?.(error);
		},
		log: (message) => log.push(message),
		sleep,
		now: options.now,
	});
	return {
		folder,
		sandbox,
		store,
		sql,
		jobs,
		target,
		log,
		transport,
		async generate(input) {
			const job = await jobs.start({
				operation: generateV3,
				input: { prompt: 'a red fox', aspectRatio: '1x1', ...input },
				target,
				source: 'person',
				workspace: 'site',
			});
			return job?.done;
		},
		async run(operation, input) {
			const job = await jobs.start({
				operation: operation as Operation,
				input,
				target,
				source: 'person',
				workspace: undefined,
			});
			return job?.done;
		},
		ledger: () => sql.prepare('SELECT * FROM calls ORDER BY number').all() as never,
		outputs: () => sql.prepare('SELECT * FROM outputs ORDER BY call, position').all() as never,
		async imageFiles() {
			const names = await readdir(path.join(folder, 'images'), { recursive: true }).catch(() => []);
			return names.filter((name) => path.extname(name) !== '');
		},
		async contents() {
			const names = await readdir(folder, { recursive: true, withFileTypes: true });
			const files = names.filter((entry) => entry.isFile());
			const texts = await Promise.all(
				files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'latin1')),
			);
			return texts.join('\n');
		},
		async [Symbol.asyncDispose]() {
			await sandbox.close();
			await codec.close();
			await inner.close();
			sql.close();
			await store.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** The same store, with somebody told what it is about to be asked. */
function overheard(store: Store, listener: (name: string) => void): Store {
	const records = new Proxy(store.records, {
		get(target, name) {
			const ask = target[name as keyof Records] as (...args: unknown[]) => Promise<unknown>;
			return (...args: unknown[]) => {
				listener(String(name));
				return ask(...args);
			};
		},
	});
	return { ...store, records };
}

/** The error a promise rejects with; fails where it does not. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
	try {
		await promise;
	} catch (error) {
		return error as Error & Record<string, unknown>;
	}
	throw new Error('It was expected to fail.');
}
