// A process whose memory is measured: `memory.ts ORIGIN_OF_SMALL_IMAGES ORIGIN_OF_LARGE_IMAGES`.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { makeRig } from '../unit/jobs/rig.ts';

/** Bytes, of the whole process. */
export interface MemoryReport {
	readonly base: number;
	readonly peak: number;
	readonly images: number;
	readonly samples: number;
}

const CALLS = 10;
const IMAGES_A_CALL = 4;

/** A thread of its own, so that no work of this one hides a peak. Each message: the peak since the one before. */
const WATCHER = `
	const { parentPort } = require('node:worker_threads');
	let peak = 0, samples = 0;
	const look = () => { peak = Math.max(peak, process.memoryUsage.rss()); samples += 1; };
	setInterval(look, 2);
	parentPort.on('message', () => {
		look();
		parentPort.postMessage({ peak, samples });
		peak = 0;
		samples = 0;
	});
`;

const watcher = new Worker(WATCHER, { eval: true });
async function peakSinceLast(): Promise<{ readonly peak: number; readonly samples: number }> {
	watcher.postMessage('');
	const [seen] = await once(watcher, 'message');
	return seen;
}

async function make(origin: string, calls: number, numImages: number): Promise<void> {
	await using rig = await makeRig({ baseUrl: () => origin, limits: { caps: {} } });
	await Promise.all(Array.from({ length: calls }, () => rig.generate({ numImages })));
	const saved = rig.outputs().filter(({ state }) => state === 'saved').length;
	if (saved !== calls * numImages) {
		throw new Error(`${saved} images were saved.`);
	}
}

const [small = '', large = ''] = process.argv.slice(2);
await make(small, CALLS, IMAGES_A_CALL);
await make(large, 1, 1);
await peakSinceLast();
const base = process.memoryUsage.rss();
await make(large, CALLS, IMAGES_A_CALL);
const { peak, samples } = await peakSinceLast();
const report: MemoryReport = { base, peak, images: CALLS * IMAGES_A_CALL, samples };
console.log(JSON.stringify(report));
await watcher.terminate();
