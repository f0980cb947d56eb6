import path from 'node:path';
import esbuild from 'esbuild';

/**
 * Writes what a build with `splitting` makes as CommonJS, which esbuild alone
 * does not. The extension host runs such a file in one go, whereas ES modules
 * are waited for, with all that other extensions do meanwhile. The chunk that
 * the entry needs becomes part of it: one file is read to activate.
 * For builds with one entry, `outExtension` and `write: false`.
 */
export const asCommonJs: esbuild.Plugin = {
	name: 'as-common-js',
	setup(build) {
		const options = build.initialOptions;
		const root = options.absWorkingDir ?? process.cwd();
		const { sourcemap } = options;
		options.metafile = true;
		// Read again below, whichever way it is to be written.
		options.sourcemap = sourcemap ? 'inline' : false;
		build.onEnd(async ({ outputFiles = [], metafile }) => {
			if (!metafile) {
				return;
			}
			const { entry, joined } = entryOf(metafile);
			const texts = new Map(outputFiles.map((file) => [file.path, withOneEditor(file.text)]));
			const [entryFile, joinedFile] = [path.join(root, entry), path.join(root, joined)];
			const chunk = relativePath(path.dirname(entryFile), joinedFile);
			const entryText = `export * from ${JSON.stringify(chunk)};\n${texts.get(entryFile)}`;
			await esbuild.build({
				absWorkingDir: root,
				entryPoints: [...texts.keys()].filter((file) => file !== joinedFile),
				outdir: options.outdir,
				outbase: options.outdir,
				outExtension: options.outExtension,
				// The files that it reads are in memory alone.
				allowOverwrite: true,
				bundle: true,
				format: 'cjs',
				platform: options.platform,
				target: options.target,
				// What is loaded later is required later.
				supported: { 'dynamic-import': false },
				sourcemap,
				minify: options.minify,
				legalComments: options.legalComments,
				logLevel: options.logLevel,
				external: options.external,
				plugins: [filesInMemory(new Map([...texts, [entryFile, entryText]]), entryFile, joinedFile)],
			});
			join(metafile, entry, joined);
		});
	},
};

/**
 * Asks for the editor's module once, in the place of each source file's import.
 * The extension host looks up the folder on the disk whenever it is asked, and
 * esbuild would copy the module's several hundred properties each time.
 */
function withOneEditor(text: string): string {
	const names: string[] = [];
	const rest = text.replaceAll(/\bimport\s*\*\s*as ([\w$]+) from\s*"vscode";/g, (_, name: string) => {
		names.push(name);
		return '';
	});
	const values = names.map((name, index) => `${name} = ${names[index - 1] ?? 'require("vscode")'}`);
	return names.length > 0 ? `const ${values.join(', ')};${rest}` : text;
}

/** The entry of a build and the one chunk that it needs, as its metafile names them. */
function entryOf({ outputs }: esbuild.Metafile): { readonly entry: string; readonly joined: string } {
	// What is loaded later is an entry, too, but of a plugin's.
	const entries = Object.keys(outputs).filter((file) => /^[^:]+$/.test(outputs[file]?.entryPoint ?? ''));
	const chunks = entries.flatMap((file) =>
		(outputs[file]?.imports ?? []).filter(({ kind, external }) => kind === 'import-statement' && !external),
	);
	const [[entry], [chunk]] = [entries, chunks];
	if (!entry || !chunk || entries.length + chunks.length > 2) {
		throw new Error(`${entries.length} entries with ${chunks.length} chunks cannot be made one file.`);
	}
	return { entry, joined: chunk.path };
}

/** Texts for files that import each other, all but the entry and its chunk by `require`: there the entry stands for both. */
function filesInMemory(texts: ReadonlyMap<string, string>, entry: string, joined: string): esbuild.Plugin {
	return {
		name: 'files-in-memory',
		setup(build) {
			build.onResolve({ filter: /.*/ }, ({ path: imported, importer, resolveDir, kind }) => {
				if (kind === 'entry-point') {
					return { path: imported };
				}
				if (!imported.startsWith('.')) {
					return undefined;
				}
				const file = path.resolve(resolveDir, imported);
				if (file === joined && importer === entry) {
					return { path: file };
				}
				const [from, to] = [importer, file].map((one) => (one === joined ? entry : one));
				return { path: relativePath(path.dirname(from ?? ''), to ?? ''), external: true };
			});
			build.onLoad({ filter: /.*/ }, ({ path: file }) => ({
				contents: texts.get(file),
				resolveDir: path.dirname(file),
			}));
		},
	};
}

/** As an import names a file that is seen from a folder. */
function relativePath(folder: string, file: string): string {
	const relative = path.relative(folder, file).replaceAll('\\', '/');
	return relative.startsWith('.') ? relative : `./${relative}`;
}

/** Says in the metafile that the chunk is part of the entry. */
function join({ outputs }: esbuild.Metafile, entry: string, joined: string): void {
	const [whole, part] = [outputs[entry], outputs[joined]];
	if (whole && part) {
		whole.inputs = { ...part.inputs, ...whole.inputs };
		whole.imports = [...whole.imports.filter((imported) => imported.path !== joined), ...part.imports];
		delete outputs[joined];
	}
	for (const { imports } of Object.values(outputs)) {
		for (const imported of imports.filter((one) => one.path === joined)) {
			imported.path = entry;
		}
	}
}
