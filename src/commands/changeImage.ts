import * as vscode from 'vscode';
import type { Parts } from '../editor/parts.ts';
import { requireTrust } from '../editor/trust.ts';

/** Where a text shows the image that is to be changed. */
export interface ChangeRequest {
	readonly uri: vscode.Uri;
	/** Offset in that document. */
	readonly at: number;
}

/** Changes the image that the text shows at a place; without a request, at the cursor of the active editor. */
export async function changeImage(parts: Parts, request?: ChangeRequest): Promise<void> {
	const editor = vscode.window.activeTextEditor;
	const document = request ? await vscode.workspace.openTextDocument(request.uri) : editor?.document;
	if (!document || !(await requireTrust())) {
		return;
	}
	const at = request?.at ?? (editor ? document.offsetAt(editor.selection.active) : 0);
	const [{ imageAt }, { changeImage: change }] = await Promise.all([
		import('../editor/imageTargets.ts'),
		import('../editor/fix/fixImages.ts'),
	]);
	const found = await imageAt(document, at);
	if (!found) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t('There is no image of this workspace at the cursor.'),
		);
		return;
	}
	await change(parts, found.uri, found.about);
}
