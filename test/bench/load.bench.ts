import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Uri, WorkspaceFolder } from 'vscode';
import { generateV3 } from '../../src/api/operations/generate-v3.ts';
import { runBatch } from '../../src/jobs/batch.ts';
import { randomFrom } from '../faults/random.ts';
import { makeRig, type Rig } from '../unit/jobs/rig.ts';
import { startBenchApi } from './api.ts';
import { Uri as address } from './editorStandIn.ts';
import { type Figure, middle, type Runs } from './figure.ts';

const LATENCY_MS = 200;
const IN_FLIGHT = 10;
const IMAGES = 100;
const CALLS = 40;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

registerHooks({
	resolve: (specifier, context, next) =>
		next(specifier === 'vscode' ? new URL('./editorStandIn.ts', import.meta.url).href : specifier, context),
});
const { saveIntoWorkspace } = await import('../../src/editor/save.ts');

/** Many images at once, through the ledger and onto the disk, against what the API's own time makes of it. */
export async function bench(runs: Runs): Promise<readonly Figure[]> {
	const count = runs(5, 1);
	return [await hundredImages(count), ...(await callsOfAllSizes(count))];
}

/** A batch as of a menu on many files, each result kept in the store and saved into a workspace's folder. */
async function hundredImages(count: number): Promise<Figure> {
	await using api = await startBenchApi({
		imageBytes: 2_000_000,
		latencyMs: LATENCY_MS,
		maxInFlight: IN_FLIGHT,
	});
	const times: number[] = [];
	for (let run = -1; run < count; run++) {
		const workspace = await mkdtemp(path.join(tmpdir(), 'ideogram-bench-'));
		await using rig = await openRig(api.origin);
		const started = performance.now();
		await runBatch({
			items: Array.from({ length: IMAGES }, (_, index) => index),
			parallel: IN_FLIGHT,
			sandbox: false,
			stateOf: rig.store.records.stateOf,
			start: (index) => start(rig, { prompt: `image ${index}` }),
			finish: (index, { outputs }) =>
				saveIntoWorkspace({
					source: rig.store.imagePath(outputs[0]?.file ?? ''),
					target: address.file(path.join(workspace, 'images', `${index}.png`)) as unknown as Uri,
					workspaceFolder: { uri: address.file(workspace) } as unknown as WorkspaceFolder,
				}),
		}).ended;
		const taken = performance.now() - started;
		const saved = await readdir(path.join(workspace, 'images'));
		await rm(workspace, { recursive: true });
		if (saved.length !== IMAGES) {
			throw new Error(`${saved.length} images of ${IMAGES} were saved.`);
		}
		if (run >= 0) {
			times.push(taken);
		}
	}
	const ideal = (IMAGES / IN_FLIGHT) * LATENCY_MS;
	const { refused } = await api.tell('look');
	return {
		name: `${IMAGES} images of 2 MB, ${IN_FLIGHT} in flight, ${LATENCY_MS} ms a call, saved in a workspace`,
		value: middle(times),
		unit: 'ms',
		target: 1.1 * ideal,
		comparedWith: `the API's own time alone: ${ideal} ms; calls refused with 429: ${refused}`,
	};
}

/** Calls of any window, all of them at once: the ledger alone says which may leave. */
async function callsOfAllSizes(count: number): Promise<readonly Figure[]> {
	await using api = await startBenchApi({
		imageBytes: 100_000,
		latencyMs: LATENCY_MS,
		maxInFlight: IN_FLIGHT,
	});
	const random = randomFrom(1);
	const sizes = Array.from({ length: CALLS }, () => random.between(1, 8));
	const bound = fewestRounds(sizes) * LATENCY_MS;
	const times: number[] = [];
	for (let run = -1; run < count; run++) {
		await using rig = await openRig(api.origin);
		const started = performance.now();
		await Promise.all(
			sizes.map(async (numImages) => (await start(rig, { prompt: 'a fox', numImages }))?.done),
		);
		if (run >= 0) {
			times.push(performance.now() - started);
		}
	}
	const { calls, refused } = await api.tell('look');
	return [
		{
			name: `${CALLS} calls of 1 to 8 images at once, ${LATENCY_MS} ms a call, where ${IN_FLIGHT} images may be in flight`,
			value: middle(times),
			unit: 'ms',
			target: 1.3 * bound,
			comparedWith: `no order can be faster than ${bound} ms: calls that take alike long make rounds, and these sizes need ${bound / LATENCY_MS}`,
		},
		{
			name: 'Calls of these that the server refused with 429',
			value: refused,
			unit: 'calls',
			target: 0,
			comparedWith: `${calls} calls were sent`,
		},
	];
}

/**
 * A lower bound for the rounds that calls of these sizes need (Martello and Toth's for bin packing). It holds for
 * any schedule: of calls that each take d, those that are running at the moments d, 2d, 3d and so on are all of
 * them, each at one of the moments, and never more than the limit at any.
 */
function fewestRounds(sizes: readonly number[]): number {
	const sum = (some: readonly number[]) => some.reduce((total, size) => total + size, 0);
	const bounds = Array.from({ length: IN_FLIGHT / 2 + 1 }, (_, small) => {
		const alone = sizes.filter((size) => size > IN_FLIGHT - small);
		const large = sizes.filter((size) => size > IN_FLIGHT / 2 && size <= IN_FLIGHT - small);
		const rest = sizes.filter((size) => size >= small && size <= IN_FLIGHT / 2);
		const left = sum(rest) - (IN_FLIGHT * large.length - sum(large));
		return alone.length + large.length + Math.max(0, Math.ceil(left / IN_FLIGHT));
	});
	return Math.max(...bounds);
}

const openRig = (origin: string): Promise<Rig> =>
	makeRig({ baseUrl: () => origin, limits: { caps: {}, maxInFlight: IN_FLIGHT }, sleep: wait });

const start = (rig: Rig, input: { readonly prompt: string; readonly numImages?: number }) =>
	rig.jobs.start({
		operation: generateV3,
		input: { aspectRatio: '1x1', ...input },
		target: rig.target,
		source: 'person',
		workspace: 'site',
	});
