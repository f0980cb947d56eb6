import assert from 'node:assert/strict';
import { catalog } from '../../../src/api/prices.ts';
import type { CallFault, ImageFault } from '../../../src/sandbox/faults.ts';
import { inputFor } from '../api/inputs.ts';
import { makeRig, type Rig, rejection } from './rig.ts';

interface Case {
	readonly name: string;
	readonly fault: CallFault;
	/** Generations that the server runs for one call of a person. */
	readonly accepted: 0 | 1;
	readonly state: 'charged' | 'not-charged' | 'unknown';
	/** The class of a refusal; an unknown outcome has its own. */
	readonly error?: string;
}

const refuse = (status: number, body: unknown = '', headers?: Record<string, string>): CallFault => ({
	kind: 'refuse',
	status,
	body,
	headers,
});

const cases: readonly Case[] = [
	{
		name: 'a reset before the body is read',
		fault: { kind: 'reset', when: 'before-body' },
		accepted: 0,
		state: 'unknown',
	},
	{
		name: 'a reset after the body',
		fault: { kind: 'reset', when: 'after-body' },
		accepted: 1,
		state: 'unknown',
	},
	{
		name: 'a reset in the answer',
		fault: { kind: 'reset', when: 'mid-answer' },
		accepted: 1,
		state: 'unknown',
	},
	{ name: 'truncated JSON', fault: { kind: 'truncated-json' }, accepted: 1, state: 'unknown' },
	{ name: 'HTML with a 200', fault: refuse(200, '<html></html>'), accepted: 0, state: 'unknown' },
	...[500, 502, 503, 504].map(
		(status): Case => ({ name: `a ${status}`, fault: refuse(status), accepted: 0, state: 'unknown' }),
	),
	{
		name: 'a 503 while the work goes on',
		fault: { kind: 'refuse', status: 503, ran: true },
		accepted: 1,
		state: 'unknown',
	},
	{
		name: 'a redirect',
		fault: { kind: 'redirect', status: 307, location: '/elsewhere' },
		accepted: 0,
		state: 'unknown',
	},
	...Object.entries({
		400: 'BadRequestError',
		401: 'AuthenticationError',
		402: 'PaymentRequiredError',
		403: 'PermissionError',
		404: 'NotFoundError',
		413: 'PayloadTooLargeError',
		415: 'UnsupportedMediaTypeError',
		422: 'SafetyError',
	}).map(
		([status, error]): Case => ({
			name: `a ${status}`,
			fault: refuse(Number(status), {}),
			accepted: 0,
			state: 'not-charged',
			error,
		}),
	),
	{
		name: 'a 429 with Retry-After',
		fault: refuse(429, {}, { 'retry-after': '1' }),
		accepted: 1,
		state: 'charged',
	},
	{ name: 'a 429 without Retry-After', fault: refuse(429, {}), accepted: 1, state: 'charged' },
	{ name: 'a delay', fault: { kind: 'delay', ms: 20 }, accepted: 1, state: 'charged' },
];

interface LinkCase {
	readonly name: string;
	readonly fault: ImageFault;
	/** More than all attempts, or fewer. */
	readonly times: number;
	readonly state: 'saved' | 'pending';
}

const MORE_THAN_ALL_ATTEMPTS = 20;

/** What becomes of a paid image whose link fails; the call is charged, once, whatever happens. */
const linkCases: readonly LinkCase[] = [
	{ name: 'is 404 at first', fault: refuse(404) as ImageFault, times: 1, state: 'saved' },
	{ name: 'stays 404', fault: refuse(404) as ImageFault, times: MORE_THAN_ALL_ATTEMPTS, state: 'pending' },
	{ name: 'is slow', fault: { kind: 'slow', pieces: 4, pauseMs: 5 }, times: 1, state: 'saved' },
	{ name: 'is truncated twice', fault: { kind: 'truncated' }, times: 2, state: 'saved' },
	{
		name: 'stays of the wrong type',
		fault: { kind: 'refuse', status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } },
		times: MORE_THAN_ALL_ATTEMPTS,
		state: 'pending',
	},
	{ name: 'is refused at first', fault: { kind: 'expired' }, times: 1, state: 'saved' },
	{ name: 'stays refused', fault: { kind: 'expired' }, times: MORE_THAN_ALL_ATTEMPTS, state: 'pending' },
	{ name: 'is 50 MB long', fault: { kind: 'oversize', declared: true }, times: 1, state: 'saved' },
	{
		name: 'promises more than a gigabyte',
		fault: { kind: 'oversize', bytes: 1024 ** 3 + 1 },
		times: 1,
		state: 'pending',
	},
	{
		name: 'is 70 MB long and does not say so',
		fault: { kind: 'oversize', bytes: 70 * 1024 * 1024, declared: false },
		times: 1,
		state: 'saved',
	},
	{ name: 'claims 100,000 pixels a side', fault: { kind: 'huge-dimensions' }, times: 1, state: 'saved' },
];

describe('One call of a person', () => {
	for (const operation of catalog.filter(({ billing }) => billing)) {
		describe(`to ${operation.id}`, () => {
			let rig: Rig;
			// Time passes at each look, so that a hold ends without being waited for.
			let clock = Date.now();

			before(async () => {
				rig = await makeRig({ limits: { caps: {} }, now: () => (clock += 700) });
			});

			after(() => rig[Symbol.asyncDispose]());

			it('is charged once, at its price, and what it yields is kept', async () => {
				const result = await rig.run(operation, inputFor(operation));
				assert.equal(result?.label, 'charged');
				assert.equal(rig.sandbox.accepted.length, 1);
				const [row] = rig.ledger();
				assert.equal(row?.amount, result?.price.amount);
				assert.ok((row?.amount ?? 0) > 0);
				assert.ok(result?.outputs.every(({ state }) => state === 'saved'));
				assert.ok((result?.outputs.length ?? 0) > 0 || result?.data !== undefined);
			});

			for (const { name, fault, accepted, state, error: refusal = 'UnknownOutcomeError' } of cases) {
				it(`runs ${accepted === 1 ? 'once' : 'not at all'} and is ${state} after ${name}`, async () => {
					const before = rig.sandbox.accepted.length;
					// A call of unknown outcome keeps its slots for five minutes.
					clock += 400_000;
					rig.sandbox.faults.next(operation.job, fault);
					const call = rig.run(operation, inputFor(operation));
					if (state === 'charged') {
						await call;
					} else {
						const error = await rejection(call);
						assert.equal(error.name, refusal);
						assert.equal(error.mayHaveBeenCharged, state === 'unknown');
						assert.equal(rig.ledger().at(-1)?.error, refusal);
					}
					assert.equal(rig.sandbox.accepted.length - before, accepted);
					assert.equal(rig.ledger().at(-1)?.state, state);
					assert.equal(rig.sandbox.faults.pending(operation.job), 0);
				});
			}

			// Those that only describe yield no link.
			for (const { name, fault, times, state } of operation.job === 'describe' ? [] : linkCases) {
				it(`is charged once, and its image ${state}, when the link ${name}`, async () => {
					const before = rig.sandbox.accepted.length;
					rig.sandbox.faults.next('image', fault, times);
					const result = await rig.run(operation, inputFor(operation));
					rig.sandbox.faults.clear();
					assert.equal(rig.sandbox.accepted.length - before, 1);
					assert.equal(rig.ledger().at(-1)?.state, 'charged');
					assert.deepEqual(
						result?.outputs.map((output) => output.state),
						[state],
					);
				});
			}
		});
	}
});
