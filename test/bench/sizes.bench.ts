import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { packagedExtension } from '../ui/package.ts';
import type { Figure } from './figure.ts';

/** What is shipped: the package, every bundle in it, and what is read before anything is done. */
export async function bench(): Promise<readonly Figure[]> {
	const vsix = await packagedExtension();
	const dist = path.dirname(vsix);
	const bundles = globSync('**/*.{js,css,wasm,ttf}', { cwd: dist }).sort();
	const size = (name: string) => statSync(path.join(dist, name)).size;
	const zipped = (names: readonly string[]) =>
		sum(names.map((name) => gzipSync(readFileSync(path.join(dist, name))).length));
	const atStart = withImports(dist, 'extension.js');
	const atFirst = withImports(dist, 'studio/main.js');
	const figure = (name: string, bytes: number, target: number | null, comparedWith: string | null) =>
		({ name, value: bytes / 1000, unit: 'kB', target, comparedWith }) as const;
	return [
		figure('The package (.vsix)', statSync(vsix).size, 2500, `${bundles.length} bundles in it`),
		figure(
			'What activation reads: dist/extension.js and the chunks it imports at once',
			sum(atStart.map(size)),
			150,
			`${atStart.length} files; dist/extension.js alone: ${Math.round(size('extension.js') / 1000)} kB`,
		),
		figure(
			"The page's first script, gzipped, with the chunks it imports at once",
			zipped(atFirst),
			150,
			`${atFirst.length} files; as they are: ${Math.round(sum(atFirst.map(size)) / 1000)} kB`,
		),
		...bundles.map((name) =>
			figure(`dist/${name}`, size(name), null, `gzipped: ${(zipped([name]) / 1000).toFixed(1)} kB`),
		),
	];
}

/** A module and everything that is loaded with it, not later by `import()`. */
function withImports(folder: string, entry: string): readonly string[] {
	const found = new Set([entry]);
	for (const name of found) {
		const code = readFileSync(path.join(folder, name), 'utf8');
		for (const [, imported = ''] of code.matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+\.js)"/g)) {
			found.add(path.posix.join(path.posix.dirname(name), imported));
		}
	}
	return [...found];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
