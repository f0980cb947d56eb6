import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { ImageFile } from '../api/field.ts';

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
	readonly sha256: string;
}

export const isRecordedFile = (value: unknown): value is RecordedFile =>
	typeof (value as Partial<RecordedFile> | null)?.sha256 === 'string' &&
	typeof (value as Partial<RecordedFile>).name === 'string';

/**
 * The input of a call as it was made, from the ledger's JSON: files are read
 * again from where they were, as URIs. Throws `ChangedInputError`.
 */
export async function inputFromLedger(json: string): Promise<Record<string, unknown>> {
	const input = JSON.parse(json) as Record<string, unknown>;
	const entries = await Promise.all(
		Object.entries(input).map(async ([name, value]) => [name, await withFiles(value)] as const),
	);
	return Object.fromEntries(entries);
}

async function withFiles(value: unknown): Promise<unknown> {
	if (Array.isArray(value)) {
		return Promise.all(value.map(withFiles));
	}
	return isRecordedFile(value) ? readRecordedFile(value) : value;
}

/** Throws `ChangedInputError` where it is gone or another one. */
export async function readRecordedFile({ name, path, sha256 }: RecordedFile): Promise<ImageFile> {
	let bytes: Uint8Array;
	try {
		bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(path ?? '', true));
	} catch {
		throw new ChangedInputError(name);
	}
	if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
		throw new ChangedInputError(name);
	}
	return { name, bytes, path };
}
