import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { packagedExtension } from '../ui/package.ts';
import { nameBundles } from './bundleNames.ts';
import type { Figure } from './figure.ts';

/** Bundles of this size have a figure of their own. */
const LARGE_BYTES = 10_000;

/** What is shipped: the package, every bundle in it, and what is read before anything is done. */
export async function bench(): Promise<readonly Figure[]> {
	const vsix = await packagedExtension();
	const dist = path.dirname(vsix);
	const size = (name: string) => statSync(path.join(dist, name)).size;
	const bundles = globSync('**/*.{js,cjs,css,wasm,ttf}', { cwd: dist })
		.map((name) => name.replaceAll('\\', '/'))
		.sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
	const named = nameBundles(bundles, metafileOf(dist));
	const zipped = (names: readonly string[]) =>
		sum(names.map((name) => gzipSync(readFileSync(path.join(dist, name))).length));
	const atStart = withImports(dist, 'extension.cjs');
	const atFirst = withImports(dist, 'studio/main.js');
	const figure = (name: string, bytes: number, target: number | null, comparedWith: string | null) =>
		({
			name,
			value: bytes / 1000,
			unit: 'kB',
			target,
			...(target === null ? {} : { below: true as const }),
			comparedWith,
		}) as const;
	const large = named.filter(({ file }) => size(file) >= LARGE_BYTES);
	const small = named.filter(({ file }) => size(file) < LARGE_BYTES);
	return [
		figure('The package (.vsix)', statSync(vsix).size, 2500, `${bundles.length} bundles in it`),
		figure(
			'dist/extension.cjs',
			size('extension.cjs'),
			150,
			`gzipped: ${kilobytes(zipped(['extension.cjs']))}`,
		),
		figure(
			'The same with the chunks that it imports at once',
			sum(atStart.map(size)),
			null,
			`${atStart.length} files; gzipped: ${kilobytes(zipped(atStart))}`,
		),
		figure(
			"The page's first script, gzipped, with the chunks that it imports at once",
			zipped(atFirst),
			150,
			`${atFirst.length} files; every script of the page, gzipped: ${kilobytes(zipped(bundles.filter((name) => /^studio.*js$/.test(name))))}`,
		),
		...large
			.filter(({ file }) => file !== 'extension.cjs')
			.map(({ file, name }) =>
				figure(`dist/${name}`, size(file), null, `gzipped: ${kilobytes(zipped([file]))}`),
			),
		figure(
			`The ${small.length} other bundles, each under ${kilobytes(LARGE_BYTES)}, together`,
			sum(small.map(({ file }) => size(file))),
			null,
			`gzipped: ${kilobytes(zipped(small.map(({ file }) => file)))}; ${small.map(({ file, name }) => `${name} ${kilobytes(size(file))}`).join(', ')}`,
		),
	];
}

/** What the build says it put where, if it does. */
function metafileOf(dist: string): Metafile | undefined {
	const file = path.join(dist, 'meta.json');
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Metafile) : undefined;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** A module and everything that is loaded with it, not later by `import()`. */
function withImports(folder: string, entry: string): readonly string[] {
	const found = new Set([entry]);
	for (const name of found) {
		const code = readFileSync(path.join(folder, name), 'utf8');
		for (const [, imported = ''] of code.matchAll(/(?:\bfrom|\bimport|=\s*require\()\s*"(\.[^"]+\.c?js)"/g)) {
			found.add(path.posix.join(path.posix.dirname(name), imported));
		}
	}
	return [...found];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
