import * as vscode from 'vscode';
import { imagesIn } from './documents.ts';
import { exists, isFolder } from './fileFacts.ts';
import { servedSiteOf } from './project.ts';
import type { ImageReference } from './text/reference.ts';
import {
	baseOf,
	candidatePaths,
	expectedPath,
	type Files,
	isFromRoot,
	type SiteDocument,
} from './text/siteTargets.ts';

/** Where the references of one document lead. What its project is, is looked up once, for all that are asked of. */
export interface ImageTargets {
	/** The file that a reference leads to; undefined: there is none. */
	existing(reference: ImageReference): Promise<vscode.Uri | undefined>;
	/** Where the file of a reference has to be; undefined for what is no file of this workspace. */
	expected(reference: ImageReference): Promise<vscode.Uri | undefined>;
}

/** No more references are asked where the images of a site are. */
const MAX_ASKED = 100;

export function targetsOf(document: vscode.TextDocument): ImageTargets {
	const folder = vscode.workspace.getWorkspaceFolder(document.uri);
	if (!folder) {
		return { existing: async () => undefined, expected: async () => undefined };
	}
	const uriOf = (path: string) => document.uri.with({ path });
	const siteDocument = once(
		async (): Promise<SiteDocument> => ({
			path: document.uri.path,
			workspaceFolder: folder.uri.path,
			site: await servedSiteOf(document.uri, folder),
		}),
	);
	const files: Files = {
		exists: (path) => exists(uriOf(path)),
		isFolder: (path) => isFolder(uriOf(path)),
		usedBase: once(async () => {
			for (const reference of imagesIn(document).filter(isFromRoot).slice(0, MAX_ASKED)) {
				const base = await baseOf(reference, await siteDocument(), files.exists);
				if (base !== undefined) {
					return base;
				}
			}
			return undefined;
		}),
	};
	return {
		async existing(reference) {
			for (const path of candidatePaths(reference, await siteDocument())) {
				if (await files.exists(path)) {
					return uriOf(path);
				}
			}
			return undefined;
		},
		async expected(reference) {
			const path = await expectedPath(reference, await siteDocument(), files);
			return path === undefined ? undefined : uriOf(path);
		},
	};
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () => {
		made ??= make();
		return made;
	};
}

/** The file that a reference leads to; undefined: there is none. */
export async function existingTarget(
	document: vscode.TextDocument,
	reference: ImageReference,
): Promise<vscode.Uri | undefined> {
	return targetsOf(document).existing(reference);
}

/** The image that a document shows at an offset, and what the text says of it. */
export async function imageAt(
	document: vscode.TextDocument,
	at: number,
): Promise<{ readonly uri: vscode.Uri; readonly about: string } | undefined> {
	for (const reference of imagesIn(document)) {
		if (reference.range.start <= at && at <= reference.range.end) {
			const uri = await existingTarget(document, reference);
			if (uri) {
				return { uri, about: (reference.alt?.text ?? '').trim().replace(/\.$/, '') };
			}
		}
	}
	return undefined;
}
