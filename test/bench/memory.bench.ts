import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { startBenchApi } from './api.ts';
import type { Figure } from './figure.ts';
import type { MemoryReport } from './memory.ts';

const IMAGE_BYTES = 10_000_000;

/** What large results take of memory, which must not be their size. */
export async function bench(): Promise<readonly Figure[]> {
	await using api = await startBenchApi({ imageBytes: IMAGE_BYTES });
	await using small = await startBenchApi({ imageBytes: 1000 });
	const script = path.join(import.meta.dirname, 'memory.ts');
	const { stdout } = await promisify(execFile)(process.execPath, [script, small.origin, api.origin]);
	const { base, peak, images, samples } = JSON.parse(stdout) as MemoryReport;
	return [
		{
			name: `Memory at its peak, above the base, for ${images} results of ${IMAGE_BYTES / 1e6} MB`,
			value: (peak - base) / 1e6,
			unit: 'MB',
			target: 90,
			comparedWith: `the base after as many small results and one large: ${Math.round(base / 1e6)} MB; all results together: ${(images * IMAGE_BYTES) / 1e6} MB; looked at ${samples} times`,
		},
	];
}
