import path from 'node:path';
import * as vscode from 'vscode';
import { MAX_FILE_BYTES } from '../../api/validate.ts';
import { type ImageInfo, isAnimated, isWithinPixelBounds, recogniseImage } from '../../images/format.ts';
import { sha256Of } from '../../store/replacing.ts';

/** An image file that can be worked on. Its bytes are read again when their turn comes. */
export interface Source {
	readonly uri: vscode.Uri;
	readonly name: string;
	readonly info: ImageInfo;
	/** Hexadecimal. */
	readonly sha256: string;
	/** Over what the API takes: it is made smaller first. */
	readonly isLarge: boolean;
}

/** A file that nothing can be made of, and why, in a sentence. */
export interface Refused {
	readonly uri: vscode.Uri;
	readonly reason: string;
}

/** Far over what any image that is decoded takes. */
export const MAX_READ_BYTES = 512 * 1024 * 1024;

/** Looks into files by content, one after another; nothing is sent. */
export async function inspect(
	uris: readonly vscode.Uri[],
): Promise<{ readonly sources: readonly Source[]; readonly refused: readonly Refused[] }> {
	const sources: Source[] = [];
	const refused: Refused[] = [];
	for (const uri of uris) {
		const found = await inspectFile(uri);
		if (typeof found === 'string') {
			refused.push({ uri, reason: found });
		} else {
			sources.push(found);
		}
	}
	return { sources, refused };
}

async function inspectFile(uri: vscode.Uri): Promise<Source | string> {
	const name = path.posix.basename(uri.path);
	let bytes: Uint8Array;
	try {
		if ((await vscode.workspace.fs.stat(uri)).size > MAX_READ_BYTES) {
			return vscode.l10n.t('{0} is too large to open.', name);
		}
		bytes = await vscode.workspace.fs.readFile(uri);
	} catch {
		return vscode.l10n.t('{0} cannot be read.', name);
	}
	if (bytes.length === 0) {
		return vscode.l10n.t('{0} is empty.', name);
	}
	const info = recogniseImage(bytes);
	if (!info) {
		return vscode.l10n.t('{0} is not a PNG, JPEG or WebP image, or it is damaged.', name);
	}
	if (isAnimated(bytes)) {
		return vscode.l10n.t('{0} is animated: use a still image.', name);
	}
	if (!isWithinPixelBounds(info)) {
		return vscode.l10n.t(
			'{0} has too many pixels ({1}x{2}): make it smaller first.',
			name,
			info.width,
			info.height,
		);
	}
	return { uri, name, info, sha256: sha256Of(bytes), isLarge: bytes.length > MAX_FILE_BYTES };
}
