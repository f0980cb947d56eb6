import * as vscode from 'vscode';

/** Offsets in the document as it is now. */
export interface TextEdit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/**
 * Applies edits as one undo step if the document is still what the offsets mean
 * by the time they get there; false where somebody has typed meanwhile.
 */
export async function applyEdits(
	document: vscode.TextDocument,
	edits: readonly TextEdit[],
): Promise<boolean> {
	const rangeOf = ({ start, end }: TextEdit) =>
		new vscode.Range(document.positionAt(start), document.positionAt(end));
	const editor = vscode.window.visibleTextEditors.find((visible) => visible.document === document);
	if (editor) {
		// An editor compares versions at the very moment of the edit. Older editors compare those of a
		// workspace edit only when it arrives, and a keystroke may come in between.
		try {
			return await editor.edit((builder) => {
				for (const edit of edits) {
					if (edit.start === edit.end) {
						builder.insert(document.positionAt(edit.start), edit.text);
					} else {
						builder.replace(rangeOf(edit), edit.text);
					}
				}
			});
		} catch {
			return false; // The editor has been closed; the document may be open still.
		}
	}
	const workspaceEdit = new vscode.WorkspaceEdit();
	for (const edit of edits) {
		workspaceEdit.replace(document.uri, rangeOf(edit), edit.text);
	}
	return vscode.workspace.applyEdit(workspaceEdit);
}
