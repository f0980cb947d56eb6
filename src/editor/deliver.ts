import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { ImageTooLargeError } from '../images/errors.ts';
import { imageFileName } from '../images/names.ts';
import type { StoredOutput } from '../store/outputs.ts';
import type { Store } from '../store/store.ts';
import type { CodecOpener } from './codecOpener.ts';
import { type Insertion, insertImage } from './insert.ts';
import type { LastEditor } from './lastEditor.ts';
import { type ChosenFolders, outputFolderFor } from './outputFolder.ts';
import { type Place, trackPlace } from './place.ts';
import { saveIntoWorkspace } from './save.ts';
import { imageFormat } from './settings.ts';
import { languageOf } from './snippets/languageIds.ts';
import { shorten } from './text/shorten.ts';

/** What there is to know of an image to deliver it. */
export type DeliveredImage = Pick<
	StoredOutput,
	'callId' | 'position' | 'file' | 'seed' | 'width' | 'height' | 'sha256'
>;

/** An image on its way from the store into a person's work. */
export interface Delivery {
	readonly store: Store;
	readonly codec: CodecOpener;
	readonly output: DeliveredImage;
	/** The person's own, or what was done where there is none: names the file. */
	readonly prompt: string;
	/** What the image shows; empty where nobody has said. */
	readonly alt: string;
	/** The person's own choices of folders. */
	readonly folders: ChosenFolders;
}

/** What was made of it. */
export interface Delivered {
	/** Undefined without a workspace: the image stays in History. */
	readonly uri: vscode.Uri | undefined;
	/** Of the file that was saved, hexadecimal: it may be of another format than what the store has. */
	readonly sha256: string | null;
	/** Undefined where no snippet could go. */
	readonly insertion: Insertion | undefined;
}

const MAX_ALT_LENGTH = 200;

/**
 * Puts the image into the workspace, in the format that is wanted there, and its
 * snippet at the place, if that still exists. Throws `OutsideWorkspaceError` or `SaveError`; the image stays in the
 * store whatever happens.
 */
export async function deliver(delivery: Delivery, place: Place | undefined): Promise<Delivered> {
	const { output, prompt } = delivery;
	const folder = await outputFolderFor(
		place?.document ?? vscode.window.activeTextEditor?.document,
		delivery.folders,
	);
	if (!folder) {
		return { uri: undefined, sha256: null, insertion: undefined };
	}
	const format = formatFor(place?.document, folder.workspaceFolder.uri);
	const { source, extension, sha256 } = await inFormat(delivery, format);
	const name = imageFileName({ prompt, seed: output.seed ?? undefined, extension });
	const uri = await saveIntoWorkspace({
		source,
		target: folder.fileUri(name),
		workspaceFolder: folder.workspaceFolder,
	});
	// The snippet need not wait for the ledger, which has the image whatever happens.
	const recorded = recordPlacement(delivery, uri);
	const insertion = place && (await insertSaved(place, uri, delivery));
	await recorded;
	return { uri, sha256, insertion };
}

/** Languages whose documents a browser shows. Markdown is read by much else. */
const WEB_LANGUAGES =
	/^(?:html|vue(?:-html)?|svelte|astro|mdx|s?css|sass|less|stylus|postcss|tailwindcss|(?:java|type)script(?:react)?|handlebars|erb|blade|twig|jinja(?:-html)?|php|razor|ejs|pug)$/;

/** The format for a new image that goes into a document; undefined: as it came. */
function formatFor(
	document: vscode.TextDocument | undefined,
	folder: vscode.Uri,
): 'png' | 'webp' | undefined {
	const format = imageFormat(document?.uri ?? folder);
	if (format !== 'auto') {
		return format;
	}
	return document && isForBrowser(document) ? 'webp' : undefined;
}

/** By its name where the editor does not know the language, as of components without their extensions. */
function isForBrowser({ languageId, uri }: vscode.TextDocument): boolean {
	return WEB_LANGUAGES.test(languageOf({ languageId, documentPath: uri.path, text: '' }));
}

/** The image in a format, or as it came where it is too large to be made over; what the store has stays as it is. */
async function inFormat(
	delivery: Delivery,
	format: 'png' | 'webp' | undefined,
): Promise<{
	readonly source: string | Uint8Array;
	readonly extension: string;
	readonly sha256: string | null;
}> {
	const source = sourceOf(delivery);
	const extension = path.extname(source).slice(1) || 'png';
	if (!format || extension === format) {
		return { source, extension, sha256: delivery.output.sha256 };
	}
	const { finishImage } = await import('../images/fit.ts');
	const made = await finishImage(await readFile(source), await delivery.codec.open(), { type: format }).catch(
		(error: unknown) => {
			if (error instanceof ImageTooLargeError) {
				return undefined;
			}
			throw error;
		},
	);
	if (!made) {
		return { source, extension, sha256: delivery.output.sha256 };
	}
	const { bytes } = made;
	return { source: bytes, extension: format, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** History then knows that a workspace uses the image. It is saved whatever the store says to that. */
export async function recordPlacement(
	{ store, output }: Pick<Delivery, 'store' | 'output'>,
	uri: vscode.Uri,
): Promise<void> {
	await store.records
		.addPlacement(output.callId, output.position, uri.toString(), Date.now())
		.catch(() => undefined);
}

function insertSaved(
	place: Place,
	uri: vscode.Uri,
	{ output, alt }: Delivery,
): Promise<Insertion | undefined> {
	return insertImage(place, {
		uri,
		alt: shorten(alt, MAX_ALT_LENGTH),
		width: output.width ?? 0,
		height: output.height ?? 0,
	});
}

const sourceOf = ({ store, output }: Delivery): string => store.imagePath(output.file ?? '');

/**
 * Tells that an image is there but has no place: it can be inserted at the
 * cursor, or looked at. `saved`: it is in the workspace already.
 */
export async function offerImage(
	delivery: Delivery,
	saved: vscode.Uri | undefined,
	lastEditor?: LastEditor,
): Promise<void> {
	const insert = vscode.l10n.t('Insert');
	const open = vscode.l10n.t('Open');
	const picked = await vscode.window.showInformationMessage(
		saved
			? vscode.l10n.t('Image ready: {0}', vscode.workspace.asRelativePath(saved))
			: vscode.l10n.t('Image ready, kept in History: {0}', shorten(delivery.prompt, 60)),
		insert,
		open,
	);
	if (picked === open) {
		await vscode.commands.executeCommand('vscode.open', saved ?? vscode.Uri.file(sourceOf(delivery)));
	} else if (picked === insert) {
		await insertAtCursor(delivery, saved, await lastEditor?.reveal());
	}
}

/**
 * Inserts at the cursor of an editor, the active one unless another is named,
 * saving into the workspace first where that has not been done.
 */
export async function insertAtCursor(
	delivery: Delivery,
	saved?: vscode.Uri,
	editor = vscode.window.activeTextEditor,
): Promise<Delivered | undefined> {
	if (!vscode.workspace.workspaceFolders?.length) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t('Open a folder first: an image is saved in the workspace before it is inserted.'),
		);
		return undefined;
	}
	if (!editor) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t('Open the file that the image belongs in, then insert it from History.'),
		);
		return undefined;
	}
	const place = trackPlace(editor.document, {
		offset: editor.document.offsetAt(editor.selection.active),
		newLine: false,
		indent: '',
	});
	try {
		return saved
			? {
					uri: saved,
					sha256: delivery.output.sha256,
					insertion: await insertSaved(place, saved, delivery),
				}
			: await deliver(delivery, place);
	} finally {
		place.dispose();
	}
}

/** Takes back a delivery: the snippet, and the file if nobody has changed it. The store keeps the image. */
export async function undoDelivery({ uri, sha256, insertion }: Delivered): Promise<void> {
	const snippetGone = insertion ? await insertion.remove() : true;
	if (!snippetGone) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t('The snippet has been edited since, so it and the image were left as they are.'),
		);
		return;
	}
	if (uri && !(await deleteUnchanged(uri, sha256))) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t(
				'{0} has been changed since, so it was left where it is.',
				vscode.workspace.asRelativePath(uri),
			),
		);
	}
}

async function deleteUnchanged(uri: vscode.Uri, sha256: string | null): Promise<boolean> {
	let bytes: Uint8Array;
	try {
		bytes = await vscode.workspace.fs.readFile(uri);
	} catch {
		return true; // Gone already.
	}
	if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
		return false;
	}
	await vscode.workspace.fs.delete(uri);
	return true;
}
