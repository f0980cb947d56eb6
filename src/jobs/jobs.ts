import { randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import type { PreparedCall } from '../api/client.ts';
import { DearerError, IdeogramError, RateLimitError, ValidationError } from '../api/errors.ts';
import type { Fields } from '../api/field.ts';
import { logLine } from '../api/logLine.ts';
import type { Answer } from '../api/operation.ts';
import { estimate, type Price } from '../api/prices.ts';
import type { NewCall } from '../store/calls.ts';
import { localDay } from '../store/days.ts';
import type { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { type ActivityListener, type ActivityTracker, createActivity } from './activity.ts';
import { type FetchOptions, fetchCall } from './fetch.ts';
import { createFreedSlots } from './freedSlots.ts';
import {
	carriesFiles,
	describeInput,
	type JobRequest,
	type JobResult,
	type Limits,
	promptOf,
	type RunningJob,
} from './request.ts';
import { forGood, retryDelay } from './retry.ts';
import { charged, createSettling, failed, type NewSettlement } from './settling.ts';
import { unlessAborted } from './unlessAborted.ts';

/** How often a waiting call looks whether a dead window is in its way. */
const LOOKS_BETWEEN_SWEEPS = 10;

export interface JobsOptions {
	/** Opens the store when it is first needed. */
	readonly store: () => Promise<Store>;
	readonly limits: () => Limits;
	/** Asks the person about an amount above their threshold. */
	readonly confirm: (price: Price) => Promise<boolean>;
	/** Told before a person's own image leaves for `origin`; false: they would rather not. */
	readonly beforeUpload: (origin: string) => Promise<boolean>;
	readonly fetch: FetchOptions;
	/** Where calls are followed, if somebody listens there before any of them starts. */
	readonly activity?: ActivityTracker;
	/** Told when paid images could not be fetched yet, for someone to try again later. */
	readonly onPending: () => void;
	/** Told once a call when its answer cannot be written, so that the person can make room. */
	readonly onTrouble: (error: StoreError) => void;
	readonly log: (message: string) => void;
	/** Milliseconds since the epoch. */
	readonly now?: () => number;
	readonly sleep?: (ms: number) => Promise<void>;
}

export interface Jobs {
	/**
	 * The one way a paid call happens: validate, price, confirm, reserve, send
	 * once, settle, download. Resolves once the call is in the ledger, or
	 * undefined where the person declined. Throws `ValidationError`, `DearerError`,
	 * `MissingKeyError`, `InvalidKeyError` or `StoreError`; nothing was sent.
	 */
	start<Fs extends Fields, Data>(request: JobRequest<Fs, Data>): Promise<RunningJob<Data> | undefined>;
	/** Calls the listener with what is under way, now and at every change. Returns how to stop it. */
	listen(listener: ActivityListener): () => void;
}

export function createJobs(options: JobsOptions): Jobs {
	const now = options.now ?? Date.now;
	const sleep = options.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
	const freedSlots = createFreedSlots(sleep);
	const activity = options.activity ?? createActivity();
	let running = 0;
	const settling = createSettling({ now, sleep, onTrouble: options.onTrouble, log: options.log });

	async function start<Fs extends Fields, Data>(
		request: JobRequest<Fs, Data>,
	): Promise<RunningJob<Data> | undefined> {
		const { operation, input, target } = request;
		const prepared = await target.client.prepare(operation, input);
		const limits = options.limits();
		const price = estimate(operation, input, limits.terms);
		const images = operation.imagesInFlight(input);
		refuseTooMany(images, limits.maxInFlight);
		if (request.shown !== undefined && !target.sandbox && price.amount > request.shown) {
			throw new DearerError();
		}
		const isAsked = !target.sandbox && !request.agreed && price.amount > limits.confirmAbove;
		if (isAsked && !(await options.confirm(price))) {
			return undefined;
		}
		const mayLeave =
			target.sandbox || !carriesFiles(input) || (await options.beforeUpload(target.client.origin));
		if (!mayLeave) {
			return undefined;
		}
		const store = await options.store();
		const callId = randomUUID();
		const entry: NewCall = {
			id: callId,
			owner: store.owner,
			operation: operation.id,
			model: operation.model,
			prompt: promptOf(operation, input),
			input: describeInput(input),
			images,
			price,
			account: `${target.client.origin} ${prepared.keyFingerprint}`,
			sandbox: target.sandbox,
			source: request.source,
			workspace: request.workspace,
			now: now(),
			day: localDay(new Date(now())),
		};
		await store.records.enqueue(entry);
		const cancelling = new AbortController();
		const answered = Promise.withResolvers<void>();
		const call: Call<Data> = {
			callId,
			entry,
			price,
			images,
			prepared,
			sandbox: target.sandbox,
			cancelled: cancelling.signal,
			hasLeft: false,
			onAnswered: answered.resolve,
		};
		const cancel = () => {
			cancelling.abort();
			return !call.hasLeft;
		};
		const done = activity.track({ amount: price.amount, images, sandbox: target.sandbox }, run(call, store));
		// Whoever started the call may have stopped waiting; the ledger has the outcome either way.
		done.catch(() => {});
		return { callId, price, images, answered: answered.promise, done, cancel };
	}

	async function run<Data>(call: Call<Data>, store: Store): Promise<JobResult<Data> | undefined> {
		running += 1;
		try {
			const answer = await sendOnce(call, store);
			if (!answer) {
				return undefined;
			}
			return {
				callId: call.callId,
				price: call.price,
				label: call.sandbox ? 'sandbox' : 'charged',
				outputs: await fetchCall(store, call.callId, options.fetch, options.onPending),
				data: answer.data,
			};
		} finally {
			running -= 1;
			if (running === 0) {
				await store.records.clearMarker().catch((error) => options.log(`marker: ${logLine(error)}`));
			}
		}
	}

	/** From `queued` to a settled call. Undefined: cancelled before it was sent. */
	async function sendOnce<Data>(call: Call<Data>, store: Store): Promise<Answer<Data> | undefined> {
		const started = now();
		for (let attempt = 1; ; attempt++) {
			const { callId } = call;
			try {
				if (!(await reserveWhenFree(call, store))) {
					await end(store, call.entry, CANCELLED);
					return undefined;
				}
				await store.records.markSent(callId, now());
				if (call.cancelled.aborted) {
					await end(store, call.entry, CANCELLED);
					return undefined;
				}
			} catch (error) {
				// Nothing has left: a refused cap or a store that cannot be written stops the call here.
				await end(store, call.entry, failed('not-charged', error));
				throw error;
			}
			let answer: Answer<Data>;
			try {
				// Between the last look at a cancellation and this nothing else has its turn.
				call.hasLeft = true;
				answer = await call.prepared.send();
			} catch (error) {
				call.hasLeft = mayHaveRun(error);
				await afterFailure(call, store, error, attempt, started);
				continue;
			}
			await settling.forSure(store, call.entry, charged(answer));
			call.onAnswered();
			freedSlots.tell();
			return answer;
		}
	}

	/** Enters how a call ended that has no result, and lets others have its slots. */
	async function end(store: Store, entry: NewCall, settlement: NewSettlement): Promise<void> {
		await settling.soon(store, entry, settlement);
		freedSlots.tell();
	}

	/** Returns once the call may ask for slots again, having given its own back; else throws the error. */
	async function afterFailure(
		{ callId, entry, images, cancelled }: Call<unknown>,
		store: Store,
		failure: unknown,
		attempt: number,
		started: number,
	): Promise<void> {
		const error = forGood(failure, images);
		const holdMs = retryDelay(error, attempt, now() - started);
		if (holdMs === undefined) {
			await end(store, entry, failed(mayHaveRun(error) ? 'unknown' : 'not-charged', error));
			throw error;
		}
		try {
			// A 429 holds every call of the account in every window; a failed connection only this one.
			await store.records.requeue(callId, error instanceof RateLimitError ? now() + holdMs : undefined);
			freedSlots.tell();
		} catch (refusal) {
			await end(store, entry, failed('not-charged', refusal));
			throw refusal;
		}
		// A hold is waited for with the slots.
		if (!(error instanceof RateLimitError)) {
			await unlessAborted(cancelled, sleep(holdMs));
		}
	}

	async function reserveWhenFree(call: Call<unknown>, store: Store): Promise<boolean> {
		for (let looks = 1; ; ) {
			if (call.cancelled.aborted) {
				return false;
			}
			const { count } = freedSlots;
			const { caps, maxInFlight } = options.limits();
			refuseTooMany(call.images, maxInFlight);
			const moment = now();
			const reservation = await store.records.reserve(call.callId, {
				caps,
				maxInFlight,
				now: moment,
				day: localDay(new Date(moment)),
			});
			if (reservation.reserved) {
				return !call.cancelled.aborted;
			}
			const freed = freedSlots.wait(count, Math.min(reservation.waitMs, 1000));
			if (await unlessAborted(call.cancelled, freed)) {
				continue;
			}
			if (looks % LOOKS_BETWEEN_SWEEPS === 0) {
				// What is waited for may be held by a window that is gone.
				const { freed } = await store.records.recoverDeadOwners(moment);
				if (freed > 0) {
					options.onPending();
				}
			}
			looks += 1;
		}
	}

	return { start, listen: activity.listen };
}

interface Call<Data> {
	readonly callId: string;
	/** As it was entered into the ledger. */
	readonly entry: NewCall;
	readonly price: Price;
	readonly images: number;
	readonly prepared: PreparedCall<Data>;
	readonly sandbox: boolean;
	readonly cancelled: AbortSignal;
	/** The request is on its way, or has been and may have run: too late to cancel. */
	hasLeft: boolean;
	readonly onAnswered: () => void;
}

const CANCELLED: NewSettlement = { state: 'not-charged', error: 'Cancelled' };

const mayHaveRun = (error: unknown): boolean => !(error instanceof IdeogramError) || error.mayHaveBeenCharged;

/** A call that can never have the slots it needs would wait for ever. */
function refuseTooMany(images: number, maxInFlight: number): void {
	if (images > maxInFlight) {
		throw new ValidationError(
			t(
				'{0} images at once are more than your limit of {1} (setting ideogram.maxInFlight): ask for fewer.',
				images,
				maxInFlight,
			),
		);
	}
}
