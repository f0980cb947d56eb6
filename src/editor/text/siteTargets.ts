import { type Framework, USUAL_PUBLIC_FOLDERS } from '../snippets/framework.ts';
import { isRepositoryDocument } from '../snippets/paths.ts';
import type { ImageReference } from './reference.ts';
import { isInside, normalPath, resolveTarget, type TargetBase, targetBases } from './resolveTarget.ts';

/** How the site that a document belongs to is served, as far as its addresses are concerned. */
export interface ServedSite {
	/** The folder that the project begins in, the workspace folder without one. Absolute, with slashes. */
	readonly project: string;
	/** Folders that are served from the root, relative to the project; a person's also to folders around it. */
	readonly publicFolders: readonly string[];
	/** Whether a person named the public folders. */
	readonly isSaid: boolean;
	/** Undefined for one that is not known. */
	readonly framework: Framework | undefined;
}

/** A document and its site. Absolute paths, in the form of any platform. */
export interface SiteDocument {
	readonly path: string;
	readonly workspaceFolder: string;
	readonly site: ServedSite;
}

type Target = Pick<ImageReference, 'url' | 'remote' | 'targetForm'>;

/**
 * The files that count as the one that a reference leads to, the likeliest first: absolute paths with slashes.
 * A file that lies where the site's framework serves nothing is none of them, unless the address may be meant
 * for it in another way.
 */
export function candidatePaths(reference: Target, document: SiteDocument): readonly string[] {
	const { path, workspaceFolder, site } = document;
	const servedFolders = servedAsTheyLie(reference, document);
	const aliases = projectAliases(site);
	const read = (publicFolders: readonly string[]) =>
		resolveTarget(reference, path, workspaceFolder, { publicFolders, servedFolders, aliases });
	// Another server than the framework's own may serve the usual folders beside it.
	const others = site.framework && !site.isSaid ? USUAL_PUBLIC_FOLDERS : [];
	return [...new Set([...read(site.publicFolders), ...read(others)])];
}

/** What stands for the project at the beginning of a target, and its folder. */
export function projectAliases({
	project,
	framework,
}: Pick<ServedSite, 'project' | 'framework'>): Readonly<Record<string, string>> {
	return framework?.projectAlias === undefined ? {} : { [framework.projectAlias]: project };
}

/** Undefined: nothing is known that speaks against the workspace folder. */
function servedAsTheyLie(
	reference: Target,
	{ path, workspaceFolder, site: { framework, project, publicFolders } }: SiteDocument,
): readonly string[] | undefined {
	if (framework === undefined || publicFolders.length === 0 || isRepositoryDocument(path)) {
		return undefined;
	}
	if (reference.targetForm?.isModule === true || namesSources(reference, publicFolders)) {
		return [project, workspaceFolder];
	}
	return framework.servesProject === true ? [project] : [];
}

/** Whether an address from the root names a file by its way in the project, as people do and some servers take. */
function namesSources({ url = '' }: Target, publicFolders: readonly string[]): boolean {
	return ['src', ...publicFolders, ...USUAL_PUBLIC_FOLDERS].some((folder) => url.startsWith(`/${folder}/`));
}

/** What `expectedPath` asks the file system; absolute paths with slashes. */
export interface Files {
	readonly exists: (path: string) => Promise<boolean>;
	readonly isFolder: (path: string) => Promise<boolean>;
	/** The folder that other images of the document are served from, with addresses from the root. */
	readonly usedBase: () => Promise<string | undefined>;
}

/**
 * Where an image that is not there has to be put so that the page shows it: an absolute path with slashes,
 * `undefined` for what is no file of this workspace. For an address from the root that is in a public folder of the
 * document's project, which is made if need be where its framework is known; only where nothing tells of one is it
 * in the workspace folder.
 */
export async function expectedPath(
	reference: Target,
	document: SiteDocument,
	files: Files,
): Promise<string | undefined> {
	const { path, workspaceFolder, site } = document;
	const { publicFolders } = site;
	const aliases = projectAliases(site);
	const bases = targetBases(reference, path, workspaceFolder, { publicFolders, aliases });
	if (!isFromRoot(reference) || isRepositoryDocument(path)) {
		const likeliest = bases.at(reference.url?.startsWith('/') ? -1 : 0);
		return ((await firstWithFolder(bases, files)) ?? likeliest)?.path;
	}
	const project = normalPath(site.project);
	const around = site.isSaid ? normalPath(workspaceFolder) : project;
	const within = bases.filter(({ folder }) => isInside(folder, around));
	const [first] = publicFolders;
	if ((site.framework === undefined && !site.isSaid) || first === undefined) {
		const used = await files.usedBase();
		const ofOthers = bases.find(({ folder }) => folder === used);
		const likely = ofOthers ?? (await firstWithFolder(bases, files)) ?? (await firstServed(within, files));
		return (likely ?? bases.at(-1))?.path;
	}
	if (site.framework?.servesProject === true && namesSources(reference, publicFolders)) {
		const options = { publicFolders: [], servedFolders: [project] };
		const source = await firstWithFolder(targetBases(reference, path, workspaceFolder, options), files);
		if (source) {
			return source.path;
		}
	}
	const beside = targetBases(reference, path, workspaceFolder, {
		publicFolders: [],
		servedFolders: publicFolders.map((name) => `${project}/${name}`),
	});
	// A folder of that name among the sources is more often one of pages than one that is served.
	return ((await firstServed([...beside, ...within], files)) ?? beside[0])?.path;
}

/** The folder that a reference with an address from the root leads to a file in. */
export async function baseOf(
	reference: Target,
	{ path, workspaceFolder, site: { publicFolders } }: SiteDocument,
	exists: Files['exists'],
): Promise<string | undefined> {
	for (const base of targetBases(reference, path, workspaceFolder, { publicFolders })) {
		if (await exists(base.path)) {
			return base.folder;
		}
	}
	return undefined;
}

/** Whether an address begins at the root of the site; a module's name is none. */
export function isFromRoot({ url, targetForm }: Target): boolean {
	return url?.startsWith('/') === true && targetForm?.isModule !== true;
}

async function firstWithFolder(
	bases: readonly TargetBase[],
	{ exists }: Files,
): Promise<TargetBase | undefined> {
	for (const base of bases) {
		if (await exists(base.path.slice(0, base.path.lastIndexOf('/')) || '/')) {
			return base;
		}
	}
	return undefined;
}

async function firstServed(
	bases: readonly TargetBase[],
	{ isFolder }: Files,
): Promise<TargetBase | undefined> {
	for (const base of bases) {
		if (await isFolder(base.folder)) {
			return base;
		}
	}
	return undefined;
}
