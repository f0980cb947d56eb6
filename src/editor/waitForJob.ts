import * as vscode from 'vscode';
import type { JobResult, RunningJob } from '../jobs/request.ts';
import { imagesText } from './costText.ts';

/**
 * Shows a call under way until it has ended or the person stops waiting; the
 * call itself goes on. `what`: "Remix", "A red fox". Undefined: it was cancelled
 * before it left.
 */
export function waitForJob<Data>(
	job: RunningJob<Data>,
	title: string,
): Thenable<JobResult<Data> | 'stopped' | undefined> {
	return vscode.window.withProgress(
		{
			location: vscode.ProgressLocation.Notification,
			title,
			// The editor takes the button's label here, which its typings do not say.
			cancellable: vscode.l10n.t('Stop Waiting') as unknown as boolean,
		},
		(_progress, token) =>
			Promise.race([
				job.done,
				new Promise<'stopped'>((resolve) => token.onCancellationRequested(() => resolve('stopped'))),
			]),
	);
}

/** "Generating 2 images: A red fox" */
export function generatingTitle(images: number, prompt: string): string {
	return vscode.l10n.t('Generating {0}: {1}', imagesText(images), prompt.slice(0, 60));
}
