import * as vscode from 'vscode';
import type { FetchOptions } from '../jobs/fetch.ts';
import { resumePendingWork } from '../jobs/resume.ts';
import { imagesText } from './statusBar.ts';
import type { StoreOpener } from './storeOpener.ts';

/** After a start: fetches what was paid for and never arrived, and says so. */
export async function takeUpPendingWork(
	store: StoreOpener,
	fetch: FetchOptions,
	log: vscode.LogOutputChannel,
): Promise<void> {
	try {
		const resumed = await resumePendingWork(store.folder, store.open, fetch);
		if (!resumed) {
			return;
		}
		log.info(
			`taken up: ${resumed.saved.length} saved, ${resumed.pending} pending, ${resumed.expired} expired, ${resumed.unknown} of unknown outcome`,
		);
		const show = vscode.l10n.t('Show History');
		const sentences = [
			resumed.saved.length > 0
				? vscode.l10n.t(
						'{0} from an earlier window arrived and can be found in History.',
						imagesText(resumed.saved.length),
					)
				: undefined,
			resumed.unknown > 0
				? vscode.l10n.t(
						'{0} may have been charged: the window closed before an answer came.',
						callsText(resumed.unknown),
					)
				: undefined,
			resumed.expired > 0
				? vscode.l10n.t('{0} could not be fetched before the link expired.', imagesText(resumed.expired))
				: undefined,
		].filter((sentence) => sentence !== undefined);
		for (const sentence of sentences) {
			void vscode.window.showInformationMessage(sentence, show).then((picked) => {
				if (picked === show) {
					void vscode.commands.executeCommand('ideogram.showHistory');
				}
			});
		}
	} catch (error) {
		log.error(`pending work: ${error instanceof Error ? error.message : String(error)}`);
	}
}

function callsText(count: number): string {
	return count === 1 ? vscode.l10n.t('1 call') : vscode.l10n.t('{0} calls', count);
}
