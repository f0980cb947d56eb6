import path from 'node:path';
import esbuild from 'esbuild';
import { projectRoot } from '../vscode/setup.ts';
import { TemporaryFolder } from '../vscode/temporary.ts';

const PROCESSES = ['window', 'migrator', 'racer', 'caller'] as const;
let bundled: Promise<string> | undefined;

/**
 * The script of a process of the tests, bundled, with the store's worker beside it as `store-worker.mjs`:
 * it then starts in a tenth of the time, and hundreds are started.
 */
export async function scriptOf(name: (typeof PROCESSES)[number]): Promise<string> {
	bundled ??= bundle();
	return path.join(await bundled, `${name}.mjs`);
}

async function bundle(): Promise<string> {
	const out = new TemporaryFolder().folder('bundle');
	await esbuild.build({
		absWorkingDir: projectRoot,
		entryPoints: {
			...Object.fromEntries(PROCESSES.map((name) => [name, `test/faults/${name}.ts`])),
			'store-worker': 'src/store/worker.ts',
		},
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
	return out;
}
