import * as vscode from 'vscode';
import { chooseImage } from '../editor/chooseImage.ts';
import { insertAtCursor } from '../editor/deliver.ts';
import { recallChoices } from '../editor/draft.ts';
import { requireTrust } from '../editor/notices.ts';
import type { Parts } from '../editor/parts.ts';

const SHOWN = 100;

/** The newest images of the store: look at each, insert one again. */
export async function showHistory(parts: Parts): Promise<void> {
	if (!(await requireTrust())) {
		return;
	}
	const store = await parts.store();
	const { entries } = await store.records.searchHistory({ limit: SHOWN });
	const outputs = entries.filter(({ state, kind }) => state === 'saved' && kind === 'image');
	if (outputs.length === 0) {
		await vscode.window.showInformationMessage(
			vscode.l10n.t('No images yet: generate one and it is kept here.'),
		);
		return;
	}
	const output = await chooseImage(store, outputs, {
		title: vscode.l10n.t('Ideogram History'),
		placeholder: vscode.l10n.t('Arrow keys show each; Enter inserts one at the cursor, at no cost'),
		label: ({ prompt }) => prompt.slice(0, 80),
		description: ({ created, sandbox, width, height }) =>
			[
				new Date(created).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }),
				`${width}x${height}`,
				...(sandbox ? [vscode.l10n.t('sandbox')] : []),
			].join(', '),
	});
	if (output) {
		const { folder } = recallChoices(parts.context.workspaceState);
		await insertAtCursor({ store, output, prompt: output.prompt, folder });
	}
}
