import type { Metafile } from 'esbuild';

/** A bundle as it is called in a table, and the file that it is. */
export interface NamedBundle {
	readonly file: string;
	readonly name: string;
}

/**
 * Names for bundles (paths in `dist`, the largest first) that stay the same after
 * a change: without the hash, and with the source file that a chunk has the most
 * of, as the metafile of the build says. Those that are still called the same are
 * numbered in their order.
 */
export function nameBundles(files: readonly string[], meta: Metafile | undefined): readonly NamedBundle[] {
	const named = files.map((file) => {
		const plain = file.replace(/-[A-Z0-9]{8}(?=\.)/, '');
		const input = plain === file ? undefined : largestInput(meta?.outputs[`dist/${file}`]);
		return { file, name: input ? `${plain} (${input})` : plain };
	});
	const seen = new Map<string, number>();
	return named.map(({ file, name }) => {
		const number = (seen.get(name) ?? 0) + 1;
		seen.set(name, number);
		const isShared = named.filter((other) => other.name === name).length > 1;
		return { file, name: isShared ? `${name} #${number}` : name };
	});
}

/**
 * The project's own file that most of a bundle comes from; a package's where it
 * has none of the project's. What the build makes up is neither.
 */
function largestInput(output: Metafile['outputs'][string] | undefined): string | undefined {
	const inputs = Object.entries(output?.inputs ?? {})
		.sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)
		.map(([file]) => file);
	const own = inputs.find((file) => /^(?:src|media)\//.test(file));
	return own ?? inputs.find((file) => file.startsWith('node_modules/'))?.replace(/^.*node_modules\//, '');
}
