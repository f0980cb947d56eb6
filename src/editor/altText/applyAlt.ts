import * as vscode from 'vscode';
import { applyEdits } from '../applyEdits.ts';
import { rangeIn } from '../documents.ts';
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
	const editsOf = (document: vscode.TextDocument) =>
		[...agreed].flatMap(([task, alt]) => {
			const reference = task.document === document ? standingReference(task, [...all.keys()]) : undefined;
			return (reference && altEdit(reference, alt)) ?? [];
		});
	const [document] = documents;
	for (let attempt = 0; document && documents.size === 1 && attempt < TRIES; attempt++) {
		const edits = editsOf(document);
		if (edits.length === 0) {
			return false;
		}
		if (await applyEdits(document, edits)) {
			return true;
		}
	}
	const workspaceEdit = new vscode.WorkspaceEdit();
	for (const each of documents) {
		for (const edit of editsOf(each)) {
			workspaceEdit.replace(each.uri, rangeIn(each, edit), edit.text);
		}
	}
	return workspaceEdit.size > 0 && (await vscode.workspace.applyEdit(workspaceEdit, { isRefactoring: true }));
}
