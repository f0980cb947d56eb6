import * as vscode from 'vscode';
import { recogniseImage } from '../../images/format.ts';
import { sha256Of } from '../../store/replacing.ts';
import { MAX_READ_BYTES } from '../fix/sources.ts';
import { staysInside } from '../inside.ts';

/** An image file that can be described. Its bytes are read again when their turn comes. */
export interface DescribableImage {
	readonly uri: vscode.Uri;
	/** Hexadecimal: images of one hash are one image. */
	readonly sha256: string;
}

/** Undefined: it is no image, too large, cannot be read, or is in truth outside of the workspace. */
export type LookAtImage = (uri: vscode.Uri) => Promise<DescribableImage | undefined>;

/**
 * Looks at each image file once, however many texts show it, and at one after
 * another: of thousands no two are in memory at once, and none stays there.
 */
export function createLookAtImages(): LookAtImage {
	const found = new Map<string, Promise<DescribableImage | undefined>>();
	let last: Promise<unknown> = Promise.resolve();
	return (uri) => {
		const key = uri.toString();
		const known = found.get(key);
		if (known) {
			return known;
		}
		const looking = last.then(() => lookAt(uri)).catch(() => undefined);
		last = looking;
		found.set(key, looking);
		return looking;
	};
}

async function lookAt(uri: vscode.Uri): Promise<DescribableImage | undefined> {
	const { type, size } = await vscode.workspace.fs.stat(uri);
	const workspaceFolder = vscode.workspace.getWorkspaceFolder(uri);
	if ((type & vscode.FileType.File) === 0 || size > MAX_READ_BYTES || !workspaceFolder) {
		return undefined;
	}
	// What a link shows from elsewhere is nothing that a text of this workspace may have sent.
	if (!(await staysInside(uri, workspaceFolder))) {
		return undefined;
	}
	const bytes = await vscode.workspace.fs.readFile(uri);
	return recogniseImage(bytes) ? { uri, sha256: sha256Of(bytes) } : undefined;
}
