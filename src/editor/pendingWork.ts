import * as vscode from 'vscode';
import { logLine } from '../api/logLine.ts';
import type { FetchOptions } from '../jobs/fetch.ts';
import type { Resumed } from '../jobs/resume.ts';
import { hasPendingWork } from '../store/marker.ts';
import { imagesText } from './costText.ts';
import { callsText } from './storeNotices.ts';
import type { StoreOpener } from './storeOpener.ts';

const RETRY_MS = 60_000;

/** Fetches what was paid for and has not arrived. */
export interface PendingWork {
	/** Looks for unfinished work, of this window and of dead ones, and takes it up. */
	takeUp(): Promise<void>;
	/** Does so in a minute. */
	retryLater(): void;
}

export function createPendingWork(
	store: StoreOpener,
	fetch: FetchOptions,
	log: vscode.LogOutputChannel,
	subscriptions: vscode.Disposable[],
): PendingWork {
	let timer: NodeJS.Timeout | undefined;
	const retryLater = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			void takeUp();
		}, RETRY_MS);
	};
	const takeUp = async () => {
		if (await takeUpPendingWork(store, fetch, log)) {
			retryLater();
		}
	};
	subscriptions.push({ dispose: () => clearTimeout(timer) });
	return { takeUp, retryLater };
}

/** True where something is still to be done. */
async function takeUpPendingWork(
	store: StoreOpener,
	fetch: FetchOptions,
	log: vscode.LogOutputChannel,
): Promise<boolean> {
	try {
		if (!(await hasPendingWork(store.folder))) {
			return false;
		}
		const { takeUpPendingWork: takeUp } = await import('../jobs/takeUp.ts');
		return await takeUp({
			folder: store.folder,
			openStore: store.open,
			fetch,
			async mend(opened) {
				const { mendReplacedFiles } = await import('./fix/mend.ts');
				await mendReplacedFiles(opened, (message) => log.info(message));
			},
			onResumed: (resumed) => tellResumed(resumed, log),
			log: (message) => log.error(message),
		});
	} catch (error) {
		log.error(`pending work: ${logLine(error)}`);
		return true;
	}
}

function tellResumed(resumed: Resumed, log: vscode.LogOutputChannel): void {
	log.info(
		`taken up: ${resumed.saved.length} saved, ${resumed.pending} pending, ${resumed.expired} expired, ${resumed.unknown} of unknown outcome`,
	);
	const show = vscode.l10n.t('Show History');
	const sentences = [
		resumed.saved.length > 0
			? vscode.l10n.t('{0} arrived late and can be found in History.', imagesText(resumed.saved.length))
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
}
