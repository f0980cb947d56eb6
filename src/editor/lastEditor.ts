import * as vscode from 'vscode';

/** The text editor that the person was in last: while a panel has the focus, the editor knows of none. */
export interface LastEditor {
	/** Brings it to the front again if it is hidden. Undefined: its document is closed, or there was none. */
	reveal(): Promise<vscode.TextEditor | undefined>;
}

export function createLastEditor(subscriptions: vscode.Disposable[]): LastEditor {
	let last:
		| { readonly document: vscode.TextDocument; readonly column: vscode.ViewColumn | undefined }
		| undefined;
	const note = (editor: vscode.TextEditor | undefined) => {
		if (editor && editor.document.uri.scheme !== 'output') {
			last = { document: editor.document, column: editor.viewColumn };
		}
	};
	note(vscode.window.activeTextEditor);
	subscriptions.push(vscode.window.onDidChangeActiveTextEditor(note));
	return {
		async reveal() {
			note(vscode.window.activeTextEditor);
			return last && !last.document.isClosed
				? vscode.window.showTextDocument(last.document, { viewColumn: last.column })
				: undefined;
		},
	};
}
