import path from 'node:path';
import * as vscode from 'vscode';
import type { StoreError } from '../store/errors.ts';
import type { Repair } from '../store/repair.ts';
import { imagesText } from './costText.ts';

/** Tells that an answer which was paid for cannot be written yet. */
export function tellTrouble(error: StoreError): void {
	void vscode.window.showWarningMessage(
		vscode.l10n.t('A result that you paid for waits to be written. {0}', error.message),
	);
}

/** Tells what became of a damaged store. */
export async function tellRepair(repair: Repair): Promise<void> {
	const show = vscode.l10n.t('Show History');
	const picked = await vscode.window.showWarningMessage(repairSentence(repair), show);
	if (picked === show) {
		await vscode.commands.executeCommand('ideogram.showHistory');
	}
}

function repairSentence({ setAside, carried, lost, adopted }: Repair): string {
	const losses = [
		...(lost > 0 ? [vscode.l10n.t('{0} could not be read', callsText(lost))] : []),
		...(adopted > 0 ? [vscode.l10n.t('{0} found without a record', imagesText(adopted))] : []),
	].join(', ');
	const kept = losses
		? vscode.l10n.t('{0} carried over, {1}', callsText(carried), losses)
		: vscode.l10n.t('{0} carried over', callsText(carried));
	return setAside
		? vscode.l10n.t(
				'The records of Ideogram Assets were damaged and have been repaired ({0}); the damaged file is kept as {1}.',
				kept,
				path.basename(setAside),
			)
		: vscode.l10n.t('The records of Ideogram Assets were missing and have been made anew ({0}).', kept);
}

/** "1 call", "2 calls". */
export function callsText(count: number): string {
	return count === 1 ? vscode.l10n.t('1 call') : vscode.l10n.t('{0} calls', count);
}
