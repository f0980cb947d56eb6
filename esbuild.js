// The one build script. `--watch` rebuilds on change, `--production` minifies,
// `--metafile` says in dist/meta.json what went where.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import { WASM_FILES } from './src/images/wasm.ts';
import { asCommonJs } from './tools/commonJs.ts';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const metafile = process.argv.includes('--metafile');
const root = import.meta.dirname;

/** @type {esbuild.BuildOptions} */
const shared = {
	absWorkingDir: root,
	bundle: true,
	platform: 'node',
	target: 'node22.15',
	sourcemap: production ? false : 'linked',
	minify: production,
	legalComments: 'none',
	logLevel: 'warning',
	external: ['vscode'],
	metafile,
};

/** What activation needs, and what most of is needed by whatever a person does first. */
const NEEDED_BY_ALL = [
	'src/extension.ts',
	'src/commands/generateImage.ts',
	'src/api/client.ts',
	'src/editor/consent.ts',
	'src/editor/network.ts',
	'src/jobs/jobs.ts',
	'src/store/store.ts',
];

/**
 * One large chunk for activation, which joins the entry, and one for the first
 * use, instead of fifty small ones: each file takes its time.
 * Modules that the same entries need share a chunk, and every `import()` is an
 * entry; so each of ours (`.ts`) is made to need the two.
 * @type {esbuild.Plugin}
 */
const fewChunks = {
	name: 'few-chunks',
	setup(build) {
		build.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ kind, path: file, resolveDir }) =>
			kind === 'dynamic-import'
				? { path: path.resolve(resolveDir, file), namespace: 'few-chunks' }
				: undefined,
		);
		build.onLoad({ filter: /.*/, namespace: 'few-chunks' }, ({ path: file }) => ({
			contents: [
				...NEEDED_BY_ALL.map((needed) => `import './${needed}';`),
				`export * from ${JSON.stringify(file)};`,
			].join('\n'),
			resolveDir: root,
		}));
	},
};

// Copied to where the image worker looks for them.
const wasmFiles = Object.fromEntries(
	Object.entries(WASM_FILES).map(([file, folder]) => [
		`wasm/${path.basename(file, '.wasm')}`,
		`node_modules/${folder}${file}`,
	]),
);

/** @type {esbuild.BuildOptions} */
const esModules = {
	...shared,
	outdir: 'dist',
	format: 'esm',
	splitting: true,
	// CommonJS packages inside an ES module bundle still call require() for Node's own modules.
	banner: {
		js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
	},
};

/**
 * The extension, and chunks for what it loads with `import()`: what is not
 * needed to activate (undici, the store, the sandbox) is not even read.
 * `.cjs`, because package.json calls what is `.js` an ES module.
 * @type {esbuild.BuildOptions}
 */
const extension = {
	...shared,
	outdir: 'dist',
	format: 'esm',
	splitting: true,
	entryPoints: { extension: 'src/extension.ts' },
	outExtension: { '.js': '.cjs' },
	chunkNames: 'chunks/[name]-[hash]',
	write: false,
	plugins: [fewChunks, asCommonJs],
};

/**
 * The workers, apart: what they have in common with the extension would else be chunks of its own.
 * @type {esbuild.BuildOptions}
 */
const workers = {
	...esModules,
	entryPoints: {
		'sandbox-worker': 'src/sandbox/worker.ts',
		'image-worker': 'src/images/worker.ts',
		'store-worker': 'src/store/worker.ts',
		...wasmFiles,
	},
	loader: { '.wasm': 'copy' },
	chunkNames: 'chunks/worker-[hash]',
};

/**
 * The panel's page: a chunk for each view, its styles, and the font of its icons.
 * @type {esbuild.BuildOptions}
 */
const page = {
	...shared,
	entryPoints: { main: 'media/studio/main.ts', style: 'media/studio/style.css' },
	outdir: 'dist/studio',
	platform: 'browser',
	// What the oldest editor that runs the extension shows webviews with.
	target: 'chrome138',
	format: 'esm',
	splitting: true,
	external: [],
	loader: { '.ttf': 'file' },
	assetNames: '[name]',
	chunkNames: 'chunks/[name]-[hash]',
};

/**
 * Tests that run inside the extension host. CommonJS, because that is how the
 * host loads a test runner.
 * @type {esbuild.BuildOptions}
 */
const hostTests = {
	...shared,
	entryPoints: ['test/host/index.ts'],
	outfile: 'out/host-tests.cjs',
	format: 'cjs',
	sourcemap: 'inline',
	minify: false,
	// Mocha's CommonJS half: the Node of older editors gives require() an ES module's namespace.
	alias: { mocha: 'mocha/lib/mocha.cjs' },
	external: ['vscode', 'mocha/lib/mocha.cjs'],
	define: {
		HOST_TEST_FILES: JSON.stringify(
			readdirSync(path.join(root, 'test/host'))
				.filter((file) => file.endsWith('.test.ts'))
				.map((file) => path.basename(file, '.test.ts')),
		),
	},
};

function merged(metafiles) {
	return {
		inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)),
		outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)),
	};
}

function printSizes() {
	for (const folder of ['dist', 'dist/chunks', 'dist/wasm', 'dist/studio', 'dist/studio/chunks', 'out']) {
		let names = [];
		try {
			names = readdirSync(path.join(root, folder));
		} catch {
			continue;
		}
		for (const name of names.sort()) {
			const file = path.join(root, folder, name);
			if (!statSync(file).isFile() || name.endsWith('.map')) {
				continue;
			}
			const bytes = readFileSync(file);
			const kb = (n) => `${(n / 1000).toFixed(1)} kB`;
			console.log(
				`${`${folder}/${name}`.padEnd(44)} ${kb(bytes.length).padStart(10)} ${kb(gzipSync(bytes).length).padStart(10)} gzipped`,
			);
		}
	}
}

for (const folder of ['dist', 'out']) {
	rmSync(path.join(root, folder), { recursive: true, force: true });
}
const builds = production ? [extension, workers, page] : [extension, workers, page, hostTests];
if (watch) {
	// The task runner waits for these two lines.
	const report = {
		name: 'report',
		setup(build) {
			build.onStart(() => console.log('[watch] build started'));
			build.onEnd((result) => {
				for (const { text, location } of result.errors) {
					console.error(`✘ [ERROR] ${text}\n    ${location?.file}:${location?.line}:${location?.column}:`);
				}
				console.log('[watch] build finished');
			});
		},
	};
	for (const options of builds) {
		const context = await esbuild.context({ ...options, plugins: [...(options.plugins ?? []), report] });
		await context.watch();
	}
} else {
	const built = await Promise.all(builds.map((options) => esbuild.build(options)));
	if (metafile) {
		const metafiles = built.map(({ metafile }) => metafile);
		writeFileSync(path.join(root, 'dist/meta.json'), JSON.stringify(merged(metafiles)));
	}
	printSizes();
}
