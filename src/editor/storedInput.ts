import * as vscode from 'vscode';
import type { ImageFile } from '../api/field.ts';
import { sha256Of } from '../store/replacing.ts';
import type { CodecOpener } from './codecOpener.ts';
import { fittedFile } from './upload.ts';

/** A file that a call was made with is gone or another one now; nothing was sent. */
export class ChangedInputError extends Error {
	constructor(name: string) {
		super(
			vscode.l10n.t('{0} is no longer the file that this was made with: choose Use as Input instead.', name),
		);
		this.name = 'ChangedInputError';
	}
}

/** A file as the ledger tells of it. */
export interface RecordedFile {
	readonly name: string;
	readonly path?: string;
	/** Of what was sent. */
	readonly sha256: string;
	/** Of the file, where another one was made of it to be sent. */
	readonly fileSha256?: string;
}

export const isRecordedFile = (value: unknown): value is RecordedFile =>
	typeof (value as Partial<RecordedFile> | null)?.sha256 === 'string' &&
	typeof (value as Partial<RecordedFile>).name === 'string';

/**
 * The input of a call as it was made, from the ledger's JSON: files are read
 * again from where they were, as URIs, and made ready to be sent once more. Throws `ChangedInputError`.
 */
export async function inputFromLedger(
	json: string,
	codec: Pick<CodecOpener, 'open'>,
): Promise<Record<string, unknown>> {
	const input = JSON.parse(json) as Record<string, unknown>;
	const entries = await Promise.all(
		Object.entries(input).map(async ([name, value]) => [name, await withFiles(value, codec)] as const),
	);
	return Object.fromEntries(entries);
}

async function withFiles(value: unknown, codec: Pick<CodecOpener, 'open'>): Promise<unknown> {
	if (Array.isArray(value)) {
		return Promise.all(value.map((item) => withFiles(item, codec)));
	}
	return isRecordedFile(value) ? readRecordedFile(value, codec) : value;
}

/** As it was sent. Throws `ChangedInputError` where it is gone or another one. */
export async function readRecordedFile(
	{ name, path, sha256, fileSha256 }: RecordedFile,
	codec: Pick<CodecOpener, 'open'>,
): Promise<ImageFile> {
	let bytes: Uint8Array;
	try {
		bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(path ?? '', true));
	} catch {
		throw new ChangedInputError(name);
	}
	const found = sha256Of(bytes);
	if (found === sha256) {
		return { name, bytes, path };
	}
	if (found === fileSha256) {
		for (const square of [false, true]) {
			const fitted = await fittedFile({ name, bytes, path }, codec, square);
			if (sha256Of(fitted.bytes) === sha256) {
				return fitted;
			}
		}
	}
	throw new ChangedInputError(name);
}
