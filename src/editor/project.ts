import path from 'node:path';
import * as vscode from 'vscode';
import { exists, textOf } from './fileFacts.ts';
import { ownPublicFolders } from './settings.ts';
import {
	detectFramework,
	type Framework,
	MARKED_FRAMEWORKS,
	USUAL_PUBLIC_FOLDERS,
} from './snippets/framework.ts';
import { languageOf } from './snippets/languageIds.ts';
import { findPublicFolder } from './snippets/paths.ts';
import type { ServedSite } from './text/siteTargets.ts';

/** What a folder with a package.json in it is, or one that a framework's own folder marks as its sources. */
export interface Project {
	readonly uri: vscode.Uri;
	/** Whether such a folder marks it: then its public folder is the place for images even before it is made. */
	readonly isMarked: boolean;
	/** Undefined for one that is not known. */
	readonly framework: Framework | undefined;
}

/** How a document's images reach the page. */
export interface Site {
	readonly framework: Framework | undefined;
	/** The folder around the image that is served from the root, as a path. */
	readonly publicFolder: string | undefined;
}

/** The project of a document: the nearest around it, no further up than the workspace folder. */
export async function projectOf(
	document: vscode.Uri,
	workspaceFolder: vscode.WorkspaceFolder,
): Promise<Project | undefined> {
	const root = workspaceFolder.uri;
	const isInside = document.path.startsWith(`${root.path.replace(/\/$/, '')}/`);
	let folder = isInside ? vscode.Uri.joinPath(document, '..') : root;
	for (;;) {
		const framework = await markedFramework(folder);
		if (framework) {
			return { uri: folder, isMarked: true, framework };
		}
		const text = await textOf(vscode.Uri.joinPath(folder, 'package.json'));
		if (text !== undefined) {
			const files = await vscode.workspace.fs.readDirectory(folder);
			const names = files.map(([name]) => name);
			return {
				uri: folder,
				isMarked: false,
				framework: detectFramework({ packageJson: parsed(text), files: names }),
			};
		}
		if (folder.path.length <= root.path.length) {
			return undefined;
		}
		folder = vscode.Uri.joinPath(folder, '..');
	}
}

async function markedFramework(folder: vscode.Uri): Promise<Framework | undefined> {
	for (const framework of MARKED_FRAMEWORKS) {
		if (await exists(vscode.Uri.joinPath(folder, framework.marker))) {
			return framework;
		}
	}
	return undefined;
}

/** Which folders of a project are served from the root: as the person says, else as its framework does. */
export function publicFoldersOf(project: Project | undefined, scope: vscode.Uri): readonly string[] {
	return ownPublicFolders(scope) ?? project?.framework?.publicFolders ?? USUAL_PUBLIC_FOLDERS;
}

/** How the addresses in a document of this workspace folder are read. */
export async function servedSiteOf(
	document: vscode.Uri,
	workspaceFolder: vscode.WorkspaceFolder,
): Promise<ServedSite> {
	const project = await projectOf(document, workspaceFolder);
	const said = ownPublicFolders(document);
	return {
		project: (project?.uri ?? workspaceFolder.uri).path,
		publicFolders: publicFoldersOf(project, document),
		isSaid: said !== undefined,
		framework: project?.framework,
	};
}

/** How an image reaches the page that the document becomes. Without a package.json nothing says that it is served. */
export async function siteOf(document: vscode.TextDocument, image: vscode.Uri): Promise<Site> {
	const workspaceFolder = workspaceFolderOf(document, image);
	if (!workspaceFolder) {
		return { framework: undefined, publicFolder: undefined };
	}
	const project = await projectOf(document.uri, workspaceFolder);
	const isSaid = ownPublicFolders(document.uri) !== undefined;
	const language = languageOf({ ...document, documentPath: document.uri.path, text: '' });
	// A page that nothing builds is opened as it lies in its folder.
	const isPlainPage = project?.framework === undefined && language === 'html';
	const roots = isSaid ? [project?.uri, workspaceFolder.uri] : isPlainPage ? [] : [project?.uri];
	return {
		framework: project?.framework,
		publicFolder: findPublicFolder({
			imagePath: image.path,
			projects: roots.flatMap((uri) => uri?.path ?? []),
			names: publicFoldersOf(project, document.uri),
		}),
	};
}

/** A document's path; one that has not been saved counts as lying at the top of the image's workspace folder. */
export function pathOf(document: vscode.TextDocument, image: vscode.Uri): string {
	const folder = document.isUntitled ? workspaceFolderOf(document, image) : undefined;
	return folder
		? vscode.Uri.joinPath(folder.uri, path.posix.basename(document.uri.path)).path
		: document.uri.path;
}

function workspaceFolderOf(
	document: vscode.TextDocument,
	image: vscode.Uri,
): vscode.WorkspaceFolder | undefined {
	return vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.workspace.getWorkspaceFolder(image);
}

/** Somebody may be at work on it: what is no JSON has no dependencies. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\ufeff/, ''));
	} catch {
		return undefined;
	}
}
