import path from 'node:path';
import * as vscode from 'vscode';
import { isFolder } from '../fileFacts.ts';
import { createIsGenerated } from '../generatedFolders.ts';

/** What a menu hands to a command: what was clicked, and everything that is selected with it. */
export type Clicked = readonly unknown[];

const IMAGE_NAME = /\.(?:png|jpe?g|webp)$/i;
const MAX_FILES = 1000;
const MAX_DEPTH = 12;

/**
 * The files that a command is for: those that were clicked, the images of a
 * clicked folder that the person chooses, the image in front, or files of their
 * choice. Undefined: they left it. Files may be of any kind yet.
 */
export async function filesToFix(
	title: string,
	[first, all]: Clicked,
): Promise<readonly vscode.Uri[] | undefined> {
	const clicked = clickedUris(first, all);
	if (clicked.length === 0) {
		return askForFiles(title, true);
	}
	const { files, hasFolder } = await opened(clicked);
	return hasFolder ? chooseFiles(title, files) : files;
}

/**
 * The one file that a mask is to be painted for: that which was clicked, one of several that are selected or in a
 * folder, the image in front, or one of their choice. Undefined: they left it.
 */
export async function fileToPaint(title: string, [first, all]: Clicked): Promise<vscode.Uri | undefined> {
	const clicked = clickedUris(first, all);
	if (clicked.length === 0) {
		return (await askForFiles(title, false))?.[0];
	}
	const { files, hasFolder } = await opened(clicked);
	const [only] = files;
	if (!hasFolder && files.length === 1) {
		return only;
	}
	const images = files.filter((uri) => IMAGE_NAME.test(uri.path));
	if (images.length < 2) {
		return images[0] ?? (await tellNone());
	}
	const isClicked = (uri: vscode.Uri) => Number(uri.toString() === String(first));
	const ordered = images.toSorted((one, other) => isClicked(other) - isClicked(one));
	const picked = await vscode.window.showQuickPick(ordered.map(itemFor), {
		title,
		placeHolder: vscode.l10n.t('Choose the image to paint on: it is one at a time'),
		matchOnDescription: true,
		ignoreFocusOut: true,
	});
	return picked?.uri;
}

/** What a command is for, as its menu hands it over; the image in front where there is nothing. */
function clickedUris(first: unknown, all: unknown): readonly vscode.Uri[] {
	const selected = Array.isArray(all) ? all.filter((uri) => uri instanceof vscode.Uri) : [];
	return selected.length > 0 ? selected : first instanceof vscode.Uri ? [first] : shownImage();
}

/** Each file once; of a folder, the images in it. */
async function opened(
	uris: readonly vscode.Uri[],
): Promise<{ readonly files: readonly vscode.Uri[]; readonly hasFolder: boolean }> {
	const files = new Map<string, vscode.Uri>();
	const folders: vscode.Uri[] = [];
	for (const uri of uris) {
		if (await isFolder(uri)) {
			folders.push(uri);
		} else {
			files.set(uri.toString(), uri);
		}
	}
	const isGenerated = createIsGenerated();
	for (const folder of folders) {
		for (const uri of await imagesBelow(folder, isGenerated)) {
			files.set(uri.toString(), uri);
		}
	}
	return { files: [...files.values()], hasFolder: folders.length > 0 };
}

const itemFor = (uri: vscode.Uri) => ({
	label: path.posix.basename(uri.path),
	description: folderLabel(uri),
	uri,
});

function askForFiles(title: string, several: boolean): Thenable<vscode.Uri[] | undefined> {
	return vscode.window.showOpenDialog({
		title,
		canSelectMany: several,
		filters: { [vscode.l10n.t('Images')]: ['png', 'jpg', 'jpeg', 'webp'] },
		defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri,
	});
}

/** The image in the tab in front. */
function shownImage(): vscode.Uri[] {
	const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
	return input instanceof vscode.TabInputCustom && IMAGE_NAME.test(input.uri.path) ? [input.uri] : [];
}

/** Links are not followed, and folders of what a build has made or of other people's files not looked into. */
async function imagesBelow(
	folder: vscode.Uri,
	isGenerated: (folder: vscode.Uri) => Promise<boolean>,
	depth = 0,
): Promise<readonly vscode.Uri[]> {
	const found: vscode.Uri[] = [];
	const entries = await vscode.workspace.fs.readDirectory(folder);
	for (const [name, type] of entries.sort(([a], [b]) => a.localeCompare(b))) {
		const uri = vscode.Uri.joinPath(folder, name);
		if (type === vscode.FileType.File && IMAGE_NAME.test(name)) {
			found.push(uri);
		} else if (
			type === vscode.FileType.Directory &&
			depth < MAX_DEPTH &&
			!name.startsWith('.') &&
			!(await isGenerated(uri))
		) {
			found.push(...(await imagesBelow(uri, isGenerated, depth + 1)));
		}
		if (found.length >= MAX_FILES) {
			break;
		}
	}
	return found.slice(0, MAX_FILES);
}

async function tellNone(): Promise<undefined> {
	await vscode.window.showInformationMessage(vscode.l10n.t('There are no PNG, JPEG or WebP images here.'));
}

async function chooseFiles(
	title: string,
	uris: readonly vscode.Uri[],
): Promise<readonly vscode.Uri[] | undefined> {
	if (uris.length === 0) {
		return tellNone();
	}
	const picked = await vscode.window.showQuickPick(
		uris.map((uri) => ({ ...itemFor(uri), picked: true })),
		{
			title,
			placeHolder: vscode.l10n.t('Choose the images'),
			canPickMany: true,
			ignoreFocusOut: true,
			matchOnDescription: true,
		},
	);
	return picked && picked.length > 0 ? picked.map(({ uri }) => uri) : undefined;
}

/** The folder of a file as a person names it; empty at the top of the workspace. */
export function folderLabel(uri: vscode.Uri): string {
	const label = path.posix.dirname(vscode.workspace.asRelativePath(uri));
	return label === '.' ? '' : label;
}

/** "logo.png", "3 files" */
export function filesText(uris: readonly { readonly uri: vscode.Uri }[]): string {
	const [first] = uris;
	return uris.length === 1 && first
		? path.posix.basename(first.uri.path)
		: vscode.l10n.t('{0} files', uris.length);
}
