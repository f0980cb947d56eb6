import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Codec } from '../../images/codec.ts';
import { ImageTooLargeError } from '../../images/errors.ts';
import { finishImage } from '../../images/fit.ts';
import { displayedSize, type ImageInfo } from '../../images/format.ts';
import { besideName } from '../../images/names.ts';
import { isOpaque } from '../../images/pixels.ts';
import type { JobResult } from '../../jobs/request.ts';
import type { StoredOutput } from '../../store/outputs.ts';
import type { Replacement } from '../../store/replacements.ts';
import { replaceContent, sha256Of } from '../../store/replacing.ts';
import { recordPlacement } from '../deliver.ts';
import { checkTarget } from '../inside.ts';
import type { Parts } from '../parts.ts';
import { saveIntoWorkspace } from '../save.ts';
import { imageFormat } from '../settings.ts';
import { transparencyMessage } from '../transparencyMessage.ts';
import { contentOf } from './content.ts';
import { type FixJob, keepsSize } from './fixJobs.ts';
import type { Choice } from './question.ts';
import type { Source } from './sources.ts';

/** What was paid for is not put into the workspace, and why: a sentence. It is kept in History as far as it is there. */
export class NotPlacedError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'NotPlacedError';
	}
}

/** What was made of a file. */
export interface Made {
	readonly source: Source;
	/** The file with the result. */
	readonly uri: vscode.Uri;
	/** Of that file, hexadecimal. */
	readonly sha256: string;
	readonly output: StoredOutput;
	/** Where the file itself was written over. */
	readonly replacement?: Replacement;
	/** It was to be replaced, but its format cannot hold the result. */
	readonly instead: boolean;
	/** Something could be seen through the file that was written over, and nothing can be now. */
	readonly becameOpaque: boolean;
}

/**
 * Throws where it is known beforehand that a result could not be put there, as `checkTarget` and `checkWritable`
 * do.
 */
export async function checkPlace(job: FixJob, source: Source, place: Choice['place']): Promise<void> {
	if (place === 'replace') {
		await contentOf(source.uri).checkWritable();
	} else {
		const target = besideUri(source, job.suffix ?? sizeText(displayedSize(source.info)), source.info.type);
		await checkTarget(target, folderOf(source.uri));
	}
}

/** Puts the result of a call beside its file, or over it. Throws `NotPlacedError`, `SaveError` or what a replacement throws. */
export async function placeResult(
	parts: Pick<Parts, 'store' | 'codec'>,
	job: FixJob,
	source: Source,
	place: Choice['place'],
	result: JobResult,
): Promise<Made> {
	const output = savedOutput(result.outputs);
	const store = await parts.store();
	const tools = await parts.codec.open();
	const original = await readFile(store.imagePath(output.file ?? ''));
	const decoded = await tools.decode(original).catch((error: unknown) => {
		throw error instanceof ImageTooLargeError
			? new NotPlacedError(
					vscode.l10n.t(
						'The result is too large to be worked on here, so it was not used; it is kept in History.',
					),
				)
			: error;
	});
	if (job.transparent) {
		const problem = await transparencyMessage(decoded);
		if (problem) {
			throw new NotPlacedError(problem);
		}
	}
	const { type } = source.info;
	const instead = place === 'replace' && type === 'jpeg' && !isOpaque(decoded);
	if (place === 'replace' && !instead) {
		const size = keepsSize(job) ? displayedSize(source.info) : undefined;
		const { bytes } = await finishImage(original, tools, { type, size });
		const becameOpaque = isOpaque(decoded) && (await isSeenThrough(tools, source));
		const replacement = await replaceContent(store, contentOf(source.uri), {
			uri: source.uri.toString(),
			name: source.name,
			sha256: source.sha256,
			bytes,
			callId: output.callId,
			position: output.position,
			now: Date.now(),
		});
		await recordPlacement({ store, output }, source.uri);
		const { newSha256: sha256 } = replacement;
		return { source, uri: source.uri, sha256, output, replacement, instead: false, becameOpaque };
	}
	const size = instead && keepsSize(job) ? displayedSize(source.info) : undefined;
	const format = besideType(imageFormat(source.uri), type, !isOpaque(decoded));
	const finished = await finishImage(original, tools, { type: format, size });
	const { pixels } = finished;
	const uri = await saveIntoWorkspace({
		source: finished.bytes,
		target: besideUri(source, instead ? '' : (job.suffix ?? sizeText(pixels)), format),
		workspaceFolder: folderOf(source.uri),
	});
	await recordPlacement({ store, output }, uri);
	return { source, uri, sha256: sha256Of(finished.bytes), output, instead, becameOpaque: false };
}

/** Whether a file has transparent pixels. What cannot be told keeps nothing back that was paid for. */
async function isSeenThrough(tools: Pick<Codec, 'isOpaque'>, { uri, info }: Source): Promise<boolean> {
	if (!info.hasAlpha) {
		return false;
	}
	try {
		const bytes = await contentOf(uri).read();
		return bytes !== undefined && !(await tools.isOpaque(bytes));
	} catch {
		return false;
	}
}

/** The one image that a call was for. Throws `NotPlacedError` where it is not here. */
export function savedOutput(outputs: readonly StoredOutput[]): StoredOutput {
	const [saved] = outputs.filter(({ state }) => state === 'saved');
	if (saved) {
		return saved;
	}
	switch (outputs[0]?.state) {
		case 'pending':
			throw new NotPlacedError(
				vscode.l10n.t('The result is paid for but not fetched yet: it will arrive in History.'),
			);
		case 'expired':
			throw new NotPlacedError(vscode.l10n.t('The result could not be fetched before its link expired.'));
		default:
			throw new NotPlacedError(
				vscode.l10n.t("The result was withheld by Ideogram's safety check, and charged all the same."),
			);
	}
}

/** The format of a new file beside one of `type`. */
export function besideType(
	format: 'auto' | 'png' | 'webp',
	type: ImageInfo['type'],
	transparent: boolean,
): ImageInfo['type'] {
	if (format !== 'auto') {
		return format;
	}
	return type === 'jpeg' && transparent ? 'webp' : type;
}

function besideUri(source: Source, suffix: string, type: ImageInfo['type']): vscode.Uri {
	const name = besideName(source.name, suffix, extensionFor(source, type));
	return vscode.Uri.joinPath(source.uri, '..', name);
}

const sizeText = ({ width, height }: { readonly width: number; readonly height: number }): string =>
	`${width}x${height}`;

/** The file's own spelling of its extension where the format is still the same. */
function extensionFor({ name, info }: Source, type: ImageInfo['type']): string {
	const own = path.posix.extname(name).slice(1);
	return info.type === type && own !== '' ? own : type === 'jpeg' ? 'jpg' : type;
}

/** A file in no workspace folder has its own folder for one. */
export function folderOf(uri: vscode.Uri): vscode.WorkspaceFolder {
	const parent = vscode.Uri.joinPath(uri, '..');
	return (
		vscode.workspace.getWorkspaceFolder(uri) ?? {
			uri: parent,
			name: path.posix.basename(parent.path),
			index: 0,
		}
	);
}
