import * as vscode from 'vscode';
import { trackOffset } from './snippets/trackOffset.ts';

const PAUSE_MS = 300;

/** Where a snippet will go, through everything the person types meanwhile. */
export interface Place {
	readonly document: vscode.TextDocument;
	/** The snippet goes on a line of its own below, with this indentation. */
	readonly newLine: boolean;
	readonly indent: string;
	/** Undefined once the place is gone: its text was deleted or its document closed. */
	offset(): number | undefined;
	/** Shows at the place what is on its way; undefined: nothing any more. */
	decorate(label: string | undefined): void;
	dispose(): void;
}

/** Starts to follow a place in a document. */
export function trackPlace(
	document: vscode.TextDocument,
	start: { readonly offset: number; readonly newLine: boolean; readonly indent: string },
): Place {
	let offset: number | undefined = start.offset;
	let decoration: vscode.TextEditorDecorationType | undefined;

	const show = () => {
		if (!decoration) {
			return;
		}
		for (const editor of vscode.window.visibleTextEditors) {
			if (editor.document === document) {
				const at = offset === undefined ? undefined : document.positionAt(offset);
				editor.setDecorations(decoration, at ? [new vscode.Range(at, at)] : []);
			}
		}
	};
	// The editor moves the decoration along by itself. Correcting it at every key would set it by a text that
	// the editor has left behind already; once the person pauses, both mean the same text.
	let timer: NodeJS.Timeout | undefined;
	const showLater = () => {
		clearTimeout(timer);
		timer = setTimeout(show, PAUSE_MS);
	};
	const subscriptions = [
		vscode.workspace.onDidChangeTextDocument((event) => {
			if (event.document === document && offset !== undefined && event.contentChanges.length > 0) {
				offset = trackOffset(offset, event.contentChanges);
				showLater();
			}
		}),
		vscode.workspace.onDidCloseTextDocument((closed) => {
			if (closed === document) {
				offset = undefined;
			}
		}),
		vscode.window.onDidChangeVisibleTextEditors(show),
	];
	return {
		document,
		newLine: start.newLine,
		indent: start.indent,
		offset: () => (document.isClosed ? undefined : offset),
		decorate(label) {
			decoration?.dispose();
			decoration = undefined;
			if (label === undefined) {
				return;
			}
			decoration = vscode.window.createTextEditorDecorationType({
				after: {
					contentText: ` ${label} `,
					color: new vscode.ThemeColor('editorInlayHint.foreground'),
					backgroundColor: new vscode.ThemeColor('editorInlayHint.background'),
					margin: '0 0 0 0.5em',
				},
				rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
			});
			show();
		},
		dispose() {
			clearTimeout(timer);
			decoration?.dispose();
			for (const subscription of subscriptions) {
				subscription.dispose();
			}
		},
	};
}
