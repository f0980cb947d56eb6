import { createHash } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { imageFileName } from '../images/names.ts';
import type { StoredOutput } from '../store/outputs.ts';
import type { Store } from '../store/store.ts';
import { type Insertion, insertImage } from './insert.ts';
import type { LastEditor } from './lastEditor.ts';
import { outputFolderFor } from './outputFolder.ts';
import { type Place, trackPlace } from './place.ts';
import { saveIntoWorkspace } from './save.ts';

/** What there is to know of an image to deliver it. */
export type DeliveredImage = Pick<
	StoredOutput,
	'callId' | 'position' | 'file' | 'seed' | 'width' | 'height' | 'sha256'
>;

/** An image on its way from the store into a person's work. */
export interface Delivery {
	readonly store: Store;
	readonly output: DeliveredImage;
	/** The person's own prompt: names the file and says what the image shows. */
	readonly prompt: string;
	/** The person's own choice of folder, if any. */
	readonly folder: string | undefined;
}

/** What was made of it. */
export interface Delivered {
	/** Undefined without a workspace: the image stays in History. */
	readonly uri: vscode.Uri | undefined;
	/** Undefined where no snippet could go. */
	readonly insertion: Insertion | undefined;
}

const MAX_ALT_LENGTH = 200;

/**
 * Puts the image into the workspace and its snippet at the place, if that still
 * exists. Throws `OutsideWorkspaceError` or `SaveError`; the image stays in the
 * store whatever happens.
 */
export async function deliver(delivery: Delivery, place: Place | undefined): Promise<Delivered> {
	const { output, prompt } = delivery;
	const folder = await outputFolderFor(
		place?.document ?? vscode.window.activeTextEditor?.document,
		delivery.folder,
	);
	if (!folder) {
		return { uri: undefined, insertion: undefined };
	}
	const source = sourceOf(delivery);
	const name = imageFileName({
		prompt,
		seed: output.seed ?? 0,
		extension: path.extname(source).slice(1) || 'png',
	});
	const uri = await saveIntoWorkspace({
		source,
		target: folder.fileUri(name),
		workspaceFolder: folder.workspaceFolder,
	});
	await recordPlacement(delivery, uri);
	const insertion = place && (await insertSaved(place, uri, delivery));
	return { uri, insertion };
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
	{ output, prompt }: Delivery,
): Promise<Insertion | undefined> {
	return insertImage(place, {
		uri,
		alt: shorten(prompt),
		width: output.width ?? 0,
		height: output.height ?? 0,
	});
}

function shorten(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length <= MAX_ALT_LENGTH ? line : `${line.slice(0, line.lastIndexOf(' ', MAX_ALT_LENGTH))}…`;
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
			: vscode.l10n.t('Image ready, kept in History: {0}', shorten(delivery.prompt).slice(0, 60)),
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
		const delivered = saved
			? { uri: saved, insertion: await insertSaved(place, saved, delivery) }
			: await deliver(delivery, place);
		if (!delivered.uri) {
			await vscode.window.showInformationMessage(
				vscode.l10n.t('Open a folder first: an image is saved in the workspace before it is inserted.'),
			);
		}
		return delivered;
	} finally {
		place.dispose();
	}
}

/** Takes back a delivery: the snippet, and the file if nobody has changed it. The store keeps the image. */
export async function undoDelivery({ uri, insertion }: Delivered, sha256: string | null): Promise<void> {
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
