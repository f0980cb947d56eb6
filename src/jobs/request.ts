import { createHash } from 'node:crypto';
import type { IdeogramClient } from '../api/client.ts';
import type { Fields, ImageFile, InputOf } from '../api/field.ts';
import type { MicroDollars } from '../api/money.ts';
import type { AnyOperation, Operation } from '../api/operation.ts';
import type { JsonPrompt } from '../api/operations/json-prompt.ts';
import type { PriceTerms } from '../api/price-terms.ts';
import type { Price } from '../api/prices.ts';
import type { Caps } from '../store/budget.ts';
import type { StoredOutput } from '../store/outputs.ts';

/** Where a call goes. */
export interface Target {
	readonly client: IdeogramClient;
	/** The embedded stand-in: never money. */
	readonly sandbox: boolean;
}

/** The person's limits, read when a call is made. */
export interface Limits {
	readonly caps: Caps;
	/** Ask above this amount, USD micro-dollars. */
	readonly confirmAbove: MicroDollars;
	/** Images in flight that the account allows. */
	readonly maxInFlight: number;
	/** What prices are reckoned by. */
	readonly terms: PriceTerms;
}

export interface JobRequest<Fs extends Fields = Fields, Data = unknown> {
	readonly operation: Operation<Fs, Data>;
	readonly input: InputOf<Fs>;
	readonly target: Target;
	readonly source: 'person' | 'agent';
	/** The person has agreed to an amount that this call is a part of: it is not asked about alone. */
	readonly agreed?: boolean;
	/** The amount that the person was shown, USD micro-dollars: what has become dearer is refused. Absent: none was. */
	readonly shown?: MicroDollars;
	/** Name of the workspace, for the ledger. */
	readonly workspace: string | undefined;
}

/** What a person is told a call was: labelled for what it is. */
export type CostLabel =
	| 'charged'
	| 'may have been charged'
	| 'withheld but charged'
	| 'not charged'
	| 'sandbox';

/** A call that has been answered, its images fetched. */
export interface JobResult<Data = unknown> {
	readonly callId: string;
	readonly price: Price;
	readonly label: CostLabel;
	/** Every image of the call, in order, with how it ended. */
	readonly outputs: readonly StoredOutput[];
	/** What the job yields besides images. */
	readonly data: Data;
}

/** A call under way. It goes on whether or not anyone waits for it. */
export interface RunningJob<Data = unknown> {
	readonly callId: string;
	readonly price: Price;
	readonly images: number;
	/**
	 * Resolves once the answer is in the ledger: its slots are free, its images still on their way. Where there is
	 * no answer it stays open, and `done` says why.
	 */
	readonly answered: Promise<void>;
	/** Rejects with an `IdeogramError`, `BudgetError` or `StoreError`; resolves undefined when it was cancelled. */
	readonly done: Promise<JobResult<Data> | undefined>;
	/** True: the call is dropped, and nothing of it will be sent. False: it was sent, and is waited for. */
	cancel(): boolean;
}

const isFile = (value: unknown): value is ImageFile =>
	(value as Partial<ImageFile> | null)?.bytes instanceof Uint8Array;

/** Whether the input has image files in it. */
export function carriesFiles(input: object): boolean {
	return Object.values(input).some((value) => isFile(value) || (Array.isArray(value) && value.some(isFile)));
}

/** The input for the ledger: files as name, hash and path, without their bytes. */
export function describeInput(input: object): string {
	return JSON.stringify(input, (_key, value: unknown) =>
		isFile(value)
			? {
					name: value.name,
					path: value.path,
					sha256: createHash('sha256').update(value.bytes).digest('hex'),
					fileSha256: value.fileSha256,
				}
			: value,
	);
}

/** The words a call is found by later; empty where the operation has none. */
export function promptOf(operation: AnyOperation, input: object): string {
	if (!('prompt' in operation.fields)) {
		return '';
	}
	const { prompt, jsonPrompt } = input as { prompt?: unknown; jsonPrompt?: Partial<JsonPrompt> };
	const value = prompt ?? jsonPrompt?.high_level_description;
	return typeof value === 'string' ? value : '';
}
