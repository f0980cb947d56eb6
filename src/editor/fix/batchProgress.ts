import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Batch, Outcome, Tally } from '../../jobs/batch.ts';
import { money } from '../costText.ts';

/** How long a person has to stop what a setting has answered for them. */
const PAUSE_MS = 3000;

/**
 * Shows a batch under way in one notification, until it has ended. "Stop" drops
 * what has not been sent; what was sent is waited for. With `pause`, nothing is
 * begun before the person has had a moment to stop it. Undefined: they did.
 */
export async function showBatch<Item, Made>(
	title: string,
	pause: boolean,
	begin: (onProgress: (tally: Tally) => void) => Batch<Item, Made>,
): Promise<readonly Outcome<Item, Made>[] | undefined> {
	let batch: Batch<Item, Made> | undefined;
	let latest: Tally | undefined;
	await vscode.window.withProgress(
		{
			location: vscode.ProgressLocation.Notification,
			title,
			// The editor takes the button's label here, which its typings do not say.
			cancellable: vscode.l10n.t('Stop') as unknown as boolean,
		},
		async (progress, token) => {
			const stopped = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
			if (pause) {
				progress.report({ message: vscode.l10n.t('starting…') });
				await Promise.race([delay(PAUSE_MS), stopped]);
				if (token.isCancellationRequested) {
					return;
				}
			}
			let ended = 0;
			batch = begin((tally) => {
				latest = tally;
				const increment = ((tally.done + tally.failed - ended) / tally.total) * 100;
				ended = tally.done + tally.failed;
				progress.report({ message: progressText(tally), increment });
			});
			token.onCancellationRequested(() => batch?.stop());
			await Promise.race([batch.ended, stopped]);
		},
	);
	const last = latest;
	if (!batch || !last || last.running === 0) {
		return batch?.ended;
	}
	// The first notification has gone with its button.
	const { ended } = batch;
	return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, (progress) => {
		progress.report({ message: vscode.l10n.t('stopped, waiting for what was sent') });
		return ended;
	});
}

/** "2 of 40 done, 1 failed, $0.02 so far" */
function progressText({ total, done, failed, charged, unknown }: Tally): string {
	return [
		total === 1 ? undefined : vscode.l10n.t('{0} of {1} done', done, total),
		failed > 0 ? vscode.l10n.t('{0} failed', failed) : undefined,
		charged + unknown > 0 ? vscode.l10n.t('{0} so far', money(charged + unknown)) : undefined,
	]
		.filter(Boolean)
		.join(', ');
}
