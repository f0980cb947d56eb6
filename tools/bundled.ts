import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';

export const projectRoot = path.resolve(import.meta.dirname, '..');

/** A package of which something is in the bundles. */
export interface BundledPackage {
	readonly name: string;
	readonly version: string;
	/** SPDX expression. */
	readonly licence: string;
	readonly homepage: string | undefined;
	/** The texts of its licence files. */
	readonly texts: readonly string[];
}

/** The packages of which something is in the bundles, by name, as esbuild's metafile says. */
export function bundledPackages({ inputs }: Metafile): BundledPackage[] {
	const folders = Object.keys(inputs).flatMap((file) => packageFolder(file) ?? []);
	return [...new Set(folders)]
		.map(readPackage)
		.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** `node_modules/lit` of a file within it, wherever `node_modules` itself is. */
function packageFolder(file: string): string | undefined {
	return /(?:^|\/)(node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function readPackage(folder: string): BundledPackage {
	const full = path.join(projectRoot, folder);
	const { name, version, license, homepage, repository } = JSON.parse(
		readFileSync(path.join(full, 'package.json'), 'utf8'),
	);
	const files = readdirSync(full, { recursive: true, encoding: 'utf8' })
		.filter((file) => !file.includes('node_modules'))
		.filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(path.basename(file)))
		.sort();
	return {
		name,
		version,
		licence: license,
		homepage: address(repository?.url ?? repository) ?? homepage,
		texts: files.map((file) => readText(path.join(full, file))),
	};
}

/** A page to visit, of `owner/name` or of an address for git. */
function address(repository: unknown): string | undefined {
	return typeof repository === 'string'
		? repository
				.replace(/^git\+|\.git$/g, '')
				.replace(/^git:/, 'https:')
				.replace(/^[\w-]+\/[\w-]+$/, 'https://github.com/$&')
		: undefined;
}

/** With Unix line ends and without a byte order mark. */
export function readText(file: string): string {
	return readFileSync(file, 'utf8')
		.replace(/^\uFEFF/, '')
		.replaceAll('\r\n', '\n')
		.trimEnd();
}
