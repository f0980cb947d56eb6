import * as vscode from 'vscode';
import { applyEdits } from '../applyEdits.ts';
import { rangeIn } from '../documents.ts';
import { openDocument } from '../manyFiles.ts';
import { altEdit } from '../text/altEdit.ts';
import { reviewOne, reviewSeveral } from './reviewAlt.ts';
import { type AltTask, standingReference } from './tasks.ts';

/** Alt texts that are ready to be written. */
export type AltTexts = ReadonlyMap<AltTask, string>;

/**
 * Writes alt texts as one step that can be undone, after the person has looked
 * at them. False: the person left it, or no image stands as it did.
 */
export async function applyAlt(texts: AltTexts): Promise<boolean> {
	const [only, ...others] = texts;
	if (!only) {
		return false;
	}
	if (others.length > 0) {
		const agreed = await reviewSeveral(texts);
		return agreed !== undefined && write(agreed, texts);
	}
	const [task, alt] = only;
	const agreed = alt === '' ? alt : await reviewOne(task, alt);
	return agreed !== undefined && write(new Map([[task, agreed]]), texts);
}

/** A person may type while an edit is on its way; each try starts from the text as it then is. */
const TRIES = 20;

async function write(agreed: AltTexts, all: AltTexts): Promise<boolean> {
	const documents = new Set([...agreed.keys()].map(({ document }) => document));
	const standing = await reopened(documents);
	const editsOf = (document: vscode.TextDocument, now: vscode.TextDocument) =>
		[...agreed].flatMap(([task, alt]) => {
			const among = [...all.keys()];
			const reference = task.document === document ? standingReference(task, among, now) : undefined;
			return (reference && altEdit(reference, alt)) ?? [];
		});
	const [only] = standing;
	for (let attempt = 0; only && documents.size === 1 && attempt < TRIES; attempt++) {
		const edits = editsOf(...only);
		if (edits.length === 0) {
			return false;
		}
		if (await applyEdits(only[1], edits)) {
			return true;
		}
	}
	const workspaceEdit = new vscode.WorkspaceEdit();
	for (const [document, now] of standing) {
		for (const edit of editsOf(document, now)) {
			workspaceEdit.replace(now.uri, rangeIn(now, edit), edit.text);
		}
	}
	return workspaceEdit.size > 0 && (await vscode.workspace.applyEdit(workspaceEdit, { isRefactoring: true }));
}

/** What the editor has closed meanwhile, since nobody looks at it, may be another text by now. */
async function reopened(
	documents: ReadonlySet<vscode.TextDocument>,
): Promise<ReadonlyMap<vscode.TextDocument, vscode.TextDocument>> {
	const found = new Map<vscode.TextDocument, vscode.TextDocument>();
	for (const document of documents) {
		const now = document.isClosed ? await openDocument(document.uri) : document;
		if (now) {
			found.set(document, now);
		}
	}
	return found;
}
