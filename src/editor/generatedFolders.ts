import path from 'node:path';
import * as vscode from 'vscode';
import { exists, textOf } from './fileFacts.ts';
import { gitignoreSays } from './text/gitignore.ts';

/** Folders of other people's files, and those whose names only tools give. */
const NEVER_SOURCES = [
	'node_modules',
	'bower_components',
	'vendor',
	'.git',
	'.hg',
	'.svn',
	'.next',
	'.nuxt',
	'.output',
	'.svelte-kit',
	'.astro',
	'.docusaurus',
	'.vitepress/dist',
	'.vitepress/cache',
	'.vercel',
	'.netlify',
	'.cache',
	'.parcel-cache',
	'.turbo',
	'.nyc_output',
	'.venv',
	'venv',
	'target',
	'_site',
	'storybook-static',
];

/** Names that tools give to what they make, and people to what they write. */
const PERHAPS = new Set(['dist', 'build', 'out', 'coverage']);

/** Files that people have written, as far as can be told. */
export interface Sources {
	readonly files: readonly vscode.Uri[];
	/** Whether there may be more: beyond those that were looked for, or where nothing can be searched. */
	readonly isPartial: boolean;
}

/**
 * The files of the workspace, or of the pattern's folder, that people have written: not what a build has made,
 * nor what was installed. `beside`: a file that the search is about; the folders that it is in are not left out.
 * `patienceMs`: for how long a file system is waited for that perhaps cannot be searched at all.
 */
export async function findSources(
	pattern: vscode.GlobPattern,
	most: number,
	beside?: vscode.Uri,
	patienceMs = 10_000,
): Promise<Sources> {
	const place = beside ? `/${vscode.workspace.asRelativePath(beside, false)}` : '';
	const names = NEVER_SOURCES.filter((name) => !place.includes(`/${name}/`));
	const base = pattern instanceof vscode.RelativePattern ? pattern.baseUri : undefined;
	const found = await search({ pattern, exclude: `**/{${names.join(',')}}/**`, most, base, patienceMs });
	if (!found) {
		return { files: [], isPartial: true };
	}
	const isGenerated = createIsGenerated();
	const files: vscode.Uri[] = [];
	for (const uri of found) {
		const folders = doubtfulFolders(uri, base ?? vscode.workspace.getWorkspaceFolder(uri)?.uri);
		if (!(await anyOf(folders, async (folder) => !contains(folder, beside) && isGenerated(folder)))) {
			files.push(uri);
		}
	}
	return { files, isPartial: found.length >= most };
}

/** Systems whose files the editor itself searches. */
const SEARCHED = new Set(['file', 'vscode-remote']);

interface Search {
	readonly pattern: vscode.GlobPattern;
	readonly exclude: string;
	readonly most: number;
	readonly base: vscode.Uri | undefined;
	readonly patienceMs: number;
}

/** Undefined where no answer came: for a file system that nothing can search, the editor waits without end. */
async function search({
	pattern,
	exclude,
	most,
	base,
	patienceMs,
}: Search): Promise<vscode.Uri[] | undefined> {
	const roots = base ? [base] : (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
	const found = vscode.workspace.findFiles(pattern, exclude, most);
	if (roots.some(({ scheme }) => SEARCHED.has(scheme))) {
		return found;
	}
	let timer: NodeJS.Timeout | undefined;
	const end = new Promise<undefined>((resolve) => {
		timer = setTimeout(resolve, patienceMs, undefined);
	});
	try {
		return await Promise.race([found, end]);
	} finally {
		clearTimeout(timer);
	}
}

/** Tells whether all in a folder was made by a build, or installed. Asks about each folder once. */
export function createIsGenerated(): (folder: vscode.Uri) => Promise<boolean> {
	const known = new Map<string, Promise<boolean>>();
	return (folder) => {
		const key = folder.toString();
		const answer = known.get(key) ?? lookAt(folder);
		known.set(key, answer);
		return answer;
	};
}

/** In doubt they are sources: nothing that refers to an image may be passed over. */
async function lookAt(folder: vscode.Uri): Promise<boolean> {
	const name = path.posix.basename(folder.path);
	if (!PERHAPS.has(name)) {
		return NEVER_SOURCES.some((never) => folder.path.endsWith(`/${never}`));
	}
	const parent = vscode.Uri.joinPath(folder, '..');
	const isPublicBuild = name === 'build' && path.posix.basename(parent.path) === 'public';
	const project = isPublicBuild ? vscode.Uri.joinPath(parent, '..') : parent;
	const root = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? project;
	const gitignores = new Map([parent, project, root].map((uri) => [uri.toString(), uri])).values();
	let isGoverned = false;
	let isIgnored = false;
	for (const place of gitignores) {
		const text = await textOf(vscode.Uri.joinPath(place, '.gitignore'));
		const says = gitignoreSays(text ?? '', path.posix.relative(place.path, folder.path));
		if (says === 'kept') {
			return false;
		}
		isGoverned ||= text !== undefined;
		isIgnored ||= says === 'ignored';
	}
	// Many keep the icons and scripts of their builds in "build": where Git keeps it, people write it.
	return (
		isIgnored ||
		(!(isGoverned && name === 'build') && (await exists(vscode.Uri.joinPath(project, 'package.json'))))
	);
}

/** Those that a file is in, below a folder. */
function doubtfulFolders(uri: vscode.Uri, base: vscode.Uri | undefined): readonly vscode.Uri[] {
	if (!base) {
		return [];
	}
	const segments = path.posix.relative(base.path, uri.path).split('/').slice(0, -1);
	return segments.flatMap((name, index) =>
		PERHAPS.has(name) ? [vscode.Uri.joinPath(base, ...segments.slice(0, index + 1))] : [],
	);
}

const contains = (folder: vscode.Uri, uri: vscode.Uri | undefined): boolean =>
	uri?.toString().startsWith(`${folder}/`) ?? false;

async function anyOf<T>(items: readonly T[], passes: (item: T) => Promise<boolean>): Promise<boolean> {
	for (const item of items) {
		if (await passes(item)) {
			return true;
		}
	}
	return false;
}
