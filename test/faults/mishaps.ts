import type { CallFault, ImageFault } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import type { Random } from './random.ts';

const JOBS = ['generate', 'replaceBackground', 'instructEdit'];

/** Who gets these cannot know whether the call ran, and it did not. */
const ambiguousFaults: readonly CallFault[] = [
	{ kind: 'refuse', status: 500 },
	{ kind: 'refuse', status: 200, body: '<html></html>' },
	{ kind: 'reset', when: 'before-body' },
];

const otherFaults: readonly CallFault[] = [
	{ kind: 'refuse', status: 429, body: {} },
	{ kind: 'refuse', status: 429, body: {}, headers: { 'retry-after': '5' } },
	{ kind: 'refuse', status: 422, body: {} },
	{ kind: 'refuse', status: 503, ran: true },
	{ kind: 'reset', when: 'after-body' },
	{ kind: 'reset', when: 'mid-answer' },
	{ kind: 'truncated-json' },
	{ kind: 'delay', ms: 100 },
	{ kind: 'delay', ms: 700 },
];

const imageFaults: readonly ImageFault[] = [
	{ kind: 'refuse', status: 503 },
	{ kind: 'refuse', status: 404 },
	{ kind: 'refuse', status: 200, body: '<html></html>' },
	{ kind: 'truncated' },
	{ kind: 'slow', pieces: 10, pauseMs: 30 },
	{ kind: 'delay', ms: 300 },
	{ kind: 'expired' },
];

/** Prepares something to go wrong, or nothing. Returns how many outcomes it leaves unknown though nothing ran. */
export function injectFaults(sandbox: Sandbox, random: Random): number {
	if (random.chance(0.4)) {
		sandbox.faults.next('image', random.of(imageFaults), random.between(1, 3));
	}
	if (random.chance(0.1)) {
		sandbox.faults.next(random.of(JOBS), random.of(ambiguousFaults));
		return 1;
	}
	if (random.chance(0.35)) {
		sandbox.faults.next(random.of(JOBS), random.of(otherFaults));
	}
	return 0;
}
