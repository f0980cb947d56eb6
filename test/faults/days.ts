import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { localDay } from '../../src/store/days.ts';
import { injectFaults } from './mishaps.ts';
import type { Random } from './random.ts';
import { type Watch, watchLimits } from './watch.ts';
import type { WindowOrders } from './window.ts';

const workerUrl = new URL('../../src/sandbox/worker.ts', import.meta.url);

/** Five minutes, for which a call of unknown outcome keeps its slots, are three seconds. */
const SPEED = 100;
const AT_ONCE = 3;
export const KILLS_A_DAY = 25;

export const LIMITS = { caps: { day: 3_500_000, agentsDay: 700_000 }, maxInFlight: 20 } as const;

/** What a day of windows that come and are killed has left. */
export interface DayOfCrashes {
	readonly sandbox: Sandbox;
	readonly kills: number;
	/** Windows that came to their end before they were killed. */
	readonly ended: number;
	/** Faults of the sandbox whose outcome nobody can know. */
	readonly ambiguous: number;
	/** What a window said that failed by itself. */
	readonly failures: readonly string[];
}

/**
 * Lets windows work on one store, three at a time, and kills each at some moment, from before it has opened the
 * store to after its end. Each day has a sandbox of its own, so that the slots of one say nothing of another's.
 */
export async function crashForADay(
	folder: string,
	script: string,
	day: number,
	kills: number,
	random: Random,
): Promise<DayOfCrashes> {
	// Far more than the windows allow themselves: that they keep to it is for them to see.
	const sandbox = await startSandbox({ workerUrl, latencyMs: 40, maxInFlight: 1000 });
	const clock = { at: new Date(2026, 0, 1 + day).getTime(), real: Date.now(), speed: SPEED };
	const watch: Watch = watchLimits(folder, localDay(new Date(clock.at)), LIMITS);
	const failures: string[] = [];
	let killed = 0;
	let ended = 0;
	let begun = 0;
	let ambiguous = 0;
	/** What a window takes from its start to its end on this machine, as busy as it is. */
	let lifetimeMs = 0;
	const lead = async (isKilled: boolean) => {
		const orders: WindowOrders = {
			...LIMITS,
			folder,
			origin: sandbox.origin,
			key: 'k',
			seed: day * 100_000 + begun++,
			clock,
			handedOver: path.join(path.dirname(folder), 'handed-over'),
		};
		const child = start(script, orders);
		const kill = () => child.process.kill('SIGKILL');
		const timer = isKilled ? setTimeout(kill, random.between(0, lifetimeMs)) : undefined;
		const [code, signal] = await once(child.process, 'exit');
		clearTimeout(timer);
		if (signal === 'SIGKILL') {
			killed++;
		} else if (code === 0) {
			ended++;
		} else {
			failures.push(`exit ${code ?? signal}: ${child.said()}`);
		}
	};
	const run = async () => {
		while (killed < kills && failures.length === 0) {
			ambiguous += injectFaults(sandbox, random);
			await lead(true);
		}
	};
	const lives = Array.from({ length: AT_ONCE }, async () => {
		const started = performance.now();
		await lead(false);
		return performance.now() - started;
	});
	lifetimeMs = Math.ceil(Math.min(...(await Promise.all(lives))));
	await Promise.all(Array.from({ length: AT_ONCE }, run));
	failures.push(...watch.stop());
	return { sandbox, kills: killed, ended, ambiguous, failures };
}

function start(script: string, orders: object): { readonly process: ChildProcess; said(): string } {
	const child = spawn(
		process.execPath,
		['--disable-warning=ExperimentalWarning', script, JSON.stringify(orders)],
		{
			stdio: ['ignore', 'ignore', 'pipe'],
		},
	);
	let said = '';
	child.stderr?.on('data', (data: Buffer) => {
		said += data;
	});
	return { process: child, said: () => said };
}
