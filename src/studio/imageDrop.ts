import * as vscode from 'vscode';
import type { Parts } from '../editor/parts.ts';
import { IMAGE_MIME } from './imageMime.ts';
import type { PanelOpener } from './panelOpener.ts';

/**
 * An image dragged from the panel into a text goes where everything else goes: a
 * file in the workspace, and the snippet of the language where it was dropped.
 */
export function registerImageDrop(
	parts: Parts,
	panel: Pick<PanelOpener, 'entryOf'>,
	subscriptions: vscode.Disposable[],
): void {
	subscriptions.push(
		vscode.languages.registerDocumentDropEditProvider(
			{ pattern: '**' },
			{
				async provideDocumentDropEdits(document, position, dropped) {
					const handle = await dropped.get(IMAGE_MIME)?.asString();
					const entry = handle === undefined ? undefined : panel.entryOf(handle);
					if (entry) {
						// An edit of its own: a snippet may come with an import, and one undo takes back both.
						void import('../editor/historyActions.ts')
							.then(({ dropEntry }) => dropEntry(parts, entry, document, position))
							.catch(async (error) => (await import('../editor/notices.ts')).showError(error));
					}
					return undefined;
				},
			},
			{ dropMimeTypes: [IMAGE_MIME] },
		),
	);
}
