import path from 'node:path';
import * as vscode from 'vscode';
import { copyFilesDestination } from './copyFiles.ts';
import { exists, isFolder } from './fileFacts.ts';
import { projectOf, publicFoldersOf } from './project.ts';
import { checkFolder, checkInside } from './save.ts';
import { resourceSetting } from './settings.ts';
import { imageReferences } from './snippets/existingFolder.ts';

const ASSET_FOLDERS = ['src/assets', 'assets', 'src/images', 'images', 'img'];
const IMAGE_FOLDERS = ['img', 'images', 'assets', 'media'];

/** Folders that a person chose, by the URI of the workspace folder that each is relative to. */
export type ChosenFolders = Readonly<Record<string, string>>;

/** Where new images of a document go. */
export interface OutputFolder {
	readonly workspaceFolder: vscode.WorkspaceFolder;
	/** As a person names it: relative to the workspace folder. */
	readonly label: string;
	/** Where a file of this name goes, if nothing has its place yet. */
	fileUri(name: string): vscode.Uri;
}

/**
 * The folder for new images: the person's own choice for its workspace folder, else
 * Markdown's `markdown.copyFiles.destination`, else `ideogram.outputFolder`,
 * else (auto) where the document's images already live or the project keeps its
 * assets. Undefined without a workspace. Throws `OutsideWorkspaceError`.
 */
export async function outputFolderFor(
	document: vscode.TextDocument | undefined,
	chosen: ChosenFolders = {},
): Promise<OutputFolder | undefined> {
	const workspaceFolder =
		(document && vscode.workspace.getWorkspaceFolder(document.uri)) ?? vscode.workspace.workspaceFolders?.[0];
	if (!workspaceFolder) {
		return undefined;
	}
	const own = document && vscode.workspace.getWorkspaceFolder(document.uri) ? document : undefined;
	const picked = fromText(chosen[workspaceFolder.uri.toString()], workspaceFolder);
	if (!picked && own && copyFilesDestination(own, workspaceFolder, 'image.png')) {
		return outputFolder(
			workspaceFolder,
			(name) =>
				copyFilesDestination(own, workspaceFolder, name) ?? vscode.Uri.joinPath(workspaceFolder.uri, name),
		);
	}
	const uri =
		picked ??
		fromText(configured(own?.uri ?? workspaceFolder.uri), workspaceFolder) ??
		(await detect(own, workspaceFolder));
	return outputFolder(workspaceFolder, (name) => vscode.Uri.joinPath(uri, name));
}

async function outputFolder(
	workspaceFolder: vscode.WorkspaceFolder,
	fileUri: (name: string) => vscode.Uri,
): Promise<OutputFolder> {
	const folder = vscode.Uri.joinPath(fileUri('image.png'), '..');
	await checkFolder(folder, workspaceFolder);
	return { workspaceFolder, label: labelOf(folder, workspaceFolder), fileUri };
}

function configured(scope: vscode.Uri): string | undefined {
	const value = resourceSetting('outputFolder', scope).trim();
	return value === '' || value === 'auto' ? undefined : value;
}

function fromText(
	value: string | undefined,
	workspaceFolder: vscode.WorkspaceFolder,
): vscode.Uri | undefined {
	if (!value) {
		return undefined;
	}
	return path.isAbsolute(value)
		? workspaceFolder.uri.with({ path: vscode.Uri.file(value).path })
		: vscode.Uri.joinPath(workspaceFolder.uri, value.replaceAll('\\', '/'));
}

async function detect(
	document: vscode.TextDocument | undefined,
	workspaceFolder: vscode.WorkspaceFolder,
): Promise<vscode.Uri> {
	const found = document && (await projectOf(document.uri, workspaceFolder));
	const project = found?.uri ?? workspaceFolder.uri;
	const publicFolders = publicFoldersOf(found, document?.uri ?? workspaceFolder.uri);
	const used = document && (await usedFolder(document, project, publicFolders, workspaceFolder));
	if (used) {
		return used;
	}
	for (const name of publicFolders) {
		const folder = vscode.Uri.joinPath(project, name);
		const isToBeMade = found?.isMarked && found.framework?.publicFolders.includes(name);
		if (isToBeMade || (await isFolder(folder))) {
			return (
				(await firstFolder(IMAGE_FOLDERS.map((inner) => vscode.Uri.joinPath(folder, inner)))) ??
				vscode.Uri.joinPath(folder, 'img')
			);
		}
	}
	return (
		(await firstFolder(ASSET_FOLDERS.map((name) => vscode.Uri.joinPath(project, name)))) ??
		vscode.Uri.joinPath(project, 'images')
	);
}

/** The folder that most of the document's images are in. */
async function usedFolder(
	document: vscode.TextDocument,
	project: vscode.Uri,
	publicFolders: readonly string[],
	workspaceFolder: vscode.WorkspaceFolder,
): Promise<vscode.Uri | undefined> {
	const counts = new Map<string, { uri: vscode.Uri; count: number }>();
	for (const reference of imageReferences(document.getText(), document.languageId).slice(0, 100)) {
		const file = await resolveReference(reference, document.uri, project, publicFolders, workspaceFolder);
		if (file) {
			const uri = vscode.Uri.joinPath(file, '..');
			const entry = counts.get(uri.path) ?? { uri, count: 0 };
			counts.set(uri.path, { uri, count: entry.count + 1 });
		}
	}
	return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.uri;
}

async function resolveReference(
	reference: string,
	document: vscode.Uri,
	project: vscode.Uri,
	publicFolders: readonly string[],
	workspaceFolder: vscode.WorkspaceFolder,
): Promise<vscode.Uri | undefined> {
	const candidates = reference.startsWith('/')
		? [
				...publicFolders.map((name) => vscode.Uri.joinPath(project, name, reference)),
				vscode.Uri.joinPath(project, reference),
			]
		: [vscode.Uri.joinPath(document, '..', reference)];
	for (const candidate of candidates) {
		try {
			checkInside(vscode.Uri.joinPath(candidate, '..'), workspaceFolder);
		} catch {
			continue; // An image from outside says nothing about where new ones belong.
		}
		if (await exists(candidate)) {
			return candidate;
		}
	}
	return undefined;
}

/** A folder as a person names it: relative to the workspace folder, and by that one's name where there are several. */
export function labelOf(uri: vscode.Uri, workspaceFolder: vscode.WorkspaceFolder): string {
	const relative = path.posix.relative(workspaceFolder.uri.path, uri.path);
	return (vscode.workspace.workspaceFolders?.length ?? 0) > 1
		? path.posix.join(workspaceFolder.name, relative)
		: relative || '.';
}

async function firstFolder(folders: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
	for (const folder of folders) {
		if (await isFolder(folder)) {
			return folder;
		}
	}
	return undefined;
}
