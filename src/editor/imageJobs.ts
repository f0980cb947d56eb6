import * as vscode from 'vscode';
import type { AnyOperation, Operation } from '../api/operation.ts';
import { operationName } from '../api/operation-names.ts';
import { estimate } from '../api/prices.ts';
import type { JobResult } from '../jobs/request.ts';
import { altOf } from './altOf.ts';
import { costText, imagesText } from './costText.ts';
import { offerImage } from './deliver.ts';
import { recallChoices } from './draft.ts';
import { ensureKey } from './keyPrompt.ts';
import type { Parts } from './parts.ts';
import { priceText } from './priceText.ts';
import { ownPriceTerms } from './settings.ts';
import { transparencyProblemIn } from './transparencyMessage.ts';
import { waitForJob } from './waitForJob.ts';

/** What Enter will cost: "$0.06", or that the sandbox is free. */
export function priceLabel(parts: Pick<Parts, 'targets'>, operation: AnyOperation, input: object): string {
	return parts.targets.sandboxOn
		? vscode.l10n.t('sandbox, free')
		: priceText(estimate(operation, input, ownPriceTerms()));
}

/** Runs a call whose price has been on screen, and offers what it yields; images arrive in History either way. */
export async function runImageJob(parts: Parts, operation: AnyOperation, input: object): Promise<void> {
	if (!(await ensureKey(parts.keys, parts.targets))) {
		return;
	}
	const job = await parts.jobs.start({
		operation: operation as Operation,
		input,
		target: await parts.targets.current(),
		source: 'person',
		workspace: vscode.workspace.name,
	});
	if (!job) {
		return;
	}
	const name = operationName(operation.id);
	const result = await waitForJob(job, vscode.l10n.t('{0}: {1}', name, imagesText(job.images)));
	if (result && result !== 'stopped') {
		await tellResult(parts, operation.id, result);
	}
}

/** Jobs whose results are to have transparent parts. */
const TRANSPARENT_JOBS = ['removeBackground', 'generateTransparent'];

/** Offers what a call yielded. `operation`: its id. */
export async function tellResult(parts: Parts, operation: string, result: JobResult): Promise<void> {
	const name = operationName(operation);
	const [output] = result.outputs.filter(({ state }) => state === 'saved');
	if (output) {
		const store = await parts.store();
		const problem = TRANSPARENT_JOBS.includes(operation.split('/')[0] ?? '')
			? await transparencyProblemIn(parts, store.imagePath(output.file ?? ''))
			: undefined;
		if (problem) {
			await vscode.window.showWarningMessage(problem);
			return;
		}
		const delivery = {
			store,
			codec: parts.codec,
			output,
			prompt: output.prompt || name,
			alt: await altOf(store, { ...output, operation }),
			folders: recallChoices(parts.context.workspaceState).folders,
		};
		await offerImage(delivery, undefined, parts.lastEditor);
		return;
	}
	const show = vscode.l10n.t('Show History');
	const picked = await vscode.window.showInformationMessage(
		vscode.l10n.t('{0} is done ({1}).', name, costText(result.price.amount, result.label)),
		show,
	);
	if (picked === show) {
		await vscode.commands.executeCommand('ideogram.showHistory');
	}
}
