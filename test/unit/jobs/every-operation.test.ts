import assert from 'node:assert/strict';
import { catalog } from '../../../src/api/prices.ts';
import type { CallFault } from '../../../src/sandbox/faults.ts';
import { inputFor } from '../api/inputs.ts';
import { makeRig, type Rig, rejection } from './rig.ts';

interface Case {
	readonly name: string;
	readonly fault: CallFault;
	/** Generations that the server runs for one call of a person. */
	readonly accepted: 0 | 1;
	readonly state: 'charged' | 'not-charged' | 'unknown';
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
	...[400, 401, 402, 403, 404, 413, 415, 422].map(
		(status): Case => ({
			name: `a ${status}`,
			fault: refuse(status, {}),
			accepted: 0,
			state: 'not-charged',
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

			for (const { name, fault, accepted, state } of cases) {
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
						assert.equal(error.mayHaveBeenCharged, state === 'unknown');
					}
					assert.equal(rig.sandbox.accepted.length - before, accepted);
					assert.equal(rig.ledger().at(-1)?.state, state);
					assert.equal(rig.sandbox.faults.pending(operation.job), 0);
				});
			}
		});
	}
});
