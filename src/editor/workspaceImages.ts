import path from 'node:path';
import * as vscode from 'vscode';
import { ValidationError } from '../api/errors.ts';
import type { ImageFile } from '../api/field.ts';
import { MAX_FILE_BYTES } from '../api/validate.ts';
import { isWithinPixelBounds, recogniseImage } from '../images/format.ts';
import { sha256Of } from '../store/replacing.ts';
import type { CodecOpener } from './codecOpener.ts';
import { MAX_READ_BYTES } from './fix/sources.ts';
import { findSources } from './generatedFolders.ts';
import { staysInside } from './inside.ts';
import { fittedFile } from './upload.ts';

const PATTERN = '**/*.{png,jpg,jpeg,webp,PNG,JPG,JPEG,WEBP}';
const MAX_LISTED = 2_000;

/** Lets the person choose among the workspace's images, or any file. None: they left it. */
export async function pickImages(several: boolean): Promise<readonly vscode.Uri[]> {
	const { files: found } = await findSources(PATTERN, MAX_LISTED);
	const browse = { label: vscode.l10n.t('$(folder-opened) Browse…'), uri: undefined };
	if (found.length === 0) {
		return browseImages(several);
	}
	const images = found
		.map((uri) => ({ uri, place: vscode.workspace.asRelativePath(uri) }))
		.sort((one, other) => one.place.localeCompare(other.place))
		.map(({ uri, place }) => ({
			label: path.posix.basename(uri.path),
			description: path.posix.dirname(place) === '.' ? '' : path.posix.dirname(place),
			uri,
		}));
	const picked = await vscode.window.showQuickPick<{ label: string; uri: vscode.Uri | undefined }>(
		[browse, ...images],
		{
			title: vscode.l10n.t('Choose an Image'),
			placeHolder: vscode.l10n.t('Images of the workspace, by name or folder'),
			matchOnDescription: true,
			ignoreFocusOut: true,
		},
	);
	return picked?.uri ? [picked.uri] : picked ? browseImages(several) : [];
}

async function browseImages(several: boolean): Promise<readonly vscode.Uri[]> {
	const chosen = await vscode.window.showOpenDialog({
		title: vscode.l10n.t('Choose an Image'),
		openLabel: vscode.l10n.t('Choose'),
		canSelectMany: several,
		filters: { [vscode.l10n.t('Images')]: ['png', 'jpg', 'jpeg', 'webp'] },
	});
	return chosen ?? [];
}

/** A file of this workspace from a URI that anybody may have written. Throws `ValidationError`. */
export async function uriInWorkspace(text: string): Promise<vscode.Uri> {
	const refused = new ValidationError(vscode.l10n.t('Only images of this workspace can be dropped here.'));
	let uri: vscode.Uri;
	try {
		uri = vscode.Uri.parse(text, true);
	} catch {
		throw refused;
	}
	const folder = vscode.workspace.getWorkspaceFolder(uri);
	const isPlain = path.posix.normalize(uri.path) === uri.path && !/[\\\0]/.test(uri.path);
	const isSame = uri.scheme === folder?.uri.scheme && uri.authority === folder.uri.authority;
	if (!folder || !isPlain || !isSame || uri.query || uri.fragment) {
		throw refused;
	}
	if (!(await staysInside(uri, folder))) {
		throw refused;
	}
	return uri;
}

/**
 * Reads an image file as it may be sent: with a codec, one of over 10 MB is made smaller. `known`: what it was made
 * into before. Throws `ValidationError` where it is too large, gone, or no image, and what decoding throws.
 */
export async function readImage(
	uri: vscode.Uri,
	codec?: Pick<CodecOpener, 'open'>,
	known?: ImageFile,
): Promise<ImageFile> {
	const name = path.posix.basename(uri.path);
	const stat = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
	if (!stat || (stat.type & vscode.FileType.File) === 0) {
		throw new ValidationError(vscode.l10n.t('{0} is not there any more: choose another image.', name));
	}
	// What is too large is not even read.
	const maxBytes = codec ? MAX_READ_BYTES : MAX_FILE_BYTES;
	const bytes = stat.size > maxBytes ? undefined : await vscode.workspace.fs.readFile(uri);
	if (codec && bytes && bytes.length > MAX_FILE_BYTES && recogniseImage(bytes)) {
		return known?.fileSha256 === sha256Of(bytes)
			? known
			: fittedFile({ name, bytes, path: uri.toString() }, codec);
	}
	return checkedImage(name, bytes, uri);
}

/** `bytes`: undefined where they are too many. Throws `ValidationError`. */
export function checkedImage(name: string, bytes: Uint8Array | undefined, uri: vscode.Uri): ImageFile {
	if (!bytes || bytes.length > MAX_FILE_BYTES) {
		throw new ValidationError(vscode.l10n.t('{0} is over 10 MB: make it smaller first.', name));
	}
	const info = recogniseImage(bytes);
	if (!info) {
		throw new ValidationError(vscode.l10n.t('{0} is not a PNG, JPEG or WebP image.', name));
	}
	if (!isWithinPixelBounds(info)) {
		throw new ValidationError(
			vscode.l10n.t(
				'{0} has too many pixels ({1}x{2}): make it smaller first.',
				name,
				info.width,
				info.height,
			),
		);
	}
	return { name, bytes, path: uri.toString() };
}
