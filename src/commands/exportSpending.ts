import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { contentOf } from '../editor/fix/content.ts';
import type { Parts } from '../editor/parts.ts';
import { callsText } from '../editor/storeNotices.ts';
import { requireTrust } from '../editor/trust.ts';
import { localDay } from '../store/days.ts';

/** Writes the whole ledger to a CSV file of the person's choice. */
export async function exportSpending(parts: Parts): Promise<void> {
	if (!(await requireTrust())) {
		return;
	}
	const name = `ideogram-spending-${localDay(new Date())}.csv`;
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const target = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Export Spending'),
		filters: { CSV: ['csv'] },
		defaultUri: folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(name),
	});
	if (!target) {
		return;
	}
	const store = await parts.store();
	// Written beside the store first: what is chosen may be on no disk, and is whole or not there.
	const temporary = path.join(store.folder, 'exports', `${randomUUID()}.csv`);
	try {
		await mkdir(path.dirname(temporary), { recursive: true });
		const calls = await store.records.exportSpending(temporary);
		await contentOf(target).write(await readFile(temporary), randomUUID());
		const open = vscode.l10n.t('Open');
		void vscode.window
			.showInformationMessage(
				vscode.l10n.t('{0} exported to {1}.', callsText(calls), vscode.workspace.asRelativePath(target)),
				open,
			)
			.then((picked) => picked === open && vscode.commands.executeCommand('vscode.open', target));
	} finally {
		await rm(temporary, { force: true });
	}
}
