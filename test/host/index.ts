import { findSourceMap } from 'node:module';
import { createMocha, runMocha } from '../mocha.ts';

/** The names of the files beside this one, put in by esbuild.js. */
declare const HOST_TEST_FILES: string[];

/** What the extension host calls: runs every `test/host/*.test.ts`, all of them part of this bundle. */
export async function run(): Promise<void> {
	const mocha = createMocha(120_000);
	for (const name of HOST_TEST_FILES) {
		// Mocha cannot load files from within a bundle: declare its globals, then import.
		mocha.suite.emit('pre-require', globalThis, name, mocha);
		await import(`./${name}.test.ts`);
	}
	const failures = await runMocha(mocha, nameSourceFiles);
	if (failures > 0) {
		throw new Error(`Failed tests: ${failures}`);
	}
}

/** The extension host formats stack traces itself, without source maps: put the source's lines into them here. */
function nameSourceFiles(error: Error): void {
	error.stack = error.stack?.replaceAll(/\(([^():]+):(\d+):(\d+)\)/g, (place, file, line, column) => {
		const origin = findSourceMap(file)?.findOrigin(Number(line), Number(column));
		return origin && 'fileName' in origin
			? `(${origin.fileName}:${origin.lineNumber}:${origin.columnNumber})`
			: place;
	});
}
