import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';

/**
 * Bundles a process of the tests with the store's worker beside it, as
 * `store-worker.js`: it then starts in a tenth of the time, and hundreds are started.
 */
export async function bundle(name: string): Promise<string> {
	const out = new TemporaryFolder().folder('bundle');
	mkdirSync(out, { recursive: true });
	await esbuild.build({
		absWorkingDir: projectRoot,
		entryPoints: { [name]: `test/faults/${name}.ts`, 'store-worker': 'src/store/worker.ts' },
		outdir: out,
		outExtension: { '.js': '.mjs' },
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		logLevel: 'warning',
		banner: {
			js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
		},
	});
	symlinkSync(path.join(projectRoot, 'node_modules'), path.join(out, 'node_modules'));
	return path.join(out, `${name}.mjs`);
}
