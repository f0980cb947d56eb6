/**
 * Runs the test files of one folder in this Node: `node test/node-part.ts unit`.
 * Further arguments choose files: those whose paths contain one of them.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { createMocha, runMocha } from './mocha.ts';

if (process.env.CI) {
	// The same examples each time, so that a change is judged by what it changes; everywhere else new ones.
	fc.configureGlobal({ seed: 20_261_123 });
}

const [folder = 'unit', ...wanted] = process.argv.slice(2);
// Against tests that hang, not against slow machines.
const timeout = folder === 'unit' ? 120_000 : 240_000;
const mocha = createMocha(timeout);
for (const name of globSync(`${folder}/**/*.test.ts`, { cwd: import.meta.dirname }).sort()) {
	if (wanted.length === 0 || wanted.some((part) => name.includes(part))) {
		mocha.addFile(path.join(import.meta.dirname, name));
	}
}
await mocha.loadFilesAsync();
process.exitCode = (await runMocha(mocha)) > 0 ? 1 : 0;

// Tests that leave something running are faulty, and would keep everybody waiting for ever.
setTimeout(() => {
	console.error(`Still open after the tests: ${process.getActiveResourcesInfo().join(', ')}`);
	process.exit(1);
}, 10_000).unref();
