import path from 'node:path';
import * as vscode from 'vscode';
import { besideType } from '../editor/fix/placing.ts';
import { outputFolderFor } from '../editor/outputFolder.ts';
import { imageFormat } from '../editor/settings.ts';
import type { ImageInfo } from '../images/format.ts';
import { besideName, imageFileName } from '../images/names.ts';
import { chosenFolder, type WorkspaceImage } from './workspaceFiles.ts';

type ImageType = ImageInfo['type'];

/** Where the images of a call go. */
export interface ResultPlace {
	readonly workspaceFolder: vscode.WorkspaceFolder;
	/** The folder as a person names it; undefined where there is one file, of a known name. */
	readonly folder: string | undefined;
	/** The format that an image of this one takes there. */
	typeFor(came: ImageType, transparent: boolean): ImageType;
	/** Where an image goes, if nothing has its place yet. */
	uriOf(image: { readonly seed: number | null; readonly type: ImageType }): vscode.Uri;
}

/**
 * A folder for new images, or undefined without a workspace. Not by the document
 * in front, as a person's own images: what is in front says nothing of an
 * agent's work, and may be another one by the time the call is allowed.
 */
export async function placeInFolder(
	prompt: string,
	chosen: string | undefined,
	fileName: string | undefined,
): Promise<ResultPlace | undefined> {
	const folder = chosen === undefined ? await outputFolderFor(undefined) : await chosenFolder(chosen);
	if (!folder) {
		return undefined;
	}
	const asked = fileName && typeOf(fileName);
	return {
		workspaceFolder: folder.workspaceFolder,
		folder: fileName ? undefined : folder.label,
		typeFor(came, transparent) {
			const format = imageFormat(folder.workspaceFolder.uri);
			const type = asked || (format === 'auto' ? came : format);
			return type === 'jpeg' && transparent ? 'png' : type;
		},
		uriOf({ seed, type }) {
			const extension = extensionOf(type);
			// What ends like an image loses that ending, and nothing else does.
			return folder.fileUri(
				fileName
					? besideName(asked ? fileName : `${fileName}.${extension}`, '', extension)
					: imageFileName({ prompt, seed: seed ?? undefined, extension }),
			);
		},
	};
}

/** Beside a file, under its name with what was done. */
export function placeBeside({ uri, workspaceFolder, info }: WorkspaceImage, suffix: string): ResultPlace {
	const name = path.posix.basename(uri.path);
	return {
		workspaceFolder,
		folder: undefined,
		typeFor: (_came, transparent) => besideType(imageFormat(uri), info.type, transparent),
		uriOf: ({ type }) => vscode.Uri.joinPath(uri, '..', besideName(name, suffix, extensionOf(type))),
	};
}

function typeOf(fileName: string): ImageType | undefined {
	const [, extension] = /\.(png|jpe?g|webp)$/i.exec(fileName) ?? [];
	switch (extension?.toLowerCase()) {
		case undefined:
			return undefined;
		case 'png':
			return 'png';
		case 'webp':
			return 'webp';
		default:
			return 'jpeg';
	}
}

const extensionOf = (type: ImageType): string => (type === 'jpeg' ? 'jpg' : type);
