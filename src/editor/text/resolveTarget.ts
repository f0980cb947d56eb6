import { posix } from 'node:path';
import { USUAL_PUBLIC_FOLDERS } from '../snippets/framework.ts';
import { toPosix } from '../snippets/paths.ts';
import type { ImageReference } from './reference.ts';
import { decodePercent, isRemote, splitUrl } from './targets.ts';

export interface ResolveOptions {
	/** Folders whose content is served from the root of the site. `public` and `static` if not given. */
	readonly publicFolders?: readonly string[] | undefined;
	/** What stands for a folder at the beginning of a target, such as `@img/`, and the absolute folder. */
	readonly aliases?: Readonly<Record<string, string>> | undefined;
	/** Absolute folders that are served from the root as they lie. The workspace folder if not given. */
	readonly servedFolders?: readonly string[] | undefined;
}

/** One way to read a target: a folder, and the way from there. Absolute paths with slashes. */
export interface TargetBase {
	readonly folder: string;
	/** What the target begins with instead of the folder; `undefined` for a target relative to the document. */
	readonly prefix: string | undefined;
	readonly path: string;
}

/**
 * The files that a reference may lead to, the likeliest first: absolute paths with slashes, all within the
 * workspace folder. Empty for an image elsewhere, or one whose target is not written down. Whether a file exists
 * is for the caller to say.
 */
export function resolveTarget(
	reference: Pick<ImageReference, 'url' | 'remote' | 'targetForm'>,
	documentPath: string,
	workspaceFolder: string,
	options: ResolveOptions = {},
): readonly string[] {
	const bases = targetBases(reference, documentPath, workspaceFolder, options);
	return [...new Set(bases.map(({ path }) => path))];
}

/** The same, with the folders that the target is read from. */
export function targetBases(
	{ url, remote, targetForm }: Pick<ImageReference, 'url' | 'remote' | 'targetForm'>,
	documentPath: string,
	workspaceFolder: string,
	{ publicFolders = USUAL_PUBLIC_FOLDERS, aliases = {}, servedFolders = [workspaceFolder] }: ResolveOptions,
): readonly TargetBase[] {
	if (url === undefined || remote || isRemote(url)) {
		return [];
	}
	const isModule = targetForm?.isModule === true;
	const { path } = splitUrl(url);
	const target = isModule ? path : decodePercent(path);
	const root = normalPath(workspaceFolder);
	const document = normalPath(documentPath);
	const folders = foldersUpTo(posix.dirname(document), root);
	const bases: { readonly folder: string; readonly prefix: string | undefined; readonly rest: string }[] = [];
	const add = (folder: string, prefix: string | undefined) =>
		bases.push({ folder, prefix, rest: target.slice(prefix?.length ?? 0) });

	for (const [alias, folder] of Object.entries(aliases)) {
		const prefix = alias.endsWith('/') ? alias : `${alias}/`;
		if (target.startsWith(prefix)) {
			add(normalPath(folder), prefix);
		}
	}
	// webpack's loaders mark with a tilde what is a module's name within an address.
	const alias = /^~?@\/|^~\//.exec(target)?.[0] ?? (isModule ? /^\$lib\//.exec(target)?.[0] : undefined);
	if (target.startsWith('/')) {
		for (const folder of folders) {
			for (const name of publicFolders) {
				add(join(folder, name), '/');
			}
		}
		for (const folder of servedFolders) {
			add(normalPath(folder), '/');
		}
	} else if (alias !== undefined) {
		const source = alias === '$lib/' ? 'src/lib' : 'src';
		for (const folder of folders) {
			add(join(folder, source), alias);
		}
		for (const folder of alias === '$lib/' ? [] : folders) {
			add(folder, alias);
		}
	}
	if (!target.startsWith('/') && (!isModule || /^\.{1,2}\//.test(target))) {
		add(posix.dirname(document), undefined);
	}
	return bases
		.filter(({ rest }) => rest !== '' && !rest.includes('\0'))
		.map(({ folder, prefix, rest }) => ({ folder, prefix, path: join(folder, rest) }))
		.filter(({ path: file }) => isInside(file, root));
}

/** An absolute path with slashes, without detours. */
export function normalPath(path: string): string {
	const normalised = posix.normalize(toPosix(path));
	return normalised.length > 1 ? normalised.replace(/\/$/, '') : normalised;
}

function join(folder: string, rest: string): string {
	return normalPath(posix.join(folder, rest));
}

/** Whether a path is below a folder; both as `normalPath` gives them. */
export function isInside(path: string, folder: string): boolean {
	return path !== folder && path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/** The folder and those around it, the workspace folder last; that one alone for a document elsewhere. */
function foldersUpTo(folder: string, root: string): readonly string[] {
	const folders = [root];
	for (let at = folder; isInside(at, root); at = posix.dirname(at)) {
		folders.splice(-1, 0, at);
	}
	return folders;
}
