/**
 * Runs the fault tests: `node test/faults/run.ts [--kills N] [--seed S]`. What is
 * random follows the seed, which is printed; when a process is killed depends on
 * the machine all the same. The last line is `N passed, N failed`.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { createMocha } from '../mocha.ts';

const { values } = parseArgs({
	options: {
		kills: { type: 'string', default: '300' },
		seed: { type: 'string', default: process.env.CI ? '20261123' : String(Date.now() % 1_000_000_000) },
	},
});
if (!/^[1-9]\d*$/.test(values.kills) || !/^\d+$/.test(values.seed)) {
	console.error('usage: node test/faults/run.ts [--kills N] [--seed S]');
	process.exit(2);
}
process.env.FAULTS_KILLS = values.kills;
process.env.FAULTS_SEED = values.seed;
fc.configureGlobal({ seed: Number(values.seed) });
console.log(`seed ${values.seed}`);

const mocha = createMocha(120_000 + Number(values.kills) * 4000);
for (const name of globSync('*.test.ts', { cwd: import.meta.dirname }).sort()) {
	mocha.addFile(path.join(import.meta.dirname, name));
}
await mocha.loadFilesAsync();
let passed = 0;
const failed = await new Promise<number>((resolve) => {
	mocha.run(resolve).on('pass', () => {
		passed++;
	});
});
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);

// What is left running would keep everybody waiting for ever.
setTimeout(() => {
	console.error(`Still open after the tests: ${process.getActiveResourcesInfo().join(', ')}`);
	process.exit(1);
}, 10_000).unref();
