import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { request } from 'undici';
import { createClient } from '../../src/api/client.ts';
import { downloadImage } from '../../src/api/download.ts';
import { generateV3 } from '../../src/api/operations/generate-v3.ts';
import { undiciTransport } from '../../src/api/transport-undici.ts';
import { type Random, randomFrom } from '../faults/random.ts';
import { KEY, makeRig } from '../unit/jobs/rig.ts';
import { startBenchApi } from './api.ts';
import { type Figure, middle, milliseconds, type Runs } from './figure.ts';
import { type ClientCall, loadPeers } from './peers.ts';

const WARM_UP = 40;
const IMAGE_BYTES = 200_000;
const INPUT = { prompt: 'a red fox' } as const;
const BODY = JSON.stringify(INPUT);

type Clients = Readonly<Record<string, ClientCall>>;

/** What one call costs above the network, against a server on loopback that answers at once. */
export async function bench(runs: Runs): Promise<readonly Figure[]> {
	await using api = await startBenchApi({ imageBytes: IMAGE_BYTES });
	const imageRounds = runs(100, 20);
	const folder = await mkdtemp(path.join(tmpdir(), 'ideogram-bench-'));
	try {
		return [
			...(await calling(api.origin, runs(300, 50))),
			await fetching(api.origin, folder, imageRounds),
			await wholeJob(api.origin, path.join(folder, 'store'), imageRounds),
		];
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function calling(origin: string, rounds: number): Promise<readonly Figure[]> {
	const url = `${origin}/v1/ideogram-v3/generate`;
	const transport = undiciTransport();
	const client = createClient({
		baseUrl: origin,
		key: async () => KEY,
		transport,
		images: () => Promise.reject(new Error('No mask is used here.')),
	});
	const peers = await loadPeers(origin);
	const medians = await interleaved(
		{
			ours: async () => (await client.prepare(generateV3, INPUT)).send(),
			...bare(url),
			...peers,
		},
		rounds,
	);
	await transport.close();
	const { ours = Number.NaN, 'node:http': http1 = Number.NaN } = medians;
	const named = (names: readonly string[]) =>
		names.map((name) => `${name} ${milliseconds(medians[name] ?? Number.NaN)}`).join(', ');
	const packages = Object.keys(peers ?? {});
	return [
		{
			name: 'One call, from its input to the read answer: less than twice bare node:http',
			value: ours,
			unit: 'ms',
			target: 2 * http1,
			below: true,
			comparedWith: named(Object.keys(medians).filter((name) => name !== 'ours' && !packages.includes(name))),
		},
		{
			name: 'The same: less than any client package',
			value: peers ? ours : null,
			unit: 'ms',
			target: peers ? Math.min(...packages.map((name) => medians[name] ?? Number.NaN)) : null,
			below: true,
			comparedWith: peers ? named(packages) : 'not measured: the packages could not be installed',
		},
	];
}

/** What anybody may write without a package. */
function bare(url: string): Clients {
	const agent = new http.Agent({ keepAlive: true });
	const headers = { 'api-key': KEY, 'content-type': 'application/json' };
	return {
		'node:http': () => post(url, agent),
		'node:http with a new connection for each call, as ours has': () => post(url, false),
		'undici.request': async () => (await request(url, { method: 'POST', headers, body: BODY })).body.json(),
		fetch: async () => (await fetch(url, { method: 'POST', headers, body: BODY })).json(),
	};
}

function post(url: string, agent: http.Agent | false): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const headers = { 'api-key': KEY, 'content-type': 'application/json', 'content-length': BODY.length };
		const outgoing = http.request(url, { method: 'POST', agent, headers }, (response) => {
			read(response).then((body) => resolve(JSON.parse(body.toString())), reject);
		});
		outgoing.once('error', reject);
		outgoing.end(BODY);
	});
}

async function read(response: AsyncIterable<Buffer>): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of response) {
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

async function fetching(origin: string, folder: string, rounds: number): Promise<Figure> {
	const transport = undiciTransport();
	const url = `${origin}/images/1.png`;
	const agent = new http.Agent({ keepAlive: true });
	const stem = path.join(folder, 'image');
	const medians = await interleaved(
		{
			ours: () => downloadImage(url, stem, { transport, origin, made: Date.now() }),
			'node:http': async () => keep(await get(url, agent), `${stem}.http`),
			'undici.request': async () =>
				keep(Buffer.from(await (await request(url)).body.arrayBuffer()), `${stem}.undici`),
			fetch: async () => keep(Buffer.from(await (await fetch(url)).arrayBuffer()), `${stem}.fetch`),
		},
		rounds,
	);
	await transport.close();
	const { ours = Number.NaN, ...others } = medians;
	const named = Object.entries(others).map(([name, value]) => `${name} ${milliseconds(value)}`);
	return {
		name: `An image of ${IMAGE_BYTES / 1000} kB, fetched, checked and flushed to the disk`,
		value: ours,
		unit: 'ms',
		target: 2 * (others['node:http'] ?? Number.NaN),
		comparedWith: `fetched, hashed, written and flushed: ${named.join(', ')}`,
	};
}

function get(url: string, agent: http.Agent): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		http.get(url, { agent }, (response) => read(response).then(resolve, reject)).once('error', reject);
	});
}

async function keep(bytes: Buffer, file: string): Promise<string> {
	const handle = await open(file, 'w');
	try {
		await handle.writeFile(bytes);
		await handle.sync();
	} finally {
		await handle.close();
	}
	return createHash('sha256').update(bytes).digest('hex');
}

/** For honesty: what a person's call does besides, so that nothing that is paid for can be lost. */
async function wholeJob(origin: string, folder: string, rounds: number): Promise<Figure> {
	await using rig = await makeRig({ folder, baseUrl: () => origin, limits: { caps: {} } });
	const agent = new http.Agent({ keepAlive: true });
	const url = `${origin}/v1/ideogram-v3/generate`;
	const medians = await interleaved(
		{
			ours: () => rig.generate({ aspectRatio: undefined }),
			bare: async () => {
				await post(url, agent);
				await keep(await get(`${origin}/images/1.png`, agent), path.join(folder, 'bare'));
			},
		},
		rounds,
	);
	return {
		name: 'A whole job: entered, reserved, sent, settled, its image on the disk',
		value: medians.ours ?? Number.NaN,
		unit: 'ms',
		target: null,
		comparedWith: `the call and the flushed image by node:http, without a ledger: ${milliseconds(medians.bare ?? Number.NaN)}`,
	};
}

/**
 * The median of each in milliseconds: a call of every one in each round, so that what disturbs hits all alike, and
 * in an order of its own each time, since a client that tidies up after its answer takes time from the next one.
 */
async function interleaved(clients: Clients, rounds: number): Promise<Readonly<Record<string, number>>> {
	const random = randomFrom(1);
	const taken = Object.entries(clients).map(([name, call]) => ({ name, call, times: [] as number[] }));
	for (let round = -WARM_UP; round < rounds; round++) {
		for (const { call, times } of shuffled(taken, random)) {
			await new Promise((resolve) => setImmediate(resolve));
			const started = performance.now();
			await call();
			if (round >= 0) {
				times.push(performance.now() - started);
			}
		}
	}
	return Object.fromEntries(taken.map(({ name, times }) => [name, middle(times)]));
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
	return items
		.map((item) => ({ item, lot: random.fraction() }))
		.sort((one, other) => one.lot - other.lot)
		.map(({ item }) => item);
}
