import * as vscode from 'vscode';
import { findImages } from './text/findImages.ts';
import type { ImageReference } from './text/reference.ts';

/** The images that a document refers to, as it stands now. */
export function imagesIn(document: vscode.TextDocument): readonly ImageReference[] {
	return findImages({
		languageId: document.languageId,
		path: document.uri.path,
		text: document.getText(),
	});
}

/** The range of offsets in a document. */
export function rangeIn(
	document: vscode.TextDocument,
	{ start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
