import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { ImageTooLargeError } from '../images/errors.ts';
import type { Pixels } from '../images/pixels.ts';
import type { Parts } from './parts.ts';

/** What is to be said of an image that should be transparent and is not; undefined where it is. */
export async function transparencyMessage(pixels: Pixels): Promise<string | undefined> {
	const { transparencyProblem } = await import('../images/transparency.ts');
	switch (transparencyProblem(pixels)) {
		case 'opaque':
			return vscode.l10n.t('The result has no transparency, so it was not used; it is kept in History.');
		case 'checkerboard':
			return vscode.l10n.t(
				'The result has a checkerboard painted into it instead of transparency, so it was not used; it is kept in History.',
			);
		case undefined:
			return undefined;
	}
}

/** The same of a file in the store. */
export async function transparencyProblemIn(parts: Parts, file: string): Promise<string | undefined> {
	const codec = await parts.codec.open();
	try {
		return await transparencyMessage(await codec.decode(await readFile(file)));
	} catch (error) {
		if (error instanceof ImageTooLargeError) {
			return undefined; // It cannot be looked into, which takes nothing from it.
		}
		throw error;
	}
}
