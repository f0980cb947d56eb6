import * as vscode from 'vscode';
import { operationName } from '../api/operation-names.ts';
import { catalog } from '../api/prices.ts';
import type { HistoryEntry } from '../store/history.ts';
import { altOf } from './altOf.ts';
import { type Delivery, deliver, insertAtCursor } from './deliver.ts';
import { recallChoices } from './draft.ts';
import { exists } from './fileFacts.ts';
import { priceLabel, runImageJob } from './imageJobs.ts';
import type { Parts } from './parts.ts';
import { trackPlace } from './place.ts';
import { inputFromLedger } from './storedInput.ts';
import { requireTrust } from './trust.ts';

/** Something that cannot be done with an entry of History, in a sentence. */
export class EntryError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'EntryError';
	}
}

/** Puts an image, or the words of a description, at the cursor of the text editor that the person was in last. */
export async function insertEntry(parts: Parts, entry: HistoryEntry): Promise<void> {
	if (!(await requireTrust())) {
		return;
	}
	const editor = await parts.lastEditor.reveal();
	if (entry.kind === 'text') {
		if (entry.sandbox) {
			throw new EntryError(vscode.l10n.t('Sandbox captions are made up, so they are not put into files.'));
		}
		if (!editor) {
			throw new EntryError(vscode.l10n.t('Open the file that the text belongs in, then insert it again.'));
		}
		await editor.edit((edit) => edit.replace(editor.selection, entry.text ?? ''));
		return;
	}
	await insertAtCursor(await deliveryOf(parts, entry), undefined, editor);
}

async function deliveryOf(parts: Parts, entry: HistoryEntry): Promise<Delivery> {
	const store = await parts.store();
	return {
		store,
		codec: parts.codec,
		output: entry,
		prompt: entry.prompt || operationName(entry.operation),
		alt: await altOf(store, entry),
		folders: recallChoices(parts.context.workspaceState).folders,
	};
}

/** Puts an image where it was dropped. */
export async function dropEntry(
	parts: Parts,
	entry: HistoryEntry,
	document: vscode.TextDocument,
	position: vscode.Position,
): Promise<void> {
	if (entry.kind !== 'image' || entry.state !== 'saved' || !(await requireTrust())) {
		return;
	}
	const place = trackPlace(document, { offset: document.offsetAt(position), newLine: false, indent: '' });
	try {
		await deliver(await deliveryOf(parts, entry), place);
	} finally {
		place.dispose();
	}
}

/** Opens the image where a workspace has it, else the store's own copy. */
export async function openEntry(parts: Parts, entry: HistoryEntry): Promise<void> {
	for (const placement of entry.placements) {
		const uri = vscode.Uri.parse(placement);
		if (await exists(uri)) {
			await vscode.commands.executeCommand('vscode.open', uri);
			return;
		}
	}
	const { imagePath } = await parts.store();
	await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(imagePath(entry.file ?? '')));
}

/** Makes one image with the same input and the same seed, after showing what that costs. */
export async function generateEntryAgain(parts: Parts, entry: HistoryEntry): Promise<void> {
	if (!(await requireTrust())) {
		return;
	}
	const { records } = await parts.store();
	const asked = await records.callInput(entry.callId);
	const operation = catalog.find(({ id }) => id === asked?.operation);
	if (!asked || !operation?.billing || !('seed' in operation.fields) || entry.seed === null) {
		throw new EntryError(vscode.l10n.t('This image has no seed to make it again with.'));
	}
	const input = {
		...(await inputFromLedger(asked.input, parts.codec)),
		seed: entry.seed,
		...('numImages' in operation.fields ? { numImages: 1 } : {}),
	};
	const go = vscode.l10n.t('Generate 1 Image');
	const picked = await vscode.window.showQuickPick(
		[{ label: go, description: priceLabel(parts, operation, input), detail: entry.prompt }],
		{ title: vscode.l10n.t('Generate Again with Seed {0}', String(entry.seed)), ignoreFocusOut: true },
	);
	if (picked) {
		await runImageJob(parts, operation, input);
	}
}
