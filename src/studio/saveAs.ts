import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { recordPlacement } from '../editor/deliver.ts';
import { exists } from '../editor/fileFacts.ts';
import { contentOf } from '../editor/fix/content.ts';
import { EntryError } from '../editor/historyActions.ts';
import type { Parts } from '../editor/parts.ts';
import { requireTrust } from '../editor/trust.ts';
import { finishImage, nameOfType } from '../images/fit.ts';
import { displayedSize, isWithinPixelBounds, recogniseImage } from '../images/format.ts';
import { isOpaque } from '../images/pixels.ts';
import type { HistoryEntry } from '../store/history.ts';
import { NO_FILE, replaceContent, sha256Of } from '../store/replacing.ts';
import type { Store } from '../store/store.ts';
import type { SavedForm, SavedType } from './imageMessages.ts';
import type { ConvertedImage } from './parts.ts';

/** Images made over for a person who saves them: on this computer, at no cost. */
export interface SaveAs {
	/** Throws `EntryError` where it would become larger than it is, and what decoding throws. */
	convert(entry: HistoryEntry, form: SavedForm): Promise<ConvertedImage>;
	/** Asks where to, and writes. The file's name, or undefined where the person left it. */
	save(entry: HistoryEntry, form: SavedForm): Promise<string | undefined>;
}

export function createSaveAs(parts: Parts): SaveAs {
	// Whoever saves has just been shown how large the file will be: it is not made twice.
	let last: { readonly key: string; readonly converted: Promise<ConvertedImage> } | undefined;
	const convert: SaveAs['convert'] = (entry, form) => {
		const key = JSON.stringify([entry.callId, entry.position, form.type, form.width, form.quality]);
		if (last?.key !== key) {
			const converted = convertEntry(parts, entry, form);
			last = { key, converted };
			converted.catch(() => {
				last = undefined;
			});
		}
		return last.converted;
	};
	return {
		convert,
		async save(entry, form) {
			const chosen = (await requireTrust()) ? await askWhere(entry, form.type) : undefined;
			const target = chosen && (await underRightName(chosen, form.type));
			if (!target) {
				return undefined;
			}
			const { bytes } = await convert(entry, form);
			const store = await parts.store();
			await place(store, entry, target, bytes);
			last = undefined;
			await recordPlacement({ store, output: entry }, target);
			return path.posix.basename(target.path);
		},
	};
}

/** What was there can be brought back, as after every replacement. */
async function place(
	store: Store,
	entry: HistoryEntry,
	target: vscode.Uri,
	bytes: Uint8Array,
): Promise<void> {
	const content = contentOf(target);
	const old = await content.read();
	if (!old) {
		await content.write(bytes, randomUUID(), NO_FILE);
		return;
	}
	await content.checkWritable();
	await replaceContent(store, content, {
		uri: target.toString(),
		name: path.posix.basename(target.path),
		sha256: sha256Of(old),
		bytes,
		callId: entry.callId,
		position: entry.position,
		now: Date.now(),
	});
}

async function convertEntry(
	parts: Parts,
	entry: HistoryEntry,
	{ type, width, quality }: SavedForm,
): Promise<ConvertedImage> {
	const { imagePath } = await parts.store();
	const bytes = await readFile(imagePath(entry.file ?? ''));
	const info = recogniseImage(bytes);
	const from = info ? displayedSize(info) : { width: 0, height: 0 };
	if (width > from.width) {
		throw new EntryError(
			vscode.l10n.t('The image is {0} pixels wide: upscale it to make it larger.', from.width),
		);
	}
	if (info && !isWithinPixelBounds(info) && type === info.type && width === from.width) {
		// Too large to look into, and nothing is to be changed.
		return { bytes, ...from, transparent: info.hasAlpha, unchanged: true };
	}
	const finished = await finishImage(bytes, await parts.codec.open(), {
		type,
		size: { width, height: Math.max(1, Math.round((from.height * width) / from.width)) },
		...(quality === undefined ? {} : { quality }),
	});
	return {
		bytes: finished.bytes,
		width: finished.pixels.width,
		height: finished.pixels.height,
		transparent: !isOpaque(finished.pixels),
		unchanged: finished.bytes === bytes,
	};
}

const FILTERS: Readonly<Record<SavedType, readonly [name: string, ...extensions: string[]]>> = {
	png: ['PNG', 'png'],
	webp: ['WebP', 'webp'],
	jpeg: ['JPEG', 'jpg', 'jpeg'],
};

async function askWhere({ file }: HistoryEntry, type: SavedType): Promise<vscode.Uri | undefined> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const [label, extension, ...others] = FILTERS[type];
	const name = `${path.parse(file ?? '').name}.${extension}`;
	return vscode.window.showSaveDialog({
		title: vscode.l10n.t('Save Image As'),
		filters: { [label]: [extension as string, ...others] },
		defaultUri: folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(name),
	});
}

/** The name with the ending of the format. The dialog has asked about the name that it was given, not about this. */
async function underRightName(chosen: vscode.Uri, type: SavedType): Promise<vscode.Uri | undefined> {
	const target = chosen.with({ path: nameOfType(chosen.path, type) });
	if (target.path === chosen.path || !(await exists(target))) {
		return target;
	}
	const replace = vscode.l10n.t('Replace');
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t('{0} exists already. Replace it?', path.posix.basename(target.path)),
		{ modal: true },
		replace,
	);
	return answer === replace ? target : undefined;
}
