import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { operationName } from '../api/operation-names.ts';
import { catalog } from '../api/prices.ts';
import { finishImage, typeOfName } from '../images/fit.ts';
import type { HistoryEntry } from '../store/history.ts';
import { deliver, insertAtCursor, recordPlacement } from './deliver.ts';
import { recallChoices } from './draft.ts';
import { imageJobs, priceLabel, runImageJob } from './imageJobs.ts';
import { requireTrust } from './notices.ts';
import { exists } from './outputFolder.ts';
import type { Parts } from './parts.ts';
import { trackPlace } from './place.ts';
import { inputFromLedger } from './storedInput.ts';

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
	const { folder } = recallChoices(parts.context.workspaceState);
	const delivery = {
		store: await parts.store(),
		codec: parts.codec,
		output: entry,
		prompt: entry.prompt,
		folder,
	};
	await insertAtCursor(delivery, undefined, editor);
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
		const { folder } = recallChoices(parts.context.workspaceState);
		const store = await parts.store();
		await deliver({ store, codec: parts.codec, output: entry, prompt: entry.prompt, folder }, place);
	} finally {
		place.dispose();
	}
}

/** Copies an image to a place of the person's choice, made over into the format that its name asks for. */
export async function saveEntryAs(parts: Parts, entry: HistoryEntry): Promise<void> {
	const store = await parts.store();
	const source = store.imagePath(entry.file ?? '');
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const name = path.basename(source);
	const target = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Save Image As'),
		filters: { PNG: ['png'], WebP: ['webp'], JPEG: ['jpg', 'jpeg'] },
		defaultUri: folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(name),
	});
	if (!target) {
		return;
	}
	const type = typeOfName(target.path);
	if (!type) {
		throw new EntryError(vscode.l10n.t('Choose a name that ends in .png, .webp or .jpg.'));
	}
	const { bytes } = await finishImage(await readFile(source), await parts.codec.open(), { type });
	await vscode.workspace.fs.writeFile(target, bytes);
	await recordPlacement({ store, output: entry }, target);
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

/** Lets the person choose what to make of the image; every choice says what it costs. */
export async function useEntryAsInput(parts: Parts, entry: HistoryEntry): Promise<void> {
	if (!(await requireTrust())) {
		return;
	}
	const { imagePath } = await parts.store();
	const file = imagePath(entry.file ?? '');
	const image = {
		name: path.basename(file),
		bytes: await readFile(file),
		path: vscode.Uri.file(file).toString(),
	};
	const picked = await vscode.window.showQuickPick(
		imageJobs().map((job) => ({
			label: operationName(job.operation.id),
			description: priceLabel(parts, job.operation, { [job.image]: image, prompt: '' }),
			job,
		})),
		{ title: vscode.l10n.t('Use as Input'), placeHolder: entry.prompt.slice(0, 80), ignoreFocusOut: true },
	);
	if (!picked) {
		return;
	}
	const { operation, image: field, needsPrompt } = picked.job;
	const prompt = needsPrompt ? await askPrompt(picked.label, picked.description, entry.prompt) : undefined;
	if (needsPrompt && prompt === undefined) {
		return;
	}
	await runImageJob(parts, operation, { [field]: image, ...(prompt === undefined ? {} : { prompt }) });
}

function askPrompt(job: string, price: string, value: string): Thenable<string | undefined> {
	return vscode.window.showInputBox({
		title: vscode.l10n.t('{0}, {1}', job, price),
		prompt: vscode.l10n.t('Describe the image that is to be made of this one'),
		value,
		ignoreFocusOut: true,
		validateInput: (text) =>
			text.trim() === '' ? vscode.l10n.t('Type what the image should show.') : undefined,
	});
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
		...(await inputFromLedger(asked.input)),
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
